/// Why a quota cannot be set as asked.
package enum QuotaProblem: Error, Sendable, Equatable {
    case reservedAboveCeiling
    /// Lowering a quota never evicts anyone.
    case ceilingBelowTaken(taken: Int)
    /// The guarantees would promise more seats than there are.
    case beyondCapacity(free: Int)
    /// Below zero, or more than anybody could mean.
    case outOfRange(limit: Int)
}

extension Quota {
    package static let highestSetting = 100_000

    /// The quota with other limits, if the rules allow them.
    ///
    /// - Parameter pool: Seats no group holds before the change.
    package func changed(reserved: Int, ceiling: Int, pool: Int) throws(QuotaProblem) -> Quota {
        let range = 0...Self.highestSetting
        guard range.contains(reserved), range.contains(ceiling) else {
            throw .outOfRange(limit: Self.highestSetting)
        }
        guard reserved <= ceiling else { throw .reservedAboveCeiling }
        guard ceiling >= taken else { throw .ceilingBelowTaken(taken: taken) }
        var changed = self
        changed.reserved = reserved
        changed.ceiling = ceiling
        guard changed.committed - committed <= max(0, pool) else { throw .beyondCapacity(free: max(0, pool)) }
        return changed
    }
}
