internal import COpenSSL

/// The site's own key. Everything signed with it dies when the key is replaced.
package struct SigningKey: Sendable {
    /// 32 bytes: the block HMAC-SHA-256 is at its strongest with (RFC 2104 §3).
    package static let byteCount = 32

    private let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// HMAC-SHA-256 (RFC 2104) of `message`, 32 bytes.
    ///
    /// - Parameter purpose: Keeps the uses of one key apart: a form token can never pass for a CSRF token.
    package func authenticate(_ message: [UInt8], for purpose: Purpose) -> [UInt8] {
        hmacSHA256(Array(purpose.rawValue.utf8) + [0] + message, key: bytes)
    }

    package enum Purpose: String, Sendable {
        case signUpForm, signInForm, lostLinkForm, personalLink, crossSiteToken, lostLink, holdingNetwork,
            delegationForm, claimForm, claimLink, changeForm, replacedLink, calendarLink, secondFactorKey,
            invitationForm, importForm, kommunLink, kommunLinksForm, kommunSwapForm, entityTag
    }
}

/// HMAC-SHA-256 (RFC 2104) of `message`, 32 bytes.
package func hmacSHA256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    var code = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    var length: UInt32 = 0
    _ = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &length)
    return code
}
