/// Seats divided one by one, each to the highest comparison number.
///
/// Ties go to the kommun with more people, and between equals to the lower kommunkod. Everything is whole numbers:
/// fractions are compared crosswise.
package struct Apportionment: Sendable, Equatable {
    package struct Claimant: Sendable, Equatable {
        package let code: String
        package let population: Int
        /// What it has before anything is divided.
        package let least: Int
        package let most: Int

        package init(code: String, population: Int, least: Int, most: Int) {
            self.code = code
            self.population = population
            self.least = least
            self.most = most
        }
    }

    /// One seat given out, and why: the comparison number is `weight` · 10 / `divisor`.
    package struct Award: Sendable, Equatable {
        /// The place of the claimant in the list.
        package let claimant: Int
        /// It is the claimant's so-manieth.
        package let seat: Int
        package let weight: Int
        /// In tenths.
        package let divisor: Int

        /// Rounded down, as it is shown; what is compared is exact.
        package var comparison: Int { weight * 10 / divisor }
    }

    package private(set) var seats: [Int]
    /// In the order they were given out, after what each had from the start.
    package private(set) var awards: [Award] = []
    /// Who would have had the seat after the last; nil when all have their most.
    package private(set) var next: Award?

    /// - Parameter total: With what each has from the start. Where that is more already it stays so, and where all have
    ///   their most before it is reached, the rest is not given out.
    package init(of total: Int, among claimants: [Claimant], by method: QuotaMethod) {
        seats = claimants.map(\.least)
        var left = total - seats.reduce(0, +)
        // The best offer of each: one changes with every seat.
        var offers = claimants.indices.map { Self.award(to: $0, claimants[$0], with: claimants[$0].least, by: method) }
        while true {
            let best = offers.indices.reduce(into: nil as Int?) { best, candidate in
                guard let offer = offers[candidate] else { return }
                if let leader = best.flatMap({ offers[$0] }),
                    !Self.precedes(offer, claimants[candidate], leader, claimants[leader.claimant])
                {
                    return
                }
                best = candidate
            }
            guard let best, let award = offers[best] else { break }
            guard left > 0 else {
                next = award
                break
            }
            awards.append(award)
            seats[best] += 1
            left -= 1
            offers[best] = Self.award(to: best, claimants[best], with: seats[best], by: method)
        }
    }

    private static func award(
        to index: Int, _ claimant: Claimant, with seats: Int, by method: QuotaMethod
    ) -> Award? {
        guard seats < claimant.most else { return nil }
        return Award(
            claimant: index, seat: seats + 1, weight: method.weight(population: claimant.population),
            divisor: method.divisor(seats: seats))
    }

    private static func precedes(_ a: Award, _ x: Claimant, _ b: Award, _ y: Claimant) -> Bool {
        let (left, right) = (a.weight * b.divisor, b.weight * a.divisor)
        if left != right { return left > right }
        return x.population == y.population ? x.code < y.code : x.population > y.population
    }
}
