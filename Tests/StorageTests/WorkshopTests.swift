import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct WorkshopTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(capacity: 50, quotas: [.nassjo: Quota(reserved: 0, ceiling: 50)])
        for number in 1...6 { try await conference.register(number) }
    }

    private var store: Store { conference.store }

    private func add(_ hours: Range<Double>, capacity: Int) async throws -> Int64 {
        let draft = WorkshopDraft(
            title: Phrase(sv: "Prov", en: "Trial"), startsAt: noon + hours.lowerBound * 3600,
            endsAt: noon + hours.upperBound * 3600, capacity: capacity)
        return try await store.addWorkshop(draft, by: .organiser("prov"), now: noon)
    }

    @discardableResult
    private func choose(_ number: Int, _ workshops: Set<Int64>, at now: Date = noon) async throws -> AnswerOutcome {
        try await store.answer(link: conference.link(number), shown: [], typed: [:], workshops: workshops, now: now)
    }

    private func places(_ number: Int) async throws -> [Int64: WorkshopPlaceState] {
        let places = try #require(try await store.questionnaire(link: conference.link(number))).places
        return Dictionary(uniqueKeysWithValues: places.map { ($0.workshop, $0.state) })
    }

    private func messages(to number: Int) async throws -> Int {
        let sql = "SELECT count(*) FROM message WHERE kind = 'workshopOffer' AND recipient = ?"
        return try await store.pool.read { db in
            try Int.fetchOne(db, sql: sql, arguments: ["deltagare\(number)@example.se"]) ?? 0
        }
    }

    @Test func `who comes to a full workshop waits, and is offered what becomes free, with a message`() async throws {
        let id = try await add(1..<2, capacity: 1)
        for number in 1...3 { try await choose(number, [id]) }
        #expect(try await places(1) == [id: .taken])
        #expect(try await places(2) == [id: .waiting])
        try await choose(1, [])
        #expect(try await places(1) == [:])
        #expect(try await places(2) == [id: .offered])
        #expect(try await places(3) == [id: .waiting])
        #expect(try await messages(to: 2) == 1)
        let answered = try await store.answerWorkshopOffer(link: conference.link(2), workshop: id, .accept, now: noon)
        #expect(answered == .accepted)
        #expect(try await places(2) == [id: .taken])
        // The same answer again finds it; another comes too late.
        #expect(
            try await store.answerWorkshopOffer(link: conference.link(2), workshop: id, .accept, now: noon) == .accepted
        )
        #expect(
            try await store.answerWorkshopOffer(link: conference.link(2), workshop: id, .decline, now: noon) == .over)
        #expect(
            try await store.answerWorkshopOffer(link: conference.link(3), workshop: id, .accept, now: noon) == .over)
    }

    @Test func `an offer that is declined or not answered in time passes on at once`() async throws {
        let id = try await add(1..<2, capacity: 1)
        for number in 1...4 { try await choose(number, [id]) }
        try await choose(1, [])
        #expect(
            try await store.answerWorkshopOffer(link: conference.link(2), workshop: id, .decline, now: noon)
                == .declined)
        #expect(try await places(2) == [:])
        let offered = try #require(try await store.questionnaire(link: conference.link(3))?.places.first)
        let end = try #require(offered.offerEndsAt)
        try await store.advance(to: end - 1)
        #expect(try await places(3) == [id: .offered])
        try await store.advance(to: end)
        #expect(try await places(3) == [:])
        #expect(try await places(4) == [id: .offered])
        #expect(try await store.answerWorkshopOffer(link: conference.link(3), workshop: id, .accept, now: end) == .over)
        let outcomes = try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT coalesce(outcome, 'stands') FROM workshopOffer ORDER BY id")
        }
        #expect(outcomes == ["declined", "expired", "stands"])
        let told = try await store.messages(nil, limit: 100).filter { $0.kind == .workshopOfferExpired }
        #expect(told.map(\.recipient) == ["deltagare3@example.se"])
        try await conference.execute("DELETE FROM message WHERE kind <> 'workshopOfferExpired'")
        let due = try #require(try await store.takeDueMessage(now: end))
        #expect(due.workshop?.id == id && due.kind == .workshopOfferExpired)
    }

    @Test func `a workshop is retired when nobody counts on it, and nobody can choose it then`() async throws {
        let id = try await add(1..<2, capacity: 1)
        let organiser = Actor.organiser("prov")
        func retire(_ isRetired: Bool) async throws {
            try await store.retireWorkshop(id: id, isRetired, by: organiser, now: noon)
        }
        for number in 1...3 { try await choose(number, [id]) }
        await #expect(throws: WorkshopHasGuests(taken: 1, waiting: 2)) { try await retire(true) }
        for number in 2...3 { try await choose(number, []) }
        await #expect(throws: WorkshopHasGuests(taken: 1, waiting: 0)) { try await retire(true) }
        try await choose(1, [])
        #expect(try await store.asksMore())
        try await retire(true)
        try await retire(true)
        #expect(try await !store.asksMore())
        #expect(try await store.workshops().map(\.isRetired) == [true])
        #expect(try await store.questionnaire(link: conference.link(1))?.workshops.isEmpty == true)
        try await choose(1, [id])
        #expect(try await places(1) == [:])
        await #expect(throws: DatabaseError.self) {
            try await conference.execute(
                "INSERT INTO workshopPlace (workshopId, registrationId, state) VALUES (\(id), 1, 'taken')")
        }
        try await retire(false)
        try await choose(1, [id])
        #expect(try await places(1) == [id: .taken])
        let actions = try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT action FROM logEntry WHERE action GLOB 'workshop*ed*' ORDER BY id")
        }
        #expect(actions.filter { $0 == "workshopRetired" }.count == 1)
        #expect(actions.filter { $0 == "workshopOfferedAgain" }.count == 1)
    }

    @Test func `overlapping choices are refused and nothing is written`() async throws {
        let one = try await add(1..<2, capacity: 5)
        let other = try await add(1.5..<3, capacity: 5)
        let later = try await add(3..<4, capacity: 5)
        try await choose(1, [one])
        guard case .invalid(_, .some(let overlap)) = try await choose(1, [one, other, later]) else {
            Issue.record("taken")
            return
        }
        #expect([overlap.one.id, overlap.other.id] == [one, other])
        #expect(try await places(1) == [one: .taken])
        #expect(try await choose(1, [other, later]) == .saved(unasked: []))
        #expect(try await places(1) == [other: .taken, later: .taken])
    }

    @Test func `who waits for one workshop keeps a place in another until the offer is accepted`() async throws {
        let wanted = try await add(1..<2, capacity: 1)
        let meanwhile = try await add(1..<2, capacity: 1)
        try await choose(1, [wanted])
        try await choose(2, [wanted, meanwhile])
        try await choose(3, [meanwhile])
        #expect(try await places(2) == [wanted: .waiting, meanwhile: .taken])
        try await choose(1, [])
        #expect(try await places(2) == [wanted: .offered, meanwhile: .taken])
        _ = try await store.answerWorkshopOffer(link: conference.link(2), workshop: wanted, .accept, now: noon)
        #expect(try await places(2) == [wanted: .taken])
        #expect(try await places(3) == [meanwhile: .offered])
    }

    @Test func `a cancelled registration frees its places in the same transaction and may not choose`() async throws {
        let id = try await add(1..<2, capacity: 1)
        for number in 1...3 { try await choose(number, [id]) }
        _ = try await store.cancel(link: conference.link(1), now: noon)
        #expect(try await places(1) == [:])
        #expect(try await places(2) == [id: .offered])
        _ = try await store.cancel(link: conference.link(2), now: noon)
        #expect(try await places(3) == [id: .offered])
        #expect(try await choose(1, [id]) == .tooLate)
    }

    @Test func `near the change stop a place is given at once, but not to somebody who would be in two rooms`()
        async throws
    {
        let wanted = try await add(30..<31, capacity: 1)
        let meanwhile = try await add(30..<31, capacity: 1)
        let late = ConferenceFacts.trial(capacity: 1).offerTerm.givesDirectlyFrom
        try await choose(1, [wanted])
        try await choose(2, [wanted, meanwhile])
        try await choose(3, [wanted])
        try await choose(1, [], at: late)
        #expect(try await places(2) == [wanted: .waiting, meanwhile: .taken])
        #expect(try await places(3) == [wanted: .taken])
    }

    @Test func `raising a capacity offers places, and lowering it evicts nobody`() async throws {
        let id = try await add(1..<2, capacity: 1)
        try await choose(1, [id])
        try await choose(2, [id])
        let workshop = try #require(try await store.workshops().first)
        var draft = WorkshopDraft(
            title: workshop.title, startsAt: workshop.startsAt, endsAt: workshop.endsAt, capacity: 2)
        #expect(try await store.changeWorkshop(id: id, to: draft, by: .organiser("prov"), now: noon))
        #expect(try await places(2) == [id: .offered])
        draft.capacity = 1
        await #expect(throws: WorkshopDraft.Complaint(.capacity, .capacityBelowTaken(taken: 2))) {
            try await store.changeWorkshop(id: id, to: draft, by: .organiser("prov"), now: noon)
        }
    }

    @Test func `a workshop is not moved onto another one that its people are in`() async throws {
        let one = try await add(1..<2, capacity: 2)
        let other = try await add(2..<3, capacity: 2)
        try await choose(1, [one, other])
        let draft = WorkshopDraft(
            title: Phrase(sv: "Prov", en: "Trial"), startsAt: noon + 3600, endsAt: noon + 2 * 3600 + 60, capacity: 2)
        await #expect(throws: WorkshopDraft.Complaint(.starts, .clashes)) {
            try await store.changeWorkshop(id: one, to: draft, by: .organiser("prov"), now: noon)
        }
    }

    @Test(arguments: [
        ("one more than there is room for", "UPDATE workshopPlace SET state = 'taken'"),
        ("a capacity below what is taken", "UPDATE workshop SET capacity = 0"),
        (
            "a place for a cancelled registration",
            "UPDATE registration SET state = 'cancelled' WHERE id = 4; INSERT INTO workshopPlace VALUES (9, 1, 4, 'waiting')"
        ),
        (
            "two places at once",
            "INSERT INTO workshop VALUES (9, 'a', 'b', NULL, NULL, 0, 9999999999, 9, 0, 0);"
                + "INSERT INTO workshopPlace VALUES (9, 9, 1, 'taken')"
        ),
        ("a place that moves", "UPDATE workshopPlace SET registrationId = 5 WHERE registrationId = 1"),
        ("an end before the start", "UPDATE workshop SET endsAt = startsAt"),
    ])
    func `the file itself refuses`(what: String, sql: String) async throws {
        let id = try await add(1..<2, capacity: 1)
        try await choose(1, [id])
        try await choose(2, [id])
        await #expect(throws: DatabaseError.self) { try await conference.execute(sql) }
    }

    @Test func `of twenty who want the last place at once exactly one gets it`() async throws {
        for number in 7...26 { try await conference.register(number) }
        let id = try await add(1..<2, capacity: 1)
        try await withThrowingTaskGroup { group in
            for number in 7...26 { group.addTask { _ = try await self.choose(number, [id]) } }
            try await group.waitForAll()
        }
        let workshop = try #require(try await store.workshops().first)
        #expect(workshop.taken == 1 && workshop.waiting == 19)
    }
}

/// Joins, leaves, swaps, answers, cancellations and time, in random order, against a model that knows the rules.
struct WorkshopHistoryTests {
    @Test(arguments: seeds(5))
    func `whatever happens, no place stands empty beside a line and nobody is in two rooms`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let conference = try await TestConference(capacity: 50, quotas: [.nassjo: Quota(reserved: 0, ceiling: 50)])
        for number in 1...8 { try await conference.register(number) }
        var capacities: [Int64: Int] = [:]
        for slot in [1.0, 1.5, 3.0] {
            let draft = WorkshopDraft(
                title: Phrase(sv: "Prov", en: "Trial"), startsAt: noon + slot * 3600, endsAt: noon + (slot + 1) * 3600,
                capacity: Int.random(in: 1...3, using: &random))
            let id = try await conference.store.addWorkshop(draft, by: .organiser("prov"), now: noon)
            capacities[id] = draft.capacity
        }
        var now = noon
        var history: [String] = []
        for _ in 0..<80 {
            let number = Int.random(in: 1...8, using: &random)
            let link = conference.link(number)
            let workshop = capacities.keys.sorted().randomElement(using: &random)!
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<6:
                let wanted = Set(capacities.keys.sorted().filter { _ in Bool.random(using: &random) })
                history.append("\(number) wants \(wanted.sorted())")
                _ = try await conference.store.answer(link: link, shown: [], typed: [:], workshops: wanted, now: now)
            case 6, 7, 8:
                let answer: OfferAnswer = Bool.random(using: &random) ? .accept : .decline
                history.append("\(number) answers \(answer) about \(workshop)")
                _ = try await conference.store.answerWorkshopOffer(link: link, workshop: workshop, answer, now: now)
            case 9:
                // Clocks go forth, and sometimes back.
                now += Double(Int.random(in: -600...3600, using: &random))
                history.append("it is \(now.timeIntervalSince(noon)) s past noon")
                try await conference.store.advance(to: now)
            case 10 where Int.random(in: 0..<4, using: &random) == 0:
                history.append("\(number) cancels")
                _ = try await conference.store.cancel(link: link, now: now)
            default:
                let line = try await conference.store.guests(ofWorkshop: workshop)
                history.append("\(workshop) has \(line.count)")
            }
            let faults = try await faults(conference)
            #expect(
                faults.isEmpty, "Repeat with VEMFN_TEST_SEED=\(seed): \(faults)\n\(history.joined(separator: "\n"))")
            if !faults.isEmpty { return }
        }
    }

    /// Counted anew from the rows, not from what the triggers keep.
    private func faults(_ conference: TestConference) async throws -> [String] {
        try await conference.store.pool.read { db in
            let checks = [
                "miscounted": """
                SELECT count(*) FROM workshop WHERE
                    taken <> (SELECT count(*) FROM workshopPlace WHERE workshopId = workshop.id AND state <> 'waiting')
                    OR waiting <> (SELECT count(*) FROM workshopPlace WHERE workshopId = workshop.id AND state = 'waiting')
                """,
                "overfull": "SELECT count(*) FROM workshop WHERE taken > capacity",
                "empty beside a line": "SELECT count(*) FROM workshop WHERE waiting > 0 AND taken < capacity",
                "in two rooms": "SELECT count(*) FROM workshopClash",
                "held by the cancelled": """
                SELECT count(*) FROM workshopPlace JOIN registration ON registration.id = registrationId
                WHERE registration.state = 'cancelled'
                """,
                "offers without place or places without offer": """
                SELECT (SELECT count(*) FROM workshopPlace WHERE state = 'offered')
                    <> (SELECT count(*) FROM workshopOffer JOIN workshopPlace USING (registrationId, workshopId)
                        WHERE outcome IS NULL AND state = 'offered')
                    OR (SELECT count(*) FROM workshopPlace WHERE state = 'offered')
                    <> (SELECT count(*) FROM workshopOffer WHERE outcome IS NULL)
                """,
                "waits though earlier than somebody offered": """
                SELECT count(*) FROM workshopPlace AS offered JOIN workshopPlace AS earlier
                    ON earlier.workshopId = offered.workshopId AND earlier.id < offered.id
                WHERE offered.state = 'offered' AND earlier.state = 'waiting'
                """,
            ]
            return try checks.filter { try Int.fetchOne(db, sql: $0.value) != 0 }.map(\.key)
        }
    }
}
