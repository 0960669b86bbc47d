package import Conference
package import Foundation
import GRDB
package import Secrets

/// A key as the team sees it.
package struct APIKey: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: String
    package let scopes: Set<APIScope>
    /// Who made it, and whose rights bound what it may do.
    package let maker: String
    package let createdAt: Date
    package let endsAt: Date
    /// To within five minutes; nil for one that was never used.
    package let lastUsedAt: Date?
    package let revokedAt: Date?

    package func isLiving(at now: Date) -> Bool { revokedAt == nil && now < endsAt }
}

/// A program that has shown a living key.
package struct APIClient: Sendable, Equatable {
    package let key: Int64
    package let name: String
    /// Those of the key that its maker may still grant.
    package let scopes: Set<APIScope>
    package let endsAt: Date

    package var actor: Actor { .key(name) }

    package func may(_ scope: APIScope) -> Bool { scopes.contains(scope) }
}

extension Store {
    /// How exactly it is known when a key was last used: each time costs a write.
    private static let usedSeconds: Int64 = 5 * 60

    /// Makes a key, of which only the hash is kept.
    package func makeKey(_ draft: APIKeyDraft, by organiser: Organiser, now: Date) async throws -> SecretLink {
        let secret = SecretLink(random: random)
        try await writer.write { db in
            try db.execute(
                sql: "INSERT INTO apiKey (name, hash, organiserId, createdAt, endsAt) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    draft.name, Data(secret.hash), organiser.id, now.epochSeconds,
                    now.epochSeconds + Int64(draft.days) * 86_400,
                ])
            let id = db.lastInsertedRowID
            for scope in draft.scopes {
                try db.execute(
                    sql: "INSERT INTO apiKeyScope (keyId, scope) VALUES (?, ?)", arguments: [id, scope.rawValue])
            }
            try Self.log(db, .keyMade, by: organiser.actor, now: now, detail: draft.name)
        }
        return secret
    }

    /// All keys, the latest first.
    package func keys() async throws -> [APIKey] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT apiKey.*, organiser.name AS maker FROM apiKey JOIN organiser ON organiser.id = organiserId
                    ORDER BY apiKey.id DESC
                    """
            ).map { row in
                APIKey(
                    id: row["id"], name: row["name"], scopes: try Self.scopes(db, ofKey: row["id"]),
                    maker: row["maker"], createdAt: Date(epochSeconds: row["createdAt"]),
                    endsAt: Date(epochSeconds: row["endsAt"]),
                    lastUsedAt: (row["lastUsedAt"] as Int64?).map(Date.init(epochSeconds:)),
                    revokedAt: (row["revokedAt"] as Int64?).map(Date.init(epochSeconds:)))
            }
        }
    }

    /// Ends a key at once; one that is ended already stays so.
    package func revokeKey(id: Int64, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            let name = try String.fetchOne(
                db, sql: "UPDATE apiKey SET revokedAt = ? WHERE id = ? AND revokedAt IS NULL RETURNING name",
                arguments: [now.epochSeconds, id])
            if let name { try Self.log(db, .keyRevoked, by: actor, now: now, detail: name) }
        }
    }

    /// The program that has this key; nil for one that has ended, or never was.
    package func client(key: SecretLink, now: Date) async throws -> APIClient? {
        let found = try await pool.read { db -> (APIClient, lastUsedAt: Int64?)? in
            let row = try Row.fetchOne(
                db, sql: "SELECT * FROM apiKey WHERE hash = ? AND endsAt > ? AND revokedAt IS NULL",
                arguments: [Data(key.hash), now.epochSeconds])
            guard let row else { return nil }
            let roles = try Self.roles(db, ofOrganiser: row["organiserId"])
            let scopes = try Self.scopes(db, ofKey: row["id"]).filter { roles.allow($0.permission) }
            let client = APIClient(
                key: row["id"], name: row["name"], scopes: scopes, endsAt: Date(epochSeconds: row["endsAt"]))
            return (client, row["lastUsedAt"])
        }
        guard let (client, lastUsedAt) = found else { return nil }
        if lastUsedAt.map({ now.epochSeconds - $0 >= Self.usedSeconds }) ?? true {
            try await writer.write { db in
                try db.execute(
                    sql: "UPDATE apiKey SET lastUsedAt = ? WHERE id = ?", arguments: [now.epochSeconds, client.key])
            }
        }
        return client
    }

    /// Scopes that this program does not know, since a newer one made the key, are none.
    private static func scopes(_ db: Database, ofKey id: Int64) throws -> Set<APIScope> {
        let scopes = try String.fetchAll(db, sql: "SELECT scope FROM apiKeyScope WHERE keyId = ?", arguments: [id])
        return Set(scopes.compactMap(APIScope.init))
    }
}
