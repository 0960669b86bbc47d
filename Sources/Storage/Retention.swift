import Conference
package import Foundation
import GRDB

extension Store {
    /// Deletes the answers that were asked for on the promise of deletion, and with the needs the contacts of groups and
    /// what organisers have written about people in words of their own, once the conference is long enough over:
    /// from the tables, from the pages of the file and from its write-ahead log.
    ///
    /// Safe to call at any time and as often as one likes: before that day, and when nothing is left, it deletes nothing.
    ///
    /// - Returns: How many registrations lost an answer.
    /// - Throws: `DatabaseError` `SQLITE_BUSY` when a reader holds the log open; call again later.
    @discardableResult
    package func eraseSensitiveAnswers(now: Date) async throws -> Int {
        guard let conference = try await conference() else { return 0 }
        let due = try await pool.read { db in try Self.questionsToErase(db, conference, now: now) }
        let needsAreDue = now >= conference.erasesSensitiveAnswersAt
        guard needsAreDue || !due.isEmpty else { return 0 }
        let erased = try await writer.write { db in
            var erased: Set<Int64> = []
            if needsAreDue {
                erased.formUnion(try Self.eraseNeeds(db))
                let contacts = try Self.forgetContacts(db) + Self.forgetKommunContacts(db)
                let written = try Self.eraseOrganisersWords(db)
                if written > 0 { try Self.log(db, .notesErased, by: .system, now: now, detail: "\(written)") }
                if contacts > 0 { try Self.log(db, .contactsForgotten, by: .system, now: now, detail: "\(contacts)") }
            }
            for question in due { erased.formUnion(try Self.eraseAnswers(db, to: question)) }
            if !erased.isEmpty { try Self.log(db, .needsErased, by: .system, now: now, detail: "\(erased.count)") }
            return erased.count
        }
        try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        return erased
    }

    private static func eraseNeeds(_ db: Database) throws -> [Int64] {
        let columns = Field.all.filter(\.isSensitive).map(\.name)
        return try Int64.fetchAll(
            db,
            sql: """
                UPDATE registration SET \(columns.map { "\($0) = NULL" }.joined(separator: ", "))
                WHERE \(columns.map { "\($0) IS NOT NULL" }.joined(separator: " OR ")) RETURNING id
                """)
    }

    /// Forgets where kommuner are written to. Their links open nothing any more.
    private static func forgetKommunContacts(_ db: Database) throws -> Int {
        try db.execute(sql: "DELETE FROM message WHERE kommun IS NOT NULL")
        try db.execute(sql: "DELETE FROM kommunLink")
        try db.execute(sql: "DELETE FROM kommunContact")
        return db.changesCount
    }

    /// Nobody can know what organisers write in notes and reasons, so it goes with the needs. That something was changed,
    /// when and by whom stays; that it was a need does not.
    ///
    /// Returns how many notes and reasons there were.
    private static func eraseOrganisersWords(_ db: Database) throws -> Int {
        try db.execute(sql: "DELETE FROM note")
        var erased = db.changesCount
        try db.execute(sql: "UPDATE logEntry SET reason = NULL WHERE reason IS NOT NULL")
        erased += db.changesCount
        for field in Field.all where field.isSensitive {
            try db.execute(
                sql: """
                    UPDATE logEntry SET detail = trim(replace(',' || detail || ',', ',' || ?1 || ',', ','), ',')
                    WHERE action IN ('changed', 'edited') AND instr(',' || detail || ',', ',' || ?1 || ',') > 0
                    """, arguments: [field.name])
        }
        return erased
    }

    /// Forgets who registered others, with the mail that went to them. Their links are dead thereafter.
    private static func forgetContacts(_ db: Database) throws -> Int {
        try db.execute(
            sql: """
                DELETE FROM message WHERE delegationId IS NOT NULL AND recipient IS NOT (
                    SELECT email FROM registration WHERE registration.id = message.registrationId)
                """)
        try db.execute(sql: "DELETE FROM delegationLink")
        try db.execute(
            sql: """
                UPDATE delegation SET contactName = NULL, contactEmail = NULL, contactKey = NULL
                WHERE contactEmail IS NOT NULL
                """)
        return db.changesCount
    }

    private static func eraseAnswers(_ db: Database, to question: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            db, sql: "DELETE FROM answer WHERE questionId = ? RETURNING registrationId", arguments: [question])
    }

    /// The questions whose answers have been kept for as long as was said, and that have some.
    private static func questionsToErase(_ db: Database, _ conference: ConferenceFacts, now: Date) throws -> [Int64] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, retentionDays FROM question
                WHERE retentionDays IS NOT NULL AND EXISTS (SELECT 1 FROM answer WHERE questionId = question.id)
                """)
        return rows.filter { now >= conference.erasesAnswers(keptFor: $0["retentionDays"]) }.map { $0["id"] }
    }
}
