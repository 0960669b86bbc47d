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
    /// Nil for one that only a newer program knows, which will send it.
    package let kind: MessageKind?
    package let state: MessageState
    package let recipient: String
    /// Nil for a message about a whole delegation.
    package let registration: Int64?
    /// Whose contact it goes to, or whose people it is about.
    package let delegation: Int64?
    package let mailing: Int64?
    package let messageId: String
    package let attempts: Int
    package let createdAt: Date
    package let nextAttemptAt: Date
    package let sentAt: Date?
    package let lastError: String?
    /// It failed, and needs not be sent any more.
    package let isSettled: Bool

    init(row: Row) throws {
        id = row["id"]
        kind = MessageKind(rawValue: row["kind"])
        state = try row.value("state")
        recipient = row["recipient"]
        registration = row["registrationId"]
        delegation = row["delegationId"]
        mailing = row["mailingId"]
        messageId = row["messageId"]
        attempts = row["attempts"]
        createdAt = Date(epochSeconds: row["createdAt"])
        nextAttemptAt = Date(epochSeconds: row["nextAttemptAt"])
        sentAt = (row["sentAt"] as Int64?).map(Date.init(epochSeconds:))
        lastError = row["lastError"]
        isSettled = (row["settledAt"] as Int64?) != nil
    }
}

extension Store {
    /// SQL over `message`. Kinds are words of ours.
    static let isOfKnownKind = "kind IN (\(MessageKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")))"
    private static let isUnsent = "(state = 'failed' OR (state = 'pending' AND kind IN (\(unknownKinds))))"

    /// The kinds of what waits that this program does not know. Goes from kind to kind, for a hundred thousand messages
    /// of one may wait, and this is asked for each page that tells of failed mail.
    private static let unknownKinds = """
        WITH RECURSIVE waiting (kind) AS (
            SELECT min(kind) FROM message WHERE state = 'pending'
            UNION ALL
            SELECT (SELECT min(kind) FROM message WHERE state = 'pending' AND kind > waiting.kind) FROM waiting
            WHERE waiting.kind IS NOT NULL)
        SELECT kind FROM waiting WHERE kind IS NOT NULL AND NOT \(isOfKnownKind)
        """

    /// Messages, newest first.
    ///
    /// - Parameters:
    ///   - state: Nil for any. Those of an unknown kind are found among the failed ones.
    ///   - before: Only those with a lower number.
    package func messages(_ state: MessageState?, before: Int64? = nil, limit: Int) async throws -> [MessageRecord] {
        let condition =
            switch state {
            case nil: "TRUE"
            case .pending: "state = 'pending' AND \(Self.isOfKnownKind)"
            case .sent: "state = 'sent'"
            case .failed: Self.isUnsent
            }
        return try await pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM message WHERE id < ? AND \(condition) ORDER BY id DESC LIMIT ?",
                arguments: [before ?? .max, limit]
            ).map(MessageRecord.init)
        }
    }

    /// The latest messages about one person, newest first.
    package func messages(ofRegistration id: Int64, limit: Int) async throws -> [MessageRecord] {
        try await pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM message WHERE registrationId = ? ORDER BY id DESC LIMIT ?",
                arguments: [id, limit]
            ).map(MessageRecord.init)
        }
    }

    package func message(id: Int64) async throws -> MessageRecord? {
        try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM message WHERE id = ?", arguments: [id]).map(MessageRecord.init)
        }
    }

    /// How many messages were given up and neither sent again nor settled, or are of an unknown kind. Reads only what has
    /// not been sent.
    package func countUnsentMessages() async throws -> Int {
        try await pool.read(Self.countUnsentMessages)
    }

    static func countUnsentMessages(_ db: Database) throws -> Int {
        let statement = try db.cachedStatement(
            sql: """
                SELECT (SELECT count(*) FROM message WHERE state = 'failed' AND settledAt IS NULL)
                    + (SELECT count(*) FROM message WHERE state = 'pending' AND kind IN (\(unknownKinds)))
                """)
        return try Int.fetchOne(statement) ?? 0
    }

    /// Sends what has been sent before, composed anew from what is so now, unless one like it is on its way already.
    private static func sendOnceMore(
        _ db: Database, id: Int64, by actor: Actor, random: RandomBytes, now: Date
    ) throws -> Bool {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM message WHERE id = ?", arguments: [id]) else {
            return false
        }
        let message = try MessageRecord(row: row)
        guard message.state == .sent, let kind = message.kind, let registration = message.registration,
            let attendee = try attendee(db, where: "id = ?", registration), kind.holds(in: attendee.state)
        else { return false }
        let waiting = "SELECT 1 FROM message WHERE registrationId = ? AND kind = ? AND state = 'pending'"
        if try Int.fetchOne(db, sql: waiting, arguments: [registration, kind.rawValue]) != nil { return true }
        let end = kind == .offer ? try lastOffer(db, to: registration)?.endsAt : nil
        try enqueue(
            db, kind, registration: registration, detail: MessageDetail(endsAt: end?.epochSeconds), random: random,
            now: now)
        try log(db, .messageResent, by: actor, registration: registration, now: now)
        return true
    }

    /// Makes a failed message due again, with all its attempts before it. It goes to whom it would go to now: the address
    /// it failed at may have been mended since, or be somebody else's. Its link is gone, so it gets a fresh one. An
    /// invitation is not sent again: without its link it says nothing. A test neither: its text may be another now. What has
    /// been sent goes out as another message.
    ///
    /// - Returns: Whether there was such a message, and somebody to send it to.
    package func resendMessage(id: Int64, by actor: Actor, now: Date) async throws -> Bool {
        try await writer.write { [random] db in
            let sql = """
                SELECT kind, registrationId, delegationId, kommun FROM message
                WHERE id = ? AND state = 'failed' AND kind NOT IN ('invitation', 'test')
                """
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else {
                return try Self.sendOnceMore(db, id: id, by: actor, random: random, now: now)
            }
            let registration: Int64? = row["registrationId"]
            let address: String
            var link: SecretLink?
            if let registration {
                let kind: MessageKind = try row.value("kind")
                guard let to = try Self.addressee(db, kind, registration: registration) else { return false }
                address = to.address
                if to.mayHaveLink { link = try Self.freshLink(db, of: registration, random: random, now: now) }
            } else if let kommun: String = row["kommun"] {
                let contact = "SELECT email FROM kommunContact WHERE kommun = ?"
                guard let email = try String.fetchOne(db, sql: contact, arguments: [kommun]) else { return false }
                address = email
                if try Self.hasLink(db, kommun: kommun) {
                    link = try Self.freshLink(db, ofKommun: kommun, random: random, now: now)
                } else if try row.value("kind") == MessageKind.kommunLink {
                    return false  // the links have been revoked, and without one it says nothing
                }
            } else {
                let contact = "SELECT id, contactEmail FROM delegation WHERE id = ? AND contactEmail IS NOT NULL"
                guard let delegation = try Row.fetchOne(db, sql: contact, arguments: [row["delegationId"]]) else {
                    return false
                }
                address = delegation["contactEmail"]
                link = try Self.freshLink(db, ofDelegation: delegation["id"], random: random, now: now)
            }
            try db.execute(
                sql: """
                    UPDATE message
                    SET state = 'pending', attempts = 0, nextAttemptAt = ?, lastError = NULL, settledAt = NULL,
                        recipient = ?, link = ?
                    WHERE id = ?
                    """,
                arguments: [now.epochSeconds, address, link?.text, id])
            try Self.log(db, .messageResent, by: actor, registration: registration, now: now)
            return true
        }
    }

    /// Leaves a failed message unsent, and counts it no more.
    ///
    /// - Returns: Whether there was such a message.
    package func settleMessage(id: Int64, by actor: Actor, now: Date) async throws -> Bool {
        try await writer.write { db in
            let sql = "UPDATE message SET settledAt = ? WHERE id = ? AND state = 'failed' RETURNING registrationId"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [now.epochSeconds, id]) else { return false }
            try Self.log(db, .messageSettled, by: actor, registration: row[0], now: now)
            return true
        }
    }
}
