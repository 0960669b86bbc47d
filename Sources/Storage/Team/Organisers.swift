package import Conference
package import Foundation
import GRDB
package import Secrets

/// Somebody who is signed in.
package struct Organiser: Sendable, Equatable {
    package let id: Int64
    package let name: String
    package let roles: Set<Role>
    /// The password came from a machine and must be replaced before anything else.
    package let mustChoosePassword: Bool
    package let hasSecondFactor: Bool
    /// The team demands a second factor, and there is none yet.
    package let mustAddSecondFactor: Bool

    package func may(_ permission: Permission) -> Bool { roles.allow(permission) }

    var actor: Actor { .organiser(name) }
}

extension Store {
    /// Creates an organiser, or gives an existing one a new password and ends their sessions.
    ///
    /// - Parameters:
    ///   - name: Kept in lower case, without blanks around it; not empty.
    ///   - isTemporary: The password was made by a machine and must be replaced at the first sign-in.
    ///   - roles: Nil leaves an existing organiser's as they are, and makes a new one an owner.
    ///   - removesSecondFactor: For an organiser who has lost the telephone and the recovery codes.
    /// - Throws: `PasswordProblem` when the password cannot be one, `LastOwner` when the roles would leave none.
    package func setOrganiser(
        name: String, password: String, isTemporary: Bool, roles: Set<Role>? = nil, removesSecondFactor: Bool = false,
        now: Date
    ) async throws {
        let hash = try await Scrypt.hash(password, random: random)
        try await LastOwner.told {
            try await writer.write { db in
                let id = try Self.set(db, organiser: name, hash: hash, isTemporary: isTemporary, roles: roles, now: now)
                if removesSecondFactor {
                    try db.execute(sql: "DELETE FROM secondFactor WHERE organiserId = ?", arguments: [id])
                }
            }
        }
    }

    /// Creates the first organiser, an owner.
    ///
    /// - Returns: False when there is an organiser already; nothing was changed then.
    /// - Throws: `PasswordProblem` when the password cannot be one.
    package func addFirstOrganiser(
        name: String, password: String, isTemporary: Bool, now: Date
    ) async throws -> Bool {
        let hash = try await Scrypt.hash(password, random: random)
        return try await writer.write { db in
            guard try Self.countOrganisers(db) == 0 else { return false }
            _ = try Self.set(db, organiser: name, hash: hash, isTemporary: isTemporary, roles: nil, now: now)
            return true
        }
    }

    static func organiserId(_ db: Database, named name: String) throws -> Int64? {
        try Int64.fetchOne(db, sql: "SELECT id FROM organiser WHERE name = ?", arguments: [name])
    }

    static func countOrganisers(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM organiser") ?? 0
    }

    private static func set(
        _ db: Database, organiser name: String, hash: PasswordHash, isTemporary: Bool, roles: Set<Role>?, now: Date
    ) throws -> Int64 {
        let name = organiserName(name)
        guard let id = try organiserId(db, named: name) else {
            return try add(
                db, organiser: name, hash: hash, isTemporary: isTemporary, roles: roles ?? [.owner], now: now)
        }
        try db.execute(
            sql: "UPDATE organiser SET passwordHash = ?, passwordIsTemporary = ? WHERE id = ?",
            arguments: [hash.text, isTemporary, id])
        try endSessions(db, ofOrganiser: id)
        if let roles { try give(db, roles, toOrganiser: id) }
        return id
    }

    static func add(
        _ db: Database, organiser name: String, hash: PasswordHash, isTemporary: Bool, roles: Set<Role>, now: Date
    ) throws -> Int64 {
        try db.execute(
            sql: "INSERT INTO organiser (name, passwordHash, passwordIsTemporary, createdAt) VALUES (?, ?, ?, ?)",
            arguments: [name, hash.text, isTemporary, now.epochSeconds])
        let id = db.lastInsertedRowID
        try give(db, roles, toOrganiser: id)
        return id
    }

    /// Gives before it takes, so that an owner who stays one is one all the while.
    static func give(_ db: Database, _ roles: Set<Role>, toOrganiser id: Int64) throws {
        for role in roles.inOrder {
            try db.execute(
                sql: "INSERT INTO organiserRole (organiserId, role) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [id, role.rawValue])
        }
        for role in Role.allCases where !roles.contains(role) {
            try db.execute(
                sql: "DELETE FROM organiserRole WHERE organiserId = ? AND role = ?", arguments: [id, role.rawValue])
        }
    }

    /// Telephones begin a name with a capital, and people end it with a blank.
    static func organiserName(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
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
    package func choosePassword(
        _ password: String, organiser: Organiser, from client: Client, now: Date
    ) async throws -> SecretLink {
        let hash = try await Scrypt.hash(password, random: random)
        let session = SecretLink(random: random)
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE organiser SET passwordHash = ?, passwordIsTemporary = 0 WHERE id = ?",
                arguments: [hash.text, organiser.id])
            try Self.log(db, .passwordChosen, by: organiser.actor, now: now)
            try Self.endSessions(db, ofOrganiser: organiser.id)
            try Self.open(db, session, organiser: organiser.id, from: client, now: now)
        }
        return session
    }
}

/// The change would leave nobody who may let anybody in.
package struct LastOwner: Error, Equatable {
    package init() {}

    /// Turns the schema's refusal into this.
    static func told<Result>(_ change: () async throws -> Result) async throws -> Result {
        do {
            return try await change()
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER {
            throw LastOwner()
        }
    }
}
