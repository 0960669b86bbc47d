import COpenSSL
import Peer
import Synchronization
import TLS
import Testing

struct HandshakeTests {
    @Test(arguments: [(TLS1_2_VERSION, "TLSv1.2"), (TLS1_3_VERSION, "TLSv1.3")])
    func `the two versions that are safe are spoken`(version: Int32, name: String) throws {
        let (server, client) = (try TLSSession(.fresh()), MemoryClient(.init(versions: version...version)))
        try client.handshake(with: server)
        #expect(client.session.version == name)
        #expect(!server.isResumed)
    }

    @Test(arguments: [
        (TLS1_VERSION, "ALL:@SECLEVEL=0"), (TLS1_1_VERSION, "ALL:@SECLEVEL=0"),
        (TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES128-SHA256"), (TLS1_2_VERSION, "AES128-GCM-SHA256"),
        (TLS1_2_VERSION, "DHE-RSA-AES128-GCM-SHA256"), (TLS1_2_VERSION, "ADH:NULL:@SECLEVEL=0"),
    ])
    func `what is old or weak is refused`(version: Int32, ciphers: String) throws {
        let server = try TLSSession(.fresh())
        let client = MemoryClient(.init(versions: version...version, ciphers: ciphers))
        #expect(throws: TLSFailure.self) { try client.handshake(with: server) }
        client.take(server.takeUnsent())
        _ = client.read()
        let reason = ERR_GET_REASON(ERR_peek_last_error())
        #expect(reason == SSL_R_TLSV1_ALERT_PROTOCOL_VERSION || reason == SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE)
    }

    @Test(arguments: [(["h2", "http/1.1"], "http/1.1"), (["http/1.1"], "http/1.1"), ([], "")])
    func `the protocol is ours when the client has it, or has none`(offered: [String], chosen: String) throws {
        let (server, client) = (try TLSSession(.fresh()), MemoryClient(.init(protocols: offered)))
        try client.handshake(with: server)
        #expect(client.session.chosenProtocol == chosen)
    }

    @Test(arguments: [["h2"], ["http/1.0"], ["http/1.10", "h2"]])
    func `a client with other protocols only is turned away, as RFC 7301 wants`(offered: [String]) throws {
        let (server, client) = (try TLSSession(.fresh()), MemoryClient(.init(protocols: offered)))
        #expect(throws: TLSFailure.self) { try client.handshake(with: server) }
        client.take(server.takeUnsent())
        _ = client.read()
        #expect(ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_TLSV1_ALERT_NO_APPLICATION_PROTOCOL)
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `a ticket shortens the next handshake, with the next certificate too`(version: Int32) throws {
        let first = try TLSContext.fresh()
        let ticket = try ticket(from: first, version)
        #expect(try resumes(ticket, with: first, version))
        #expect(try resumes(ticket, with: .fresh(ticketKeys: first.ticketKeys), version))
        #expect(try !resumes(ticket, with: .fresh(), version))
    }

    @Test func `a resumed session of TLS 1.3 comes with a ticket of its own, as a ticket is for one use`() throws {
        let context = try TLSContext.fresh()
        let first = try ticket(from: context, TLS1_3_VERSION)
        let (server, client) = (
            try TLSSession(context), MemoryClient(.init(versions: TLS1_3_VERSION...TLS1_3_VERSION, ticket: first))
        )
        try client.handshake(with: server)
        let second = client.session.ticket()
        #expect(client.session.isResumed)
        #expect(try second != first && resumes(second, with: context, TLS1_3_VERSION))
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func `a ticket is good for one period at least, and for two at most`(version: Int32) throws {
        let start = ContinuousClock.now
        let time = Mutex(start)
        let context = try TLSContext.fresh(ticketKeys: TicketKeys { time.withLock { $0 } })
        time.withLock { $0 = start + TicketKeys.period - .seconds(1) }
        let ticket = try ticket(from: context, version)
        time.withLock { $0 = start + TicketKeys.period * 2 - .seconds(2) }
        #expect(try resumes(ticket, with: context, version))
        time.withLock { $0 = start + TicketKeys.period * 3 }
        #expect(try !resumes(ticket, with: context, version))
    }

    @Test func `a ticket that was changed is worth a full handshake`() throws {
        let context = try TLSContext.fresh()
        var ticket = try ticket(from: context, TLS1_2_VERSION)
        // The ticket is what the client's record of a session ends with.
        ticket[ticket.count - 60] ^= 1
        #expect(try !resumes(ticket, with: context, TLS1_2_VERSION))
    }

    private func ticket(from context: TLSContext, _ version: Int32) throws -> [UInt8] {
        let (server, client) = (try TLSSession(context), MemoryClient(.init(versions: version...version)))
        try client.handshake(with: server)
        return client.session.ticket()
    }

    private func resumes(_ ticket: [UInt8], with context: TLSContext, _ version: Int32) throws -> Bool {
        let server = try TLSSession(context)
        let client = MemoryClient(.init(versions: version...version, ticket: ticket))
        try client.handshake(with: server)
        #expect(client.session.isResumed == server.isResumed)
        return server.isResumed
    }
}
