package import Conference
package import Foundation
import GRDB

/// What the programme counts on is not taken from it.
package struct ProgrammeCountsOnIt: Error, Equatable {}

extension Store {
    /// Returns its number.
    package func addRoom(_ draft: RoomDraft, by actor: Actor, now: Date) async throws -> Int64 {
        try await writer.write { db in try Self.addRoom(db, draft, by: actor, now: now) }
    }

    static func addRoom(_ db: Database, _ draft: RoomDraft, by actor: Actor, now: Date) throws -> Int64 {
        try db.execute(sql: "INSERT INTO room (nameSv, nameEn, seats) VALUES (?, ?, ?)", arguments: draft.columns)
        let id = db.lastInsertedRowID
        try log(db, .roomAdded, by: actor, now: now, detail: "\(id)")
        return id
    }

    /// - Parameter revision: Of what was changed into this.
    /// - Returns: Whether there is such a room.
    /// - Throws: `ChangedMeanwhile`.
    package func changeRoom(
        id: Int64, to draft: RoomDraft, from revision: Int, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            try Self.change(
                db, .room, id, "nameSv = ?, nameEn = ?, seats = ?", draft.columns, from: revision, by: actor, now: now)
        }
    }

    /// Stops offering a room to the programme, or offers it again.
    ///
    /// - Throws: `ProgrammeCountsOnIt` while something is held in it.
    package func retireRoom(id: Int64, _ isRetired: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in try Self.retire(db, .room, id, isRetired, by: actor, now: now) }
    }

    /// Returns their number.
    package func addSpeaker(_ draft: SpeakerDraft, by actor: Actor, now: Date) async throws -> Int64 {
        try await writer.write { db in try Self.addSpeaker(db, draft, by: actor, now: now) }
    }

    static func addSpeaker(_ db: Database, _ draft: SpeakerDraft, by actor: Actor, now: Date) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO speaker (name, titleSv, titleEn, organisation, aboutSv, aboutEn, sortKey)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, arguments: draft.columns)
        let id = db.lastInsertedRowID
        try log(db, .speakerAdded, by: actor, now: now, detail: "\(id)")
        return id
    }

    /// - Parameter revision: Of what was changed into this.
    /// - Returns: Whether there is such a speaker.
    /// - Throws: `ChangedMeanwhile`.
    package func changeSpeaker(
        id: Int64, to draft: SpeakerDraft, from revision: Int, by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            try Self.change(
                db, .speaker, id,
                "name = ?, titleSv = ?, titleEn = ?, organisation = ?, aboutSv = ?, aboutEn = ?, sortKey = ?",
                draft.columns, from: revision, by: actor, now: now)
        }
    }

    /// Stops offering a speaker to the programme, or offers them again.
    ///
    /// - Throws: `ProgrammeCountsOnIt` while they take part in something.
    package func retireSpeaker(id: Int64, _ isRetired: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in try Self.retire(db, .speaker, id, isRetired, by: actor, now: now) }
    }

    /// What the programme draws on; raw values are the tables.
    private enum Resource: String {
        case room, speaker

        var changed: LoggedAction { self == .room ? .roomChanged : .speakerChanged }
        var retired: LoggedAction { self == .room ? .roomRetired : .speakerRetired }
        var usedAgain: LoggedAction { self == .room ? .roomUsedAgain : .speakerUsedAgain }
    }

    private static func change(
        _ db: Database, _ resource: Resource, _ id: Int64, _ columns: String, _ values: StatementArguments,
        from revision: Int, by actor: Actor, now: Date
    ) throws -> Bool {
        let sql = "SELECT revision FROM \(resource.rawValue) WHERE id = ?"
        guard let current = try Int.fetchOne(db, sql: sql, arguments: [id]) else { return false }
        guard current == revision else {
            throw try changedMeanwhile(
                db, [resource.changed, resource.retired, resource.usedAgain], detail: "\(id)")
        }
        try db.execute(
            sql: "UPDATE \(resource.rawValue) SET \(columns), revision = revision + 1 WHERE id = ?",
            arguments: values + [id])
        try log(db, resource.changed, by: actor, now: now, detail: "\(id)")
        return true
    }

    private static func retire(
        _ db: Database, _ resource: Resource, _ id: Int64, _ isRetired: Bool, by actor: Actor, now: Date
    ) throws {
        do {
            try db.execute(
                sql: """
                    UPDATE \(resource.rawValue) SET retiredAt = ?, revision = revision + 1
                    WHERE id = ? AND (retiredAt IS NOT NULL) <> ?
                    """, arguments: [isRetired ? now.epochSeconds : nil, id, isRetired])
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER {
            throw ProgrammeCountsOnIt()
        }
        guard db.changesCount == 1 else { return }
        try log(db, isRetired ? resource.retired : resource.usedAgain, by: actor, now: now, detail: "\(id)")
    }
}

extension RoomDraft {
    /// In the order of the statements above.
    fileprivate var columns: StatementArguments { [name.sv, name.en, seats] }
}

extension SpeakerDraft {
    /// In the order of the statements above.
    fileprivate var columns: StatementArguments {
        [name, title?.sv, title?.en, organisation, about?.sv, about?.en, SwedishOrder.key(name)]
    }
}
