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
            if !faults.isEmpty { throw Fault(seed: seed, step: step, event: event, faults: faults) }
        }
    }

    @Test(arguments: seeds(3))
    func `the same holds when events come at once`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        let conference = try await SeatedConference(plan)
        for wave in 1...12 {
            let before = plan
            let events = (0..<25).map { _ in before.randomEvent(using: &random) }
            try await withThrowingTaskGroup { group in
                for (index, event) in events.enumerated() {
                    group.addTask { try await conference.apply(event, person: wave * 1000 + index) }
                }
                try await group.waitForAll()
            }
            plan = try await conference.plan()
            let faults = plan.faults(since: plan)
            if !faults.isEmpty { throw Fault(seed: seed, step: wave, event: events[0], faults: faults) }
        }
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
