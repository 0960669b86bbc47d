import Glibc
import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

struct StopTests {
    @Test func `a stop closes idle connections, refuses new ones and finishes what is in flight`() async throws {
        let (arrived, gate) = (Gate(), Gate())
        let handler = Handler { request in
            guard request.head.path == "/slow" else { return .now(.text("quick")) }
            return .later {
                arrived.open()
                await gate.passed()
                return .text("finished")
            }
        }
        try await withServer(handler) { server, address in
            let idle = try Client(address)
            idle.send(get)
            #expect(await idle.response().hasSuffix("quick"))
            let busy = try Client(address)
            busy.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
            await arrived.passed()

            async let stopped: Void = server.stop()
            #expect(await idle.rest() == "")
            try await waitUntil { try openSockets(on: address.port) == 1 }
            #expect(throws: SystemError("connect", code: ECONNREFUSED)) { try Client(address) }

            gate.open()
            let answer = await busy.rest()
            #expect(answer.contains("\r\nConnection: close\r\n"))
            #expect(answer.hasSuffix("finished"))
            _ = consume busy
            await stopped
            #expect(try openSockets(on: address.port) == 0)
        }
    }

    @Test func `what does not finish within the grace time is cut`() async throws {
        let (arrived, never) = (Gate(), Gate())
        let handler = Handler { _ in
            .later {
                arrived.open()
                await never.passed()
                return .text("too late")
            }
        }
        try await withServer(handler, configure: { $0.deadlines.grace = .milliseconds(20) }) { server, address in
            let client = try Client(address)
            client.send(get)
            await arrived.passed()
            await server.stop()
            #expect(await client.rest() == "")
            #expect(try openSockets(on: address.port) == 0)
            never.open()
        }
    }

    @Test func `stopping twice, or before the start, does nothing more`() async throws {
        try await withServer { server, _ in
            await server.stop()
            await server.stop()
        }
        let server = Server(handler: Handler(), configuration: Configuration(), logger: .quiet)
        await server.stop()
        #expect(throws: ServerError.alreadyStarted) { try server.start() }
    }
}
