/// Why a kommun cannot change its own quota as asked.
package enum OwnQuotaProblem: Error, Sendable, Equatable {
    /// So many can be given back: those that are guaranteed and not taken.
    case unused(Int)
    /// The ceiling can be lowered to anything in this range, which is empty where nothing is left to lower.
    case ceiling(least: Int, most: Int)
}

/// What a kommun may do with its own quota: only ever less, and never below what is taken.
extension Quota {
    /// Guaranteed seats that nobody has taken.
    package var unused: Int { max(0, reserved - taken) }

    /// Gives guaranteed seats back before their time. The ceiling stays: they may be had again from what is free for all.
    package func givingBack(_ seats: Int) throws(OwnQuotaProblem) -> Quota {
        guard seats >= 1, seats <= unused else { throw .unused(unused) }
        var changed = self
        changed.reserved -= seats
        return changed
    }

    /// Nobody is guaranteed more than the ceiling, so the guarantee is lowered with it.
    package func lowered(toCeiling ceiling: Int) throws(OwnQuotaProblem) -> Quota {
        guard ceiling >= taken, ceiling <= self.ceiling else {
            throw .ceiling(least: taken, most: self.ceiling - 1)
        }
        var changed = self
        changed.ceiling = ceiling
        changed.reserved = min(reserved, ceiling)
        return changed
    }

    /// More seats than now, as organisers grant them.
    ///
    /// - Parameters:
    ///   - isGuaranteed: Whether nobody else can take them; else the ceiling is raised, and they are had when some are free.
    ///   - pool: Seats no group holds before the change.
    package func granted(_ seats: Int, isGuaranteed: Bool, pool: Int) throws(QuotaProblem) -> Quota {
        try changed(reserved: isGuaranteed ? committed + seats : reserved, ceiling: ceiling + seats, pool: pool)
    }
}
