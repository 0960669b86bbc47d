package import Conference
package import Foundation
import GRDB

/// A text of the pages as it stands.
package struct StoredText: Sendable, Equatable {
    /// Nil for the built-in words.
    package let text: Translated?
    /// 0 before anybody has written it; grows with every change.
    package let revision: Int
}

extension Store {
    /// What the pages say: the organisers' words, else the built-in ones. Nil where there are neither.
    package func text(_ name: ConferenceText) async throws -> Translated? {
        try await storedText(name).text ?? name.builtIn
    }

    package func storedText(_ name: ConferenceText) async throws -> StoredText {
        try await pool.read { db in try Self.storedText(db, name) }
    }

    /// Writes a text.
    ///
    /// - Parameters:
    ///   - text: Nil for the built-in words.
    ///   - revision: That of the text which was changed into this one.
    /// - Throws: `ChangedMeanwhile` when it is another one by now.
    package func changeText(
        _ name: ConferenceText, to text: Translated?, from revision: Int, by actor: Actor, now: Date
    ) async throws {
        try await writer.write { db in try Self.changeText(db, name, to: text, from: revision, by: actor, now: now) }
    }

    static func changeText(
        _ db: Database, _ name: ConferenceText, to text: Translated?, from revision: Int, by actor: Actor, now: Date
    ) throws {
        let old = try storedText(db, name)
        if old.text == text { return }
        guard old.revision == revision else { throw try changedMeanwhile(db, [.textChanged], detail: name.rawValue) }
        try db.execute(
            sql: """
                INSERT INTO conferenceText (name, textSv, textEn, revision) VALUES (?, ?, ?, 1)
                ON CONFLICT (name) DO UPDATE
                SET textSv = excluded.textSv, textEn = excluded.textEn, revision = revision + 1
                """,
            arguments: [name.rawValue, text?.sv, text?.en])
        try log(db, .textChanged, by: actor, now: now, detail: name.rawValue)
    }

    private static func storedText(_ db: Database, _ name: ConferenceText) throws -> StoredText {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM conferenceText WHERE name = ?", arguments: [name.rawValue])
        guard let row else { return StoredText(text: nil, revision: 0) }
        return StoredText(text: Translated(row: row, "text"), revision: row["revision"])
    }
}

extension Translated {
    /// Of the columns `nameSv` and `nameEn`; nil where the first is NULL.
    init?(row: Row, _ name: String) {
        guard let sv: String = row[name + "Sv"] else { return nil }
        self.init(sv: sv, en: row[name + "En"])
    }
}
