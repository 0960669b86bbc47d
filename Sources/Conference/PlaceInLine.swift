/// Where somebody stands who waits.
///
/// What it promises depends on the reason, and holds as long as nobody leaves the line and no quota is changed:
///
/// - `conferenceFull`: of the seats that come free for all, the one numbered `place` is theirs.
/// - `groupFull`: `place` counts the line of the group alone. The one of the group who is seated as number `place` from
///   now on is theirs; seats that come free for all do not suffice, for the ceiling is reached before.
///
/// A seat that comes free within a guarantee goes to that group's own line and shortens the wait of no other.
package struct PlaceInLine: Sendable, Equatable {
    /// 1 is next.
    package let place: Int
    package let reason: WaitReason

    package init(place: Int, reason: WaitReason) {
        self.place = place
        self.reason = reason
    }

    /// The part of a group's line that came before somebody.
    package struct Earlier: Sendable, Equatable {
        package let quota: Quota
        package let people: Int

        package init(quota: Quota, people: Int) {
            self.quota = quota
            self.people = people
        }

        /// However long its line, a group sends no more people ahead than it may still have.
        fileprivate var ahead: Int { min(people, max(0, quota.ceiling - quota.taken)) }
    }

    /// Works out a place between two events, when nobody waits beside a seat that is free for them. Thus no group with
    /// a line has a guaranteed seat left, and every seat ahead comes from the pool.
    ///
    /// - Parameters:
    ///   - quota: The group of the one who waits.
    ///   - ownPlace: Their place in the group's own line; 1 is its first.
    ///   - others: Those who came earlier and wait in other groups.
    package init(quota: Quota, ownPlace: Int, others: [Earlier]) {
        reason = quota.waitReason(ownPlace: ownPlace)
        place =
            switch reason {
            case .groupFull: ownPlace
            case .conferenceFull: others.reduce(ownPlace) { $0 + $1.ahead }
            }
    }
}
