import Foundation
import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Synchronization
import TLS
import Testing

private let piece = [UInt8](repeating: 120, count: 64 * 1024)

struct StreamTests {
    @Test func `a stream arrives whole and in order, and the connection goes on`() async throws {
        let handler = Handler { _ in
            let left = Mutex(300)
            return .now(
                Response(
                    status: .ok,
                    body: .stream {
                        left.withLock { left in
                            guard left > 0 else { return nil }
                            left -= 1
                            return Array("\(left)\n".utf8)
                        }
                    }))
        }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get)
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answers = await client.rest().components(separatedBy: "\r\n\r\n")
            let numbers = (0..<300).reversed().map { "\(String("\($0)\n".utf8.count, radix: 16))\r\n\($0)\n\r\n" }
                .joined()
            #expect(answers.count { $0.contains("Transfer-Encoding: chunked") } == 2)
            #expect(answers.count { $0 + "\r\n\r\n" == numbers + "0\r\n\r\n" } == 2)
        }
    }

    @Test(arguments: [false, true])
    func `a stream is not asked for more than the peer takes`(throughTLS: Bool) async throws {
        let pulls = Mutex(0)
        let total = 1000  // 62 MiB, far more than socket buffers hold
        let handler = Handler { request in
            guard request.head.path == "/stream" else { return .now(.text("x")) }
            return .now(
                Response(
                    status: .ok,
                    body: .stream {
                        pulls.withLock { pulls in
                            guard pulls < total else { return nil }
                            pulls += 1
                            return piece
                        }
                    }))
        }
        let certificate = throughTLS ? try DevelopmentCertificate(hosts: ["localhost"]) : nil
        let tls = try certificate.map { try TLSContext(certificateChain: $0.certificate, key: $0.key) }
        try await withServer(handler, configure: { $0.tls = tls }) { _, address in
            let slow = try Client(address)
            if throughTLS { try await slow.handshake() }
            slow.send("GET /stream HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            #expect(await slow.someBytes() > 0)
            // Others are served meanwhile, long enough for a stream without back-pressure to run to its end.
            let other = try Client(address)
            if throughTLS { try await other.handshake() }
            for _ in 0..<1000 {
                other.send(get)
                #expect(await other.response().hasSuffix("x"))
            }
            let pulled = pulls.withLock { $0 }
            #expect(pulled < total / 2)
            var bytes = 0
            while case let count = await slow.someBytes(), count > 0 { bytes += count }
            #expect(bytes > (total - 1) * piece.count)
            #expect(pulls.withLock { $0 } == total)
            if throughTLS { #expect(slow.tls?.sawCloseNotify == true) }
        }
    }

    @Test func `a stream that fails is cut before its end`() async throws {
        struct Failure: Error {}
        let handler = Handler { _ in .now(Response(status: .ok, body: .stream { throw Failure() })) }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get)
            #expect(await !client.rest().hasSuffix("0\r\n\r\n"))
        }
    }

    @Test func `a peer that breaks off ends the stream that works for it`() async throws {
        let handler = Handler { _ in .now(Response(status: .ok, body: .stream { piece })) }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get)
            #expect(await client.someBytes() > 0)
            client.resetOnClose()
            _ = consume client
            try await waitUntil { try openSockets(on: address.port) == 2 }
        }
    }

    @Test func `a peer that breaks off cancels the work for its answer`() async throws {
        let (arrived, cancelled) = (Gate(), Gate())
        let handler = Handler { _ in
            .later {
                await withTaskCancellationHandler {
                    arrived.open()
                    await cancelled.passed()
                } onCancel: {
                    cancelled.open()
                }
                return .text("nobody hears this")
            }
        }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get)
            await arrived.passed()
            client.resetOnClose()
            _ = consume client
            try await waitUntil { cancelled.isOpen }
        }
    }
}

/// Looks again and again, for what no event tells: the loop of the server under test has no other way to be asked.
func waitUntil(
    sourceLocation: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
    let patience = ContinuousClock.now + .seconds(60)
    while try !condition() {
        try #require(ContinuousClock.now < patience, "waited in vain", sourceLocation: sourceLocation)
        await Task.yield()
    }
}
