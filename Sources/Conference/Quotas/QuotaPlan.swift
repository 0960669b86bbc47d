/// The reserved seats and the ceiling of every group, as they follow from what the organisers chose and how many live in
/// each kommun. Nothing else goes into it, so anybody can work it out again.
package struct QuotaPlan: Sendable, Equatable {
    package struct Share: Sendable, Equatable {
        package let reserved: Int
        package let ceiling: Int
    }

    package let terms: QuotaTerms
    package let census: Census
    package let shares: [QuotaGroup: Share]
    package let claimants: [Apportionment.Claimant]
    package let apportionment: Apportionment

    /// For terms that can be met (see `QuotaTerms.check`), the sum of what is reserved is `terms.seats`.
    package init(_ terms: QuotaTerms, census: Census) {
        self.terms = terms
        self.census = census
        claimants = terms.claimants(census)
        apportionment = Apportionment(
            of: terms.seats - terms.seatsOfOthers, among: claimants, by: terms.method)
        var shares: [QuotaGroup: Share] = [:]
        for (claimant, seats) in zip(claimants, apportionment.seats) {
            shares[.kommun(code: claimant.code)] = Share(reserved: seats, ceiling: claimant.most)
        }
        for type in QuotaTerms.otherTypes {
            shares[.organisation(type)] = Share(reserved: terms.seats(of: type), ceiling: terms.otherCeiling)
        }
        self.shares = shares
    }

    /// The quota of a group under the plan. Lowering never evicts anyone: whoever has a seat keeps it, and the ceiling is
    /// what is taken where that is more.
    package func applied(to group: QuotaGroup, _ quota: Quota) -> Quota {
        guard let share = shares[group] else { return quota }
        var changed = quota
        changed.reserved = share.reserved
        changed.ceiling = max(share.ceiling, quota.taken)
        return changed
    }

    /// What all groups hold back under the plan, what is taken beyond a share included.
    package func committed(_ quotas: [QuotaGroup: Quota]) -> Int {
        let groups = Set(shares.keys).union(quotas.keys)
        return groups.reduce(0) { sum, group in
            sum + applied(to: group, quotas[group] ?? Quota(reserved: 0, ceiling: 0)).committed
        }
    }

    /// The most seats that can be divided by the same terms without promising more than there are.
    ///
    /// - Returns: Nil when none can: the floors alone, beside what is taken, are too many.
    package func mostSeats(fitting capacity: Int, _ quotas: [QuotaGroup: Quota]) -> Int? {
        var committed = committed(quotas)
        var seats = terms.seats
        // Seats are taken back in the order in which they were given, from the last: the same plan for fewer.
        for award in apportionment.awards.reversed() where committed > capacity {
            let taken = quotas[.kommun(code: claimants[award.claimant].code)]?.taken ?? 0
            if award.seat > taken { committed -= 1 }
            seats -= 1
        }
        return committed > capacity ? nil : seats
    }
}
