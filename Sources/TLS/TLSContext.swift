internal import COpenSSL

/// What all TLS connections of a server share: certificate, key, versions, ciphers, ticket keys. Never changes.
package final class TLSContext: @unchecked Sendable {  // an SSL_CTX may be shared by threads once it is set up
    /// Why a certificate and a key cannot be used.
    package enum Problem: Error, Sendable, Equatable {
        case noCertificate
        case certificateUnreadable([OpenSSLError])
        /// None that can be read.
        case noKey
        case keyEncrypted
        case keyOfAnotherCertificate
        /// OpenSSL does not take them, among others because they are too weak.
        case refused([OpenSSLError])
    }

    /// For TLS 1.2, all with forward secrecy and authenticated encryption (RFC 9325 §4.2).
    private static let ciphers = """
        ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:\
        ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
        """
    /// For TLS 1.3.
    private static let suites = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
    private static let groups = "X25519:P-256:P-384"

    /// Hand them to the next context, and clients go on with the sessions of this one.
    package let ticketKeys: TicketKeys
    let pointer: OpaquePointer

    /// - Parameters:
    ///   - certificateChain: PEM text: the server's certificate, then those that lead to a root.
    ///   - key: PEM text of the first certificate's key, not encrypted.
    package init(
        certificateChain: [UInt8], key: [UInt8], ticketKeys: TicketKeys = TicketKeys()
    ) throws(Problem) {
        ERR_clear_error()
        guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw .refused(OpenSSLError.drain()) }
        self.pointer = pointer
        self.ticketKeys = ticketKeys
        try setUp()
        try use(certificateChain: PEM.certificates(certificateChain))
        try use(key: PEM.key(key))
    }

    deinit { SSL_CTX_free(pointer) }

    private func setUp() throws(Problem) {
        guard copenssl_SSL_CTX_set_min_proto_version(pointer, TLS1_2_VERSION) == 1,
            copenssl_SSL_CTX_set_max_proto_version(pointer, TLS1_3_VERSION) == 1,
            SSL_CTX_set_cipher_list(pointer, Self.ciphers) == 1,
            SSL_CTX_set_ciphersuites(pointer, Self.suites) == 1,
            copenssl_SSL_CTX_set1_groups_list(pointer, Self.groups) == 1
        else { throw .refused(OpenSSLError.drain()) }
        // Our order, but a client without AES hardware, which names ChaCha20 first, gets it.
        SSL_CTX_set_options(
            pointer,
            copenssl_SSL_OP_NO_RENEGOTIATION | copenssl_SSL_OP_NO_COMPRESSION
                | copenssl_SSL_OP_CIPHER_SERVER_PREFERENCE | copenssl_SSL_OP_PRIORITIZE_CHACHA)
        // An idle connection keeps no buffers of 16 KiB and more.
        copenssl_SSL_CTX_set_mode(pointer, Int(SSL_MODE_RELEASE_BUFFERS))
        // Sessions are in the clients' tickets only.
        copenssl_SSL_CTX_set_session_cache_mode(pointer, Int(SSL_SESS_CACHE_OFF))
        SSL_CTX_set_timeout(pointer, Int(TicketKeys.period.components.seconds))
        ticketKeys.attach(to: pointer)
        SSL_CTX_set_alpn_select_cb(pointer, selectProtocol, nil)
    }

    private func use(certificateChain certificates: [OpaquePointer]) throws(Problem) {
        ERR_clear_error()
        var isTaken = SSL_CTX_use_certificate(pointer, certificates[0]) == 1
        X509_free(certificates[0])  // the context has its own reference
        for certificate in certificates.dropFirst() {
            isTaken = isTaken && copenssl_SSL_CTX_add0_chain_cert(pointer, certificate) == 1
            if !isTaken { X509_free(certificate) }
        }
        guard isTaken else { throw .refused(OpenSSLError.drain()) }
    }

    private func use(key: OpaquePointer) throws(Problem) {
        defer { EVP_PKEY_free(key) }  // the context has its own reference
        guard X509_check_private_key(SSL_CTX_get0_certificate(pointer), key) == 1 else {
            throw .keyOfAnotherCertificate
        }
        ERR_clear_error()
        guard SSL_CTX_use_PrivateKey(pointer, key) == 1 else { throw .refused(OpenSSLError.drain()) }
    }

    /// Whether the certificate is for a host: a name, also by a wildcard, or a numeric address (RFC 9110 §4.3.4).
    package func isValid(forHost host: String) -> Bool {
        let certificate = SSL_CTX_get0_certificate(pointer)
        return X509_check_host(certificate, host, host.utf8.count, 0, nil) == 1
            || X509_check_ip_asc(certificate, host, 0) == 1
    }
}

/// Chooses `http/1.1` when it is offered. A client that offers other protocols only is turned away, as RFC 7301 §3.2
/// wants: it would take our answers for something else.
private func selectProtocol(
    _: OpaquePointer?, chosen: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, chosenCount: UnsafeMutablePointer<UInt8>?,
    offered: UnsafePointer<UInt8>?, offeredCount: UInt32, _: UnsafeMutableRawPointer?
) -> Int32 {
    var rest = UnsafeBufferPointer(start: offered, count: Int(offeredCount))[...]
    while let count = rest.popFirst() {
        let name = rest.prefix(Int(count))
        if name.elementsEqual("http/1.1".utf8) {
            chosen?.pointee = UnsafeBufferPointer(rebasing: name).baseAddress
            chosenCount?.pointee = count
            return SSL_TLSEXT_ERR_OK
        }
        rest = rest.dropFirst(Int(count))
    }
    return SSL_TLSEXT_ERR_ALERT_FATAL
}
