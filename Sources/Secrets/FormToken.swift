/// The only state a sign-up form needs: who made it and when, signed, in one hidden field.
///
/// Layout before base64url: 16 random bytes, 8 bytes of epoch seconds (big-endian), 16 bytes of HMAC.
/// The random bytes make a second submit of the same form recognisable without a cookie.
package struct FormToken: Sendable, Equatable {
    package let nonce: [UInt8]
    package let issuedAt: Int64

    private static let nonceBytes = 16
    private static let timeBytes = 8
    private static let signatureBytes = 16

    package init(random: RandomBytes, now: Int64) {
        nonce = random(Self.nonceBytes)
        issuedAt = now
    }

    /// Reads a token that came back. Nil when it was altered or is not ours; its age is the caller's to judge.
    package init?(_ text: String, key: SigningKey) {
        guard let bytes = base64URLDecode(text),
            bytes.count == Self.nonceBytes + Self.timeBytes + Self.signatureBytes
        else { return nil }
        let signed = Array(bytes.dropLast(Self.signatureBytes))
        let signature = Array(bytes.suffix(Self.signatureBytes))
        guard constantTimeEqual(signature, Self.signature(of: signed, key: key)) else { return nil }
        nonce = Array(signed.prefix(Self.nonceBytes))
        issuedAt = signed.dropFirst(Self.nonceBytes).reduce(0) { $0 << 8 | Int64($1) }
    }

    package func text(key: SigningKey) -> String {
        let time = (0..<Self.timeBytes).reversed().map { UInt8(truncatingIfNeeded: issuedAt >> (8 * Int64($0))) }
        return base64URLEncode(nonce + time + Self.signature(of: nonce + time, key: key))
    }

    private static func signature(of bytes: [UInt8], key: SigningKey) -> [UInt8] {
        Array(key.authenticate(bytes, for: .formToken).prefix(signatureBytes))
    }
}
