/// People who get their seats at once or not at all: somebody who came alone, or those of a delegation that keeps
/// together.
package struct Party: Sendable, Equatable {
    /// Place in the order of arrival over the whole conference, of the first of them; lower came earlier.
    package let arrival: Int64
    /// How many of which quota, by the quota's number.
    package let people: [Int64: Int]

    package init(arrival: Int64, people: [Int64: Int]) {
        self.arrival = arrival
        self.people = people.filter { $0.value > 0 }
    }

    package var size: Int { people.values.reduce(0, +) }
}

/// What there is to give, and to whom: the rules of seats, in one place.
///
/// A freed seat goes to the earliest party that can take it. A party too large for what is free is passed by, for no
/// seat stays empty that somebody who waits could take; it keeps its place, and has its turn when enough is free at once.
package struct FreeSeats: Sendable, Equatable {
    /// At least the quotas of all who are asked about.
    package private(set) var quotas: [Int64: Quota]
    /// Seats no group holds: the capacity less every group's `committed`.
    package private(set) var pool: Int

    package init(quotas: [Int64: Quota], pool: Int) {
        self.quotas = quotas
        self.pool = pool
    }

    /// Whether all of them can be seated.
    package func fit(_ party: Party) -> Bool {
        let isBelowCeilings = party.people.allSatisfy { id, count in
            quotas[id].map { $0.taken + count <= $0.ceiling } ?? false
        }
        return isBelowCeilings && fromPool(party) <= max(0, pool)
    }

    /// Who gets seats next of those who wait; nil when nobody of them can be seated.
    package func next(in line: [Party]) -> Party? {
        line.filter(fit).min { $0.arrival < $1.arrival }
    }

    /// Whether newcomers are seated: their seats are free, and nobody who waits could take one of them.
    ///
    /// A guaranteed seat is open to the group's own line only, a seat from the pool to everybody.
    ///
    /// - Parameter line: Those who wait. Asked for only when there are seats to give.
    package func admit(_ newcomers: Party, before line: @autoclosure () throws -> [Party]) rethrows -> Bool {
        guard fit(newcomers) else { return false }
        let takesFromPool = fromPool(newcomers) > 0
        return try !line().contains { party in
            fit(party) && (takesFromPool || party.people.keys.contains { newcomers.people[$0] != nil })
        }
    }

    /// Without room for any one person in line there is none for a party, and the line need not be read.
    package var haveRoomForSomebodyInLine: Bool {
        quotas.values.contains { $0.waiting > 0 && $0.hasRoom(pool: pool) }
    }

    package mutating func take(_ party: Party) {
        pool -= fromPool(party)
        for (id, count) in party.people { quotas[id]?.taken += count }
    }

    /// One seat of a group is given back.
    package mutating func giveBack(of quota: Int64) {
        guard let held = quotas[quota] else { return }
        quotas[quota]?.taken -= 1
        pool += held.committed - (quotas[quota]?.committed ?? 0)
    }

    private func fromPool(_ party: Party) -> Int {
        party.people.reduce(0) { sum, entry in
            guard let quota = quotas[entry.key] else { return sum }
            return sum + max(quota.reserved, quota.taken + entry.value) - quota.committed
        }
    }
}
