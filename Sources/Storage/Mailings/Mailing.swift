package import Conference
package import Foundation
import GRDB

/// Where a mailing stands. Raw values stand in the database.
package enum MailingState: String, Sendable, CaseIterable {
    case draft, scheduled, running, stopped
    /// Everybody has had their turn.
    case done
}

/// What organisers write to many.
package struct Mailing: Sendable, Identifiable {
    package let id: Int64
    package let state: MailingState
    package let draft: MailingDraft
    package let filter: AttendeeFilter
    package let createdAt: Date
    package let startsAt: Date?
    /// When its recipients were fixed.
    package let startedAt: Date?
    package let endedAt: Date?

    /// Whether it can still be written anew.
    package var isOpen: Bool { state == .draft || state == .scheduled }

    init(row: Row) throws {
        id = row["id"]
        state = try row.value("state")
        draft = MailingDraft(
            text: MailText(subject: Store.phrase(row, "subject"), body: Store.phrase(row, "body")),
            includesCancelled: row["includesCancelled"], isVoluntary: row["isVoluntary"], perMinute: row["perMinute"])
        filter = try JSONDecoder().decode(AttendeeFilter.self, from: Data((row["filter"] as String).utf8))
        createdAt = Date(epochSeconds: row["createdAt"])
        startsAt = (row["startsAt"] as Int64?).map(Date.init(epochSeconds:))
        startedAt = (row["startedAt"] as Int64?).map(Date.init(epochSeconds:))
        endedAt = (row["endedAt"] as Int64?).map(Date.init(epochSeconds:))
    }
}

extension Store {
    /// Newest first.
    package func mailings(limit: Int) async throws -> [Mailing] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM mailing ORDER BY id DESC LIMIT ?", arguments: [limit])
                .map(Mailing.init)
        }
    }

    package func mailing(id: Int64) async throws -> Mailing? {
        try await pool.read { db in try Self.mailing(db, id: id) }
    }

    static func mailing(_ db: Database, id: Int64) throws -> Mailing? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM mailing WHERE id = ?")
        return try Row.fetchOne(statement, arguments: [id]).map(Mailing.init)
    }

    /// Keeps a mailing that has not begun.
    ///
    /// - Returns: Its number.
    package func addMailing(
        _ draft: MailingDraft, to filter: AttendeeFilter, by actor: Actor, now: Date
    ) async throws -> Int64 {
        try await writer.write { db in
            try db.execute(
                sql: """
                    INSERT INTO mailing (subjectSv, subjectEn, bodySv, bodyEn, filter, includesCancelled, isVoluntary,
                        perMinute, createdAt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: try Self.columns(draft, filter) + [now.epochSeconds])
            let id = db.lastInsertedRowID
            try Self.log(db, .mailingWritten, by: actor, now: now, detail: "\(id)")
            return id
        }
    }

    /// Writes a mailing anew. One that was to begin by itself has to be told to once more.
    ///
    /// - Parameter seen: What was changed into this; nil to change whatever stands.
    /// - Returns: False when there is none, or it has begun.
    /// - Throws: `ChangedMeanwhile`.
    package func changeMailing(
        id: Int64, to draft: MailingDraft, filter: AttendeeFilter, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            guard try Self.mailing(db, id: id)?.isOpen == true else { return false }
            try Self.expect(db, seen, of: .mailing(id))
            try db.execute(
                sql: """
                    UPDATE mailing SET subjectSv = ?, subjectEn = ?, bodySv = ?, bodyEn = ?, filter = ?,
                        includesCancelled = ?, isVoluntary = ?, perMinute = ?, state = 'draft', startsAt = NULL
                    WHERE id = ?
                    """,
                arguments: try Self.columns(draft, filter) + [id])
            try Self.log(db, .mailingWritten, by: actor, now: now, detail: "\(id)")
            return true
        }
    }

    private static func columns(_ draft: MailingDraft, _ filter: AttendeeFilter) throws -> StatementArguments {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(filter), as: UTF8.self)
        return [
            draft.text.subject?.sv, draft.text.subject?.en, draft.text.body?.sv, draft.text.body?.en, json,
            draft.includesCancelled, draft.isVoluntary, draft.perMinute,
        ]
    }

    /// Forgets a mailing that has not begun.
    ///
    /// - Parameter seen: What the page showed of it; nil to forget whatever stands.
    /// - Returns: False when there is none, or it has begun.
    /// - Throws: `ChangedMeanwhile`.
    package func discardMailing(
        id: Int64, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            guard try Self.mailing(db, id: id)?.isOpen == true else { return false }
            try Self.expect(db, seen, of: .mailing(id))
            try db.execute(sql: "DELETE FROM mailing WHERE id = ?", arguments: [id])
            try Self.log(db, .mailingDiscarded, by: actor, now: now, detail: "\(id)")
            return true
        }
    }

    /// Lets a mailing begin by itself later; nil takes that back.
    ///
    /// - Parameter seen: What the page showed of it; nil for whatever stands.
    /// - Returns: False when there is none, or it has begun.
    /// - Throws: `ChangedMeanwhile`.
    package func schedule(
        mailing id: Int64, at start: Date?, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            guard try Self.mailing(db, id: id)?.isOpen == true else { return false }
            try Self.expect(db, seen, of: .mailing(id))
            try db.execute(
                sql: "UPDATE mailing SET state = ?, startsAt = ? WHERE id = ?",
                arguments: [
                    (start == nil ? MailingState.draft : .scheduled).rawValue, start?.epochSeconds, id,
                ])
            try Self.log(
                db, .mailingScheduled, by: actor, now: now,
                detail: start.map { "\(id) \(SwedishTime.isoMinute($0))" } ?? "\(id)")
            return true
        }
    }
}
