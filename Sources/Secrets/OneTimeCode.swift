internal import COpenSSL

/// The six digits that an app shows for half a minute (TOTP, RFC 6238, with what every app takes for granted: SHA-1, six
/// digits, 30 seconds). SHA-1's collisions do not matter in an HMAC.
package struct OneTimeCode: Sendable {
    /// What SHA-1 gives and RFC 4226 §4 asks for.
    package static let keyBytes = 20
    package static let digits = 6
    package static let stepSeconds: Int64 = 30
    /// How many steps a clock may be ahead or behind (RFC 6238 §5.2).
    private static let window: Int64 = 1

    private let key: [UInt8]

    /// - Parameter key: Shared with the app, and with nobody else.
    package init(key: [UInt8]) {
        self.key = key
    }

    /// The step whose code this is; nil when it is none of now, or of a step that has had its turn.
    ///
    /// All steps that come into question are looked at, whichever it is, and each as long as the other.
    ///
    /// - Parameters:
    ///   - now: In seconds since 1970.
    ///   - last: The step of the last code that was taken: no code is taken twice (RFC 6238 §5.2).
    package func step(of code: String, now: Int64, after last: Int64) -> Int64? {
        let typed = Array(code.utf8)
        let current = now / Self.stepSeconds
        return (current - Self.window...current + Self.window).reduce(nil) { found, step in
            let isRight = constantTimeEqual(typed, Array(self.code(step: step).utf8))
            return isRight && step > last ? step : found
        }
    }

    /// The code of a step (RFC 4226 §5.3).
    package func code(step: Int64) -> String {
        let counter = (0..<8).reversed().map { UInt8(truncatingIfNeeded: step >> (8 * Int64($0))) }
        var digest = [UInt8](repeating: 0, count: Int(SHA_DIGEST_LENGTH))
        var length: UInt32 = 0
        _ = HMAC(EVP_sha1(), key, Int32(key.count), counter, counter.count, &digest, &length)
        let offset = Int(digest[digest.count - 1] & 15)
        let number = digest[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// The key as it is typed into an app that cannot see the QR code.
    package var keyText: String { base32Encode(key) }
}

/// Base32 without padding (RFC 4648 §6), which is how apps take a key.
package func base32Encode(_ bytes: [UInt8]) -> String {
    encode(bytes, alphabet: Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8), bitsEach: 5)
}
