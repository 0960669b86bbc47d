package import Conference
package import Foundation
import GRDB
import Secrets

/// An address that is told what happens.
package struct Webhook: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let url: String
    package let events: Set<WebhookEvent>
    /// One that rests is told nothing, later neither.
    package let isActive: Bool
    package let createdAt: Date
    /// What was told last, if anything was.
    package let lastState: WebhookDelivery.State?
    package let lastAt: Date?
}

extension Store {
    package static let mostWebhooks = 20
    static let webhookSecretBytes = 32

    /// All webhooks, in the order they were made.
    package func webhooks() async throws -> [Webhook] {
        try await pool.read { db in try Self.webhooks(db, where: "true", []) }
    }

    package func webhook(id: Int64) async throws -> Webhook? {
        try await pool.read { db in try Self.webhooks(db, where: "webhook.id = ?", [id]).first }
    }

    private static func webhooks(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [Webhook] {
        let last = "(SELECT max(id) FROM webhookDelivery WHERE webhookId = webhook.id AND attempts > 0)"
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT webhook.*, delivery.state AS lastState, delivery.occurredAt AS lastAt
                FROM webhook LEFT JOIN webhookDelivery AS delivery ON delivery.id = \(last)
                WHERE \(condition) ORDER BY webhook.id
                """,
            arguments: arguments)
        return try rows.map { row in
            let events = try String.fetchAll(
                db, sql: "SELECT event FROM webhookEvent WHERE webhookId = ?", arguments: [row["id"] as Int64])
            return Webhook(
                id: row["id"], url: row["url"], events: Set(events.compactMap(WebhookEvent.init)),
                isActive: row["isActive"], createdAt: Date(epochSeconds: row["createdAt"]),
                lastState: (row["lastState"] as String?).flatMap(WebhookDelivery.State.init),
                lastAt: (row["lastAt"] as Int64?).map(Date.init(epochSeconds:)))
        }
    }

    /// - Returns: Its number and the secret it signs with; nil when there are as many as there may be.
    package func addWebhook(
        _ draft: WebhookDraft, by actor: Actor, now: Date
    ) async throws -> (id: Int64, secret: [UInt8])? {
        let secret = random(Self.webhookSecretBytes)
        let id = try await writer.write { db -> Int64? in
            guard try Int.fetchOne(db, sql: "SELECT count(*) FROM webhook") ?? 0 < Self.mostWebhooks else { return nil }
            try db.execute(
                sql: "INSERT INTO webhook (url, secret, createdAt) VALUES (?, ?, ?)",
                arguments: [draft.url, Data(secret), now.epochSeconds])
            let id = db.lastInsertedRowID
            try Self.setEvents(db, draft.events, ofWebhook: id)
            try Self.log(db, .webhookAdded, by: actor, now: now, detail: "\(id)")
            return id
        }
        return id.map { ($0, secret) }
    }

    /// - Returns: Whether there is such a webhook.
    package func changeWebhook(id: Int64, to draft: WebhookDraft, by actor: Actor, now: Date) async throws -> Bool {
        try await writer.write { db in
            // What waits for the address goes to the new one, at once.
            try db.execute(
                sql: "UPDATE webhook SET url = ?, restsUntil = 0 WHERE id = ?", arguments: [draft.url, id])
            guard db.changesCount == 1 else { return false }
            try Self.setEvents(db, draft.events, ofWebhook: id)
            try Self.log(db, .webhookChanged, by: actor, now: now, detail: "\(id)")
            return true
        }
    }

    /// Stops telling it anything, or begins again.
    package func setWebhook(id: Int64, isActive: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE webhook SET isActive = ?, restsUntil = 0 WHERE id = ? AND isActive <> ?",
                arguments: [isActive, id, isActive])
            guard db.changesCount == 1 else { return }
            try Self.log(db, .webhookChanged, by: actor, now: now, detail: "\(id)")
        }
    }

    /// Signs with another secret from now on.
    package func renewSecret(ofWebhook id: Int64, by actor: Actor, now: Date) async throws -> [UInt8]? {
        let secret = random(Self.webhookSecretBytes)
        let isThere = try await writer.write { db in
            try db.execute(sql: "UPDATE webhook SET secret = ? WHERE id = ?", arguments: [Data(secret), id])
            guard db.changesCount == 1 else { return false }
            try Self.log(db, .webhookChanged, by: actor, now: now, detail: "\(id)")
            return true
        }
        return isThere ? secret : nil
    }

    /// Removes it, with all it was told.
    package func removeWebhook(id: Int64, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            try db.execute(sql: "DELETE FROM webhook WHERE id = ?", arguments: [id])
            guard db.changesCount > 0 else { return }
            try Self.log(db, .webhookRemoved, by: actor, now: now, detail: "\(id)")
        }
    }

    private static func setEvents(_ db: Database, _ events: Set<WebhookEvent>, ofWebhook id: Int64) throws {
        try db.execute(sql: "DELETE FROM webhookEvent WHERE webhookId = ?", arguments: [id])
        for event in events {
            try db.execute(
                sql: "INSERT INTO webhookEvent (webhookId, event) VALUES (?, ?)", arguments: [id, event.rawValue])
        }
    }
}
