import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a code.
package enum CodeOutcome: Sendable {
    case signedIn(SecretLink)
    case refused
    /// Too many wrong codes for this organiser.
    case throttled
    /// The password was given too long ago, or has been replaced since.
    case ended
}

extension Store {
    /// Three codes of a million are right at a time, so a year of guessing comes to some two chances in a hundred.
    /// Counted by organiser, wherever they come from: only who knows the password gets to guess.
    private static let wrongCodesADay = 20
    private static let wrongCodesInARow = 5
    private static let daySeconds: Int64 = 24 * 3600
    package static let recoveryCodes = 10

    /// Checks the code of the second step, or a recovery code in its stead, and opens a session in the place of the one
    /// that awaited it.
    package func signIn(code: String, session: SecretLink, now: Date) async throws -> CodeOutcome {
        let opened = SecretLink(random: random)
        return try await writer.write { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT organiserId, organiser.name FROM organiserSession JOIN organiser ON organiser.id = organiserId
                    WHERE tokenHash = ? AND expiresAt > ? AND awaitsCode
                    """,
                arguments: [Data(session.hash), now.epochSeconds])
            guard let row else { return .ended }
            let id: Int64 = row["organiserId"]
            guard try Self.mayTry(db, organiser: id, now: now) else { return .throttled }
            guard try Self.take(db, code: code, organiser: id, name: row["name"], now: now) else {
                try db.execute(
                    sql: "INSERT INTO codeAttempt (organiserId, at) VALUES (?, ?)", arguments: [id, now.epochSeconds])
                return .refused
            }
            try db.execute(sql: "DELETE FROM codeAttempt WHERE organiserId = ?", arguments: [id])
            // Another token than the one that was about before the code was given.
            try db.execute(
                sql: """
                    UPDATE organiserSession SET tokenHash = ?, createdAt = ?, lastSeenAt = ?, expiresAt = ?, awaitsCode = 0
                    WHERE tokenHash = ?
                    """,
                arguments: [
                    Data(opened.hash), now.epochSeconds, now.epochSeconds, now.epochSeconds + Self.sessionSeconds,
                    Data(session.hash),
                ])
            return .signedIn(opened)
        }
    }

    private static func mayTry(_ db: Database, organiser id: Int64, now: Date) throws -> Bool {
        try db.execute(sql: "DELETE FROM codeAttempt WHERE at <= ?", arguments: [now.epochSeconds - daySeconds])
        let wrong = try Row.fetchOne(
            db,
            sql:
                "SELECT count(*) AS today, count(*) FILTER (WHERE at > ?) AS lately FROM codeAttempt WHERE organiserId = ?",
            arguments: [now.epochSeconds - throttleSeconds, id])!  // an aggregate always yields one row
        return wrong["lately"] < wrongCodesInARow && wrong["today"] < wrongCodesADay
    }

    /// Whether the code is right, which uses it up.
    private static func take(
        _ db: Database, code: String, organiser id: Int64, name: String, now: Date
    ) throws -> Bool {
        guard
            let factor = try Row.fetchOne(
                db, sql: "SELECT key, lastStep FROM secondFactor WHERE organiserId = ?", arguments: [id])
        else { return false }
        let key: Data = factor["key"]
        let digits = String(code.prefix(20).filter { $0 != " " })
        if let step = OneTimeCode(key: Array(key)).step(of: digits, now: now.epochSeconds, after: factor["lastStep"]) {
            try db.execute(sql: "UPDATE secondFactor SET lastStep = ? WHERE organiserId = ?", arguments: [step, id])
            return true
        }
        try db.execute(
            sql: "DELETE FROM recoveryCode WHERE hash = ? AND organiserId = ?",
            arguments: [Data(RecoveryCode(typed: code).hash), id])
        guard db.changesCount == 1 else { return false }
        try log(db, .recoveryCodeUsed, by: .organiser(name), now: now)
        return true
    }

    /// Gives an organiser a second factor, once its app has shown that it has the key, and ends all other sessions: the
    /// password alone has opened them.
    ///
    /// - Returns: The recovery codes, which are known to nobody after this; nil when the code is wrong, or when there is
    ///   a second factor already.
    package func addSecondFactor(
        key: [UInt8], code: String, organiser: Organiser, this session: SecretLink, now: Date
    ) async throws -> [RecoveryCode]? {
        let digits = String(code.prefix(20).filter { $0 != " " })
        guard let step = OneTimeCode(key: key).step(of: digits, now: now.epochSeconds, after: 0) else { return nil }
        return try await writer.write { [random] db in
            try db.execute(
                sql: """
                    INSERT INTO secondFactor (organiserId, key, lastStep, createdAt) VALUES (?, ?, ?, ?)
                    ON CONFLICT (organiserId) DO NOTHING
                    """,
                arguments: [organiser.id, Data(key), step, now.epochSeconds])
            guard db.changesCount == 1 else { return nil }
            try db.execute(
                sql: "DELETE FROM organiserSession WHERE organiserId = ? AND tokenHash <> ?",
                arguments: [organiser.id, Data(session.hash)])
            try Self.log(db, .secondFactorAdded, by: organiser.actor, now: now)
            return try Self.makeRecoveryCodes(db, organiser: organiser.id, random: random)
        }
    }

    /// Makes new recovery codes, and the former ones worthless. None for whoever has no second factor.
    package func makeRecoveryCodes(organiser: Organiser, now: Date) async throws -> [RecoveryCode] {
        try await writer.write { [random] db in
            let has = "SELECT EXISTS (SELECT 1 FROM secondFactor WHERE organiserId = ?)"
            guard try Bool.fetchOne(db, sql: has, arguments: [organiser.id]) == true else { return [] }
            try Self.log(db, .recoveryCodesMade, by: organiser.actor, now: now)
            return try Self.makeRecoveryCodes(db, organiser: organiser.id, random: random)
        }
    }

    private static func makeRecoveryCodes(
        _ db: Database, organiser id: Int64, random: RandomBytes
    ) throws -> [RecoveryCode] {
        try db.execute(sql: "DELETE FROM recoveryCode WHERE organiserId = ?", arguments: [id])
        return try (0..<recoveryCodes).map { _ in
            let code = RecoveryCode(random: random)
            try db.execute(
                sql: "INSERT INTO recoveryCode (hash, organiserId) VALUES (?, ?)", arguments: [Data(code.hash), id])
            return code
        }
    }

    package func countRecoveryCodes(of organiser: Organiser) async throws -> Int {
        try await pool.read { db in
            let sql = "SELECT count(*) FROM recoveryCode WHERE organiserId = ?"
            return try Int.fetchOne(db, sql: sql, arguments: [organiser.id]) ?? 0
        }
    }

    /// Takes an organiser's own second factor away, ends all their sessions and opens a fresh one.
    package func removeSecondFactor(of organiser: Organiser, from client: Client, now: Date) async throws -> SecretLink
    {
        let session = SecretLink(random: random)
        try await writer.write { db in
            try Self.removeSecondFactor(db, ofOrganiser: organiser.id)
            try Self.log(db, .secondFactorRemoved, by: organiser.actor, now: now, detail: organiser.name)
            try Self.open(db, session, organiser: organiser.id, from: client, now: now)
        }
        return session
    }

    static func removeSecondFactor(_ db: Database, ofOrganiser id: Int64) throws {
        try db.execute(sql: "DELETE FROM secondFactor WHERE organiserId = ?", arguments: [id])
        try endSessions(db, ofOrganiser: id)
    }
}
