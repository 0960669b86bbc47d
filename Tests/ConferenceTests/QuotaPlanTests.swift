import Fixtures
import Testing

@testable import Conference

/// The four hosts and four others.
private let census = Census(
    day: "2019-12-31",
    populations: [
        "2081": 52_590, "1499": 33_246, "1885": 23_588, "0682": 31_538, "0180": 974_073, "0643": 12_000, "2403": 2_400,
        "0305": 22_000,
    ])

private let plain = QuotaTerms(
    method: .adjustedOddNumbers, seats: 100, floor: 1, ceiling: 20,
    hosts: ["2081": 10, "1499": 10, "1885": 10, "0682": 10], hostCeiling: 40,
    others: QuotaTerms.otherTypes.reduce(into: [:]) { others, type in
        others[type.rawValue] = type == .region ? 12 : type == .press ? 3 : 0
    },
    otherCeiling: 15)

private func changed(_ change: (inout QuotaTerms) -> Void) -> QuotaTerms {
    var terms = plain
    change(&terms)
    return terms
}

struct QuotaPlanTests {
    @Test func `hosts and other kinds have what they are promised, and all is divided`() {
        let plan = QuotaPlan(plain, census: census)
        #expect(plan.shares.values.reduce(0) { $0 + $1.reserved } == 100)
        for host in Kommun.hosts { #expect((plan.shares[.kommun(code: host)]?.reserved ?? 0) >= 10) }
        #expect(plan.shares[.regions] == .init(reserved: 12, ceiling: 15))
        #expect(plan.shares[.organisation(.business)] == .init(reserved: 0, ceiling: 15))
        #expect(plan.shares[.kommun(code: "0180")] == .init(reserved: 20, ceiling: 20))
        #expect(plan.shares[.kommun(code: "2403")]?.ceiling == 20)
    }

    @Test(arguments: [
        (changed { $0.floor = 21 }, [QuotaTerms.Complaint(.floor, .aboveCeiling(20))]),
        (changed { $0.hosts["1885"] = 41 }, [.init(.host("1885"), .aboveCeiling(40))]),
        (changed { $0.others["press"] = 16 }, [.init(.other(.press), .aboveCeiling(15))]),
        (changed { $0.seats = 201 }, [.init(.seats, .beyondCapacity(200))]),
        // 4 · 10 + 4 · 1 + 15
        (changed { $0.seats = 58 }, [.init(.seats, .floorsBeyondSeats(needed: 59))]),
        (changed { $0.seats = 59 }, []),
        // 4 · 40 + 4 · 2 + 15
        (
            changed {
                $0.ceiling = 2; $0.seats = 184
            }, [.init(.ceiling, .seatsBeyondCeilings(most: 183))]
        ),
        (
            changed {
                $0.ceiling = 2; $0.seats = 183
            }, []
        ),
    ])
    func `what cannot be is told at the field that can mend it`(
        terms: QuotaTerms, complaints: [QuotaTerms.Complaint]
    ) {
        let typed = { (control: QuotaTerms.Control) in terms.typed(control) }
        let outcome = QuotaTerms.check(typed: typed, census: census, capacity: 200)
        #expect(outcome == (complaints.isEmpty ? .valid(terms) : .invalid(complaints)))
    }

    @Test func `what is no number and no method is told at its field`() {
        let outcome = QuotaTerms.check(
            typed: { $0 == .floor ? "ett" : $0 == .method ? "lotten" : plain.typed($0) }, census: census, capacity: 200)
        let range = TypedProblem.notANumber(least: 0, most: Quota.highestSetting)
        #expect(outcome == .invalid([.init(.method, .noMethod), .init(.floor, .typed(range))]))
    }

    @Test func `every control is found by its name`() {
        for control in QuotaTerms.Control.all { #expect(QuotaTerms.Control(rawValue: control.rawValue) == control) }
        #expect(Set(QuotaTerms.Control.all.map(\.rawValue)).count == QuotaTerms.Control.all.count)
    }

    @Test func `lowering takes no seat from anybody`() {
        let plan = QuotaPlan(
            changed {
                $0.ceiling = 2; $0.seats = 70
            }, census: census)
        let quota = plan.applied(to: .kommun(code: "2403"), Quota(reserved: 5, ceiling: 9, taken: 4, waiting: 2))
        #expect(
            quota == Quota(reserved: plan.shares[.kommun(code: "2403")]!.reserved, ceiling: 4, taken: 4, waiting: 2))
    }

    @Test(arguments: seeds(8))
    func `as many seats as it says can be divided beside what is taken, and no more`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let codes = census.codes
        let quotas = Dictionary(
            uniqueKeysWithValues: codes.map { code -> (QuotaGroup, Quota) in
                let taken = Int.random(in: 0...20, using: &random)
                return (.kommun(code: code), Quota(reserved: 0, ceiling: 100, taken: taken))
            })
        let plan = QuotaPlan(plain, census: census)
        let capacity = Int.random(in: 60...140, using: &random)
        func fits(_ seats: Int) -> Bool {
            QuotaPlan(changed { $0.seats = seats }, census: census).committed(quotas) <= capacity
        }
        let most = plan.mostSeats(fitting: capacity, quotas)
        #expect(most == (59...100).last(where: fits), "VEMFN_TEST_SEED=\(seed)")
    }

    @Test func `a decision is worked out again from what it keeps`() {
        let plan = QuotaPlan(plain, census: census)
        let quotas = Dictionary(
            uniqueKeysWithValues: plan.shares.map { ($0.key, Quota(reserved: $0.value.reserved, ceiling: 50)) })
        let document = QuotaDecision.Document(terms: plain, census: census, quotas: quotas)
        #expect(document.isReproduced(by: document.plan))
        let other = QuotaPlan(changed { $0.method = .equal }, census: census)
        #expect(!document.isReproduced(by: other))
    }
}
