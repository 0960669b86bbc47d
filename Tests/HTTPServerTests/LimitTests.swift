import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

struct LimitTests {
    @Test func `connections beyond the limit are told so and closed, and their room is given to the next`() async throws
    {
        try await withServer(configure: { $0.connections = 2 }) { _, address in
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
