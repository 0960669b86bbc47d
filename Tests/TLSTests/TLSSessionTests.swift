import COpenSSL
import Peer
import TLS
import Testing

private let versions = [TLS1_2_VERSION, TLS1_3_VERSION]

struct TLSSessionTests {
    private let context: TLSContext

    init() throws {
        context = try .fresh()
    }

    @Test(arguments: versions, [1, 2, 5, 100, 32 * 1024])
    func `however the bytes are cut, the same is read`(version: Int32, step: Int) throws {
        let (server, client) = (try TLSSession(context), MemoryClient(.init(versions: version...version)))
        while server.isHandshaking {
            _ = client.read()
            #expect(try server.receive(client.ciphertext(), step: step) == "")
            client.take(server.takeUnsent())
        }
        _ = client.read()
        let sent = String(repeating: "å", count: 50_000)
        client.send("first")
        client.send(sent)
        #expect(try server.receive(client.ciphertext(), step: step) == "first" + sent)
        try server.send(sent)
        client.take(server.takeUnsent())
        #expect(client.read() == sent)
    }

    @Test(arguments: versions)
    func `what was taken is read in full, with the part of a record that came before`(version: Int32) throws {
        let (server, client) = try connected(version)
        client.send(String(repeating: "a", count: 16_000))
        client.send(String(repeating: "b", count: 16_000))
        client.send("c")
        let bytes = client.ciphertext()
        #expect(try server.receive(Array(bytes.prefix(15_000))) == "")
        let rest = try server.receive(Array(bytes.dropFirst(15_000)))
        #expect(rest.utf8.count == 32_001 && rest.hasSuffix("bc"))
    }

    @Test(arguments: versions)
    func `many tiny records are as good as one`(version: Int32) throws {
        let (server, client) = try connected(version)
        for _ in 0..<1500 { client.send("x") }
        #expect(try server.receive(client.ciphertext()) == String(repeating: "x", count: 1500))
    }

    @Test(arguments: versions)
    func `an end is told both ways, and a truncation is none`(version: Int32) throws {
        let (server, client) = try connected(version)
        client.send("last words")
        let words = client.ciphertext()
        client.finishSending()
        let end = client.ciphertext()
        #expect(try server.receive(words) == "last words")
        #expect(!server.inputHasEnded)
        #expect(try server.receive(end) == "")
        #expect(server.inputHasEnded && !server.outputHasEnded)

        try server.send("answer")
        server.finishSending()
        server.finishSending()
        #expect(server.outputHasEnded)
        client.take(server.takeUnsent())
        #expect(client.read() == "answer")
        #expect(client.session.sawCloseNotify)
    }

    @Test(arguments: versions)
    func `words and end in one piece are both heard`(version: Int32) throws {
        let (server, client) = try connected(version)
        client.send("last words")
        client.finishSending()
        #expect(try server.receive(client.ciphertext()) == "last words")
        #expect(server.inputHasEnded)
    }

    @Test(arguments: versions)
    func `a changed byte ends the session with an alert`(version: Int32) throws {
        let (server, client) = try connected(version)
        client.send("to be changed")
        var bytes = client.ciphertext()
        bytes[bytes.count - 1] ^= 1
        #expect(throws: TLSFailure.self) { try server.receive(bytes) }
        client.take(server.takeUnsent())
        _ = client.read()
        #expect(ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_SSLV3_ALERT_BAD_RECORD_MAC)
        #expect(throws: TLSFailure.self) { try server.send("too late") }
        #expect(throws: TLSFailure.self) { try server.receive(bytes) }
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n", "POST /anmalan HTTP/1.1\r\n", "CONNECT a:1 HTTP/1.1\r\n"])
    func `plain HTTP is told from other nonsense`(request: String) throws {
        let server = try TLSSession(context)
        #expect(throws: TLSFailure.plainHTTP) { try server.receive(Array(request.utf8)) }
        #expect(server.unsentCount == 0)
    }

    @Test(arguments: ["SSH-2.0-OpenSSH_9.2\r\n", "\0\0\0\0\0\0", "\u{16}\u{3}\u{1}\0\u{4}\u{1}\0\0\0"])
    func `nonsense is a failure with OpenSSL's reason`(bytes: String) throws {
        let server = try TLSSession(context)
        do {
            _ = try server.receive(Array(bytes.utf8))
            Issue.record("taken for TLS")
        } catch TLSFailure.broken(let reasons) {
            #expect(reasons.first?.description.hasPrefix("SSL routines: ") == true)
        }
    }

    @Test func `a client that asks for another handshake keeps the session it has`() throws {
        let (server, client) = try connected(TLS1_2_VERSION)
        SSL_renegotiate(client.session.ssl)
        client.send("x")
        _ = try? server.receive(client.ciphertext())
        client.take(server.takeUnsent())
        _ = client.read()
        #expect(ERR_GET_REASON(ERR_peek_last_error()) == SSL_R_NO_RENEGOTIATION)
    }

    @Test func `new keys are taken and given in between`() throws {
        let (server, client) = try connected(TLS1_3_VERSION)
        for number in 0..<10 {
            SSL_key_update(client.session.ssl, SSL_KEY_UPDATE_REQUESTED)
            client.send("\(number)")
            #expect(try server.receive(client.ciphertext()) == "\(number)")
            try server.send("answer \(number)")
            client.take(server.takeUnsent())
            #expect(client.read() == "answer \(number)")
        }
    }

    @Test func `what the network has not taken stays in its order`() throws {
        let (server, client) = try connected(TLS1_3_VERSION)
        try server.send("one")
        var early: [UInt8] = []
        server.withUnsent {
            early = Array($0.prefix(7))
            return 7
        }
        try server.send("two")
        client.take(early + server.takeUnsent())
        #expect(client.read() == "onetwo")
        #expect(server.unsentCount == 0)
    }

    private func connected(_ version: Int32) throws -> (TLSSession, MemoryClient) {
        let (server, client) = (try TLSSession(context), MemoryClient(.init(versions: version...version)))
        try client.handshake(with: server)
        return (server, client)
    }
}
