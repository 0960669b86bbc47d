/// Who shares a quota: the people of one kommun, or everybody from one other kind of organisation.
package enum QuotaGroup: Sendable, Hashable {
    case kommun(code: String)
    case organisation(OrganisationType)

    /// Every group there is: the kommuner, then the other kinds of organisation.
    package static func all(kommuner: KommunRegister) -> [QuotaGroup] {
        kommuner.all.map { .kommun(code: $0.code) }
            + OrganisationType.allCases.filter { $0 != .kommun }.map { .organisation($0) }
    }
}

/// The seats of one quota group.
package struct Quota: Sendable, Equatable {
    /// Seats nobody else can take.
    package var reserved: Int
    /// At most this many, however empty the conference is.
    package var ceiling: Int
    package var taken: Int
    package var waiting: Int

    package init(reserved: Int, ceiling: Int, taken: Int = 0, waiting: Int = 0) {
        self.reserved = reserved
        self.ceiling = ceiling
        self.taken = taken
        self.waiting = waiting
    }

    /// What this group holds back from the common pool: its guarantee, or what it has taken beyond it.
    package var committed: Int { max(reserved, taken) }

    /// Whether one more of this group can be seated.
    ///
    /// - Parameter pool: Seats no group holds: the capacity less every group's `committed`.
    package func hasRoom(pool: Int) -> Bool {
        taken < ceiling && (taken < reserved || pool > 0)
    }

    /// Seats this group could still take if nobody else took any.
    package func left(pool: Int) -> Int {
        max(0, min(ceiling - taken, max(0, reserved - taken) + max(0, pool)))
    }
}
