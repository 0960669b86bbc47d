import Dispatch
package import Foundation
import GRDB
package import Secrets

/// Somebody who is signed in.
package struct Organiser: Sendable, Equatable {
    package let id: Int64
    package let name: String
    /// The password came from a machine and must be replaced before anything else.
    package let mustChoosePassword: Bool
}

/// What became of a sign-in.
package enum SignInOutcome: Sendable {
    case signedIn(SecretLink)
    /// Name or password is wrong; which of them is not told.
    case refused
    /// Too many attempts on the name or from the address.
    case throttled
}

extension Store {
    /// A session ends this long after sign-in, used or not.
    package static let sessionSeconds: Int64 = 12 * 3600
    private static let throttleSeconds: Int64 = 15 * 60
    /// On one name from one address.
    private static let attemptsPerPair = 5
    private static let attemptsPerAddress = 20
    /// From anywhere: enough to leave an organiser in while somebody elsewhere guesses at the name, and few enough
    /// that guessing comes to nothing.
    private static let attemptsPerName = 50

    /// Creates an organiser, or gives an existing one a new password and ends their sessions.
    ///
    /// - Parameters:
    ///   - name: Kept in lower case, without blanks around it; not empty.
    ///   - isTemporary: The password was made by a machine and must be replaced at the first sign-in.
    /// - Throws: `PasswordProblem` when the password cannot be one.
    package func setOrganiser(name: String, password: String, isTemporary: Bool, now: Date) async throws {
        let hash = try await Scrypt.hash(password, random: random)
        try await writer.write { db in
            try Self.set(db, organiser: name, hash: hash, isTemporary: isTemporary, now: now)
        }
    }

    /// Creates the first organiser.
    ///
    /// - Returns: False when there is an organiser already; nothing was changed then.
    /// - Throws: `PasswordProblem` when the password cannot be one.
    package func addFirstOrganiser(
        name: String, password: String, isTemporary: Bool, now: Date
    ) async throws -> Bool {
        let hash = try await Scrypt.hash(password, random: random)
        return try await writer.write { db in
            guard try Self.countOrganisers(db) == 0 else { return false }
            try Self.set(db, organiser: name, hash: hash, isTemporary: isTemporary, now: now)
            return true
        }
    }

    static func countOrganisers(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM organiser") ?? 0
    }

    private static func set(
        _ db: Database, organiser name: String, hash: PasswordHash, isTemporary: Bool, now: Date
    ) throws {
        let name = organiserName(name)
        try db.execute(
            sql: """
                INSERT INTO organiser (name, passwordHash, passwordIsTemporary, createdAt) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE
                SET passwordHash = excluded.passwordHash, passwordIsTemporary = excluded.passwordIsTemporary
                """,
            arguments: [name, hash.text, isTemporary, now.epochSeconds])
        try db.execute(
            sql: "DELETE FROM organiserSession WHERE organiserId = (SELECT id FROM organiser WHERE name = ?)",
            arguments: [name])
    }

    /// Checks name and password and opens a session.
    ///
    /// The attempt is counted before the password is tried, so that many at once cannot slip past the throttle.
    ///
    /// - Parameter address: Where the attempt comes from; counted beside the name, as `ClientNetwork` sees it.
    package func signIn(name: String, password: String, address: String, now: Date) async throws -> SignInOutcome {
        let name = Self.organiserName(name)
        let address = ClientNetwork.of(address)
        guard try await countAttempt(name: name, address: address, now: now) else { return .throttled }
        let known = try await pool.read { db in
            try String.fetchOne(db, sql: "SELECT passwordHash FROM organiser WHERE name = ?", arguments: [name])
                .map(PasswordHash.init(stored:))
        }
        // An unknown name costs as much time as a known one.
        guard await Scrypt.matches(password, known ?? .ofNobody), let known else { return .refused }
        let session = SecretLink(random: random)
        return try await writer.write { db in
            // The password may have been replaced while this one was tried.
            let id = try Int64.fetchOne(
                db, sql: "SELECT id FROM organiser WHERE name = ? AND passwordHash = ?", arguments: [name, known.text])
            guard let id else { return .refused }
            try db.execute(
                sql: "DELETE FROM signInAttempt WHERE name = ? AND address = ?", arguments: [name, address])
            try Self.open(db, session, organiser: id, now: now)
            return .signedIn(session)
        }
    }

    /// Whether this is the organiser's password as it stands.
    package func isPassword(_ password: String, of organiser: Organiser) async throws -> Bool {
        let text = try await pool.read { db in
            try String.fetchOne(db, sql: "SELECT passwordHash FROM organiser WHERE id = ?", arguments: [organiser.id])
        }
        guard let text else { return false }
        return await Scrypt.matches(password, PasswordHash(stored: text))
    }

    /// Replaces the password, ends all sessions of the organiser and opens a fresh one.
    ///
    /// - Throws: `PasswordProblem` when the password cannot be one.
    package func choosePassword(_ password: String, organiser: Organiser, now: Date) async throws -> SecretLink {
        let hash = try await Scrypt.hash(password, random: random)
        let session = SecretLink(random: random)
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE organiser SET passwordHash = ?, passwordIsTemporary = 0 WHERE id = ?",
                arguments: [hash.text, organiser.id])
            try db.execute(sql: "DELETE FROM organiserSession WHERE organiserId = ?", arguments: [organiser.id])
            try Self.open(db, session, organiser: organiser.id, now: now)
        }
        return session
    }

    /// The organiser whose session this is; nil when it has ended or never was.
    package func organiser(session: SecretLink, now: Date) async throws -> Organiser? {
        try await pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT organiser.* FROM organiserSession JOIN organiser ON organiser.id = organiserId
                    WHERE tokenHash = ? AND expiresAt > ?
                    """,
                arguments: [Data(session.hash), now.epochSeconds]
            ).map { Organiser(id: $0["id"], name: $0["name"], mustChoosePassword: $0["passwordIsTemporary"]) }
        }
    }

    /// Ends a session; one that has ended already stays so.
    package func signOut(session: SecretLink) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM organiserSession WHERE tokenHash = ?", arguments: [Data(session.hash)])
        }
    }

    private static func open(_ db: Database, _ session: SecretLink, organiser id: Int64, now: Date) throws {
        try db.execute(sql: "DELETE FROM organiserSession WHERE expiresAt <= ?", arguments: [now.epochSeconds])
        try db.execute(
            sql: "INSERT INTO organiserSession (tokenHash, organiserId, createdAt, expiresAt) VALUES (?, ?, ?, ?)",
            arguments: [Data(session.hash), id, now.epochSeconds, now.epochSeconds + sessionSeconds])
    }

    /// Telephones begin a name with a capital, and people end it with a blank.
    private static func organiserName(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// False when the throttle says no; such an attempt is not counted, so the wait has an end.
    private func countAttempt(name: String, address: String, now: Date) async throws -> Bool {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM signInAttempt WHERE at <= ?", arguments: [now.epochSeconds - Self.throttleSeconds])
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*) FILTER (WHERE name = ? AND address = ?) AS byPair,
                        count(*) FILTER (WHERE address = ?) AS byAddress, count(*) FILTER (WHERE name = ?) AS byName
                    FROM signInAttempt
                    """,
                arguments: [name, address, address, name])!  // an aggregate always yields one row
            guard row["byPair"] < Self.attemptsPerPair, row["byAddress"] < Self.attemptsPerAddress,
                row["byName"] < Self.attemptsPerName
            else { return false }
            try db.execute(
                sql: "INSERT INTO signInAttempt (name, address, at) VALUES (?, ?, ?)",
                arguments: [name, address, now.epochSeconds])
            return true
        }
    }
}

/// Runs scrypt one at a time on a queue of its own: a burst of sign-ins costs at most one core and 32 MiB.
private enum Scrypt {
    private static let queue = DispatchQueue(label: "vemfn.scrypt")

    static func hash(_ password: String, random: RandomBytes) async throws -> PasswordHash {
        if let problem = PasswordHash.problem(in: password) { throw problem }
        return await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: PasswordHash(of: password, random: random)) }
        }
    }

    static func matches(_ password: String, _ hash: PasswordHash) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: hash.matches(password)) }
        }
    }
}
