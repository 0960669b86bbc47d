import COpenSSL
import TLS
import Testing

struct TLSContextTests {
    private let made: DevelopmentCertificate

    init() throws {
        made = try DevelopmentCertificate(hosts: ["localhost", "127.0.0.1", "::1", "a.example.se"])
    }

    @Test func `key and certificate must belong together`() throws {
        let other = try DevelopmentCertificate(hosts: ["localhost"])
        #expect(throws: TLSContext.Problem.keyOfAnotherCertificate) {
            try TLSContext(certificateChain: made.certificate, key: other.key)
        }
    }

    @Test func `files that hold something else are told by what is missing`() throws {
        #expect(throws: TLSContext.Problem.noCertificate) { try TLSContext(certificateChain: [], key: made.key) }
        #expect(throws: TLSContext.Problem.noCertificate) { try TLSContext(certificateChain: made.key, key: made.key) }
        for noKey in [made.certificate, Array("hello".utf8), []] {
            #expect(throws: TLSContext.Problem.noKey) {
                try TLSContext(certificateChain: made.certificate, key: noKey)
            }
        }
    }

    @Test func `damaged files are not taken for others`() throws {
        #expect(isUnreadable { try TLSContext(certificateChain: damaged(made.certificate), key: made.key) })
        #expect(throws: TLSContext.Problem.noKey) {
            try TLSContext(certificateChain: made.certificate, key: damaged(made.key))
        }
        // The second certificate of a chain counts too.
        let chain = made.certificate + damaged(made.certificate)
        #expect(isUnreadable { try TLSContext(certificateChain: chain, key: made.key) })
    }

    @Test func `an encrypted key is refused, and nobody is asked for the password`() throws {
        #expect(throws: TLSContext.Problem.keyEncrypted) {
            try TLSContext(certificateChain: made.certificate, key: encrypted(made.key))
        }
    }

    @Test func `a chain is taken whole`() throws {
        let authority = try DevelopmentCertificate(hosts: ["authority"])
        _ = try TLSContext(certificateChain: made.certificate + authority.certificate, key: made.key)
    }

    @Test(arguments: [
        ("localhost", true), ("LOCALHOST", true), ("127.0.0.1", true), ("::1", true), ("a.example.se", true),
        ("b.example.se", false), ("example.se", false), ("127.0.0.2", false), ("", false), ("localhost/x", false),
    ])
    func `a certificate is valid for its own names and addresses`(host: String, isValid: Bool) throws {
        let context = try TLSContext(certificateChain: made.certificate, key: made.key)
        #expect(context.isValid(forHost: host) == isValid)
    }

    @Test(arguments: ["", "a b", "a,DNS:b", "å.se", "a..b", "a.", String(repeating: "a", count: 64), "a:1", "*.se"])
    func `what is no host gets no certificate`(host: String) {
        #expect(throws: DevelopmentCertificate.Problem.notAHost(host)) {
            try DevelopmentCertificate(hosts: ["localhost", host])
        }
    }

    private func isUnreadable(_ make: () throws -> TLSContext) -> Bool {
        do {
            _ = try make()
            return false
        } catch TLSContext.Problem.certificateUnreadable {
            return true
        } catch {
            return false
        }
    }

    /// In the first line behind the one that says what it is.
    private func damaged(_ pem: [UInt8]) -> [UInt8] {
        var pem = pem
        pem[pem.firstIndex(of: UInt8(ascii: "\n"))! + 3] = UInt8(ascii: "!")
        return pem
    }

    private func encrypted(_ pem: [UInt8]) -> [UInt8] {
        let input = BIO_new_mem_buf(pem, Int32(pem.count))
        let key = PEM_read_bio_PrivateKey(input, nil, nil, nil)
        let output = BIO_new(BIO_s_mem())
        defer {
            BIO_free(input)
            BIO_free(output)
            EVP_PKEY_free(key)
        }
        PEM_write_bio_PrivateKey(output, key, EVP_aes_128_cbc(), Array("word".utf8), 4, nil, nil)
        var start: UnsafeMutablePointer<CChar>?
        let count = copenssl_BIO_get_mem_data(output, &start)
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
