internal import COpenSSL

/// Why a password cannot be taken.
package enum PasswordProblem: Error, Sendable, Equatable {
    /// In Unicode scalars.
    case tooShort(least: Int)
    case tooLong(mostBytes: Int)
}

/// A password as it is stored: scrypt (RFC 7914) with its own salt and parameters.
///
/// Text form: `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, salt and hash in base64url.
package struct PasswordHash: Sendable {
    package let text: String

    /// N = 2^15, r = 8, p = 1: 32 MiB and some 80 ms, between RFC 7914's interactive value and OWASP's list.
    private static let parameters = (logN: 15, r: 8, p: 1)
    private static let byteCount = 32
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
        if password.unicodeScalars.count < shortestPassword { return .tooShort(least: shortestPassword) }
        if password.utf8.count > longestPassword { return .tooLong(mostBytes: longestPassword) }
        return nil
    }

    package init(of password: String, random: RandomBytes) {
        let salt = random(16)
        let (logN, r, p) = Self.parameters
        let hash = Self.scrypt(password, salt: salt, logN: logN, r: r, p: p)
        text = "scrypt$\(logN)$\(r)$\(p)$\(base64URLEncode(salt))$\(base64URLEncode(hash))"
    }

    /// Takes a stored text as it is; a damaged one matches no password.
    package init(stored text: String) {
        self.text = text
    }

    /// Slow on purpose: call it where nothing else waits.
    package func matches(_ password: String) -> Bool {
        guard password.utf8.count <= Self.longestPassword else { return false }
        let parts = text.split(separator: "$", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6, parts[0] == "scrypt",
            let logN = Int(parts[1]), (10...20).contains(logN),
            let r = Int(parts[2]), (1...16).contains(r),
            let p = Int(parts[3]), (1...4).contains(p),
            let salt = base64URLDecode(parts[4]),
            let hash = base64URLDecode(parts[5])
        else { return false }
        return constantTimeEqual(hash, Self.scrypt(password, salt: salt, logN: logN, r: r, p: p))
    }

    private static func scrypt(_ password: String, salt: [UInt8], logN: Int, r: Int, p: Int) -> [UInt8] {
        let password = Array(password.utf8).map { CChar(bitPattern: $0) }
        var hash = [UInt8](repeating: 0, count: byteCount)
        let memoryLimit: UInt64 = 256 << 20
        let done = EVP_PBE_scrypt(
            password, password.count, salt, salt.count,
            UInt64(1) << UInt64(logN), UInt64(r), UInt64(p), memoryLimit, &hash, hash.count)
        guard done == 1 else { fatalError("scrypt refused parameters that were checked before") }
        return hash
    }
}
