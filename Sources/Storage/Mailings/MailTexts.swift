package import Conference
package import Foundation
import GRDB

extension Store {
    /// The organisers' own words, by kind.
    ///
    /// - Parameter areDrafts: Those that are tried out, rather than those that are used.
    package func mailTexts(areDrafts: Bool) async throws -> [MessageKind: MailText] {
        try await pool.read { db in try Self.mailTexts(db, areDrafts: areDrafts) }
    }

    static func mailTexts(_ db: Database, areDrafts: Bool) throws -> [MessageKind: MailText] {
        let statement = try db.cachedStatement(sql: "SELECT * FROM mailText WHERE isDraft = ?")
        var texts: [MessageKind: MailText] = [:]
        for row in try Row.fetchAll(statement, arguments: [areDrafts]) {
            // Of a kind that only a newer program knows: its messages are left to that, too.
            guard let kind = MessageKind(rawValue: row["kind"]) else { continue }
            texts[kind] = MailText(subject: phrase(row, "subject"), body: phrase(row, "body"))
        }
        return texts
    }

    static func phrase(_ row: Row, _ name: String) -> Phrase? {
        guard let sv: String = row[name + "Sv"], let en: String = row[name + "En"] else { return nil }
        return Phrase(sv: sv, en: en)
    }

    /// Keeps words to be tried out. Nothing that is sent changes by it.
    ///
    /// - Parameter seen: What was changed into this; nil to change whatever stands.
    /// - Throws: `ChangedMeanwhile`.
    package func keepDraft(of kind: MessageKind, _ text: MailText, over seen: EditTag? = nil) async throws {
        try await writer.write { db in
            try Self.expect(db, seen, of: .mailText(kind))
            try db.execute(
                sql: """
                    INSERT INTO mailText (kind, isDraft, subjectSv, subjectEn, bodySv, bodyEn) VALUES (?, 1, ?, ?, ?, ?)
                    ON CONFLICT (kind, isDraft) DO UPDATE SET subjectSv = excluded.subjectSv,
                        subjectEn = excluded.subjectEn, bodySv = excluded.bodySv, bodyEn = excluded.bodyEn
                    """,
                arguments: [
                    kind.rawValue, text.subject?.sv, text.subject?.en, text.body?.sv, text.body?.en,
                ])
        }
    }

    /// From now on the words that were tried out are sent.
    ///
    /// - Parameter seen: What the page showed of them; nil for whatever stands.
    /// - Returns: Whether there were any.
    /// - Throws: `ChangedMeanwhile`.
    package func useDraft(
        of kind: MessageKind, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            guard try Self.mailTexts(db, areDrafts: true)[kind] != nil else { return false }
            try Self.expect(db, seen, of: .mailText(kind))
            try db.execute(sql: "DELETE FROM mailText WHERE kind = ? AND isDraft = 0", arguments: [kind.rawValue])
            try db.execute(sql: "UPDATE mailText SET isDraft = 0 WHERE kind = ?", arguments: [kind.rawValue])
            try Self.log(db, .mailTextChanged, by: actor, now: now, detail: kind.rawValue)
            return true
        }
    }

    /// Forgets words that were tried out.
    ///
    /// - Parameter seen: What the page showed of them; nil for whatever stands.
    /// - Throws: `ChangedMeanwhile`.
    package func discardDraft(of kind: MessageKind, over seen: EditTag? = nil) async throws {
        try await writer.write { db in
            try Self.expect(db, seen, of: .mailText(kind))
            try db.execute(sql: "DELETE FROM mailText WHERE kind = ? AND isDraft = 1", arguments: [kind.rawValue])
        }
    }

    /// From now on the built-in words are sent again, and no others are tried out.
    ///
    /// - Parameter seen: What the page showed of the others; nil for whatever stands.
    /// - Throws: `ChangedMeanwhile`.
    package func useBuiltInText(
        of kind: MessageKind, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws {
        try await writer.write { db in
            try Self.expect(db, seen, of: .mailText(kind))
            try db.execute(sql: "DELETE FROM mailText WHERE kind = ? AND isDraft = 1", arguments: [kind.rawValue])
            try db.execute(sql: "DELETE FROM mailText WHERE kind = ? AND isDraft = 0", arguments: [kind.rawValue])
            guard db.changesCount > 0 else { return }
            try Self.log(db, .mailTextRemoved, by: actor, now: now, detail: kind.rawValue)
        }
    }
}
