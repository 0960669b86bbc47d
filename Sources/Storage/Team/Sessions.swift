import Conference
package import Foundation
import GRDB
package import Secrets

/// Where a request of an organiser comes from, as it is counted and as its session remembers it.
package struct Client: Sendable, Equatable {
    let address: String
    let browser: String

    /// - Parameters:
    ///   - address: Of the peer. Sessions keep the coarse network of it only.
    ///   - browser: Coarse, such as "Firefox, Linux".
    package init(address: String, browser: String) {
        self.address = address
        self.browser = browser
    }
}

/// A session as its owner sees it.
package struct OrganiserSession: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let isThisOne: Bool
    package let openedAt: Date
    package let lastSeenAt: Date
    package let network: String
    package let browser: String
}

extension Store {
    /// A session ends this long after sign-in, used or not.
    package static let sessionSeconds: Int64 = 12 * 3600
    /// Whoever has given the right password has this long to give the code.
    static let codeSeconds: Int64 = 10 * 60
    /// How exactly it is known when a session was last used: each time costs a write.
    private static let seenSeconds: Int64 = 5 * 60

    /// The organiser whose session this is; nil when it has ended, still awaits its code, or never was.
    package func organiser(session: SecretLink, now: Date) async throws -> Organiser? {
        guard let (organiser, lastSeenAt) = try await organiser(session: session, awaitsCode: false, now: now) else {
            return nil
        }
        if now.epochSeconds - lastSeenAt >= Self.seenSeconds {
            try await writer.write { db in
                try db.execute(
                    sql: "UPDATE organiserSession SET lastSeenAt = ? WHERE tokenHash = ?",
                    arguments: [now.epochSeconds, Data(session.hash)])
            }
        }
        return organiser
    }

    /// The organiser whose password was right and whose code is awaited in this session.
    package func organiserAwaitingCode(session: SecretLink, now: Date) async throws -> Organiser? {
        try await organiser(session: session, awaitsCode: true, now: now)?.0
    }

    private func organiser(
        session: SecretLink, awaitsCode: Bool, now: Date
    ) async throws -> (Organiser, lastSeenAt: Int64)? {
        try await pool.read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT organiser.id, name, passwordIsTemporary, lastSeenAt, requiresSecondFactor,
                        EXISTS (SELECT 1 FROM secondFactor WHERE organiserId = organiser.id) AS hasSecondFactor
                    FROM organiserSession JOIN organiser ON organiser.id = organiserId JOIN teamSetting
                    WHERE tokenHash = ? AND expiresAt > ? AND awaitsCode = ?
                    """,
                arguments: [Data(session.hash), now.epochSeconds, awaitsCode])
            guard let row else { return nil }
            let hasSecondFactor: Bool = row["hasSecondFactor"]
            let organiser = Organiser(
                id: row["id"], name: row["name"], roles: try Self.roles(db, ofOrganiser: row["id"]),
                mustChoosePassword: row["passwordIsTemporary"], hasSecondFactor: hasSecondFactor,
                mustAddSecondFactor: row["requiresSecondFactor"] && !hasSecondFactor)
            return (organiser, row["lastSeenAt"])
        }
    }

    static func roles(_ db: Database, ofOrganiser id: Int64) throws -> Set<Role> {
        let rows = try Row.fetchAll(
            db, sql: "SELECT role FROM organiserRole WHERE organiserId = ?", arguments: [id])
        return Set(try rows.map { try $0.value("role") })
    }

    /// Ends a session; one that has ended already stays so.
    package func signOut(session: SecretLink) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "DELETE FROM organiserSession WHERE tokenHash = ?", arguments: [Data(session.hash)])
        }
    }

    static func open(
        _ db: Database, _ session: SecretLink, organiser id: Int64, awaitsCode: Bool = false, from client: Client,
        now: Date
    ) throws {
        try db.execute(sql: "DELETE FROM organiserSession WHERE expiresAt <= ?", arguments: [now.epochSeconds])
        try db.execute(
            sql: """
                INSERT INTO organiserSession
                    (tokenHash, organiserId, createdAt, expiresAt, lastSeenAt, awaitsCode, network, browser)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Data(session.hash), id, now.epochSeconds,
                now.epochSeconds + (awaitsCode ? codeSeconds : sessionSeconds), now.epochSeconds, awaitsCode,
                ClientNetwork.coarse(client.address), client.browser,
            ])
    }

    static func endSessions(_ db: Database, ofOrganiser id: Int64) throws {
        try db.execute(sql: "DELETE FROM organiserSession WHERE organiserId = ?", arguments: [id])
    }
}

extension Store {
    /// The organiser's sessions, the one last used first.
    package func sessions(of organiser: Organiser, this: SecretLink, now: Date) async throws -> [OrganiserSession] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT *, tokenHash = ? AS isThisOne FROM organiserSession
                    WHERE organiserId = ? AND expiresAt > ? AND NOT awaitsCode
                    ORDER BY isThisOne DESC, lastSeenAt DESC, id DESC
                    """,
                arguments: [Data(this.hash), organiser.id, now.epochSeconds]
            ).map { row in
                OrganiserSession(
                    id: row["id"], isThisOne: row["isThisOne"], openedAt: Date(epochSeconds: row["createdAt"]),
                    lastSeenAt: Date(epochSeconds: row["lastSeenAt"]), network: row["network"], browser: row["browser"])
            }
        }
    }

    /// Ends one of the organiser's sessions, or all but this one.
    ///
    /// - Parameter id: Nil for all others.
    package func endSession(id: Int64?, of organiser: Organiser, this: SecretLink, now: Date) async throws {
        try await writer.write { db in
            try db.execute(
                sql: """
                    DELETE FROM organiserSession WHERE organiserId = ? AND id = ifnull(?, id) AND tokenHash <> ?
                    """,
                arguments: [organiser.id, id, Data(this.hash)])
            guard db.changesCount > 0 else { return }
            try Self.log(db, .sessionEnded, by: organiser.actor, now: now)
        }
    }
}
