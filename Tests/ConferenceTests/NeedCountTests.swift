import Fixtures
import Testing

@testable import Conference

struct NeedCountTests {
    private func counts(_ answers: [String: Int]) -> NeedCounts {
        NeedCounts(Dictionary(uniqueKeysWithValues: answers.map { ([$0.key], $0.value) }))
    }

    @Test(
        arguments: [
            ([:], [:], nil), (["vegan": 2], [:], nil), (["vegan": 1, "nötter": 1], [:], nil),
            (["vegan": 3], ["vegan": 3], nil), (["vegan": 5, "nötter": 1], [:], 6),
            (["vegan": 5, "nötter": 1, "halal": 2], [:], 8), (["vegan": 4, "nötter": 2, "halal": 3], ["vegan": 4], 5),
            (["vegan": 9, "halal": 4, "nötter": 1], ["vegan": 9], 5),
            (["vegan": 9, "halal": 4, "laktos": 4, "nötter": 1], ["vegan": 9], 9),
            (["vegan": 9, "halal": 4, "nötter": 3], ["vegan": 9, "halal": 4, "nötter": 3], nil),
        ] as [([String: Int], [String: Int], Int?)])
    func `what fewer than three have is one figure with the smallest of the others`(
        answers: [String: Int], shown: [String: Int], others: Int?
    ) {
        let counts = counts(answers)
        #expect(Dictionary(uniqueKeysWithValues: counts.shown.map { ($0.answer, $0.count) }) == shown)
        #expect(counts.others == others)
    }

    /// All worlds of up to four answers and up to six people each: whoever knows the rule, all the answers there are, the
    /// figures and their sum has at least two worlds to choose from for each answer that is not shown.
    @Test(arguments: 2...4)
    func `no figure that is not shown follows from those that are`(answers: Int) {
        let names = Array(["a", "b", "c", "d"].prefix(answers))
        var worlds: [String: [[Int]]] = [:]
        for number in 0..<Self.power(7, answers) {
            let world = (0..<answers).map { number / Self.power(7, $0) % 7 }
            let counts = counts(Dictionary(uniqueKeysWithValues: zip(names, world)))
            let paper = counts.shown.map { "\($0.answer)\($0.count)" }.joined() + " \(counts.others ?? 0)"
            worlds[paper, default: []].append(world)
        }
        for (paper, possible) in worlds {
            for (index, name) in names.enumerated() where !paper.contains(name) {
                let isNobody = possible.allSatisfy { $0[index] == 0 }
                #expect(isNobody || Set(possible.map { $0[index] }).count > 1, "\(name) on \(paper)")
            }
        }
    }

    private static func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { product, _ in product * base }
    }

    @Test(arguments: seeds(50))
    func `no figure is below three, and every person is in one of them`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let several = seed.isMultiple(of: 2)
        var people: [Set<String>: Int] = [:]
        for _ in 0..<Int.random(in: 0..<60, using: &random) {
            var given: Set<String> = []
            for _ in 0...(several ? Int.random(in: 0..<3, using: &random) : 0) {
                given.insert("\(Int.random(in: 0..<9, using: &random) * Int.random(in: 0..<3, using: &random))")
            }
            people[given, default: 0] += 1
        }
        let counts = NeedCounts(people)
        let all = people.values.reduce(0, +)
        #expect(counts.shown.allSatisfy { $0.count >= NeedCounts.fewest }, "seed \(seed)")
        #expect((counts.others ?? NeedCounts.fewest) >= NeedCounts.fewest, "seed \(seed)")
        let sum = counts.shown.reduce(counts.others ?? 0) { $0 + $1.count }
        #expect(several ? sum >= all || counts.isEmpty : sum == all || counts.isEmpty && all < 3, "seed \(seed)")
        let shown = Set(counts.shown.map(\.answer))
        let merged = people.filter { !$0.key.isSubset(of: shown) }.values.reduce(0, +)
        if !counts.isEmpty { #expect(merged == counts.others ?? 0, "seed \(seed)") }
    }

    @Test(arguments: [
        ("Vegan", "vegan"), (" VEGAN. ", "vegan"), ("ingen  lök\n", "ingen lök"), ("...", "..."), ("Äpple!", "äpple"),
    ])
    func `an answer has one spelling`(answer: String, spelling: String) {
        #expect(NeedCounts.spelling(answer) == spelling)
    }
}
