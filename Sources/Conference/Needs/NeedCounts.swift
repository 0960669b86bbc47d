import Foundation

/// How many need what, in figures that tell of nobody: what fewer than three have in common is merged into one figure.
///
/// The small groups are merged with the smallest of the others, and of equal ones with all: a figure of small groups alone
/// tells what each of them is when it is as large as they can be, and which of two equals was chosen would tell, too. The
/// sum that is shown is that of the figures that are shown.
package struct NeedCounts: Sendable, Equatable {
    /// Nobody is shown among fewer.
    package static let fewest = 3

    /// What several have in common, the most frequent first.
    package let shown: [Need]
    /// How many have something else, each of them something of what was merged; nil for nobody.
    package let others: Int?

    package struct Need: Sendable, Equatable {
        package let answer: String
        package let count: Int

        package init(answer: String, count: Int) {
            self.answer = answer
            self.count = count
        }
    }

    /// Fewer than three have answered, or nobody has: which of both is not told.
    package var isEmpty: Bool { shown.isEmpty && others == nil }

    /// One spelling of what people write in several: "Vegan", "vegan." and " VEGAN" are the same.
    package static func spelling(_ answer: String) -> String {
        let spelling = answer.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .trimmingCharacters(in: CharacterSet(charactersIn: ".!, "))
        return spelling.isEmpty ? answer : spelling
    }

    /// - Parameter answers: How many have given exactly these answers. Who may choose several is counted with each.
    package init(_ answers: [Set<String>: Int]) {
        let people = answers.filter { !$0.key.isEmpty && $0.value > 0 }
        func count(_ merged: Set<String>) -> Int {
            people.reduce(0) { $0 + ($1.key.isDisjoint(with: merged) ? 0 : $1.value) }
        }
        // By number, and then in an order that is the same each time.
        var groups = Set(people.keys.joined()).map { Need(answer: $0, count: count([$0])) }
            .sorted { ($0.count, $1.answer) > ($1.count, $0.answer) }
        var merged: Set<String> = []
        // Among others: the small ones are when somebody else is with them.
        var isHidden = false
        while let fewest = groups.last?.count, fewest < Self.fewest || !merged.isEmpty && !isHidden {
            isHidden = fewest >= Self.fewest
            merged.formUnion(groups.filter { $0.count == fewest }.map(\.answer))
            groups.removeAll { $0.count == fewest }
        }
        let others = count(merged)
        shown = groups
        self.others = others >= Self.fewest ? others : nil
    }
}
