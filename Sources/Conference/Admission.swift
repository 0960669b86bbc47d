/// Why somebody has to wait.
package enum WaitReason: String, Sendable, Equatable {
    /// The group has reached its ceiling.
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
    ///   - othersWait: Whether a waiting person of any group could take the seat the newcomer would get.
    package static func decide(quota: Quota, pool: Int, othersWait: Bool) -> Admission {
        if quota.hasRoom(pool: pool), !othersWait { return .seat }
        return .wait(waitReason(quota: quota))
    }

    /// Why somebody of this group waits as things stand.
    package static func waitReason(quota: Quota) -> WaitReason {
        quota.taken >= quota.ceiling ? .groupFull : .conferenceFull
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
