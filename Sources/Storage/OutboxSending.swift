import Conference
package import Foundation
import GRDB
import Secrets

/// How an attempt to send a message ended.
package enum SendingResult: Sendable, Equatable {
    case sent
    case deferred(reason: String)
    case failed(reason: String)
}

extension Store {
    /// Takes the message that has waited longest past its time, with what is known now about what it tells of.
    ///
    /// The attempt is on disk before this returns, so that a program that dies while it sends does not send anew at
    /// once and for ever. One program works at the outbox of a file. What a newer program wrote, of a kind that this one
    /// has no words for, is left to that.
    ///
    /// - Returns: Nil when none is due.
    package func takeDueMessage(now: Date) async throws -> OutboxMessage? {
        let isDue = """
            SELECT id FROM message
            WHERE state = 'pending' AND sendingSince IS NULL AND nextAttemptAt <= ? AND \(Self.isOfKnownKind)
            """
        let arguments: StatementArguments = [now.epochSeconds]
        let mayBeDue = try await pool.read { db in try Int64.fetchOne(db, sql: isDue + " LIMIT 1", arguments: arguments)
        }
        guard mayBeDue != nil else { return nil }
        return try await writer.write { [kommuner] db in
            let statement = try db.cachedStatement(sql: isDue + " ORDER BY nextAttemptAt, id LIMIT 1")
            guard let id = try Int64.fetchOne(statement, arguments: arguments) else { return nil }
            try db.cachedStatement(
                sql: "UPDATE message SET attempts = attempts + 1, sendingSince = ? WHERE id = ?"
            ).execute(arguments: [now.epochSeconds, id])
            return try Self.outboxMessage(db, id: id, kommuner: kommuner)
        }
    }

    /// Writes down how the attempt that `takeDueMessage` began has ended.
    ///
    /// - Parameter now: What the pause before the next attempt is counted from.
    package func record(_ result: SendingResult, of message: OutboxMessage, now: Date) async throws {
        try await writer.write { db in
            switch result {
            case .sent:
                try Self.end(db, message.id, "state = 'sent', sentAt = ?, lastError = NULL", [now.epochSeconds])
            case .failed(let reason): try Self.end(db, message.id, "state = 'failed', lastError = ?", [reason])
            case .deferred(let reason):
                guard let pause = RetrySchedule.pause(after: message.attempts) else {
                    return try Self.end(db, message.id, "state = 'failed', lastError = ?", [reason])
                }
                try db.execute(
                    sql: """
                        UPDATE message SET sendingSince = NULL, nextAttemptAt = ?, lastError = ?
                        WHERE id = ? AND state = 'pending'
                        """,
                    arguments: [now.epochSeconds + pause, reason, message.id])
            }
        }
    }

    /// Makes due again what an earlier run of the program was sending when it ended. For the start, before anything is
    /// taken.
    ///
    /// - Returns: How many messages may go out a second time, if the mail server had taken them already.
    @discardableResult
    package func resumeInterruptedMessages(now: Date) async throws -> Int {
        try await writer.write { db in
            try db.execute(
                sql: """
                    UPDATE message SET sendingSince = NULL, nextAttemptAt = ?
                    WHERE state = 'pending' AND sendingSince IS NOT NULL
                    """,
                arguments: [now.epochSeconds])
            return db.changesCount
        }
    }

    /// Secrets go with the last attempt: only hashes of links outlive their mail.
    private static func end(
        _ db: Database, _ id: Int64, _ changes: String, _ values: [any DatabaseValueConvertible]
    ) throws {
        try db.execute(
            sql: """
                UPDATE message SET sendingSince = NULL, link = NULL, detail = json_remove(detail, '$.claim'), \(changes)
                WHERE id = ? AND state = 'pending'
                """,
            arguments: StatementArguments(values + [id]))
    }

    private static func outboxMessage(
        _ db: Database, id: Int64, kommuner: KommunRegister
    ) throws -> OutboxMessage? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM message WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id]), let conference = try conference(db) else {
            return nil
        }
        let registration: Int64? = row["registrationId"]
        let offerEnd = try Int64.fetchOne(
            db, sql: "SELECT endsAt FROM offer WHERE registrationId = ? AND outcome IS NULL", arguments: [registration])
        let attendee = try registration.flatMap { try Self.attendee(db, where: "id = ?", $0) }
        let detail = try JSONDecoder().decode(MessageDetail.self, from: Data((row["detail"] as String).utf8))
        let kind: MessageKind = try row.value("kind")
        if kind == .test { return try testMessage(db, row, detail, conference) }
        let mailing = try (row["mailingId"] as Int64?).flatMap { try Self.mailing(db, id: $0) }
        return OutboxMessage(
            id: id, kind: kind, recipient: row["recipient"], language: try row.value("language"),
            link: (row["link"] as String?).flatMap(SecretLink.init),
            detail: detail, messageId: row["messageId"], createdAt: Date(epochSeconds: row["createdAt"]),
            attempts: row["attempts"],
            conference: conference,
            attendee: attendee,
            place: try registration.flatMap { try placeInLine(db, of: $0) },
            offerEndsAt: offerEnd.map(Date.init(epochSeconds:)),
            calendar: try attendee.flatMap { try calendarEvent(db, of: $0) },
            workshop: try detail.workshop.flatMap { id in try workshops(db).first { $0.id == id } },
            kommun: (row["kommun"] as String?).flatMap { kommuner[$0] },
            request: try detail.request.flatMap { try seatRequest(db, id: $0) },
            texts: try mailing.map { [.mailing: $0.draft.text] } ?? mailTexts(db, areDrafts: false),
            isVoluntary: mailing?.draft.isVoluntary)
    }
}
