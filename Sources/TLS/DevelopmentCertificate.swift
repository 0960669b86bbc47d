internal import COpenSSL

/// A key (ECDSA P-256) and a certificate that it signs itself, for one year: enough to try HTTPS, trusted by nobody.
package struct DevelopmentCertificate: Sendable {
    /// PEM text.
    package let certificate: [UInt8]
    /// PEM text (PKCS #8), not encrypted.
    package let key: [UInt8]

    package enum Problem: Error, Sendable, Equatable {
        /// Neither a host name nor a numeric address.
        case notAHost(String)
        case failed([OpenSSLError])
    }

    private static let seconds = 365 * 24 * 3600

    /// - Parameter hosts: Names or numeric addresses; the first names the certificate.
    package init(hosts: [String]) throws(Problem) {
        let names = try hosts.map { host throws(Problem) in try Self.alternativeName(host) }.joined(separator: ",")
        ERR_clear_error()
        let key = copenssl_EVP_EC_gen("P-256")
        defer { EVP_PKEY_free(key) }
        let certificate = X509_new()
        defer { X509_free(certificate) }

        let isMade =
            X509_set_version(certificate, Int(X509_VERSION_3)) == 1
            && Self.setRandomSerial(of: certificate)
            && X509_gmtime_adj(X509_getm_notBefore(certificate), 0) != nil
            && X509_gmtime_adj(X509_getm_notAfter(certificate), Self.seconds) != nil
            && X509_NAME_add_entry_by_txt(
                X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, hosts.first ?? "", -1, -1, 0) == 1
            && X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1
            && X509_set_pubkey(certificate, key) == 1
            && Self.add(NID_subject_alt_name, names, to: certificate)
            && Self.add(NID_basic_constraints, "critical,CA:FALSE", to: certificate)
            && Self.add(NID_key_usage, "critical,digitalSignature", to: certificate)
            && Self.add(NID_ext_key_usage, "serverAuth", to: certificate)
            && X509_sign(certificate, key, EVP_sha256()) > 0
        guard isMade,
            let certificateText = Self.text({ PEM_write_bio_X509($0, certificate) == 1 }),
            let keyText = Self.text({ PEM_write_bio_PrivateKey($0, key, nil, nil, 0, nil, nil) == 1 })
        else { throw .failed(OpenSSLError.drain()) }
        (self.certificate, self.key) = (certificateText, keyText)
    }

    /// As `x509v3_config(5)` wants it. Only what cannot be more than one name of it gets through.
    private static func alternativeName(_ host: String) throws(Problem) -> String {
        if let address = a2i_IPADDRESS(host) {
            ASN1_OCTET_STRING_free(address)
            return "IP:\(host)"
        }
        let labels = host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isName = host.utf8.count <= 253 && labels.allSatisfy { (1...63).contains($0.count) && $0.allSatisfy(isLDH) }
        guard isName else { throw .notAHost(host) }
        return "DNS:\(host)"
    }

    /// Letter, digit or hyphen (RFC 5890 §2.3.1).
    private static func isLDH(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    /// 127 bits: two certificates of one name never have the same serial (RFC 5280 §4.1.2.2).
    private static func setRandomSerial(of certificate: OpaquePointer?) -> Bool {
        let number = BN_new()
        defer { BN_free(number) }
        return BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
    }

    private static func add(_ kind: Int32, _ value: String, to certificate: OpaquePointer?) -> Bool {
        guard let field = X509V3_EXT_nconf_nid(nil, nil, kind, value) else { return false }
        defer { X509_EXTENSION_free(field) }
        return X509_add_ext(certificate, field, -1) == 1
    }

    private static func text(_ write: (OpaquePointer?) -> Bool) -> [UInt8]? {
        let bio = BIO_new(BIO_s_mem())
        defer { BIO_free(bio) }
        guard write(bio) else { return nil }
        var start: UnsafeMutablePointer<CChar>?
        let count = copenssl_BIO_get_mem_data(bio, &start)
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
