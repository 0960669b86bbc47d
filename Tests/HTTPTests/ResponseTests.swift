import HTTP
import HTTPTypes
import Testing

/// What goes over the wire for a response, from the status line to the end (RFC 9112 §4, §6).
struct ResponseTests {
    let connection = ScriptedConnection()

    private func bytes(of response: Response, to request: String) -> String {
        let asked = connection.receive(request).words
        guard asked.hasPrefix("respond") else { return asked }
        return String(connection.answer(response).words.dropFirst("write ".count))
    }

    @Test func `head and body leave together, with date and length`() {
        var response = Response.text("Hej", .notFound)
        response.fields[.contentType] = "text/plain"
        #expect(
            bytes(of: response, to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n") == """
                HTTP/1.1 404 Not Found\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: text/plain\r
                Content-Length: 3\r
                \r
                Hej
                """)
    }

    @Test func `what a handler says about framing is left out`() {
        var response = Response.text("Hej")
        response.fields = [
            .contentLength: "999", .transferEncoding: "gzip", .connection: "upgrade", .date: "yesterday",
            .eTag: "\"1\"",
        ]
        #expect(
            bytes(of: response, to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n") == """
                HTTP/1.1 200 OK\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                ETag: "1"\r
                Content-Length: 3\r
                \r
                Hej
                """)
    }

    @Test func `a field value cannot begin a new line`() {
        var response = Response.text("")
        response.fields[.location] = "/\r\nSet-Cookie: a\u{0}b"
        let text = bytes(of: response, to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.contains("\r\nLocation: /  Set-Cookie: a b\r\n"))
    }

    @Test(
        arguments: [
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        ], [200, 304, 404])
    func `a head that is kept says what one says that is made anew`(request: String, code: Int) {
        var response = Response.text("Hej", HTTPResponse.Status(code: code, reasonPhrase: "Word"))
        response.fields = [.eTag: "\"1\"", .contentLength: "999", .date: "yesterday"]
        response.requestID = RequestID(run: 35, number: 36)
        let written = WrittenResponse(status: response.status, fields: response.fields, body: Array("Hej".utf8))
        let (kept, anew) = (ResponseTests(), ResponseTests())
        let bytes = anew.bytes(of: response, to: request)
        #expect(bytes.contains("\r\nX-Request-Id: z-10\r\n"))
        _ = kept.connection.receive(request)
        #expect(kept.connection.answer(written, id: RequestID(run: 35, number: 36)).words == "write " + bytes)
        #expect(kept.connection.wrote().words == anew.connection.wrote().words)
    }

    @Test func `HEAD has the length of the body and not the body (RFC 9110 §9.3.2)`() {
        let text = bytes(of: .text("Hej"), to: "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.hasSuffix("\r\nContent-Length: 3\r\n\r\n"))
        #expect(connection.wrote().words == "read")
    }

    @Test func `HEAD never asks a stream for anything`() {
        let text = bytes(of: .stream, to: "HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text.hasSuffix("\r\nTransfer-Encoding: chunked\r\n\r\n"))
        #expect(connection.wrote().words == "read")
    }

    @Test(arguments: [204, 205, 304])
    func `a status without content has neither body nor length (RFC 9110 §6.4.1)`(code: Int) {
        let response = Response.text("x", HTTPResponse.Status(code: code))
        let text = bytes(of: response, to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(text == "HTTP/1.1 \(code) \r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n\r\n")
    }

    @Test func `HTTP/1.0 hears that the connection goes on only if it asked for that`() {
        let kept = bytes(of: .text("x"), to: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(kept.contains("\r\nConnection: keep-alive\r\n"))
        #expect(connection.wrote().words == "read")
        #expect(bytes(of: .text("x"), to: "GET / HTTP/1.0\r\n\r\n").contains("\r\nConnection: close\r\n"))
        #expect(connection.wrote().words == "finish sending")
    }

    @Test func `a stream is chunked, and each piece is asked for when the last one is taken (RFC 9112 §7.1)`() {
        let head = bytes(of: .stream, to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(head.hasSuffix("\r\nTransfer-Encoding: chunked\r\n\r\n"))
        #expect(connection.wrote().words == "pull")
        #expect(connection.pulled(String(repeating: "x", count: 26)).words.hasPrefix("write 1a\r\nxx"))
        #expect(connection.wrote().words == "pull")
        #expect(connection.pulled("Hej").words == "write 3\r\nHej\r\n")
        #expect(connection.wrote().words == "pull")
        #expect(connection.pulled(nil).words == "write 0\r\n\r\n")
        #expect(connection.wrote().words == "read")
    }

    @Test func `an empty piece does not end a chunked body`() {
        _ = bytes(of: .stream, to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = connection.wrote()
        #expect(connection.pulled("").words == "pull")
    }

    @Test func `a stream for HTTP/1.0 ends with the connection, whatever was asked for (RFC 9112 §6.3)`() {
        let head = bytes(of: .stream, to: "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        #expect(head.hasSuffix("\r\nConnection: close\r\n\r\n"))
        #expect(!head.contains("chunked"))
        #expect(connection.wrote().words == "pull")
        #expect(connection.pulled("Hej").words == "write Hej")
        #expect(connection.wrote().words == "pull")
        #expect(connection.pulled(nil).words == "finish sending")
    }

    @Test func `a stream that fails is cut so that nobody takes the part for the whole`() {
        _ = bytes(of: .stream, to: "GET / HTTP/1.0\r\n\r\n")
        _ = connection.wrote()
        #expect(connection.machine.pullFailed().words == "reset")
    }
}
