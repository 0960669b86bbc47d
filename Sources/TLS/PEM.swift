internal import COpenSSL

/// A certificate chain and a private key as they stand in PEM files (RFC 7468).
enum PEM {
    /// The certificates in their order, the server's own first. The caller frees them.
    static func certificates(_ text: [UInt8]) throws(TLSContext.Problem) -> [OpaquePointer] {
        var certificates: [OpaquePointer] = []
        ERR_clear_error()
        withBIO(text) { bio in
            while let certificate = PEM_read_bio_X509(bio, nil, nil, nil) { certificates.append(certificate) }
        }
        // The end of the file is the error PEM_R_NO_START_LINE; any other is a damaged block.
        let errors = OpenSSLError.drain()
        if errors.last?.reason != PEM_R_NO_START_LINE {
            for certificate in certificates { X509_free(certificate) }
            throw .certificateUnreadable(errors)
        }
        guard !certificates.isEmpty else { throw .noCertificate }
        return certificates
    }

    /// The caller frees it.
    static func key(_ text: [UInt8]) throws(TLSContext.Problem) -> OpaquePointer {
        var isEncrypted = false
        ERR_clear_error()
        let key = withBIO(text) { bio in
            withUnsafeMutablePointer(to: &isEncrypted) { isEncrypted in
                // Without a callback OpenSSL would ask for the password on the terminal.
                PEM_read_bio_PrivateKey(
                    bio, nil,
                    { _, _, _, isEncrypted in
                        isEncrypted?.assumingMemoryBound(to: Bool.self).pointee = true
                        return -1
                    }, isEncrypted)
            }
        }
        if let key { return key }
        // OpenSSL has the same words ("unsupported") for a damaged key and for a file without one.
        throw isEncrypted ? .keyEncrypted : .noKey
    }

    private static func withBIO<Result>(_ text: [UInt8], _ body: (OpaquePointer?) -> Result) -> Result {
        text.withUnsafeBytes { text in
            let bio = BIO_new_mem_buf(text.baseAddress, Int32(text.count))
            defer { BIO_free(bio) }
            return body(bio)
        }
    }
}
