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

package enum SignInOutcome: Sendable {
    case signedIn(SecretLink)
    /// Name or password is wrong; which of them is not told.
    case refused
    /// Too many attempts by name or address.
    case throttled
}

extension Store {
    /// A session ends this long after sign-in, used or not.
    package static let sessionSeconds: Int64 = 12 * 3600
    private static let throttleSeconds: Int64 = 15 * 60
    private static let attemptsPerName = 5
    private static let attemptsPerAddress = 20

    /// Creates an organiser, or gives an existing one a new password and ends their sessions.
    ///
    /// - Parameter isTemporary: The password was made by a machine and must be replaced at the first sign-in.
    package func setOrganiser(name: String, password: String, isTemporary: Bool, now: Date) async throws {
        let hash = await Scrypt.hash(password, random: random)
        try await writer.write { db in
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
    }

    package func countOrganisers() async throws -> Int {
        try await pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM organiser") ?? 0 }
    }

    /// Checks name and password and opens a session.
    ///
    /// The attempt is counted before the password is tried, so that many at once cannot slip past the throttle.
    package func signIn(name: String, password: String, address: String, now: Date) async throws -> SignInOutcome {
        guard try await countAttempt(name: name, address: address, now: now) else { return .throttled }
        let known = try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT id, passwordHash FROM organiser WHERE name = ?", arguments: [name])
                .map { (id: $0["id"] as Int64, hash: PasswordHash(stored: $0["passwordHash"])) }
        }
        // An unknown name costs as much time as a known one.
        guard await Scrypt.matches(password, known?.hash ?? Scrypt.nobody), let id = known?.id else { return .refused }
        return .signedIn(try await openSession(organiser: id, name: name, now: now))
    }

    /// Replaces the password, ends all sessions of the organiser and opens a fresh one.
    package func choosePassword(_ password: String, organiser: Organiser, now: Date) async throws -> SecretLink {
        try await setOrganiser(name: organiser.name, password: password, isTemporary: false, now: now)
        return try await openSession(organiser: organiser.id, name: organiser.name, now: now)
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

    package func signOut(session: SecretLink) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM organiserSession WHERE tokenHash = ?", arguments: [Data(session.hash)])
        }
    }

    private func openSession(organiser id: Int64, name: String, now: Date) async throws -> SecretLink {
        let session = SecretLink(random: random)
        try await writer.write { db in
            try db.execute(sql: "DELETE FROM signInAttempt WHERE name = ?", arguments: [name])
            try db.execute(
                sql: "DELETE FROM organiserSession WHERE expiresAt <= ?", arguments: [now.epochSeconds])
            try db.execute(
                sql: """
                    INSERT INTO organiserSession (tokenHash, organiserId, createdAt, expiresAt) VALUES (?, ?, ?, ?)
                    """,
                arguments: [Data(session.hash), id, now.epochSeconds, now.epochSeconds + Self.sessionSeconds])
        }
        return session
    }

    /// False when the throttle says no; such an attempt is not counted, so the wait has an end.
    private func countAttempt(name: String, address: String, now: Date) async throws -> Bool {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM signInAttempt WHERE at <= ?", arguments: [now.epochSeconds - Self.throttleSeconds])
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT coalesce(sum(name = ?), 0) AS byName, coalesce(sum(address = ?), 0) AS byAddress
                    FROM signInAttempt
                    """,
                arguments: [name, address])!  // an aggregate always yields one row
            guard row["byName"] < Self.attemptsPerName, row["byAddress"] < Self.attemptsPerAddress else {
                return false
            }
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

    /// Matches nothing, at the usual price.
    static let nobody = PasswordHash(of: base64URLEncode(RandomBytes.system(32)), random: .system)

    static func hash(_ password: String, random: RandomBytes) async -> PasswordHash {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: PasswordHash(of: password, random: random)) }
        }
    }

    static func matches(_ password: String, _ hash: PasswordHash) async -> Bool {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: hash.matches(password)) }
        }
    }
}
