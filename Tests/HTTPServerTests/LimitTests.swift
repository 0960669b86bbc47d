import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

struct LimitTests {
    @Test func `connections beyond the limit are told so and closed, and their room is given to the next`() async throws
    {
        try await withServer(
            configure: {
                $0.connections = 2
                $0.deadlines.spare = .seconds(600)
            }
        ) { _, address in
            let first = try Client(address)
            first.send(get)
            #expect(await first.response().hasPrefix("HTTP/1.1 200 "))
            do {
                let second = try Client(address)
                second.send(get)
                #expect(await second.response().hasPrefix("HTTP/1.1 200 "))
                let third = try Client(address)
                let answer = await third.rest()
                #expect(answer.hasPrefix("HTTP/1.1 503 "))
                #expect(answer.contains("\r\nConnection: close\r\n"))
                #expect(answer.hasSuffix("\r\n\r\nbusy"))
            }
            try await waitUntil { try openSockets(on: address.port) == 3 }
            let fourth = try Client(address)
            fourth.send(get)
            #expect(await fourth.response().hasPrefix("HTTP/1.1 200 "))
        }
    }

    @Test func `beyond the limit the connection that has been idle longest makes way, and none that is at work`()
        async throws
    {
        let (arrived, released) = (Gate(), Gate())
        let handler = Handler { request in
            guard request.head.path == "/slow" else { return .now(.text("x")) }
            return .later {
                arrived.open()
                await released.passed()
                return .text("done")
            }
        }
        try await withServer(
            handler,
            configure: {
                $0.connections = 3
                $0.loops = 1
                $0.deadlines.spare = .zero
            }
        ) { _, address in
            let (working, first, second) = (try Client(address), try Client(address), try Client(address))
            working.send("GET /slow HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            await arrived.passed()
            for idle in [first, second] {
                idle.send(get)
                #expect(await idle.response().hasSuffix("x"))
            }
            let third = try Client(address)
            third.send(get)
            #expect(await third.response().hasSuffix("x"))
            #expect(await first.rest() == "")
            second.send(get)
            #expect(await second.response().hasSuffix("x"))
            released.open()
            #expect(await working.rest().hasSuffix("done"))
        }
    }

    @Test func `one address may have only so many`() async throws {
        try await withServer(configure: { $0.connectionsPerAddress = 1 }) { _, address in
            let first = try Client(address)
            first.send(get)
            #expect(await first.response().hasPrefix("HTTP/1.1 200 "))
            #expect(try await Client(address).rest().hasPrefix("HTTP/1.1 503 "))
        }
    }

    @Test func `a thousand connections leave no descriptor behind`() async throws {
        try await withServer { _, address in
            for number in 0..<1000 {
                let client = try Client(address)
                client.send(number % 2 == 0 ? get : "nonsense\n")
                #expect(await client.response().hasPrefix("HTTP/1.1 "))
            }
            try await waitUntil { try openSockets(on: address.port) == 2 }
        }
    }
}
