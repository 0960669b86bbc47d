import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

/// Deadlines are set tiny, and the tests wait on the socket for what must come.
struct DeadlineTests {
    @Test(arguments: ["GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe"])
    func `a request that is not completed in time is answered with 408`(beginning: String) async throws {
        try await withServer(configure: {
            ($0.deadlines.head, $0.deadlines.body) = (.milliseconds(20), .milliseconds(20))
        }) {
            _, address in
            let client = try Client(address)
            client.send(beginning)
            #expect(await client.rest().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `a body that does not keep pace is answered with 408 within its time`() async throws {
        try await withServer(configure: { $0.deadlines.bodyPace = .milliseconds(20) }) { _, address in
            let client = try Client(address)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhe")
            #expect(await client.rest().hasPrefix("HTTP/1.1 408 "))
        }
    }

    @Test func `an idle connection is closed without a word`() async throws {
        try await withServer(configure: { $0.deadlines.idle = .milliseconds(20) }) { _, address in
            let fresh = try Client(address)
            #expect(await fresh.rest() == "")
            let served = try Client(address)
            served.send(get)
            #expect(await served.response().hasPrefix("HTTP/1.1 200 "))
            #expect(await served.rest() == "")
        }
    }

    @Test func `a peer that takes nothing is cut`() async throws {
        let big = Response(status: .ok, body: .bytes([UInt8](repeating: 120, count: 64 << 20)))
        try await withServer(Handler { _ in .now(big) }, configure: { $0.deadlines.write = .milliseconds(50) }) {
            _, address in
            let client = try Client(address, receiveBufferBytes: 4096)
            client.send(get)
            client.finishSending()
            let other = try Client(address)
            // Nobody reads the first answer, so its connection goes: two listeners and the other peer are left.
            repeat {
                other.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(await other.response(hasBody: false).hasPrefix("HTTP/1.1 200 "))
            } while try openSockets(on: address.port) > 3
            #expect(await client.rest().utf8.count < 64 << 20)
        }
    }
}
