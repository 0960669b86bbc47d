import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct RegisteringTests {
    /// Nässjö may have two of three seats, Falköping three; nothing is guaranteed.
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 3,
            quotas: [.nassjo: Quota(reserved: 0, ceiling: 2), .falkoping: Quota(reserved: 0, ceiling: 3)])
    }

    @Test func `a newcomer with a seat has a code, a state and a line in the log`() async throws {
        #expect(try await conference.register(1) == .registered(.confirmed))
        let (attendee, place) = try #require(try await conference.store.attendee(link: conference.link(1)))
        #expect(attendee.state == .confirmed && place == nil && attendee.createdAt == noon)
        #expect(attendee.registration == person(1, .nassjo))
        #expect(BookingCode.normalised(attendee.code) == attendee.code)
        let history = try await conference.store.history(ofRegistration: attendee.id)
        #expect(history.map(\.action) == [.registered] && history[0].actor == .attendee && history[0].at == noon)
    }

    @Test func `who comes to a full kommun waits for that kommun`() async throws {
        for number in 1...2 { try await conference.register(number) }
        #expect(try await conference.register(3) == .registered(.waiting))
        #expect(try await conference.register(4) == .registered(.waiting))
        #expect(try await conference.place(3) == PlaceInLine(place: 1, reason: .groupFull))
        #expect(try await conference.place(4) == PlaceInLine(place: 2, reason: .groupFull))
        #expect(try await conference.register(5, .falkoping) == .registered(.confirmed))
    }

    @Test func `who comes to a full conference waits with everybody whose group may have more`() async throws {
        for number in 1...3 { try await conference.register(number, .falkoping) }
        try await conference.register(4, .falkoping)
        try await conference.register(5, .nassjo)
        try await conference.register(6, .nassjo)
        #expect(try await conference.place(4) == PlaceInLine(place: 1, reason: .groupFull))
        #expect(try await conference.place(5) == PlaceInLine(place: 1, reason: .conferenceFull))
        #expect(try await conference.place(6) == PlaceInLine(place: 2, reason: .conferenceFull))
    }

    @Test func `the same link again is the same registration, whatever was typed, even when sign-up has closed`()
        async throws
    {
        try await conference.register(1)
        #expect(try await conference.register(1) == .repeated)
        #expect(try await conference.register(1, .falkoping, changing: [.email: "annan@example.se"]) == .repeated)
        #expect(try await conference.register(1, at: noon + 200_000) == .repeated)
        #expect(try await conference.store.countAttendees(AttendeeFilter()) == 1)
    }

    @Test(arguments: ["deltagare1@example.se", "Deltagare1@EXAMPLE.se"])
    func `an address has one living registration, however it is written`(email: String) async throws {
        try await conference.register(1)
        #expect(try await conference.register(2, changing: [.email: email]) == .emailTaken)
        #expect(try await conference.state(2) == nil)
    }

    @Test func `whoever cancelled may come back with another form`() async throws {
        try await conference.register(1)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        let outcome = try await conference.register(2, changing: [.email: "deltagare1@example.se"])
        #expect(outcome == .registered(.confirmed))
    }

    @Test(arguments: [(-86_401, false), (-86_400, true), (86_399, true), (86_400, false)])
    func `sign-up is open from its first second to the last before it closes`(seconds: Double, isOpen: Bool)
        async throws
    {
        let outcome = try await conference.register(1, at: noon + seconds)
        #expect(outcome == (isOpen ? .registered(.confirmed) : .closed))
    }

    @Test func `before there is a conference sign-up is closed and there are no seats`() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.open()
        let outcome = try await store.register(
            person(1, .nassjo), link: SecretLink(random: .seeded(9)), language: .english, now: noon
        ).outcome
        #expect(outcome == .closed)
        #expect(try await store.conference() == nil)
        #expect(try await store.quotaBoard() == QuotaBoard(capacity: 0, committed: 0, lines: []))
    }

    @Test func `a group without a quota gets one without seats, and its people wait for an organiser`() async throws {
        #expect(try await conference.register(1, .regions) == .registered(.waiting))
        #expect(try await conference.place(1) == PlaceInLine(place: 1, reason: .groupFull))
        #expect(try await conference.changeQuota(.regions, reserved: 0, ceiling: 1) == 1)
        #expect(try await conference.state(1) == .offered)
    }

    @Test func `nobody overtakes those who wait beside seats that were made by hand`() async throws {
        for number in 1...3 { try await conference.register(number) }
        try await conference.execute("UPDATE quota SET ceiling = 3 WHERE kommun = '0682'")
        #expect(try await conference.register(4, .falkoping) == .registered(.waiting))
        try await conference.execute("UPDATE quota SET ceiling = 3, reserved = 3 WHERE kommun = '0682'")
        #expect(try await conference.register(5, .nassjo) == .registered(.waiting))
    }

    @Test func `of fifty who want the last seat at once exactly one gets it`() async throws {
        try await conference.register(1001, .falkoping)
        try await conference.register(1002, .falkoping)
        let outcomes = try await withThrowingTaskGroup { group in
            for number in 1...50 {
                group.addTask { [conference] in
                    try await conference.register(number, number.isMultiple(of: 2) ? .nassjo : .falkoping)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .registered(.confirmed) }.count == 1)
        #expect(outcomes.filter { $0 == .registered(.waiting) }.count == 49)
        let board = try await conference.store.quotaBoard()
        #expect(board.taken == 3 && board.waiting == 49 && board.pool == 0)
    }

    @Test func `of twenty submits of one form at once exactly one is written`() async throws {
        let outcomes = try await withThrowingTaskGroup { group in
            for _ in 1...20 { group.addTask { [conference] in try await conference.register(1) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .registered(.confirmed) }.count == 1)
        #expect(outcomes.filter { $0 == .repeated }.count == 19)
    }

    @Test func `what is answered is in the file, whoever opens it next`() async throws {
        try await conference.register(1)
        let other = try conference.folder.open(seed: 2)
        #expect(try await other.attendee(link: conference.link(1))?.0.registration == person(1, .nassjo))
        #expect(try await other.conference() == ConferenceFacts.trial(capacity: 3))
    }

    @Test func `a conference comes with its first people or not at all`() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.open()
        let facts = ConferenceFacts.trial(capacity: 2)
        let quotas = [QuotaGroup.nassjo: Quota(reserved: 0, ceiling: 2)]
        let people = (1...3).map { person($0, .nassjo) }
        let refusedByTheSchema = person(4, .nassjo, changing: [.givenName: ""])
        await #expect(throws: DatabaseError.self) {
            try await store.createConference(facts, quotas: quotas, arrivals: people + [refusedByTheSchema], now: noon)
        }
        #expect(try await store.conference() == nil)

        try await store.createConference(facts, quotas: quotas, arrivals: people, now: noon)
        let attendees = try await store.attendees(AttendeeFilter(), order: .oldest, after: nil, size: 9).attendees
        #expect(attendees.map(\.registration) == people)
        #expect(attendees.map(\.state) == [.confirmed, .confirmed, .waiting])
    }

    @Test func `one file is one conference`() async throws {
        await #expect(throws: ConferenceExists.self) {
            try await conference.store.createConference(ConferenceFacts.trial(capacity: 9), quotas: [:])
        }
        #expect(try await conference.store.conference()?.capacity == 3)
    }
}
