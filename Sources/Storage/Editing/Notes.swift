package import Foundation
import GRDB

/// What an organiser has written down about somebody, for the others.
package struct Note: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let registration: Int64
    /// Nil once the author has left the team.
    package let organiser: Int64?
    package let author: String
    package let text: String
    package let createdAt: Date
    package let changedAt: Date?

    /// In Unicode scalars.
    package static let longest = 2000
    /// Of one person.
    package static let most = 50

    init(row: Row) {
        id = row["id"]
        registration = row["registrationId"]
        organiser = row["organiserId"]
        author = row["author"]
        text = row["text"]
        createdAt = Date(epochSeconds: row["createdAt"])
        changedAt = (row["changedAt"] as Int64?).map(Date.init(epochSeconds:))
    }
}

/// Who wants to change a note.
package struct NoteWriter: Sendable {
    let id: Int64
    let name: String
    /// May remove what others have written.
    let mayRemoveAll: Bool

    package init(id: Int64, name: String, mayRemoveAll: Bool) {
        self.id = id
        self.name = name
        self.mayRemoveAll = mayRemoveAll
    }
}

package enum NoteOutcome: Sendable, Equatable {
    case done
    case tooMany
    /// Somebody else wrote it.
    case notOwn
    case notFound
}

extension Store {
    /// What is written about somebody, oldest first.
    package func notes(ofRegistration id: Int64) async throws -> [Note] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM note WHERE registrationId = ? ORDER BY id", arguments: [id])
                .map(Note.init)
        }
    }

    package func note(id: Int64) async throws -> Note? {
        try await pool.read { db in try Self.note(db, id: id) }
    }

    private static func note(_ db: Database, id: Int64) throws -> Note? {
        try Row.fetchOne(db, sql: "SELECT * FROM note WHERE id = ?", arguments: [id]).map(Note.init)
    }

    /// - Parameter text: Checked.
    package func addNote(
        _ text: String, toRegistration id: Int64, by writer: NoteWriter, now: Date
    ) async throws -> NoteOutcome {
        try await self.writer.write { db in
            guard try Self.attendee(db, where: "id = ?", id) != nil else { return .notFound }
            let written = try Int.fetchOne(
                db, sql: "SELECT count(*) FROM note WHERE registrationId = ?", arguments: [id])
            guard written ?? 0 < Note.most else { return .tooMany }
            try db.execute(
                sql: "INSERT INTO note (registrationId, organiserId, author, text, createdAt) VALUES (?, ?, ?, ?, ?)",
                arguments: [id, writer.id, writer.name, text, now.epochSeconds])
            try Self.log(db, .noteAdded, by: .organiser(writer.name), registration: id, now: now)
            return .done
        }
    }

    /// - Parameter text: Checked; nil to remove the note.
    package func changeNote(
        id: Int64, to text: String?, by writer: NoteWriter, now: Date
    ) async throws -> NoteOutcome {
        try await self.writer.write { db in
            guard let note = try Self.note(db, id: id) else { return .notFound }
            guard note.organiser == writer.id || text == nil && writer.mayRemoveAll else { return .notOwn }
            if note.text == text { return .done }
            if let text {
                try db.execute(
                    sql: "UPDATE note SET text = ?, changedAt = ? WHERE id = ?",
                    arguments: [text, now.epochSeconds, id])
            } else {
                try db.execute(sql: "DELETE FROM note WHERE id = ?", arguments: [id])
            }
            try Self.log(
                db, text == nil ? .noteRemoved : .noteChanged, by: .organiser(writer.name),
                registration: note.registration, now: now)
            return .done
        }
    }
}
