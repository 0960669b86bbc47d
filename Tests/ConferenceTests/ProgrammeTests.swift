import Conference
import Fixtures
import Foundation
import Testing

private let day = SwedishTime.day(year: 2027, month: 3, day: 20)!

private func item(
    _ id: Int64, _ starts: Int, _ ends: Int, room: Int64? = nil, speakers: [Int64] = [], isRetired: Bool = false
) -> ProgrammeItem {
    ProgrammeItem(
        id: id,
        draft: ProgrammeItemDraft(
            title: Phrase(sv: "Punkt \(id)", en: "Session \(id)"), starts: starts * 60, ends: ends * 60, room: room,
            speakers: speakers),
        isRetired: isRetired)
}

private func workshop(_ id: Int64, _ starts: Double, _ ends: Double, capacity: Int = 10) -> Workshop {
    Workshop(
        id: id, title: Phrase(sv: "Verkstad \(id)", en: "Workshop \(id)"),
        startsAt: day.addingTimeInterval(starts * 3600), endsAt: day.addingTimeInterval(ends * 3600), capacity: capacity
    )
}

private let rooms = [
    Room(id: 1, name: Phrase(sv: "Salen", en: "The hall"), seats: 20),
    Room(id: 2, name: Phrase(sv: "Vinden", en: "The attic"), seats: nil, isRetired: true),
]
private let speakers = [Speaker(id: 1, name: "Talare Ett"), Speaker(id: 2, name: "Talare Två", isRetired: true)]

struct ProgrammeTests {
    @Test func `items and workshops stand in the order of their times, and what goes on together is one block`() {
        let programme = Programme(
            day: day, items: [item(1, 15, 16), item(2, 9, 12), item(3, 12, 13), item(4, 8, 9, isRetired: true)],
            workshops: [workshop(1, 10, 11), workshop(2, 11, 12)])
        let subjects = programme.blocks.map { $0.map(\.subject) }
        #expect(subjects == [[.item(2), .workshop(1), .workshop(2)], [.item(3)], [.item(1)]])
        #expect(programme.entries(withWorkshops: [2]).map(\.subject) == [.item(2), .workshop(2), .item(3), .item(1)])
    }

    @Test(arguments: [
        ("the room is free before", item(9, 8, 9, room: 1), []),
        ("the room is taken", item(9, 9, 10, room: 1), ["room-taken-item(1)"]),
        ("a minute of it is taken", item(9, 8, 10, room: 1), ["room-taken-item(1)"]),
        ("a workshop has the room", item(9, 13, 14, room: 1), ["room-taken-workshop(1)"]),
        ("the speaker is elsewhere", item(9, 9, 10, speakers: [1]), ["speaker-1-item(1)"]),
        ("a retired room", item(9, 20, 21, room: 2), ["room-retired-2"]),
        ("a retired speaker", item(9, 20, 21, speakers: [2]), ["speaker-retired-2"]),
        ("itself at another time", item(1, 9, 11, room: 1, speakers: [1]), []),
    ])
    func `a line is held against the others`(what: String, candidate: ProgrammeItem, keys: [String]) {
        let programme = Programme(
            day: day, rooms: rooms, speakers: speakers,
            items: [item(1, 9, 10, room: 1, speakers: [1]), item(2, 9, 10, room: 1, isRetired: true)],
            workshops: [workshop(1, 13, 14)], places: [1: ProgrammePlace(room: 1)])
        let concerns = programme.concerns(about: programme.entry(of: candidate))
        #expect(concerns.map(\.key) == keys, "\(what)")
        #expect(ProgrammeConcerns(concerns).refused == concerns.first { !$0.key.hasPrefix("speaker-1") }, "\(what)")
    }

    @Test(arguments: [(20, false), (21, true)])
    func `a workshop with more places than chairs is asked about`(capacity: Int, isAsked: Bool) {
        let programme = Programme(
            day: day, rooms: rooms, workshops: [workshop(1, 9, 10, capacity: capacity)],
            places: [1: ProgrammePlace(room: 1)])
        let concerns = programme.concerns(about: programme.entries[0])
        #expect(concerns == (isAsked ? [.roomTooSmall(seats: 20, capacity: capacity)] : []))
        #expect(ProgrammeConcerns(concerns).refused == nil)
    }

    /// What is wrong is said at its control.
    @Test(arguments: [
        (["starts": "9:00", "ends": "9:00"], ["ends"]), (["starts": "10:00", "ends": "9:00"], ["ends"]),
        (["starts": "0:00", "ends": "24:00"], []), (["ends": "24:01"], ["ends"]), (["starts": "i morgon"], ["starts"]),
        (["titleEn": ""], ["titleEn"]), (["aboutSv": "", "aboutEn": "text"], ["aboutSv"]),
        (["aboutSv": "text", "aboutEn": ""], []), (["aboutSv": String(repeating: "å", count: 4001)], ["aboutSv"]),
        (["kind": "dans"], ["kind"]), (["room": "x"], ["room"]), (["titleSv": "a\u{1}"], ["titleSv"]),
    ])
    func `a session is checked`(changes: [String: String], wrong: [String]) {
        let good = ["kind": "talk", "titleSv": "Jobb", "titleEn": "Jobs", "starts": "9.00", "ends": "10.00"]
        let typed = good.merging(changes) { $1 }
        let outcome = ProgrammeItemDraft.check(typed: { typed[$0.rawValue] ?? "" }, speakers: ["2", "1", "2"])
        switch outcome {
        case .valid(let draft): #expect(wrong.isEmpty && draft.speakers == [1, 2])
        case .invalid(let complaints): #expect(complaints.map(\.control.rawValue) == wrong)
        }
    }
}

struct ConferenceTextTests {
    private func check(_ sv: String, _ en: String) -> TextDraft.Outcome {
        TextDraft.check(.network) { $0 == .textSv ? sv : en }
    }

    @Test func `a text without English is shown in Swedish, and marked as that`() {
        #expect(check("Hej", "") == .valid(TextDraft(text: Translated(sv: "Hej", en: nil))))
        let words = Translated(sv: "Hej", en: nil).words(in: .english)
        #expect(words.text == "Hej" && words.language == .swedish)
        #expect(Translated(sv: "Hej", en: "Hello").words(in: .english).language == .english)
    }

    @Test func `nothing, and the built-in words themselves, are the built-in words`() throws {
        #expect(check(" ", "\n") == .valid(TextDraft(text: nil)))
        let builtIn = try #require(ConferenceText.network.builtIn)
        #expect(check(builtIn.sv, builtIn.en ?? "") == .valid(TextDraft(text: nil)))
    }

    @Test(arguments: [
        ("", "Hello", TextDraft.Control.textSv, TypedProblem.swedishMissing),
        (String(repeating: "å", count: 10_001), "", .textSv, .tooLong(longest: 10_000)),
        ("Hej", "a\u{7}", .textEn, .unprintable),
    ])
    func `what is wrong with a text is said at its control`(
        sv: String, en: String, control: TextDraft.Control, problem: TypedProblem
    ) {
        #expect(check(sv, en) == .invalid([.init(control, problem)]))
    }
}
