package import Conference
package import Foundation
import GRDB

/// One event on its way to one webhook.
package struct WebhookDelivery: Sendable, Equatable, Identifiable {
    /// Raw values stand in the database.
    package enum State: String, Sendable, CaseIterable {
        case pending, delivered, failed
    }

    package let id: Int64
    package let webhook: Int64
    package let event: WebhookEvent
    package let occurredAt: Date
    package let registration: Registered?
    package let quota: Int64?
    package let state: State
    package let attempts: Int
    package let nextAttemptAt: Date

    /// The registration it is about, as it was then.
    package struct Registered: Sendable, Equatable {
        package let id: Int64
        package let code: String
        package let state: RegistrationState
    }

    init(row: Row) throws {
        id = row["id"]
        webhook = row["webhookId"]
        event = try row.value("event")
        occurredAt = Date(epochSeconds: row["occurredAt"])
        if let number: Int64 = row["registrationId"] {
            registration = Registered(id: number, code: row["code"], state: try row.value("registered"))
        } else {
            registration = nil
        }
        quota = row["quotaId"]
        state = try row.value("state")
        attempts = row["attempts"]
        nextAttemptAt = Date(epochSeconds: row["nextAttemptAt"])
    }
}

/// What came of one try.
package struct WebhookAttempt: Sendable, Equatable {
    package let at: Date
    package let milliseconds: Int
    /// Of the answer; nil without one.
    package let status: Int?
    /// What was wrong; nil for what was taken.
    package let error: String?

    /// As `error`: the name led to an address that is not public.
    package static let notPublic = "not public"

    package init(at: Date, milliseconds: Int, status: Int?, error: String?) {
        self.at = at
        self.milliseconds = milliseconds
        self.status = status
        self.error = error
    }
}

/// All that is needed to send one.
package struct DueDelivery: Sendable {
    package let delivery: WebhookDelivery
    package let url: String
    package let secret: [UInt8]
}

extension Store {
    static let deliverySeconds: Int64 = 30 * 24 * 3600

    private static let deliveries = """
        SELECT webhookDelivery.*, registration.code FROM webhookDelivery
        LEFT JOIN registration ON registration.id = webhookDelivery.registrationId
        """

    /// SQL over `webhookDelivery`, with the time as its one argument.
    private static let isDue = """
        webhookDelivery.state = 'pending' AND sendingSince IS NULL AND nextAttemptAt <= ?
        """

    /// What a webhook was told or is to be told, the latest first.
    ///
    /// - Parameter before: Only those with a lower number.
    package func deliveries(
        ofWebhook id: Int64, before: Int64? = nil, limit: Int
    ) async throws -> [(delivery: WebhookDelivery, last: WebhookAttempt?)] {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    \(Self.deliveries) WHERE webhookId = ? AND webhookDelivery.id < ?
                    ORDER BY webhookDelivery.id DESC LIMIT ?
                    """,
                arguments: [id, before ?? .max, limit])
            return try rows.map { row in
                (try WebhookDelivery(row: row), try Self.attempts(db, ofDelivery: row["id"]).last)
            }
        }
    }

    /// One of them, and all its tries in order.
    package func delivery(id: Int64) async throws -> (WebhookDelivery, [WebhookAttempt])? {
        try await pool.read { db in
            let sql = Self.deliveries + " WHERE webhookDelivery.id = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return nil }
            return (try WebhookDelivery(row: row), try Self.attempts(db, ofDelivery: id))
        }
    }

    private static func attempts(_ db: Database, ofDelivery id: Int64) throws -> [WebhookAttempt] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM webhookAttempt WHERE deliveryId = ? ORDER BY id", arguments: [id]
        ).map { row in
            WebhookAttempt(
                at: Date(epochSeconds: row["at"]), milliseconds: row["milliseconds"], status: row["status"],
                error: row["error"])
        }
    }

    /// Sends a test, also to a webhook that rests.
    ///
    /// - Returns: Its number; nil when there is no such webhook.
    package func pingWebhook(id: Int64, now: Date) async throws -> Int64? {
        try await writer.write { db in
            try db.execute(
                sql: """
                    INSERT INTO webhookDelivery (webhookId, event, occurredAt, nextAttemptAt)
                    SELECT id, ?, ?, ? FROM webhook WHERE id = ?
                    """,
                arguments: [WebhookEvent.ping.rawValue, now.epochSeconds, now.epochSeconds, id])
            guard db.changesCount == 1 else { return nil }
            let delivery = db.lastInsertedRowID
            try db.execute(sql: "UPDATE webhook SET restsUntil = 0 WHERE id = ?", arguments: [id])
            return delivery
        }
    }

    /// Sends it once more, with all tries before it.
    ///
    /// - Returns: The webhook; nil when there is no such delivery.
    package func resendDelivery(id: Int64, by actor: Actor, now: Date) async throws -> Int64? {
        try await writer.write { db in
            let webhook = try Int64.fetchOne(
                db, sql: "SELECT webhookId FROM webhookDelivery WHERE id = ?", arguments: [id])
            guard let webhook else { return nil }
            // One that is on its way is let be.
            try db.execute(
                sql: """
                    UPDATE webhookDelivery SET state = 'pending', attempts = 0, nextAttemptAt = ?
                    WHERE id = ? AND sendingSince IS NULL
                    """,
                arguments: [now.epochSeconds, id])
            guard db.changesCount == 1 else { return webhook }
            try db.execute(sql: "UPDATE webhook SET restsUntil = 0 WHERE id = ?", arguments: [webhook])
            try Self.log(db, .webhookResent, by: actor, now: now, detail: "\(id)")
            return webhook
        }
    }

    /// The webhooks that something is due for.
    package func webhooksWithDueDeliveries(now: Date) async throws -> [Int64] {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id FROM webhook WHERE restsUntil <= ? AND EXISTS (
                        SELECT 1 FROM webhookDelivery WHERE webhookId = webhook.id AND \(Self.isDue)
                            AND (webhook.isActive OR event = 'ping'))
                    """)
            return try Int64.fetchAll(statement, arguments: [now.epochSeconds, now.epochSeconds])
        }
    }

    /// Takes what has waited longest for a webhook. The attempt is on disk before this returns.
    package func takeDueDelivery(ofWebhook id: Int64, now: Date) async throws -> DueDelivery? {
        try await writer.write { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT webhookDelivery.id, url, secret FROM webhookDelivery
                    JOIN webhook ON webhook.id = webhookId
                    WHERE webhookId = ? AND restsUntil <= ? AND (isActive OR event = 'ping') AND \(Self.isDue)
                    ORDER BY nextAttemptAt, webhookDelivery.id LIMIT 1
                    """,
                arguments: [id, now.epochSeconds, now.epochSeconds])
            guard let row else { return nil }
            try db.execute(
                sql: "UPDATE webhookDelivery SET attempts = attempts + 1, sendingSince = ? WHERE id = ?",
                arguments: [now.epochSeconds, row["id"] as Int64])
            let sql = Self.deliveries + " WHERE webhookDelivery.id = ?"
            return try Row.fetchOne(db, sql: sql, arguments: [row["id"] as Int64]).map {
                DueDelivery(
                    delivery: try WebhookDelivery(row: $0), url: row["url"], secret: Array(row["secret"] as Data))
            }
        }
    }

    /// Writes down what came of the attempt that `takeDueDelivery` began. After one that failed, the webhook rests as
    /// long as this delivery does.
    ///
    /// - Parameter isFinal: The receiver wants it never.
    package func record(
        _ attempt: WebhookAttempt, of delivery: WebhookDelivery, isFinal: Bool = false, now: Date
    ) async throws {
        try await writer.write { db in
            // Somebody may have removed the webhook meanwhile.
            let isThere = try Int.fetchOne(
                db, sql: "SELECT 1 FROM webhookDelivery WHERE id = ?", arguments: [delivery.id])
            guard isThere != nil else { return }
            try db.execute(
                sql: """
                    INSERT INTO webhookAttempt (deliveryId, at, milliseconds, status, error) VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [
                    delivery.id, attempt.at.epochSeconds, attempt.milliseconds, attempt.status, attempt.error,
                ])
            if attempt.error == nil {
                try Self.end(db, delivery, .delivered, restsUntil: 0)
            } else if !isFinal, let pause = RetrySchedule.pause(after: delivery.attempts) {
                let next = now.epochSeconds + pause
                try db.execute(
                    sql: "UPDATE webhookDelivery SET sendingSince = NULL, nextAttemptAt = ? WHERE id = ?",
                    arguments: [next, delivery.id])
                try db.execute(
                    sql: "UPDATE webhook SET restsUntil = ? WHERE id = ?", arguments: [next, delivery.webhook])
            } else {
                try Self.end(db, delivery, .failed, restsUntil: 0)
            }
        }
    }

    private static func end(
        _ db: Database, _ delivery: WebhookDelivery, _ state: WebhookDelivery.State, restsUntil: Int64
    ) throws {
        try db.execute(
            sql: "UPDATE webhookDelivery SET sendingSince = NULL, state = ? WHERE id = ?",
            arguments: [state.rawValue, delivery.id])
        try db.execute(
            sql: "UPDATE webhook SET restsUntil = ? WHERE id = ?", arguments: [restsUntil, delivery.webhook])
    }

    /// Makes due again what an earlier run of the program was sending when it ended.
    package func resumeInterruptedDeliveries(now: Date) async throws {
        try await writer.write { db in
            try db.execute(
                sql: "UPDATE webhookDelivery SET sendingSince = NULL, nextAttemptAt = ? WHERE sendingSince IS NOT NULL",
                arguments: [now.epochSeconds])
        }
    }
}
