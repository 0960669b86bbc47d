import COpenSSL
import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Synchronization
import TLS
import Testing

private let hello = ClientSession.Offer(versions: TLS1_3_VERSION...TLS1_3_VERSION)
private let last = "GET /last HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

/// What TLS adds to the server. That bytes come out as they went in is for TLSTests.
struct HTTPSTests {
    private let certificate: DevelopmentCertificate

    init() throws {
        certificate = try DevelopmentCertificate(hosts: ["localhost"])
    }

    @Test(arguments: [(TLS1_2_VERSION, "TLSv1.2"), (TLS1_3_VERSION, "TLSv1.3")])
    func `requests are served over either version, one after the other and sent ahead`(version: Int32, name: String)
        async throws
    {
        let handler = Handler { request in
            let response = Response.text(request.head.path)
            return request.head.path.hasPrefix("/late") ? .later { response } : .now(response)
        }
        try await withSecureServer(handler) { _, address in
            let client = try Client(address)
            try await client.handshake(.init(versions: version...version, protocols: ["h2", "http/1.1"]))
            #expect(client.tls?.version == name)
            #expect(client.tls?.chosenProtocol == "http/1.1")
            client.send(get)
            #expect(await client.response().hasSuffix("\r\n\r\n/a"))
            let paths = (0..<100).map { $0 % 3 == 0 ? "/late\($0)" : "/\($0)" }
            client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for path in paths { #expect(await client.response().hasSuffix("\r\n\r\n\(path)")) }
            client.send(last)
            #expect(await client.rest().hasSuffix("\r\n\r\n/last"))
            #expect(client.tls?.sawCloseNotify == true)
        }
    }

    @Test(arguments: [
        (
            ClientSession.Offer(versions: TLS1_1_VERSION...TLS1_1_VERSION, ciphers: "ALL:@SECLEVEL=0"),
            "protocol version"
        ),
        (.init(versions: TLS1_2_VERSION...TLS1_2_VERSION, ciphers: "AES128-SHA"), "handshake failure"),
        (.init(protocols: ["h2"]), "no application protocol"),
    ])
    func `a client that has nothing in common with us hears why`(offer: ClientSession.Offer, why: String) async throws {
        try await withSecureServer { _, address in
            let client = try Client(address)
            do {
                try await client.handshake(offer)
                Issue.record("the handshake succeeded")
            } catch let failure as ClientSession.Failure {
                #expect(failure.reason.hasSuffix("alert \(why)"))
            }
        }
    }

    @Test func `answers over TLS forbid plain HTTP for a year, and only those do`() async throws {
        let promise = "\r\nStrict-Transport-Security: max-age=31536000\r\n"
        try await withSecureServer { _, address in
            let secure = try Client(address)
            try await secure.handshake()
            secure.send(get)
            #expect(await secure.response().contains(promise))
        }
        try await withServer { _, address in
            let plain = try Client(address)
            plain.send(get)
            #expect(await !plain.response().contains("Strict-Transport-Security"))
        }
    }

    @Test func `plain HTTP to a port that speaks TLS is answered in plain HTTP`() async throws {
        try await withSecureServer { _, address in
            let client = try Client(address)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "x", count: 100_000))
            client.finishSending()
            let answer = await client.rest()
            #expect(answer.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
            #expect(answer.hasSuffix("without TLS"))
            #expect(!answer.contains("Strict-Transport-Security"))
        }
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0\0\0\0\0\0", "\u{16}\u{3}\u{1}\0\u{4}\u{1}\0\0\0", "\u{16}"])
    func `nonsense instead of a handshake ends the connection and nothing else`(nonsense: String) async throws {
        try await withSecureServer { _, address in
            let other = try Client(address)
            try await other.handshake()
            let client = try Client(address)
            client.send(nonsense)
            client.finishSending()
            #expect(await !client.rest().contains("HTTP"))
            other.send(get)
            #expect(await other.response().hasSuffix("\r\n\r\n/a"))
            try await waitUntil { try openSockets(on: address.port) == 3 }
        }
    }

    @Test(arguments: ["", "\u{16}\u{3}\u{1}"])
    func `a handshake has the time of a head`(beginning: String) async throws {
        try await withSecureServer(configure: {
            ($0.deadlines.head, $0.deadlines.idle) = (.milliseconds(20), .seconds(3600))
        }) { _, address in
            let client = try Client(address)
            client.send(beginning)
            // The listeners are left. To read here until the end would take the client's own time-out for one.
            try await waitUntil { try openSockets(on: address.port) == 2 }
            #expect(await client.rest() == "")
        }
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `a client that has said its end need not shut its side too`(version: Int32) async throws {
        try await withSecureServer { _, address in
            let client = try Client(address)
            try await client.handshake(.init(versions: version...version))
            client.send(get)
            client.sayEnd()
            try await waitUntil { try openSockets(on: address.port) == 2 }
            #expect(await client.rest().hasSuffix("/a"))
            #expect(client.tls?.sawCloseNotify == true)
        }
    }

    @Test func `a connection beyond the limit is closed without plain words`() async throws {
        try await withSecureServer(configure: {
            $0.connections = 1
            $0.deadlines.spare = .seconds(600)
        }) { _, address in
            let first = try Client(address)
            try await first.handshake()
            #expect(try await Client(address).rest() == "")
            first.send(get)
            #expect(await first.response().hasSuffix("/a"))
        }
    }

    @Test func `an idle connection is closed with the end that TLS has for it`() async throws {
        try await withSecureServer(configure: { $0.deadlines.idle = .milliseconds(20) }) { _, address in
            let client = try Client(address)
            try await client.handshake()
            #expect(await client.rest() == "")
            #expect(client.tls?.sawCloseNotify == true)
        }
    }

    @Test func `a client that ends its side well still gets a late answer`() async throws {
        let gate = Gate()
        let handler = Handler { _ in
            .later {
                await gate.passed()
                return .text("late")
            }
        }
        try await withSecureServer(handler) { _, address in
            let client = try Client(address)
            try await client.handshake(hello)
            client.send(get)
            client.finishSending()
            gate.open()
            #expect(await client.rest().hasSuffix("\r\n\r\nlate"))
        }
    }

    @Test func `a body that is cut off is never taken for the whole`() async throws {
        let requests = Mutex<[String]>([])
        let handler = Handler { request in
            requests.withLock { $0.append(request.head.path) }
            return .now(.text("x"))
        }
        try await withSecureServer(handler) { _, address in
            let client = try Client(address)
            try await client.handshake()
            client.send(get + "POST /cut HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nhal")
            #expect(await client.response().hasSuffix("x"))
            client.truncate()
            #expect(await client.rest() == "")
            #expect(requests.withLock { $0 } == ["/a"])
        }
    }

    @Test func `a stream that fails ends without the end that TLS has for good ones`() async throws {
        struct Failure: Error {}
        let handler = Handler { _ in .now(Response(status: .ok, body: .stream { throw Failure() })) }
        try await withSecureServer(handler) { _, address in
            let client = try Client(address)
            try await client.handshake()
            client.send("GET / HTTP/1.0\r\n\r\n")
            _ = await client.rest()
            #expect(client.tls?.sawCloseNotify == false)
        }
    }

    @Test func `a body of many reads arrives whole, behind a late answer too`() async throws {
        let handler = Handler(bodyLimit: 8 << 20) { request in
            let response = Response.text("\(request.body.count { $0 == 120 })")
            return .later { response }
        }
        try await withSecureServer(handler) { _, address in
            let client = try Client(address)
            try await client.handshake()
            let body = String(repeating: "x", count: 8 << 20)
            await client.upload(
                get + "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.utf8.count)\r\n\r\n" + body)
            #expect(await client.response().hasSuffix("\r\n\r\n0"))
            #expect(await client.response().hasSuffix("\r\n\r\n\(8 << 20)"))
        }
    }

    @Test(arguments: [0, 1, 16_000, 16_384, 16_385, 65_536, 5_000_000])
    func `a body of any size arrives whole`(count: Int) async throws {
        let body = (0..<count).map { UInt8(ascii: "a") + UInt8($0 % 26) }
        let handler = Handler { _ in .now(Response(status: .ok, body: .bytes(body))) }
        try await withSecureServer(handler) { _, address in
            let client = try Client(address, receiveBufferBytes: 8192)
            try await client.handshake()
            client.send(get + last)
            let whole = String(decoding: body, as: UTF8.self)
            #expect(await client.response().hasSuffix("\r\n\r\n" + whole))
            #expect(await client.rest().hasSuffix("\r\n\r\n" + whole))
            #expect(client.tls?.sawCloseNotify == true)
        }
    }

    @Test func `a peer that takes nothing is cut`() async throws {
        let big = Response(status: .ok, body: .bytes([UInt8](repeating: 120, count: 64 << 20)))
        try await withSecureServer(Handler { _ in .now(big) }, configure: { $0.deadlines.write = .milliseconds(50) }) {
            _, address in
            let client = try Client(address, receiveBufferBytes: 4096)
            try await client.handshake()
            client.send(get)
            try await waitUntil { try openSockets(on: address.port) == 2 }
            #expect(await client.rest().utf8.count < 64 << 20)
            #expect(client.tls?.sawCloseNotify == false)
        }
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `a client that uses each ticket once resumes on any loop, after a reload too`(version: Int32) async throws {
        let context = try context(certificate)
        try await withServer(configure: { $0.tls = context }) { server, address in
            var offer = ClientSession.Offer(versions: version...version)
            for round in 0..<10 {
                let client = try Client(address)
                try await client.handshake(offer)
                #expect(client.tls?.isResumed == (round > 0))
                client.send(get)
                #expect(await client.response().hasSuffix("/a"))
                offer.ticket = client.tls?.ticket()
                if round == 5 {
                    await server.reload(tls: try self.context(certificate, ticketKeys: context.ticketKeys))
                }
            }
        }
    }

    @Test func `a reload shows the new certificate to new clients, and lets old ones go on`() async throws {
        let next = try DevelopmentCertificate(hosts: ["localhost"])
        try await withSecureServer { server, address in
            let old = try Client(address)
            try await old.handshake()
            await server.reload(tls: try context(next))
            let new = try Client(address)
            try await new.handshake()
            #expect(new.tls?.certificate != old.tls?.certificate)
            for client in [old, new] {
                client.send(get)
                #expect(await client.response().hasSuffix("/a"))
            }
        }
    }

    @Test func `a stop ends idle connections well and finishes what is in flight`() async throws {
        let (arrived, gate) = (Gate(), Gate())
        let handler = Handler { _ in
            .later {
                arrived.open()
                await gate.passed()
                return .text("finished")
            }
        }
        try await withSecureServer(handler) { server, address in
            let idle = try Client(address)
            try await idle.handshake()
            let busy = try Client(address)
            try await busy.handshake()
            busy.send(get)
            await arrived.passed()
            let shy = try Client(address)
            async let stopped: Void = server.stop()
            #expect(await idle.rest() == "")
            #expect(idle.tls?.sawCloseNotify == true)
            #expect(await shy.rest() == "")  // did not even begin its handshake
            gate.open()
            #expect(await busy.rest().hasSuffix("finished"))
            #expect(busy.tls?.sawCloseNotify == true)
            busy.finishSending()
            await stopped
        }
    }

    private func withSecureServer(
        _ handler: Handler = Handler(), configure: (inout Configuration) -> Void = { _ in },
        _ body: (Server, SocketAddress) async throws -> Void
    ) async throws {
        let tls = try context(certificate)
        try await withServer(
            handler,
            configure: {
                $0.tls = tls
                configure(&$0)
            }, body)
    }

    private func context(
        _ certificate: DevelopmentCertificate, ticketKeys: TicketKeys = TicketKeys()
    ) throws -> TLSContext {
        try TLSContext(certificateChain: certificate.certificate, key: certificate.key, ticketKeys: ticketKeys)
    }
}
