internal import COpenSSL
import Synchronization

/// The keys that seal session tickets (RFC 5077 §4): all a session is, held by the client, so that no memory of ours is.
///
/// A key seals for one period and opens for one more, then nothing can open what it sealed. Share one between the
/// contexts of a server and clients resume across a reload of the certificate.
package final class TicketKeys: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// How long a ticket is good for at least, and a key seals at most.
    package static let period = Duration.seconds(6 * 3600)

    private struct Key {
        static let nameBytes = 16

        let name = randomBytes(nameBytes)
        let cipherKey = randomBytes(32)
        let macKey = randomBytes(32)
        let madeAt: Instant
    }

    private struct Keys {
        var current: Key
        var previous: Key?
    }

    private let now: @Sendable () -> Instant
    private let keys: Mutex<Keys>

    package init(now: @escaping @Sendable () -> Instant = { .now }) {
        self.now = now
        keys = Mutex(Keys(current: Key(madeAt: now())))
    }

    private func keyToSeal() -> Key { rotated().current }

    private func keyToOpen(_ name: UnsafeRawBufferPointer) -> Key? {
        let keys = rotated()
        return [keys.current, keys.previous].lazy.compactMap(\.self).first { $0.name.elementsEqual(name) }
    }

    private func rotated() -> Keys {
        let now = now()
        return keys.withLock { keys in
            let age = now - keys.current.madeAt
            if age >= Self.period {
                keys = Keys(current: Key(madeAt: now), previous: age < Self.period * 2 ? keys.current : nil)
            }
            return keys
        }
    }

    /// Makes a context ask these keys, which must outlive it.
    func attach(to context: OpaquePointer) {
        SSL_CTX_set_ex_data(context, 0, Unmanaged.passUnretained(self).toOpaque())
        SSL_CTX_set_tlsext_ticket_key_evp_cb(context) { ssl, name, iv, cipher, mac, seals in
            guard let keys = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), 0), let name, let iv else { return -1 }
            let isPrepared = Unmanaged<TicketKeys>.fromOpaque(keys).takeUnretainedValue()
                .prepare(cipher, mac, name: name, iv: iv, seals: seals == 1)
            // TLS 1.3 clients use a ticket once (RFC 8446 appendix C.4): without a new one each time, every second
            // connection would need a full handshake.
            return isPrepared == 1 && seals == 0 && SSL_version(ssl) == TLS1_3_VERSION ? 2 : isPrepared
        }
    }

    /// What `SSL_CTX_set_tlsext_ticket_key_evp_cb(3)` asks for: 1 when ready, 2 when a new ticket is due besides,
    /// 0 for a full handshake, -1 for failure.
    private func prepare(
        _ cipher: OpaquePointer?, _ mac: OpaquePointer?, name: UnsafeMutablePointer<UInt8>,
        iv: UnsafeMutablePointer<UInt8>, seals: Bool
    ) -> Int32 {
        let key: Key
        if seals {
            key = keyToSeal()
            name.update(from: key.name, count: Key.nameBytes)
            guard RAND_bytes(iv, EVP_CIPHER_get_iv_length(EVP_aes_256_cbc())) == 1,
                EVP_EncryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipherKey, iv) == 1
            else { return -1 }
        } else {
            guard let known = keyToOpen(UnsafeRawBufferPointer(start: name, count: Key.nameBytes)) else { return 0 }
            key = known
            guard EVP_DecryptInit_ex(cipher, EVP_aes_256_cbc(), nil, key.cipherKey, iv) == 1 else { return -1 }
        }
        return copenssl_EVP_MAC_CTX_set_hmac_sha256_key(mac, key.macKey, key.macKey.count) == 1 ? 1 : -1
    }
}

private func randomBytes(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    // Tickets under a key that can be guessed would be worse than no server.
    guard RAND_bytes(&bytes, Int32(count)) == 1 else { fatalError("libcrypto has no randomness to give") }
    return bytes
}
