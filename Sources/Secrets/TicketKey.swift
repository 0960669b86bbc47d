internal import COpenSSL

/// Signs tickets (ECDSA P-256, FIPS 186-5), so that a door without network can tell ours from made-up ones.
///
/// A pair rather than one shared key: what stands at the door can check tickets and make none.
package struct TicketKey: Sendable {
    /// The private key in DER. Opens every door: it stays in the database.
    package let stored: [UInt8]

    /// libcrypto did not do what it is asked for, or the stored key is damaged.
    package struct Failure: Error, Equatable {
        package init() {}
    }

    /// Makes a key. It draws from libcrypto's own generator, as every signature does: neither can be had from outside.
    package init() throws(Failure) {
        let key = copenssl_EVP_EC_gen("P-256")
        defer { EVP_PKEY_free(key) }
        guard key != nil, let der = Self.bytes({ i2d_PrivateKey(key, $0) }) else { throw Self.failure() }
        stored = der
    }

    /// Takes a stored key as it is; with a damaged one signing fails.
    package init(stored: [UInt8]) {
        self.stored = stored
    }

    /// What checks the signatures, in DER (SubjectPublicKeyInfo, RFC 5280 §4.1): no secret.
    package func publicKey() throws(Failure) -> [UInt8] {
        let key = try opened()
        defer { EVP_PKEY_free(key) }
        guard let der = Self.bytes({ i2d_PUBKEY(key, $0) }) else { throw Self.failure() }
        return der
    }

    /// 64 bytes: r and s, 32 each (IEEE P1363), which is what browsers' Web Crypto reads.
    package func sign(_ message: [UInt8]) throws(Failure) -> [UInt8] {
        let key = try opened()
        defer { EVP_PKEY_free(key) }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var der = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(key)))
        var length = der.count
        guard EVP_DigestSignInit(context, nil, EVP_sha256(), nil, key) == 1,
            EVP_DigestSign(context, &der, &length, message, message.count) == 1
        else { throw Self.failure() }
        return try Self.plain(Array(der.prefix(length)))
    }

    /// Whether these 64 bytes are a signature by this key.
    package func isSignature(_ plain: [UInt8], of message: [UInt8]) throws(Failure) -> Bool {
        guard plain.count == 64 else { return false }
        let key = try opened()
        defer { EVP_PKEY_free(key) }
        let signature = ECDSA_SIG_new()
        defer { ECDSA_SIG_free(signature) }
        let (r, s) = plain.withUnsafeBufferPointer { bytes in
            (BN_bin2bn(bytes.baseAddress, 32, nil), BN_bin2bn(bytes.baseAddress! + 32, 32, nil))  // 64 bytes
        }
        // On success the numbers are the signature's to free.
        guard ECDSA_SIG_set0(signature, r, s) == 1, let der = Self.bytes({ i2d_ECDSA_SIG(signature, $0) }) else {
            throw Self.failure()
        }
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, EVP_sha256(), nil, key) == 1 else { throw Self.failure() }
        let result = EVP_DigestVerify(context, der, der.count, message, message.count)
        ERR_clear_error()  // a signature that is none leaves its reason behind
        return result == 1
    }

    private func opened() throws(Failure) -> OpaquePointer {
        let key = stored.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_AutoPrivateKey(nil, &start, bytes.count)
        }
        guard let key else { throw Self.failure() }
        return key
    }

    /// r and s out of their ASN.1 sequence (RFC 3279 §2.2.3).
    private static func plain(_ der: [UInt8]) throws(Failure) -> [UInt8] {
        let signature = der.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_ECDSA_SIG(nil, &start, bytes.count)
        }
        guard let signature else { throw failure() }
        defer { ECDSA_SIG_free(signature) }
        var plain = [UInt8](repeating: 0, count: 64)
        let isWritten = plain.withUnsafeMutableBufferPointer { bytes in
            BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes.baseAddress, 32) == 32
                && BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes.baseAddress! + 32, 32) == 32  // 64 bytes from above
        }
        guard isWritten else { throw failure() }
        return plain
    }

    /// What an `i2d_…` writes (d2i_X509(3)): asked for the length first, then for the bytes.
    private static func bytes(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8]? {
        let length = write(nil)
        guard length > 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(length))
        let written = bytes.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            return write(&start)
        }
        return written == length ? bytes : nil
    }

    private static func failure() -> Failure {
        ERR_clear_error()  // left in line, the reason would be taken for that of the next failure on this thread
        return Failure()
    }
}
