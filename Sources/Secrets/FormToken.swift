/// The only state a form for visitors needs: who made it, what for and when, signed, in one hidden field.
///
/// Layout before base64url: 16 random bytes, 8 bytes of epoch seconds (big-endian), 16 bytes of HMAC.
/// The random bytes make a second submit of the same form recognisable without a cookie.
package struct FormToken: Sendable, Equatable {
    /// Which form it stands in. The token of one form is none in another.
    package enum Purpose: Sendable {
        case signUp, signIn, lostLink, delegation, claim, change, importing, kommunLinks, kommunSwap

        fileprivate var signing: SigningKey.Purpose {
            switch self {
            case .signUp: .signUpForm
            case .signIn: .signInForm
            case .lostLink: .lostLinkForm
            case .delegation: .delegationForm
            case .claim: .claimForm
            case .change: .changeForm
            case .kommunLinks: .kommunLinksForm
            case .kommunSwap: .kommunSwapForm
            case .importing: .importForm
            }
        }
    }

    package let purpose: Purpose
    package let nonce: [UInt8]
    package let issuedAt: Int64

    private static let nonceBytes = 16
    private static let timeBytes = 8
    private static let signatureBytes = 16

    /// - Parameter now: In seconds since 1970.
    package init(for purpose: Purpose, random: RandomBytes, now: Int64) {
        self.purpose = purpose
        nonce = random(Self.nonceBytes)
        issuedAt = now
    }

    /// Reads a token that came back. Nil when it was altered, is not ours or is from another form; ask `isFresh` too.
    package init?(_ text: String, for purpose: Purpose, key: SigningKey) {
        guard let bytes = base64URLDecode(text),
            bytes.count == Self.nonceBytes + Self.timeBytes + Self.signatureBytes
        else { return nil }
        let signed = Array(bytes.dropLast(Self.signatureBytes))
        let signature = Array(bytes.suffix(Self.signatureBytes))
        guard constantTimeEqual(signature, Self.signature(of: signed, for: purpose, key: key)) else { return nil }
        self.purpose = purpose
        nonce = Array(signed.prefix(Self.nonceBytes))
        issuedAt = Int64(bigEndianBytes: signed.dropFirst(Self.nonceBytes))
    }

    /// Whether it was made no longer ago than `seconds`, and not in the future.
    package func isFresh(within seconds: Int64, at now: Int64) -> Bool {
        let (age, overflow) = now.subtractingReportingOverflow(issuedAt)
        return !overflow && (0...seconds).contains(age)
    }

    /// For the hidden field.
    package func text(key: SigningKey) -> String {
        let signed = nonce + issuedAt.bigEndianBytes
        return base64URLEncode(signed + Self.signature(of: signed, for: purpose, key: key))
    }

    private static func signature(of bytes: [UInt8], for purpose: Purpose, key: SigningKey) -> [UInt8] {
        Array(key.authenticate(bytes, for: purpose.signing).prefix(signatureBytes))
    }
}
