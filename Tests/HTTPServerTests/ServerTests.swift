import Glibc
import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

struct ServerTests {
    @Test func `a connection serves one request after the other`() async throws {
        try await withServer { _, address in
            let client = try Client(address)
            for number in 0..<5 {
                client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(await client.response().hasSuffix("\r\n\r\n/\(number)"))
            }
            client.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc")
            #expect(await client.rest().hasSuffix("\r\n\r\n/pabc"))
        }
    }

    @Test func `requests sent ahead are answered in order, late answers too`() async throws {
        let handler = Handler { request in
            let response = Response.text(request.head.path)
            return request.head.path.hasPrefix("/late") ? .later { response } : .now(response)
        }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            let paths = (0..<100).map { $0 % 3 == 0 ? "/late\($0)" : "/\($0)" }
            client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for path in paths { #expect(await client.response().hasSuffix("\r\n\r\n\(path)")) }
        }
    }

    @Test func `HEAD is answered without a body, and the connection goes on`() async throws {
        try await withServer { _, address in
            let client = try Client(address)
            client.send("HEAD /abc HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(await client.response(hasBody: false).contains("\r\nContent-Length: 4\r\n"))
            client.send(get)
            #expect(await client.response().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `a request may come byte by byte`() async throws {
        try await withServer { _, address in
            let client = try Client(address)
            for byte in "POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n" {
                for scalar in byte.unicodeScalars { client.send(String(scalar)) }
            }
            #expect(await client.response().hasSuffix("/pabc"))
        }
    }

    @Test func `a body is invited before it is sent`() async throws {
        try await withServer { _, address in
            let client = try Client(address)
            client.send("POST /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(await client.response() == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("abc")
            #expect(await client.response().hasSuffix("/pabc"))
        }
    }

    @Test func `the handler hears from where a request comes, and each has its own name`() async throws {
        let handler = Handler { .now(.text("\($0.remoteAddress) \($0.id)")) }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get + get)
            let first = await client.response()
            let second = await client.response()
            #expect(first.contains("\r\n\r\n127.0.0.1 "))
            #expect(first != second)
        }
    }

    @Test func `a peer that shuts its side after the request still gets a late answer`() async throws {
        let gate = Gate()
        let handler = Handler { _ in
            .later {
                await gate.passed(); return .text("late")
            }
        }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get)
            client.finishSending()
            gate.open()
            #expect(await client.rest().hasSuffix("\r\n\r\nlate"))
        }
    }

    @Test func `bytes that are no request get an answer and the end, even if the peer goes on sending`() async throws {
        try await withServer { _, address in
            let client = try Client(address)
            client.send("GET / HTTP/1.1\nHost: a\n\n" + String(repeating: "x", count: 100_000))
            client.finishSending()
            let answer = await client.rest()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.hasSuffix("malformed"))
        }
    }

    @Test func `a body larger than its handler allows is refused, not read`() async throws {
        try await withServer { _, address in
            let client = try Client(address)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1001\r\n\r\n")
            let answer = await client.rest()
            #expect(answer.hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test func `a body of many reads arrives whole, behind a late answer too`() async throws {
        let handler = Handler(bodyLimit: 8 << 20) { request in
            let response = Response.text("\(request.body.count { $0 == 120 })")
            return .later { response }
        }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            let body = String(repeating: "x", count: 8 << 20)
            await client.upload(
                get + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
            #expect(await client.response().hasSuffix("\r\n\r\n0"))
            #expect(await client.response().hasSuffix("\r\n\r\n\(8 << 20)"))
        }
    }

    @Test func `an address that is taken is not shared`() async throws {
        try await withServer { _, address in
            var configuration = Configuration()
            configuration.port = address.port
            let second = Server(handler: Handler(), configuration: configuration, logger: .quiet)
            #expect(throws: SystemError("bind", code: EADDRINUSE)) { try second.start() }
        }
    }

    @Test func `a server starts once`() async throws {
        try await withServer { server, _ in
            #expect(throws: ServerError.alreadyStarted) { try server.start() }
        }
    }

    @Test func `an IPv6 listener serves IPv4 peers under their own address`() async throws {
        let handler = Handler { .now(.text($0.remoteAddress)) }
        try await withServer(handler, configure: { $0.host = "::" }) { _, address in
            let client = try Client(SocketAddress(host: "127.0.0.1", port: address.port))
            client.send(get)
            #expect(await client.response().hasSuffix("\r\n\r\n127.0.0.1"))
        }
    }
}
