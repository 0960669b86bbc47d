import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

private let me = Actor.organiser("prov")

private func draft(_ starts: Int, _ ends: Int, room: Int64? = 1, speakers: [Int64] = []) -> ProgrammeItemDraft {
    ProgrammeItemDraft(
        title: Phrase(sv: "Punkt", en: "Session"), starts: starts * 60, ends: ends * 60, room: room, speakers: speakers)
}

private func workshop(_ hour: Int, room: Int64? = nil, capacity: Int = 5) -> WorkshopDraft {
    let day = SwedishTime.day(year: 2027, month: 3, day: 20)!
    return WorkshopDraft(
        title: Phrase(sv: "Verkstad", en: "Workshop"), startsAt: day + Double(hour) * 3600,
        endsAt: day + Double(hour + 1) * 3600, capacity: capacity, place: ProgrammePlace(room: room, speakers: [1]))
}

struct ProgrammeStorageTests {
    /// Two rooms and a speaker; something in the first room from nine to ten.
    let conference: TestConference
    var store: Store { conference.store }

    init() async throws {
        conference = try await TestConference(capacity: 3, quotas: [.nassjo: Quota(reserved: 1, ceiling: 2)])
        for name in ["Salen", "Vinden"] {
            _ = try await conference.store.addRoom(
                RoomDraft(name: Phrase(sv: name, en: name), seats: 10), by: me, now: noon)
        }
        _ = try await conference.store.addSpeaker(SpeakerDraft(name: "Talare Ett"), by: me, now: noon)
        _ = try await conference.store.addProgrammeItem(draft(9, 10, speakers: [1]), by: me, now: noon)
    }

    private func programme() async throws -> Programme { try #require(try await store.programme()) }

    @Test func `what was added is in the programme, and in the log`() async throws {
        let entry = try #require(try await programme().entries.first)
        #expect(entry.room?.name.sv == "Salen" && entry.speakers.map(\.name) == ["Talare Ett"])
        #expect(SwedishTime.isoMinute(entry.startsAt) == "2027-03-20 09:00")
        let log = try await store.log(by: me, actions: [], before: nil, limit: 10).map(\.entry.action)
        #expect(log == [.programmeItemAdded, .speakerAdded, .roomAdded, .roomAdded])
    }

    @Test func `a room is given to one of those who ask for it at the same time`() async throws {
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 1...8 {
                group.addTask {
                    (try? await store.addProgrammeItem(draft(11, 12), by: me, now: noon)) != nil
                }
                group.addTask {
                    (try? await store.addWorkshop(
                        workshop(11, room: 1), accepting: ["speaker-1-item(1)"], by: me, now: noon)) != nil
                }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(outcomes == 1)
    }

    @Test func `a speaker in two places is asked about, and written when that was said yes to`() async throws {
        let concerns = await #expect(throws: ProgrammeConcerns.self) {
            try await store.addProgrammeItem(draft(9, 10, room: 2, speakers: [1]), by: me, now: noon)
        }
        let keys = Set(try #require(concerns).all.map(\.key))
        #expect(keys == ["speaker-1-item(1)"])
        await #expect(throws: ProgrammeConcerns.self, "another one was said yes to") {
            try await store.addProgrammeItem(
                draft(9, 10, room: 2, speakers: [1]), accepting: ["speaker-1-item(7)"], by: me, now: noon)
        }
        _ = try await store.addProgrammeItem(
            draft(9, 10, room: 2, speakers: [1]), accepting: keys, by: me, now: noon)
        #expect(try await programme().items.count == 2)
    }

    @Test func `a workshop keeps its room and who leads it, and follows the rooms' rules`() async throws {
        let id = try await store.addWorkshop(workshop(13, room: 1), by: me, now: noon)
        #expect(try await programme().place(ofWorkshop: id) == ProgrammePlace(room: 1, speakers: [1]))
        await #expect(throws: ProgrammeConcerns.self) {
            try await store.changeWorkshop(id: id, to: workshop(9, room: 1), by: me, now: noon)
        }
        await #expect(throws: ProgrammeConcerns.self, "more places than chairs") {
            try await store.changeWorkshop(id: id, to: workshop(13, room: 1, capacity: 11), by: me, now: noon)
        }
        #expect(
            try await store.changeWorkshop(
                id: id, to: workshop(13, room: 1, capacity: 11), accepting: ["seats-10-11"], by: me, now: noon))
    }

    @Test func `what is taken out leaves its room, and comes back only where there is room`() async throws {
        try await store.retireProgrammeItem(id: 1, true, by: me, now: noon)
        #expect(try await programme().entries.isEmpty)
        _ = try await store.addProgrammeItem(draft(9, 10), by: me, now: noon)
        await #expect(throws: ProgrammeConcerns.self) {
            try await store.retireProgrammeItem(id: 1, false, by: me, now: noon)
        }
        try await store.retireProgrammeItem(id: 2, true, by: me, now: noon)
        try await store.retireProgrammeItem(id: 1, false, by: me, now: noon)
        #expect(try await programme().entries.map(\.subject) == [.item(1)])
    }

    @Test func `rooms and speakers stay as long as the programme counts on them`() async throws {
        await #expect(throws: ProgrammeCountsOnIt.self) { try await store.retireRoom(id: 1, true, by: me, now: noon) }
        await #expect(throws: ProgrammeCountsOnIt.self) {
            try await store.retireSpeaker(id: 1, true, by: me, now: noon)
        }
        try await store.retireProgrammeItem(id: 1, true, by: me, now: noon)
        try await store.retireRoom(id: 1, true, by: me, now: noon)
        try await store.retireSpeaker(id: 1, true, by: me, now: noon)
        #expect(try await programme().rooms.filter(\.isRetired).map(\.id) == [1])
        await #expect(throws: ProgrammeConcerns.self, "nothing comes back into a room that is gone") {
            try await store.retireProgrammeItem(id: 1, false, by: me, now: noon)
        }
    }

    @Test func `the later of two organisers is told who was before them`() async throws {
        #expect(try await store.changeProgrammeItem(id: 1, to: draft(10, 11), from: 1, by: me, now: noon))
        await #expect(throws: ChangedMeanwhile(by: me, at: noon)) {
            try await store.changeProgrammeItem(id: 1, to: draft(12, 13), from: 1, by: .organiser("b"), now: noon)
        }
        #expect(try await store.changeProgrammeItem(id: 9, to: draft(12, 13), from: 1, by: me, now: noon) == false)

        let text = Translated(sv: "Hej", en: nil)
        try await store.changeText(.network, to: text, from: 0, by: me, now: noon)
        try await store.changeText(.network, to: nil, from: 1, by: me, now: noon)
        await #expect(throws: ChangedMeanwhile(by: me, at: noon)) {
            try await store.changeText(.network, to: text, from: 1, by: .organiser("b"), now: noon)
        }
        #expect(try await store.storedText(.network) == StoredText(text: nil, revision: 2))
        #expect(try await store.text(.network) == ConferenceText.network.builtIn)
        #expect(try await store.text(.practical) == nil)
    }

    @Test(arguments: [
        ("an end before the start", "UPDATE programmeItem SET ends = starts"),
        ("an end after the day", "UPDATE programmeItem SET ends = 1441"),
        ("a start before the day", "UPDATE programmeItem SET starts = -1"),
        ("a kind that is none", "UPDATE programmeItem SET kind = 'dans'"),
        ("an empty title", "UPDATE programmeItem SET titleEn = ''"),
        ("English alone", "UPDATE programmeItem SET aboutEn = 'text'"),
        ("a room that is none", "UPDATE programmeItem SET roomId = 99"),
        (
            "two things in a room",
            "INSERT INTO programmeItem (kind, titleSv, titleEn, starts, ends, roomId) VALUES ('talk', 'a', 'a', 570, 600, 1)"
        ),
        ("a room without chairs", "UPDATE room SET seats = 0"),
        ("a room taken from the programme", "UPDATE room SET retiredAt = 1 WHERE id = 1"),
        ("a speaker taken from the programme", "UPDATE speaker SET retiredAt = 1"),
        ("a text that stands nowhere", "INSERT INTO conferenceText VALUES ('annat', 'a', NULL, 1)"),
        ("an English text alone", "INSERT INTO conferenceText VALUES ('network', NULL, 'a', 1)"),
        ("a text without end", "INSERT INTO conferenceText VALUES ('network', printf('%10001d', 1), NULL, 1)"),
    ])
    func `the schema refuses`(what: String, sql: String) async throws {
        let error = await #expect(throws: DatabaseError.self, "\(what)") { try await conference.execute(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(what): \(error?.message ?? "")")
    }
}
