import Fixtures
import Testing

@testable import Conference

struct ApportionmentTests {
    /// People by kommunkod.
    private static func claimants(_ people: [(String, Int)], least: Int = 0, most: Int = 1000)
        -> [Apportionment.Claimant]
    {
        people.map { Apportionment.Claimant(code: $0.0, population: $0.1, least: least, most: most) }
    }

    struct Vector: Sendable {
        let method: QuotaMethod
        let people: [(String, Int)]
        let total: Int
        let seats: [Int]
        var least = 0
        var most = 1000
    }

    // Each was divided with pen and paper; the numbers beside it are those that decided.
    @Test(arguments: [
        // 53,000 24,000 23,000 | 17,667 8,000 7,667 | 10,600: three, two, two; the next would be 7,571.
        Vector(
            method: .population, people: [("1", 53_000), ("2", 24_000), ("3", 23_000)], total: 7, seats: [3, 2, 2]),
        // 44,167 20,000 19,167 come first instead, and the rest is the same.
        Vector(
            method: .adjustedOddNumbers, people: [("1", 53_000), ("2", 24_000), ("3", 23_000)], total: 7,
            seats: [3, 2, 2]),
        // 35 is more than 100/3 …
        Vector(method: .population, people: [("1", 100), ("2", 35)], total: 2, seats: [1, 1]),
        // … but 35/1.2 is less.
        Vector(method: .adjustedOddNumbers, people: [("1", 100), ("2", 35)], total: 2, seats: [2, 0]),
        // The four hosts on 31 December 2019: 52,590/5 = 10,518 is just more than 31,538/3 = 10,512.67.
        Vector(
            method: .adjustedOddNumbers,
            people: [("2081", 52_590), ("1499", 33_246), ("1885", 23_588), ("0682", 31_538)], total: 7,
            seats: [3, 2, 1, 1]),
        Vector(
            method: .adjustedOddNumbers,
            people: [("2081", 52_590), ("1499", 33_246), ("1885", 23_588), ("0682", 31_538)], total: 8,
            seats: [3, 2, 1, 2]),
        // One each; the one that is left goes to the largest.
        Vector(method: .equal, people: [("1", 10), ("2", 30), ("3", 20)], total: 4, seats: [1, 2, 1]),
        // As many people: the lower code.
        Vector(method: .population, people: [("0002", 100), ("0001", 100)], total: 1, seats: [0, 1]),
        // 30/3 is 10/1: more people.
        Vector(method: .population, people: [("1", 10), ("2", 30)], total: 2, seats: [0, 2]),
        // A floor of one: of the two that are left, 100/3 = 33 and then 100/5 = 20, beside 9/3 = 3 and 1/3.
        Vector(method: .population, people: [("1", 100), ("2", 9), ("3", 1)], total: 5, seats: [3, 1, 1], least: 1),
        // A ceiling of two: what the first cannot have goes on.
        Vector(
            method: .population, people: [("1", 100), ("2", 9), ("3", 1)], total: 5, seats: [2, 2, 1], most: 2),
    ])
    func `seats are divided as by hand`(vector: Vector) {
        let claimants = Self.claimants(vector.people, least: vector.least, most: vector.most)
        #expect(Apportionment(of: vector.total, among: claimants, by: vector.method).seats == vector.seats)
    }

    @Test func `the last seat and the one after it are told with what decided them`() {
        let hosts = Self.claimants([("2081", 52_590), ("1499", 33_246), ("1885", 23_588), ("0682", 31_538)])
        let division = Apportionment(of: 7, among: hosts, by: .adjustedOddNumbers)
        #expect(division.awards.last == .init(claimant: 0, seat: 3, weight: 52_590, divisor: 50))
        #expect(division.next == .init(claimant: 3, seat: 2, weight: 31_538, divisor: 30))
        #expect(division.awards.last?.comparison == 10_518 && division.next?.comparison == 10_512)
    }

    @Test(arguments: seeds(12))
    func `the sum is the total, floors and ceilings hold, and one more seat takes none from anybody`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for method in QuotaMethod.allCases {
            let claimants = Self.random(using: &random)
            let least = claimants.reduce(0) { $0 + $1.least }
            let most = claimants.reduce(0) { $0 + $1.most }
            var before: [Int]?
            for total in least...most {
                let division = Apportionment(of: total, among: claimants, by: method)
                let seats = division.seats
                let holds =
                    seats.reduce(0, +) == total
                    && zip(claimants, seats).allSatisfy { ($0.least...$0.most).contains($1) }
                    && before.map { zip($0, seats).allSatisfy { $0 <= $1 } } ?? true
                    && Self.unfair(seats, claimants, method).isEmpty
                if !holds { Issue.record("\(total) seats by \(method): \(seats). VEMFN_TEST_SEED=\(seed)") }
                before = seats
            }
        }
    }

    @Test(arguments: seeds(6))
    func `the order in which the kommuner are named does not matter`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let claimants = Self.random(using: &random)
        let total = claimants.reduce(0) { $0 + $1.least + ($1.most - $1.least) / 2 }
        for method in QuotaMethod.allCases {
            func seats(_ claimants: [Apportionment.Claimant]) -> [String: Int] {
                let seats = Apportionment(of: total, among: claimants, by: method).seats
                return Dictionary(uniqueKeysWithValues: zip(claimants.map(\.code), seats))
            }
            #expect(seats(claimants) == seats(claimants.shuffled(using: &random)), "VEMFN_TEST_SEED=\(seed)")
        }
    }

    private static func random(using random: inout SplitMix) -> [Apportionment.Claimant] {
        (0..<Int.random(in: 1...16, using: &random)).map { number in
            let least = Int.random(in: 0...2, using: &random)
            return Apportionment.Claimant(
                code: String(1000 + number),
                // Few different numbers, so that there are ties.
                population: Int.random(in: 1...12, using: &random) * 1000, least: least,
                most: least + Int.random(in: 0...6, using: &random))
        }
    }

    /// Who should have had a seat of somebody else's: what a divisor method means, said without giving out seats. No
    /// comparison number that was good for a seat is lower than one that was not.
    private static func unfair(
        _ seats: [Int], _ claimants: [Apportionment.Claimant], _ method: QuotaMethod
    ) -> [String] {
        func comparison(_ index: Int, _ seat: Int) -> Double {
            Double(method.weight(population: claimants[index].population)) / Double(method.divisor(seats: seat))
        }
        let wanting = claimants.indices.filter { seats[$0] < claimants[$0].most }
        let having = claimants.indices.filter { seats[$0] > claimants[$0].least }
        return having.flatMap { richer in
            wanting.filter { comparison($0, seats[$0]) > comparison(richer, seats[richer] - 1) + 1e-9 }
                .map { "\(claimants[$0]) should have a seat of \(claimants[richer])" }
        }
    }
}
