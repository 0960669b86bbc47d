package import Conference
package import Foundation
import GRDB
package import Secrets

/// Somebody who has been asked to join the team and has not answered.
package struct Invitation: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: String
    package let roles: Set<Role>
    package let endsAt: Date
}

/// There is an organiser, or an invitation, by that name.
package struct NameTaken: Error, Equatable {
    package init() {}
}

extension Store {
    package static let invitationSeconds: Int64 = 7 * 24 * 3600

    /// Invites somebody to the team. They choose their password behind the link, which only its hash is kept of.
    ///
    /// - Parameters:
    ///   - name: What they will sign in with, decided by whoever invites: it stands in the log beside what they do, and a
    ///     name that is taken is nothing to tell somebody outside of the team.
    ///   - email: Where the link is mailed; nil for whoever gets it in another way.
    /// - Throws: `NameTaken`.
    package func invite(
        name: String, roles: Set<Role>, email: String?, language: Language, by actor: Actor, now: Date
    ) async throws -> SecretLink {
        let name = Self.organiserName(name)
        let link = SecretLink(random: random)
        try await writer.write { [random] db in
            try db.execute(sql: "DELETE FROM invitation WHERE endsAt <= ?", arguments: [now.epochSeconds])
            let taken = """
                SELECT EXISTS (SELECT 1 FROM organiser WHERE name = ?) OR EXISTS (SELECT 1 FROM invitation WHERE name = ?)
                """
            if try Bool.fetchOne(db, sql: taken, arguments: [name, name]) == true { throw NameTaken() }
            try db.execute(
                sql: "INSERT INTO invitation (linkHash, name, createdAt, endsAt) VALUES (?, ?, ?, ?)",
                arguments: [Data(link.hash), name, now.epochSeconds, now.epochSeconds + Self.invitationSeconds])
            let id = db.lastInsertedRowID
            for role in roles.inOrder {
                try db.execute(
                    sql: "INSERT INTO invitationRole (invitationId, role) VALUES (?, ?)",
                    arguments: [id, role.rawValue])
            }
            if let email {
                try Self.insertMessage(
                    db, .invitation, registration: nil, delegation: nil, recipient: email, language: language.rawValue,
                    link: link, detail: MessageDetail(), random: random, now: now)
            }
            try Self.log(db, .invited, by: actor, now: now, detail: Self.detail(name, roles))
        }
        return link
    }

    /// Invitations that still hold, in order of name.
    package func invitations(now: Date) async throws -> [Invitation] {
        try await pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM invitation WHERE endsAt > ? ORDER BY name", arguments: [now.epochSeconds]
            ).map { try Self.invitation(db, $0) }
        }
    }

    /// Nil when it has been accepted or withdrawn, when its time is over, and when it never was.
    package func invitation(link: SecretLink, now: Date) async throws -> Invitation? {
        try await pool.read { db in try Self.invitation(db, link: link, now: now) }
    }

    private static func invitation(_ db: Database, link: SecretLink, now: Date) throws -> Invitation? {
        try Row.fetchOne(
            db, sql: "SELECT * FROM invitation WHERE linkHash = ? AND endsAt > ?",
            arguments: [Data(link.hash), now.epochSeconds]
        ).map { try invitation(db, $0) }
    }

    private static func invitation(_ db: Database, _ row: Row) throws -> Invitation {
        let roles = try Row.fetchAll(
            db, sql: "SELECT role FROM invitationRole WHERE invitationId = ?", arguments: [row["id"] as Int64])
        return Invitation(
            id: row["id"], name: row["name"], roles: Set(try roles.map { try $0.value("role") }),
            endsAt: Date(epochSeconds: row["endsAt"]))
    }

    /// Makes the invited person an organiser and opens a session.
    ///
    /// - Returns: Nil when the invitation holds no more; of any number who accept it at once one does.
    /// - Throws: `PasswordProblem` when the password cannot be one.
    package func accept(
        _ link: SecretLink, password: String, from client: Client, now: Date
    ) async throws -> SecretLink? {
        let hash = try await Scrypt.hash(password, random: random)
        let session = SecretLink(random: random)
        return try await writer.write { db in
            guard let invitation = try Self.invitation(db, link: link, now: now) else { return nil }
            try db.execute(sql: "DELETE FROM invitation WHERE id = ?", arguments: [invitation.id])
            // Somebody with a shell may have made an organiser of that name since.
            guard try Self.organiserId(db, named: invitation.name) == nil else { return nil }
            let id = try Self.add(
                db, organiser: invitation.name, hash: hash, isTemporary: false, roles: invitation.roles, now: now)
            try Self.log(db, .invitationAccepted, by: .organiser(invitation.name), now: now)
            try Self.open(db, session, organiser: id, from: client, now: now)
            return session
        }
    }

    package func withdrawInvitation(id: Int64, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            let sql = "DELETE FROM invitation WHERE id = ? RETURNING name"
            guard let name = try String.fetchOne(db, sql: sql, arguments: [id]) else { return }
            try Self.log(db, .invitationWithdrawn, by: actor, now: now, detail: name)
        }
    }

    /// Who, and what they are there for, as the log keeps it.
    static func detail(_ name: String, _ roles: Set<Role>) -> String {
        "\(name): \(roles.inOrder.map(\.rawValue).joined(separator: ", "))"
    }

    /// Reads what `detail` wrote.
    package static func member(inDetail detail: String) -> (name: String, roles: Set<Role>)? {
        // A name may have a colon in it, roles have none.
        guard let colon = detail.ranges(of: ": ").last else { return nil }
        let roles = detail[colon.upperBound...].split(separator: ", ").compactMap { Role(rawValue: String($0)) }
        return (String(detail[..<colon.lowerBound]), Set(roles))
    }
}
