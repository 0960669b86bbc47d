import COpenSSL
import Glibc

/// The client's end of TLS. Trusts any certificate: tests look at it themselves.
package final class ClientSession {
    /// What the client says it can do.
    package struct Offer: Sendable {
        package var versions: ClosedRange<Int32> = TLS1_2_VERSION...TLS1_3_VERSION
        /// For TLS 1.2 and older; at security level 0 what no sane client has is offered too.
        package var ciphers = "DEFAULT"
        /// For ALPN.
        package var protocols: [String] = []
        /// A session to go on with, from `ticket()`.
        package var ticket: [UInt8]?

        package init(
            versions: ClosedRange<Int32> = TLS1_2_VERSION...TLS1_3_VERSION, ciphers: String = "DEFAULT",
            protocols: [String] = [], ticket: [UInt8]? = nil
        ) {
            (self.versions, self.ciphers, self.protocols, self.ticket) = (versions, ciphers, protocols, ticket)
        }
    }

    /// What OpenSSL says about a failure: "tlsv1 alert protocol version".
    package struct Failure: Error, Equatable {
        package let reason: String
    }

    package let ssl: OpaquePointer

    package init(_ offer: Offer) {
        let context = SSL_CTX_new(TLS_client_method())
        defer { SSL_CTX_free(context) }  // the session has its own reference
        _ = copenssl_SSL_CTX_set_min_proto_version(context, offer.versions.lowerBound)
        _ = copenssl_SSL_CTX_set_max_proto_version(context, offer.versions.upperBound)
        SSL_CTX_set_cipher_list(context, offer.ciphers)
        ssl = SSL_new(context)
        if !offer.protocols.isEmpty {
            let list = offer.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
            SSL_set_alpn_protos(ssl, list, UInt32(list.count))
        }
        if let ticket = offer.ticket {
            ticket.withUnsafeBufferPointer { bytes in
                var start = bytes.baseAddress
                let session = d2i_SSL_SESSION(nil, &start, bytes.count)
                SSL_set_session(ssl, session)
                SSL_SESSION_free(session)
            }
        }
        SSL_set_connect_state(ssl)
    }

    deinit { SSL_free(ssl) }

    /// "TLSv1.3"
    package var version: String { String(cString: SSL_get_version(ssl)) }
    package var isResumed: Bool { SSL_session_reused(ssl) == 1 }
    /// The peer said that nothing more will come; an end without it is a truncation.
    package var sawCloseNotify: Bool { SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN != 0 }

    /// The protocol chosen by ALPN; empty for none.
    package var chosenProtocol: String {
        var name: UnsafePointer<UInt8>?
        var count: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &count)
        return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
    }

    /// The server's certificate, DER.
    package var certificate: [UInt8] {
        guard let certificate = SSL_get1_peer_certificate(ssl) else { return [] }
        defer { X509_free(certificate) }
        return encoded { i2d_X509(certificate, &$0) }
    }

    /// With TLS 1.3 there is one only after something was read.
    package func ticket() -> [UInt8] {
        let session = SSL_get_session(ssl)
        return encoded { i2d_SSL_SESSION(session, &$0) }
    }

    /// For the last call, which returned `result`.
    package func failure(_ result: Int32) -> Failure {
        guard SSL_get_error(ssl, result) == SSL_ERROR_SSL else { return Failure(reason: "the connection ended") }
        return Failure(reason: String(cString: ERR_reason_error_string(ERR_peek_error())))
    }

    private func encoded(_ write: (inout UnsafeMutablePointer<UInt8>?) -> Int32) -> [UInt8] {
        var start: UnsafeMutablePointer<UInt8>?  // OpenSSL allocates
        let count = Int(write(&start))
        defer { CRYPTO_free(start, #file, #line) }
        return Array(UnsafeBufferPointer(start: start, count: max(0, count)))
    }
}
