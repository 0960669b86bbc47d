package import Conference
package import Foundation
import GRDB

/// Somebody in the team, as its owners see them.
package struct TeamMember: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: String
    package let roles: Set<Role>
    package let hasSecondFactor: Bool
    /// Of all sessions that have not been forgotten; nil without one.
    package let lastSeenAt: Date?
}

extension Store {
    /// Everybody in the team, in order of name.
    package func team() async throws -> [TeamMember] {
        try await pool.read { db in try Self.team(db, where: "true", []) }
    }

    package func teamMember(id: Int64) async throws -> TeamMember? {
        try await pool.read { db in try Self.team(db, where: "organiser.id = ?", [id]).first }
    }

    private static func team(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [TeamMember] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, name,
                    EXISTS (SELECT 1 FROM secondFactor WHERE organiserId = organiser.id) AS hasSecondFactor,
                    (SELECT max(lastSeenAt) FROM organiserSession WHERE organiserId = organiser.id) AS lastSeenAt
                FROM organiser WHERE \(condition) ORDER BY name
                """,
            arguments: arguments)
        return try rows.map { row in
            TeamMember(
                id: row["id"], name: row["name"], roles: try roles(db, ofOrganiser: row["id"]),
                hasSecondFactor: row["hasSecondFactor"],
                lastSeenAt: (row["lastSeenAt"] as Int64?).map(Date.init(epochSeconds:)))
        }
    }

    /// Gives a member other roles, from their next request on.
    ///
    /// - Parameter roles: One at least.
    /// - Throws: `LastOwner`.
    package func changeRoles(ofMember id: Int64, to roles: Set<Role>, by actor: Actor, now: Date) async throws {
        try await LastOwner.told {
            try await writer.write { db in
                guard let member = try Self.team(db, where: "organiser.id = ?", [id]).first else { return }
                guard member.roles != roles else { return }
                try Self.give(db, roles, toOrganiser: id)
                try Self.log(db, .rolesChanged, by: actor, now: now, detail: Self.detail(member.name, roles))
            }
        }
    }

    /// Removes a member, with their sessions. What they did stays in the log.
    ///
    /// - Throws: `LastOwner`.
    package func removeMember(id: Int64, by actor: Actor, now: Date) async throws {
        try await LastOwner.told {
            try await writer.write { db in
                guard let member = try Self.team(db, where: "organiser.id = ?", [id]).first else { return }
                try db.execute(sql: "DELETE FROM organiser WHERE id = ?", arguments: [id])
                try Self.log(db, .memberRemoved, by: actor, now: now, detail: member.name)
            }
        }
    }

    /// Takes a member's second factor away, for one who has lost the telephone and the recovery codes, and ends their
    /// sessions.
    package func resetSecondFactor(ofMember id: Int64, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            guard let member = try Self.team(db, where: "organiser.id = ?", [id]).first, member.hasSecondFactor else {
                return
            }
            try Self.removeSecondFactor(db, ofOrganiser: id)
            try Self.log(db, .secondFactorRemoved, by: actor, now: now, detail: member.name)
        }
    }

    package func requiresSecondFactor() async throws -> Bool {
        try await pool.read { db in
            try Bool.fetchOne(db, sql: "SELECT requiresSecondFactor FROM teamSetting") ?? false
        }
    }

    /// Demands a second factor of everybody, or stops to. Who has none is led to it, in the middle of a session too.
    package func requireSecondFactor(_ isRequired: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE teamSetting SET requiresSecondFactor = ? WHERE requiresSecondFactor <> ?",
                arguments: [isRequired, isRequired])
            guard db.changesCount == 1 else { return }
            try Self.log(db, .secondFactorDemanded, by: actor, now: now, detail: isRequired ? "yes" : "no")
        }
    }
}
