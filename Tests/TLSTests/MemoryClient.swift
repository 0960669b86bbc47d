import COpenSSL
import Peer
import TLS

/// A client whose network is two arrays.
final class MemoryClient {
    let session: ClientSession
    private let incoming = BIO_new(BIO_s_mem())
    private let outgoing = BIO_new(BIO_s_mem())

    init(_ offer: ClientSession.Offer = ClientSession.Offer()) {
        session = ClientSession(offer)
        SSL_set_bio(session.ssl, incoming, outgoing)
    }

    /// What the client would put on the network by now.
    func ciphertext() -> [UInt8] {
        var start: UnsafeMutablePointer<CChar>?
        let count = copenssl_BIO_get_mem_data(outgoing, &start)
        var bytes = [UInt8](repeating: 0, count: count)
        BIO_read(outgoing, &bytes, Int32(count))
        return bytes
    }

    func take(_ ciphertext: [UInt8]) {
        BIO_write(incoming, ciphertext, Int32(ciphertext.count))
    }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var count = 0
        SSL_write_ex(session.ssl, bytes, bytes.count, &count)
    }

    /// All that can be read, after getting on with the handshake.
    func read() -> String {
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        var count = 0
        while SSL_read_ex(session.ssl, &buffer, buffer.count, &count) == 1 { text += buffer[..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    func finishSending() {
        SSL_shutdown(session.ssl)
    }

    /// Goes on until neither has anything more to say.
    func handshake(with server: TLSSession) throws {
        repeat {
            _ = read()
            _ = try server.receive(ciphertext())
            take(server.takeUnsent())
        } while !isAtRest(server)
        _ = read()
    }

    private func isAtRest(_ server: TLSSession) -> Bool {
        !server.isHandshaking && SSL_is_init_finished(session.ssl) == 1
    }
}

extension TLSSession {
    /// In pieces of at most `step` bytes.
    func receive(_ ciphertext: [UInt8], step: Int = 32 * 1024) throws -> String {
        var text: [UInt8] = []
        var plaintext = [UInt8](repeating: 0, count: step + Self.roomBeyondInput)
        for start in stride(from: 0, to: ciphertext.count, by: step) {
            let count = try ciphertext[start..<min(start + step, ciphertext.count)].withUnsafeBytes { piece in
                try plaintext.withUnsafeMutableBytes { try self.receive(piece, into: $0) }
            }
            text += plaintext[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }

    func send(_ text: String) throws {
        try Array(text.utf8).withUnsafeBytes { try send($0) }
    }

    func takeUnsent() -> [UInt8] {
        var bytes: [UInt8] = []
        withUnsent {
            bytes = Array($0)
            return $0.count
        }
        return bytes
    }
}

extension TLSContext {
    static func fresh(ticketKeys: TicketKeys = TicketKeys()) throws -> TLSContext {
        let made = try DevelopmentCertificate(hosts: ["localhost"])
        return try TLSContext(certificateChain: made.certificate, key: made.key, ticketKeys: ticketKeys)
    }
}
