package import Conference
package import Foundation
import GRDB

extension Store {
    /// Puts something into the programme.
    ///
    /// - Parameter accepted: The keys of what somebody was asked about and said yes to.
    /// - Returns: Its number.
    /// - Throws: `ProgrammeConcerns` when it does not fit beside the rest.
    package func addProgrammeItem(
        _ draft: ProgrammeItemDraft, accepting accepted: Set<String> = [], by actor: Actor, now: Date
    ) async throws -> Int64 {
        try await writer.write { db in
            try Self.addProgrammeItem(db, draft, accepting: accepted, by: actor, now: now)
        }
    }

    static func addProgrammeItem(
        _ db: Database, _ draft: ProgrammeItemDraft, accepting accepted: Set<String> = [], by actor: Actor, now: Date
    ) throws -> Int64 {
        try checkProgramme(db, accepting: accepted) { $0.entry(draft, of: 0) }
        try db.execute(
            sql: """
                INSERT INTO programmeItem (kind, titleSv, titleEn, aboutSv, aboutEn, starts, ends, roomId)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """, arguments: draft.columns)
        let id = db.lastInsertedRowID
        try writeSpeakers(db, draft.speakers, ofItem: id)
        try log(db, .programmeItemAdded, by: actor, now: now, detail: "\(id)")
        return id
    }

    /// Changes something in the programme.
    ///
    /// - Parameters:
    ///   - revision: Of what was changed into this.
    ///   - accepted: The keys of what somebody was asked about and said yes to.
    /// - Returns: Whether there is such an item.
    /// - Throws: `ProgrammeConcerns` when it does not fit beside the rest, `ChangedMeanwhile`.
    package func changeProgrammeItem(
        id: Int64, to draft: ProgrammeItemDraft, from revision: Int, accepting accepted: Set<String> = [],
        by actor: Actor, now: Date
    ) async throws -> Bool {
        try await writer.write { db in
            guard let old = try Self.programme(db)?.items.first(where: { $0.id == id }) else { return false }
            guard old.revision == revision else {
                throw try Self.changedMeanwhile(
                    db, [.programmeItemChanged, .programmeItemRetired, .programmeItemHeldAgain], detail: "\(id)")
            }
            if !old.isRetired { try Self.checkProgramme(db, accepting: accepted) { $0.entry(draft, of: id) } }
            try db.execute(
                sql: """
                    UPDATE programmeItem
                    SET kind = ?, titleSv = ?, titleEn = ?, aboutSv = ?, aboutEn = ?, starts = ?, ends = ?, roomId = ?,
                        revision = revision + 1
                    WHERE id = ?
                    """, arguments: draft.columns + [id])
            try Self.writeSpeakers(db, draft.speakers, ofItem: id)
            try Self.log(db, .programmeItemChanged, by: actor, now: now, detail: "\(id)")
            return true
        }
    }

    /// Takes something out of the programme, or puts it back.
    ///
    /// - Throws: `ProgrammeConcerns` when there is no room for it any more.
    package func retireProgrammeItem(id: Int64, _ isRetired: Bool, by actor: Actor, now: Date) async throws {
        try await writer.write { db in
            guard let item = try Self.programme(db)?.items.first(where: { $0.id == id }), item.isRetired != isRetired
            else { return }
            if !isRetired { try Self.checkProgramme(db, accepting: nil) { $0.entry(item.draft, of: id) } }
            try db.execute(
                sql: "UPDATE programmeItem SET retiredAt = ?, revision = revision + 1 WHERE id = ?",
                arguments: [isRetired ? now.epochSeconds : nil, id])
            try Self.log(
                db, isRetired ? .programmeItemRetired : .programmeItemHeldAgain, by: actor, now: now, detail: "\(id)")
        }
    }

    private static func writeSpeakers(_ db: Database, _ speakers: [Int64], ofItem id: Int64) throws {
        try db.execute(sql: "DELETE FROM programmeItemSpeaker WHERE itemId = ?", arguments: [id])
        for speaker in speakers {
            try db.execute(sql: "INSERT INTO programmeItemSpeaker VALUES (?, ?)", arguments: [id, speaker])
        }
    }
}

extension ProgrammeItemDraft {
    /// In the order of the two statements above.
    fileprivate var columns: StatementArguments {
        [kind.rawValue, title.sv, title.en, about?.sv, about?.en, starts, ends, room]
    }
}
