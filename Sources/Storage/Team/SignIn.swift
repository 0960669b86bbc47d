package import Foundation
import GRDB
package import Secrets

/// What became of a sign-in.
package enum SignInOutcome: Sendable {
    case signedIn(SecretLink)
    /// The password is right, and a code is awaited in this session, which opens nothing until then.
    case awaitsCode(SecretLink)
    /// Name or password is wrong; which of them is not told.
    case refused
    /// Too many attempts on the name or from the address.
    case throttled
}

/// What became of a password that was asked for once more.
package enum PasswordCheck: Sendable {
    case right, wrong, throttled
}

extension Store {
    static let throttleSeconds: Int64 = 15 * 60
    /// On one name from one address.
    private static let attemptsPerPair = 5
    private static let attemptsPerAddress = 20
    /// From anywhere: enough to leave an organiser in while somebody elsewhere guesses at the name, and few enough
    /// that guessing comes to nothing.
    private static let attemptsPerName = 50

    /// Checks name and password and opens a session.
    ///
    /// The attempt is counted before the password is tried, so that many at once cannot slip past the throttle.
    ///
    /// - Parameter client: Where the attempt comes from; counted beside the name, as `ClientNetwork` sees it.
    package func signIn(name: String, password: String, from client: Client, now: Date) async throws -> SignInOutcome {
        let name = Self.organiserName(name)
        let address = ClientNetwork.of(client.address)
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
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT id, EXISTS (SELECT 1 FROM secondFactor WHERE organiserId = organiser.id) AS awaitsCode
                    FROM organiser WHERE name = ? AND passwordHash = ?
                    """,
                arguments: [name, known.text])
            guard let row else { return .refused }
            try Self.forgetAttempts(db, name: name, address: address)
            let awaitsCode: Bool = row["awaitsCode"]
            try Self.open(db, session, organiser: row["id"], awaitsCode: awaitsCode, from: client, now: now)
            return awaitsCode ? .awaitsCode(session) : .signedIn(session)
        }
    }

    /// Tries the password of somebody who is signed in already, counted as at sign-in: a session that somebody has come by
    /// must not be a way to guess at it.
    package func check(
        password: String, of organiser: Organiser, from client: Client, now: Date
    ) async throws -> PasswordCheck {
        let address = ClientNetwork.of(client.address)
        guard try await countAttempt(name: organiser.name, address: address, now: now) else { return .throttled }
        guard try await isPassword(password, of: organiser) else { return .wrong }
        try await writer.write { db in
            try Self.forgetAttempts(db, name: organiser.name, address: address)
        }
        return .right
    }

    private static func forgetAttempts(_ db: Database, name: String, address: String) throws {
        try db.execute(sql: "DELETE FROM signInAttempt WHERE name = ? AND address = ?", arguments: [name, address])
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
