import HTTP
import HTTPTypes
import Testing

struct MultipartFormTests {
    @Test func `fields and files are read as a browser sends them (RFC 7578 §4)`() throws {
        let form = try MultipartForm(
            Array(
                """
                --x\r
                Content-Disposition: form-data; name="not%22e"\r
                \r
                Åsa\r\n\r
                --x\r
                Content-Disposition: form-data; name="list"; filename="C:\\lista%0D%0A.csv"\r
                Content-Type: text/csv\r
                \r
                a;b\r
                --\r
                --x \t\r
                content-disposition: Form-Data;name=empty ; filename=\"a\\"b\"\r
                \r
                \r
                --x--\r

                """.utf8), boundary: "x")
        #expect(form.parts.count == 3)
        #expect(form["not\"e"] == "Åsa\r\n")
        #expect(form["list"] == nil)
        let file = try #require(form.file("list"))
        #expect(file.filename == "C:\\lista\r\n.csv")
        #expect(file.contentType == "text/csv")
        #expect(file.content == Array("a;b\r\n--".utf8))
        #expect(form.parts[2].filename == "a\"b")
        #expect(form.parts[2].content.isEmpty)
    }

    @Test(arguments: [
        "", "--", "--x", "--x\r\n", "x--x--", "\r\n--x--", "--x--after", "--x--\r\nafter", "--x\n\n\n--x--",
        part("Content-Disposition: form-data; name=a") + "--xy--", part("Content-Disposition: form-data"),
        part("Content-Disposition: attachment; name=a"), part("Content-Type: text/plain"),
        part("Content-Disposition: form-data; name=\"a"), part("Content-Disposition: form-data; name=a; name=b"),
        part("Content-Disposition: form-data; name=a; filename*=UTF-8''b"),
        part("Content-Disposition: form-data; name=a\r\nContent-Disposition: form-data; name=b"),
        part("Content-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64"),
        part("Content-Disposition: form-data; name=a\r\n folded"), part("Content-Disposition : form-data; name=a"),
        part("Content-Disposition: form-data; name=a b"), part("Content-Disposition: form-data; name="),
        part("X: " + String(repeating: "y", count: 3000) + "\r\nContent-Disposition: form-data; name=a"),
    ])
    func `what two readers could read differently is refused`(text: String) {
        #expect(throws: MultipartForm.MultipartError.malformed) { try MultipartForm(Array(text.utf8), boundary: "x") }
    }

    @Test func `more parts than the limit are refused`() throws {
        let one = "--x\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n"
        let two = Array((one + one + "--x--").utf8)
        #expect(try MultipartForm(two, boundary: "x", partLimit: 2).parts.count == 2)
        #expect(throws: MultipartForm.MultipartError.tooManyParts(limit: 1)) {
            try MultipartForm(two, boundary: "x", partLimit: 1)
        }
    }

    @Test(
        arguments: [
            ("multipart/form-data; boundary=----WebKit7", "----WebKit7"),
            ("Multipart/Form-Data; charset=utf-8; Boundary=\"a b\"", "a b"), ("multipart/form-data", nil),
            ("multipart/form-data; boundary=", nil), ("multipart/form-data; boundary=\"a \"", nil),
            ("multipart/form-data; boundary=a; boundary=b", nil), ("multipart/form-data; boundary=\"a\r\nb\"", nil),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), nil),
            ("multipart/mixed; boundary=a", nil), ("application/x-www-form-urlencoded", nil),
        ] as [(String, String?)])
    func `the boundary is of 1 to 70 harmless characters (RFC 2046 §5.1.1)`(field: String, boundary: String?) {
        let fields: HTTPFields = [.contentType: field]
        let found = RequestHead(method: .post, path: "/", fields: fields).multipartBoundary
        // A line end in a field value is a space by the time it is here.
        #expect(found == (field.contains("\r\n") ? "a  b" : boundary))
    }
}

private func part(_ fields: String) -> String { "--x\r\n\(fields)\r\n\r\nvalue\r\n--x--" }
