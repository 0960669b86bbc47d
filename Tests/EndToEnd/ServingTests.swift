import Fixtures
import Foundation
import HTTPServer
import Peer
import Testing

struct ServingTests {
    @Test func `the program serves, and ends with 0 when it is told to stop`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let program = try await ServingProgram(in: folder)
        let client = try Client(program.address)
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(await client.response().hasPrefix("HTTP/1.1 200 OK\r\n"))
        program.send(SIGTERM)
        let end = try await program.end()
        #expect(end.status == 0)
        #expect(end.reason == .exit)
    }

    @Test func `told to stop, it finishes what has begun and takes nothing new`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let program = try await ServingProgram(in: folder)
        let early = try Client(program.address)
        early.send(
            "POST /anmalan HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 12\r\n\r\n")
        #expect(await early.response(hasBody: false).hasPrefix("HTTP/1.1 100 "))  // so the server has seen it
        let idle = try Client(program.address)
        idle.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = await idle.response()

        program.send(SIGTERM)
        #expect(await idle.rest().isEmpty)  // closed at once, so the order has been heard
        #expect(throws: SystemError.self) { try Client(program.address) }
        early.send("givenName=Ex")
        let answer = await early.rest()
        #expect(answer.hasPrefix("HTTP/1.1 422 "))
        #expect(answer.contains("\r\nConnection: close\r\n"))
        #expect(try await program.end().status == 0)
    }

    @Test func `a port that is taken is named in one sentence`() async throws {
        let folder = try TemporaryFolder()
        let program = try await ServingProgram(in: folder)
        let second = try await vemfn("serve", "--port", String(program.port), in: try TemporaryFolder())
        #expect(second.status == 1)
        #expect(second.complaint.hasPrefix("vemfn: Cannot listen: "))
    }
}

extension ServingProgram {
    var address: SocketAddress { SocketAddress(host: "127.0.0.1", port: port) }
}
