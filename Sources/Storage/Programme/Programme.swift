package import Conference
import Foundation
import GRDB

extension Store {
    /// Nil before there is a conference.
    package func programme() async throws -> Programme? {
        try await pool.read(Self.programme)
    }

    static func programme(_ db: Database) throws -> Programme? {
        guard let conference = try conference(db) else { return nil }
        let speakersOf = try numbers(db, "SELECT itemId, speakerId FROM programmeItemSpeaker ORDER BY speakerId")
        let leadersOf = try numbers(db, "SELECT workshopId, speakerId FROM workshopSpeaker ORDER BY speakerId")
        let rooms = try Row.fetchAll(db, sql: "SELECT id, roomId FROM workshop")
            .map { row in (row["id"] as Int64, row["roomId"] as Int64?) }
        return Programme(
            day: conference.day,
            rooms: try Row.fetchAll(db, sql: "SELECT * FROM room").map(Room.init(row:))
                .sorted { SwedishOrder.key($0.name.sv) < SwedishOrder.key($1.name.sv) },
            speakers: try Row.fetchAll(db, sql: "SELECT * FROM speaker ORDER BY sortKey, id").map(Speaker.init(row:)),
            items: try Row.fetchAll(db, sql: "SELECT * FROM programmeItem ORDER BY starts, ends, id").map {
                try ProgrammeItem(row: $0, speakers: speakersOf[$0["id"]] ?? [])
            },
            workshops: try workshops(db),
            places: Dictionary(
                uniqueKeysWithValues: rooms.map { id, room in
                    (id, ProgrammePlace(room: room, speakers: leadersOf[id] ?? []))
                }))
    }

    /// Puts a whole programme into an empty file.
    static func add(_ db: Database, _ draft: ProgrammeDraft, by actor: Actor, now: Date) throws {
        for room in draft.rooms { _ = try addRoom(db, room, by: actor, now: now) }
        for speaker in draft.speakers { _ = try addSpeaker(db, speaker, by: actor, now: now) }
        for item in draft.items { _ = try addProgrammeItem(db, item, by: actor, now: now) }
    }

    /// The second column by the first.
    private static func numbers(_ db: Database, _ sql: String) throws -> [Int64: [Int64]] {
        try Dictionary(grouping: Row.fetchAll(db, sql: sql), by: { $0[0] as Int64 }).mapValues { $0.map { $0[1] } }
    }

    /// Whether a line of the programme may become what it is to be. Decided and written in one transaction.
    ///
    /// - Parameter accepted: The keys of what somebody was asked about and said yes to; nil for whatever can be asked about.
    /// - Throws: `ProgrammeConcerns` with what is refused, or was not accepted.
    static func checkProgramme(
        _ db: Database, accepting accepted: Set<String>?, _ entry: (Programme) -> ProgrammeEntry
    ) throws {
        guard let programme = try programme(db) else { return }
        let concerns = programme.concerns(about: entry(programme))
        if concerns.contains(where: { $0.isRefused || accepted?.contains($0.key) == false }) {
            throw ProgrammeConcerns(concerns)
        }
    }
}

extension Room {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], name: Phrase(sv: row["nameSv"], en: row["nameEn"]), seats: row["seats"],
            isRetired: (row["retiredAt"] as Int64?) != nil, revision: row["revision"])
    }
}

extension Speaker {
    fileprivate init(row: Row) {
        self.init(
            id: row["id"], name: row["name"], title: Translated(row: row, "title"), organisation: row["organisation"],
            about: Translated(row: row, "about"), isRetired: (row["retiredAt"] as Int64?) != nil,
            revision: row["revision"])
    }
}

extension ProgrammeItem {
    fileprivate init(row: Row, speakers: [Int64]) throws {
        self.init(
            id: row["id"],
            draft: ProgrammeItemDraft(
                kind: try row.value("kind"), title: Phrase(sv: row["titleSv"], en: row["titleEn"]),
                about: Translated(row: row, "about"), starts: row["starts"], ends: row["ends"], room: row["roomId"],
                speakers: speakers),
            isRetired: (row["retiredAt"] as Int64?) != nil, revision: row["revision"])
    }
}
