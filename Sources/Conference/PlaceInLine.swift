/// Where somebody stands who waits.
///
/// What it promises to one who waits alone depends on the reason, and holds as long as nobody leaves the line, no quota
/// is changed and no party that came before them is seated:
///
/// - `conferenceFull`: of the seats that come free for all, one at a time, the one numbered `place` is theirs.
/// - `groupFull`: `place` counts the line of the group alone. The one of the group who is seated as number `place` from
///   now on is theirs; seats that come free for all do not suffice, for the ceiling is reached before.
///
/// A seat that comes free within a guarantee goes to that group's own line and shortens the wait of no other.
///
/// To those who keep together nothing can be promised: their turn comes when enough seats are free at once.
package struct PlaceInLine: Sendable, Equatable {
    /// 1 is next.
    package let place: Int
    package let reason: WaitReason
    /// How many want their seats at once, this one among them; 1 for those who wait alone.
    package let partySize: Int
    /// Parties that came before and keep together. They are seated first only when enough comes free at once for them,
    /// and so are not counted in `place`.
    package let partiesBefore: Int

    package init(place: Int, reason: WaitReason, partySize: Int = 1, partiesBefore: Int = 0) {
        self.place = place
        self.reason = reason
        self.partySize = partySize
        self.partiesBefore = partiesBefore
    }

    /// The part of a group's line that came before somebody, of those who wait alone.
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

    /// Works out the place of one who waits alone, between two events, when nobody waits beside a seat that is free for
    /// them. Thus no group in whose line somebody waits alone has a guaranteed seat left, and every seat ahead comes from
    /// the pool.
    ///
    /// - Parameters:
    ///   - quota: The group of the one who waits.
    ///   - ownPlace: Their place in the group's own line; 1 is its first.
    ///   - others: Those who came earlier and wait in other groups.
    package init(quota: Quota, ownPlace: Int, others: [Earlier], partiesBefore: Int = 0) {
        let reason = quota.waitReason(ownPlace: ownPlace)
        let place =
            switch reason {
            case .groupFull: ownPlace
            case .conferenceFull: others.reduce(ownPlace) { $0 + $1.ahead }
            }
        self.init(place: place, reason: reason, partiesBefore: partiesBefore)
    }

    /// Works out the place of a party: after all who can be seated before it.
    ///
    /// - Parameters:
    ///   - quotas: The groups of its people.
    ///   - earlier: Those who came earlier and wait alone, in any group.
    package init(party: Party, quotas: [Int64: Quota], earlier: [Earlier], partiesBefore: Int) {
        let isTooLarge = party.people.contains { id, count in
            quotas[id].map { $0.waitReason(ownPlace: count) } == .groupFull
        }
        self.init(
            place: earlier.reduce(1 + partiesBefore) { $0 + $1.ahead },
            reason: isTooLarge ? .groupFull : .conferenceFull, partySize: party.size, partiesBefore: partiesBefore)
    }
}
