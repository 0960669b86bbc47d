import Conference
import Fixtures
import Foundation
import Testing

@testable import Storage

/// 400 seats: 20 for each host, 10 for the regions, the rest by population.
private let terms = QuotaTerms(
    method: .adjustedOddNumbers, seats: 400, floor: 0, ceiling: 30,
    hosts: ["2081": 20, "1499": 20, "1885": 20, "0682": 20], hostCeiling: 40, others: ["region": 10], otherCeiling: 30)

struct QuotaDecisionTests {
    private func conference(capacity: Int = 400) async throws -> TestConference {
        try await TestConference(
            capacity: capacity,
            quotas: [.nassjo: Quota(reserved: 1, ceiling: 3), .falkoping: Quota(reserved: 0, ceiling: 9)])
    }

    @Test func `the populations are those of the 290 kommuner, with their day`() async throws {
        let census = try await conference().store.census()
        #expect(census.day == "2019-12-31")
        #expect(census.populations.count == 290)
        #expect(census.populations.values.reduce(0, +) == 10_327_589)
    }

    @Test func `a decision sets every quota, lets in those who wait, and is kept whole`() async throws {
        let conference = try await conference()
        let store = conference.store
        for number in 1...5 { try await conference.register(number) }
        #expect(try await conference.line(.nassjo)?.quota.waiting == 2)
        let plan = QuotaPlan(terms, census: try await store.census())
        let foreseen = try #require(try await store.tryDecidingQuotas(plan, now: noon))
        #expect(try await conference.line(.nassjo)?.quota.ceiling == 3, "nothing is changed by asking")
        let (id, effect) = try #require(try await store.decideQuotas(plan, by: .organiser("prov"), now: noon))
        #expect(effect == foreseen)
        #expect(effect.seated == [.nassjo: 2] && effect.seatedInAll == 2)
        let board = try await store.quotaBoard()
        #expect(board.lines.reduce(0) { $0 + $1.quota.reserved } == 400)
        for line in board.lines { #expect(plan.applied(to: line.group, line.quota) == line.quota, "\(line)") }
        let decision = try #require(try await store.lastQuotaDecision())
        #expect(decision.id == id && decision.at == noon)
        #expect(decision.document.isReproduced(by: decision.document.plan))
        #expect(try await store.quotaDecisions() == [decision])
        #expect(
            try await store.log(by: nil, actions: [.quotasDecided], before: nil, limit: 9).map(\.entry.detail) == [
                "\(id)"
            ])
        #expect(try await conference.misbooked(quotaIDs: board.lines.map(\.id)) == [])
    }

    @Test func `seats move from one kommun to another though all of them are promised`() async throws {
        let conference = try await conference()
        let store = conference.store
        let census = try await store.census()
        _ = try await store.decideQuotas(QuotaPlan(terms, census: census), by: .system, now: noon)
        for method in QuotaMethod.allCases {
            var other = terms
            other.method = method
            other.hosts["0682"] = 0
            _ = try await store.decideQuotas(QuotaPlan(other, census: census), by: .system, now: noon)
            #expect(try await store.quotaBoard().pool == 0)
        }
        #expect(
            try await store.quotaDecisions().map(\.document.terms.method) == QuotaMethod.allCases.reversed() + [
                .adjustedOddNumbers
            ])
    }

    @Test func `what is taken beyond the shares is told, with what there is to divide, and nothing is changed`()
        async throws
    {
        let conference = try await conference(capacity: 8)
        for number in 1...6 { try await conference.register(number, .falkoping) }
        let store = conference.store
        let small = QuotaTerms(
            method: .equal, seats: 8, floor: 0, ceiling: 5, hosts: ["0682": 2], hostCeiling: 5, others: [:],
            otherCeiling: 0)
        let plan = QuotaPlan(small, census: try await store.census())
        // Falköping has six and would have none; Nässjö is to have two at least.
        await #expect(throws: QuotaTerms.Complaint(.seats, .takenBeyondShares(most: 2))) {
            try await store.decideQuotas(plan, by: .system, now: noon)
        }
        #expect(try await store.quotaDecisions().isEmpty)
        var fewer = small
        fewer.seats = 2
        _ = try await store.decideQuotas(QuotaPlan(fewer, census: plan.census), by: .system, now: noon)
        #expect(try await conference.line(.falkoping)?.quota == Quota(reserved: 0, ceiling: 6, taken: 6))
    }

    @Test(arguments: seeds(4))
    func `whatever is decided, nobody loses a seat and the accounts add up`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let conference = try await TestConference(
            capacity: 60,
            quotas: [.nassjo: Quota(reserved: 5, ceiling: 9), .falkoping: Quota(reserved: 3, ceiling: 30)])
        let store = conference.store
        let census = try await store.census()
        let groups: [QuotaGroup] = [.nassjo, .falkoping, .regions, .kommun(code: "0180"), .kommun(code: "2403")]
        for step in 1...12 {
            for number in 0..<5 {
                try await conference.register(step * 10 + number, groups.randomElement(using: &random)!)  // not empty
            }
            let before = try await store.quotaBoard()
            let terms = QuotaTerms(
                method: QuotaMethod.allCases.randomElement(using: &random)!,  // has three
                seats: Int.random(in: 20...60, using: &random), floor: 0,
                ceiling: Int.random(in: 1...9, using: &random),
                hosts: ["0682": Int.random(in: 0...5, using: &random)], hostCeiling: 9, others: ["region": 3],
                otherCeiling: 5)
            do {
                _ = try await store.decideQuotas(QuotaPlan(terms, census: census), by: .system, now: noon)
            } catch is QuotaTerms.Complaint {
                continue  // more is taken than the shares allow
            }
            let after = try await store.quotaBoard()
            for line in before.lines {
                let now = try #require(after.lines.first { $0.id == line.id })
                #expect(now.quota.taken >= line.quota.taken, "VEMFN_TEST_SEED=\(seed) step \(step)")
            }
            #expect(after.lines.reduce(0) { $0 + $1.quota.reserved } == terms.seats, "VEMFN_TEST_SEED=\(seed)")
            #expect(after.pool >= 0)
        }
        let lines = try await store.quotaBoard().lines
        #expect(try await conference.misbooked(quotaIDs: lines.map(\.id)) == [], "VEMFN_TEST_SEED=\(seed)")
    }
}
