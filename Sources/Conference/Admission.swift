/// Why somebody has to wait.
package enum WaitReason: String, Sendable, Equatable {
    /// The group has reached its ceiling, or will have with those ahead in its own line.
    case groupFull
    /// The group may have more, but no seat is free.
    case conferenceFull
}

/// What a newcomer gets.
package enum Admission: Sendable, Equatable {
    case seat
    case wait(WaitReason)

    /// Places one newcomer. Nobody overtakes those who wait.
    ///
    /// - Parameters:
    ///   - quota: The newcomer's group, read in the same write transaction as the insert that follows.
    ///   - pool: Seats no group holds.
    ///   - lines: The quotas in whose line anybody waits. Asked for only when there is a seat to give.
    package static func decide(
        quota: Quota, pool: Int, lines: @autoclosure () throws -> [Quota]
    ) rethrows -> Admission {
        guard quota.hasRoom(pool: pool) else { return .wait(quota.waitReason(ownPlace: quota.waiting + 1)) }
        return try othersWait(for: quota, lines: lines()) ? .wait(.conferenceFull) : .seat
    }

    /// Whether anybody in line could take the seat a newcomer of this quota would get: a guaranteed seat is open to the
    /// group's own line, a seat from the pool to every group below its ceiling.
    private static func othersWait(for quota: Quota, lines: @autoclosure () throws -> [Quota]) rethrows -> Bool {
        if quota.taken < quota.reserved { return quota.waiting > 0 }
        return try lines().contains { $0.waiting > 0 && $0.taken < $0.ceiling }
    }
}

extension Quota {
    /// Why the one at this place in the group's own line waits; 1 is its first.
    func waitReason(ownPlace: Int) -> WaitReason {
        taken + ownPlace > ceiling ? .groupFull : .conferenceFull
    }
}

/// The first in a group's line.
package struct FirstInLine: Sendable, Equatable {
    package let quota: Quota
    /// Place in the order of arrival over the whole conference; lower came earlier.
    package let arrival: Int64

    package init(quota: Quota, arrival: Int64) {
        self.quota = quota
        self.arrival = arrival
    }

    /// Who gets a seat next: the earliest arrival whose group has room. Nil when nobody who waits can be seated.
    ///
    /// Ask again after each seating, for it changes the pool.
    package static func next(among lines: [FirstInLine], pool: Int) -> FirstInLine? {
        lines.filter { $0.quota.hasRoom(pool: pool) }.min { $0.arrival < $1.arrival }
    }
}
