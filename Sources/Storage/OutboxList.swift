package import Conference
package import Foundation
import GRDB
import Secrets

/// Where a message stands. Raw values stand in the database.
package enum MessageState: String, Sendable, CaseIterable {
    case pending, sent, failed
}

/// A message as organisers see it. Holds no link.
package struct MessageRecord: Sendable, Identifiable {
    package let id: Int64
    package let kind: MessageKind
    package let state: MessageState
    package let recipient: String
    /// Nil for a message about a whole delegation.
    package let registration: Int64?
    package let messageId: String
    package let attempts: Int
    package let createdAt: Date
    package let nextAttemptAt: Date
    package let sentAt: Date?
    package let lastError: String?

    init(row: Row) throws {
        id = row["id"]
        kind = try row.value("kind")
        state = try row.value("state")
        recipient = row["recipient"]
        registration = row["registrationId"]
        messageId = row["messageId"]
        attempts = row["attempts"]
        createdAt = Date(epochSeconds: row["createdAt"])
        nextAttemptAt = Date(epochSeconds: row["nextAttemptAt"])
        sentAt = (row["sentAt"] as Int64?).map(Date.init(epochSeconds:))
        lastError = row["lastError"]
    }
}

extension Store {
    /// Messages, newest first.
    ///
    /// - Parameters:
    ///   - state: Nil for any.
    ///   - before: Only those with a lower number.
    package func messages(_ state: MessageState?, before: Int64? = nil, limit: Int) async throws -> [MessageRecord] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT * FROM message WHERE id < ? AND state = ifnull(?, state) ORDER BY id DESC LIMIT ?",
                arguments: [before ?? .max, state?.rawValue, limit]
            ).map(MessageRecord.init)
        }
    }

    package func message(id: Int64) async throws -> MessageRecord? {
        try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM message WHERE id = ?", arguments: [id]).map(MessageRecord.init)
        }
    }

    /// How many messages were given up and not sent again.
    package func countFailedMessages() async throws -> Int {
        try await pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM message WHERE state = 'failed'") ?? 0
        }
    }

    /// Makes a failed message due again, with all its attempts before it. Its link is gone, so it gets a fresh one; the
    /// contact of a delegation, who has one link only, gets none. An invitation is not sent again: without its link it
    /// says nothing.
    ///
    /// - Returns: Whether there was such a message.
    package func resendMessage(id: Int64, by actor: Actor, now: Date) async throws -> Bool {
        try await writer.write { [random] db in
            let sql = """
                SELECT message.registrationId, registration.email IS NOT NULL FROM message
                LEFT JOIN registration ON registration.id = message.registrationId
                WHERE message.id = ? AND message.state = 'failed' AND message.kind <> 'invitation'
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return false }
            let registration: Int64? = row[0]
            let link = try row[1] ? registration.map { try Self.freshLink(db, of: $0, random: random, now: now) } : nil
            try db.execute(
                sql: """
                    UPDATE message SET state = 'pending', attempts = 0, nextAttemptAt = ?, lastError = NULL, link = ?
                    WHERE id = ?
                    """,
                arguments: [now.epochSeconds, link?.text, id])
            try Self.log(db, .messageResent, by: actor, registration: registration, now: now)
            return true
        }
    }
}
