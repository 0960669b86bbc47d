import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

/// Seeds to try: the one in VEMFN_TEST_SEED, to repeat a failure, or the first `count`.
private func seeds(_ count: UInt64) -> [UInt64] {
    if let chosen = ProcessInfo.processInfo.environment["VEMFN_TEST_SEED"].flatMap(UInt64.init) { return [chosen] }
    return Array(1...count)
}

/// The first fault of a history, in words that say how to see it again.
private struct Fault: Error, CustomStringConvertible {
    let seed: UInt64
    let step: Int
    let event: SeatEvent
    let faults: [String]

    var description: String {
        "after step \(step), \(event): \(faults.joined(separator: "; ")). Repeat with VEMFN_TEST_SEED=\(seed)."
    }
}

struct SeatHistoryTests {
    @Test(arguments: seeds(40))
    func `by the rules no quota is exceeded, nobody overtakes and nobody waits beside a free seat`(seed: UInt64) throws
    {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        for step in 1...400 {
            let event = plan.randomEvent(using: &random)
            let before = plan
            plan.apply(event)
            let faults = plan.faults(since: before)
            if !faults.isEmpty { throw Fault(seed: seed, step: step, event: event, faults: faults) }
        }
    }

    @Test(arguments: seeds(4))
    func `in the database the same holds after every event, and the rules alone come to the same seats`(seed: UInt64)
        async throws
    {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        let conference = try await SeatedConference(plan)
        for step in 1...250 {
            let event = plan.randomEvent(using: &random)
            let before = plan
            plan.apply(event)
            do {
                try await conference.apply(event, person: before.people.count)
            } catch {
                throw Fault(seed: seed, step: step, event: event, faults: ["the store failed: \(error)"])
            }
            let stored = try await conference.plan()
            var faults = stored.faults(since: before)
            if stored != plan { faults.append("the rules alone say \(plan), the database \(stored)") }
            if step.isMultiple(of: 10) { faults += try await conference.misplaced(plan) }
            if !faults.isEmpty { throw Fault(seed: seed, step: step, event: event, faults: faults) }
        }
    }

    @Test(arguments: seeds(4))
    func `the same holds when events come at once, and of sign-ups alone none overtakes an earlier one`(seed: UInt64)
        async throws
    {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        let conference = try await SeatedConference(plan)
        for wave in 1...12 {
            let before = plan
            let isOfSignUps = !wave.isMultiple(of: 2)
            let events = (0..<25).map { _ in
                isOfSignUps
                    ? SeatEvent.register(group: Int.random(in: before.quotas.indices, using: &random))
                    : before.randomEvent(using: &random)
            }
            try await withThrowingTaskGroup { group in
                for (index, event) in events.enumerated() {
                    group.addTask { try await conference.apply(event, person: wave * 1000 + index) }
                }
                try await group.waitForAll()
            }
            plan = try await conference.plan()
            let faults = isOfSignUps ? plan.faults(since: before) : plan.faults
            if !faults.isEmpty { throw Fault(seed: seed, step: wave, event: events[0], faults: faults) }
        }
    }

    @Test(arguments: [(0, 1), (1, 0)])
    func `who takes a seat of the pool before an earlier one has overtaken, who takes a guaranteed one has not`(
        reserved: Int, overtakings: Int
    ) {
        let quotas = [
            Quota(reserved: 0, ceiling: 1, waiting: 1), Quota(reserved: reserved, ceiling: 1, taken: 1),
        ]
        let empty = SeatPlan(capacity: 1, committed: 0, quotas: quotas, people: [])
        let plan = SeatPlan(
            capacity: 1, committed: 1, quotas: quotas,
            people: [.init(group: 0, state: .waiting), .init(group: 1, state: .confirmed)])
        #expect(plan.faults.isEmpty)
        #expect(plan.faults(since: empty).count == overtakings)
    }

    @Test(arguments: seeds(20))
    func `the place somebody is told is the number of the free seat they get`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        for step in 1...200 {
            let event = plan.randomEvent(using: &random)
            plan.apply(event)
            if !step.isMultiple(of: 4) { continue }
            for person in plan.people.indices {
                guard let told = plan.place(of: person) else { continue }
                let found = told.reason == .conferenceFull ? plan.freeSeats(until: person) : plan.own(until: person)
                if told.place == found { continue }
                let faults = ["person \(person) is told \(told), but it is \(found.map(String.init) ?? "never")"]
                throw Fault(seed: seed, step: step, event: event, faults: faults)
            }
        }
    }
}

extension SeatPlan {
    /// How many free seats it takes until the person has one; nil when no number of them is enough.
    fileprivate func freeSeats(until person: Int) -> Int? {
        var plan = self
        for seat in 1...quotas.reduce(0, { $0 + $1.waiting }) {
            plan.addSeat()
            if plan.people[person].state == .confirmed { return seat }
        }
        return nil
    }

    /// The person is seated as which of their group, as its ceiling rises; nil when free seats were enough for them.
    fileprivate func own(until person: Int) -> Int? {
        if freeSeats(until: person) != nil { return nil }
        var plan = self
        let group = people[person].group
        while plan.people[person].state == .waiting { plan.addSeat(raisingCeilingOf: group) }
        return plan.quotas[group].taken - quotas[group].taken
    }
}

/// A plan played on the real store.
private struct SeatedConference {
    private static let groups: [QuotaGroup] = [.nassjo, .falkoping, .regions, .kommun(code: "2081")]

    let conference: TestConference
    /// In the order of `groups`.
    private let quotaIDs: [Int64]

    init(_ plan: SeatPlan) async throws {
        conference = try await TestConference(
            capacity: plan.capacity, quotas: Dictionary(uniqueKeysWithValues: zip(Self.groups, plan.quotas)))
        let lines = try await conference.store.quotaBoard().lines
        quotaIDs = Self.groups.map { group in lines.first { $0.group == group }!.id }  // created above
    }

    /// - Parameter person: Makes up a newcomer.
    func apply(_ event: SeatEvent, person: Int) async throws {
        switch event {
        case .register(let group):
            try await conference.register(person, Self.groups[group])
        case .cancel(let person):
            _ = try await conference.store.cancel(id: Int64(person) + 1, by: .attendee, now: noon)
        case .changeQuota(let group, let reserved, let ceiling):
            do {
                _ = try await conference.changeQuota(Self.groups[group], reserved: reserved, ceiling: ceiling)
            } catch is QuotaProblem {
                // Forbidden changes are part of a history; they must change nothing.
            }
        }
    }

    /// Whoever the store gives another place than the rules alone do.
    func misplaced(_ plan: SeatPlan) async throws -> [String] {
        var faults: [String] = []
        for person in plan.people.indices {
            let place = try await conference.store.placeInLine(of: Int64(person) + 1)
            if place != plan.place(of: person) {
                faults.append("person \(person) has place \(String(describing: place)) in the database")
            }
        }
        return faults
    }

    func plan() async throws -> SeatPlan {
        try await conference.store.pool.read { [quotaIDs] db in
            let board = try Store.quotaBoard(db)
            let people = try Row.fetchAll(db, sql: "SELECT quotaId, state FROM registration ORDER BY id").map { row in
                SeatPlan.Person(
                    group: quotaIDs.firstIndex(of: row["quotaId"])!,  // it has no others
                    state: RegistrationState(rawValue: row["state"])!)
            }
            return SeatPlan(
                capacity: board.capacity, committed: board.committed,
                quotas: quotaIDs.map { id in board.lines.first { $0.id == id }!.quota }, people: people)
        }
    }
}
