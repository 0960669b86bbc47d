import Fuzz
import HTTP
import HTTPTypes
import Testing

struct RequestParserTests {
    @Test(arguments: refusedRequests)
    func `what two readers could read differently is refused`(text: String, expected: Refusal) {
        #expect(readings(of: text) == [.refused(expected)], "\(text.prefix(200).debugDescription)")
    }

    @Test func `a request has method, path, query, version and fields`() throws {
        let text =
            "GET /anmalan?lang=sv&x=%20? HTTP/1.1\r\nHost: vemfn.example:8080\r\nX-Note:  a\tb  \r\nEmpty:\r\n\r\n"
        let head = try #require(request(in: text)).head
        #expect(head.method == .get)
        #expect(head.path == "/anmalan")
        #expect(head.query == "lang=sv&x=%20?")
        #expect(head.version == .http11)
        #expect(head.host == "vemfn.example:8080")
        #expect(head.fields[HTTPField.Name("x-note")!] == "a\tb")
        #expect(head.fields[HTTPField.Name("empty")!] == "")
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
    func `the methods of RFC 9110 §9.3 and PATCH are known`(method: String) {
        #expect(request(in: "\(method) / HTTP/1.1\r\nHost: a\r\n\r\n")?.head.method.rawValue == method)
    }

    @Test(
        arguments: [
            ("http://b.example/p?q", "/p", "q", "b.example"),
            ("HTTPS://b.example:8443", "/", nil, "b.example:8443"),
            ("http://b?q", "/", "q", "b"),
            ("http://[::1]:80/", "/", nil, "[::1]:80"),
            ("/p?", "/p", "", "a"),
            ("//evil.example/p", "//evil.example/p", nil, "a"),
        ] as [(String, String, String?, String)])
    func `an absolute target replaces Host (RFC 9112 §3.2.2)`(
        target: String, path: String, query: String?, host: String
    ) throws {
        let head = try #require(request(in: "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n")).head
        #expect(head.path == path)
        #expect(head.query == query)
        #expect(head.host == host)
    }

    @Test func `OPTIONS may ask about the server as a whole (RFC 9112 §3.2.4)`() {
        #expect(request(in: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")?.head.path == "*")
    }

    @Test func `a higher minor version is served as 1.1, and 1.0 needs no Host (RFC 9110 §2.5, RFC 9112 §3.2)`() {
        #expect(request(in: "GET / HTTP/1.9\r\nHost: a\r\n\r\n")?.head.version == .http11)
        #expect(request(in: "GET / HTTP/1.0\r\n\r\n")?.head.version == .http10)
    }

    @Test func `empty lines before a request are ignored, two of them (RFC 9112 §2.2)`() {
        #expect(request(in: "\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n") != nil)
    }

    @Test(arguments: [
        ("Content-Length: 5\r\n\r\nhello", "hello"),
        ("Content-Length: 0005\r\n\r\nhello", "hello"),
        ("Content-Length: 0\r\n\r\n", ""),
        ("\r\n", ""),
        ("Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", ""),
        ("Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello"),
        ("Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n002\r\nlo\r\n000\r\n\r\n", "hello"),
        ("Transfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d e\"\r\nhello\r\n0;x\r\nDigest: x\r\nY:\r\n\r\n", "hello"),
        ("Transfer-Encoding: chunked\r\n\r\na\r\n0\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n", "0\r\n\r\n0\r\n\r\n"),
    ])
    func `a body ends where its framing says (RFC 9112 §6)`(fieldsAndBody: String, body: String) {
        #expect(request(in: "POST / HTTP/1.1\r\nHost: a\r\n\(fieldsAndBody)")?.body == body)
    }

    @Test func `trailer fields are not taken into the head (RFC 9110 §6.5.1)`() throws {
        let head = try #require(request(in: chunked("0\r\nAuthorization: x\r\n\r\n"))).head
        #expect(head.fields[.authorization] == nil)
    }

    @Test func `a body of exactly the limit is taken`() {
        let body = String(repeating: "x", count: 1000)
        #expect(request(in: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n\(body)")?.body == body)
        #expect(request(in: chunked("3E8\r\n\(body)\r\n0\r\n\r\n"))?.body == body)
    }

    @Test func `as many fields as the limit says are taken, and a target as long as it says`() {
        let fields = String(repeating: "X: y\r\n", count: 99)
        #expect(request(in: "GET / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n") != nil)
        let target = "/" + String(repeating: "a", count: 4095)
        #expect(request(in: "OPTIONS \(target) HTTP/1.1\r\nHost: a\r\n\r\n") != nil)
    }

    @Test(arguments: [
        ("HTTP/1.1", "X: y", true), ("HTTP/1.1", "Connection: close", false),
        ("HTTP/1.1", "Connection: x, CLOSE ", false),
        ("HTTP/1.1", "Connection: closed", true), ("HTTP/1.0", "X: y", false),
        ("HTTP/1.0", "Connection: Keep-Alive", true), ("HTTP/1.0", "Connection: keep-alive, close", false),
        ("HTTP/1.1", "Connection: x\r\nConnection: close", false),
    ])
    func `the connection goes on unless a side says otherwise (RFC 9112 §9.3)`(
        version: String, field: String, expected: Bool
    ) {
        #expect(request(in: "GET / \(version)\r\nHost: a\r\n\(field)\r\n\r\n")?.head.keepsAlive == expected)
    }

    @Test func `bytes behind a request wait for the next one`() {
        let get = "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
        let post = "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
        let paths = readings(of: get + post + get + "GET /3 HT").map { reading in
            if case .request(let head, _) = reading { head.path } else { "?" }
        }
        #expect(paths == ["/1", "/2", "/1"])
    }
}
