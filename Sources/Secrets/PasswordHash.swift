internal import COpenSSL
internal import Foundation

/// Why a password cannot be taken.
package enum PasswordProblem: Error, Sendable, Equatable {
    /// In Unicode scalars.
    case tooShort(least: Int)
    case tooLong(mostBytes: Int)
}

/// A password as it is stored: scrypt (RFC 7914) with its own salt and parameters.
///
/// A password is hashed in its composed form (NFC; RFC 8265 §4.2), so that "å" is the same from every keyboard.
///
/// Text form: `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, salt and hash in base64url.
package struct PasswordHash: Sendable {
    package let text: String

    /// N = 2^15, r = 8, p = 1: 32 MiB and some 80 ms, between RFC 7914's interactive value and OWASP's list.
    private static let parameters = (logN: 15, r: 8, p: 1)
    private static let byteCount = 32
    private static let memoryLimit: UInt64 = 256 << 20
    /// In Unicode scalars (NIST SP 800-63B asks for eight at least).
    package static let shortestPassword = 12
    /// In bytes. Longer ones are refused before hashing, so that nobody makes the server hash a megabyte.
    package static let longestPassword = 256

    /// Matches no password, at the price of one that might: for names nobody has.
    package static let ofNobody: PasswordHash = {
        let (logN, r, p) = parameters
        let zeros = { (count: Int) in base64URLEncode([UInt8](repeating: 0, count: count)) }
        return PasswordHash(stored: "scrypt$\(logN)$\(r)$\(p)$\(zeros(16))$\(zeros(byteCount))")
    }()

    /// Why a text cannot be somebody's password; nil when it can.
    package static func problem(in password: String) -> PasswordProblem? {
        guard let password = composed(password) else { return .tooLong(mostBytes: longestPassword) }
        return password.unicodeScalars.count < shortestPassword ? .tooShort(least: shortestPassword) : nil
    }

    /// - Parameter password: One without a `problem`.
    package init(of password: String, random: RandomBytes) {
        let salt = random(16)
        let (logN, r, p) = Self.parameters
        guard let password = Self.composed(password),
            let hash = Self.scrypt(password, salt: salt, logN: logN, r: r, p: p)
        else { preconditionFailure("a password is hashed only once it is found to have no problem") }
        text = "scrypt$\(logN)$\(r)$\(p)$\(base64URLEncode(salt))$\(base64URLEncode(hash))"
    }

    /// Takes a stored text as it is; a damaged one matches no password.
    package init(stored text: String) {
        self.text = text
    }

    /// Slow on purpose: call it where nothing else waits.
    package func matches(_ password: String) -> Bool {
        guard let password = Self.composed(password) else { return false }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt",
            let logN = Int(parts[1]), (10...20).contains(logN),
            let r = Int(parts[2]), (1...16).contains(r),
            let p = Int(parts[3]), (1...4).contains(p),
            let salt = base64URLDecode(parts[4]),
            let hash = base64URLDecode(parts[5]),
            let found = Self.scrypt(password, salt: salt, logN: logN, r: r, p: p)
        else { return false }
        return constantTimeEqual(hash, found)
    }

    /// The password as it is hashed; nil when it is too long for one.
    private static func composed(_ password: String) -> String? {
        // What is longer than this cannot become short enough: composing shrinks UTF-8 to a third at most.
        guard password.utf8.count <= 3 * longestPassword else { return nil }
        let composed = password.precomposedStringWithCanonicalMapping
        return composed.utf8.count <= longestPassword ? composed : nil
    }

    /// Nil for parameters that libcrypto refuses or that take more than `memoryLimit`.
    private static func scrypt(_ password: String, salt: [UInt8], logN: Int, r: Int, p: Int) -> [UInt8]? {
        let password = Array(password.utf8).map { CChar(bitPattern: $0) }
        var hash = [UInt8](repeating: 0, count: byteCount)
        let done = EVP_PBE_scrypt(
            password, password.count, salt, salt.count,
            UInt64(1) << UInt64(logN), UInt64(r), UInt64(p), memoryLimit, &hash, hash.count)
        if done == 1 { return hash }
        ERR_clear_error()  // left in line, the reason would be taken for that of the next failure on this thread
        return nil
    }
}
