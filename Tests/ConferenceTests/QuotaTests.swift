import Conference
import Testing

/// Quotas by number: the one asked about is 1.
struct FreeSeatsTests {
    private let full = Quota(reserved: 0, ceiling: 2, taken: 2, waiting: 3)
    private let open = Quota(reserved: 0, ceiling: 2, taken: 1, waiting: 1)

    private func one(_ quota: Int64, arrival: Int64 = .max) -> Party { Party(arrival: arrival, people: [quota: 1]) }

    @Test(arguments: [
        // taken, reserved, ceiling, pool, somebody of another group with room waits
        (0, 0, 2, 1, false, true),
        (0, 0, 2, 0, false, false),
        (0, 1, 2, 0, false, true),
        (1, 1, 2, 0, false, false),
        (1, 1, 2, 1, false, true),
        (2, 1, 2, 9, false, false),
        (0, 0, 2, 1, true, false),
        (0, 0, 0, 9, false, false),
    ])
    func `a newcomer gets a guaranteed seat, or one from the pool below the ceiling, if nobody waits for it`(
        taken: Int, reserved: Int, ceiling: Int, pool: Int, othersWait: Bool, isAdmitted: Bool
    ) {
        let quota = Quota(reserved: reserved, ceiling: ceiling, taken: taken)
        let free = FreeSeats(quotas: [1: quota, 2: full, 3: open], pool: pool)
        let line = [one(2, arrival: 1)] + (othersWait ? [one(3, arrival: 2)] : [])
        #expect(free.admit(one(1), before: line) == isAdmitted)
    }

    @Test(arguments: [(0, true), (1, false)])
    func `a guaranteed seat is given past the lines of others, but not past the group's own`(
        waiting: Int, isAdmitted: Bool
    ) {
        let quota = Quota(reserved: 2, ceiling: 3, taken: 1, waiting: waiting)
        let free = FreeSeats(quotas: [1: quota, 2: open], pool: 0)
        #expect(
            free.admit(one(1), before: [one(2, arrival: 1)] + (waiting == 1 ? [one(1, arrival: 2)] : [])) == isAdmitted)
    }

    @Test func `a newcomer takes a seat that the party in line is too large for, and none that it could use`() {
        let free = FreeSeats(quotas: [1: Quota(reserved: 0, ceiling: 5), 2: Quota(reserved: 0, ceiling: 5)], pool: 2)
        #expect(free.admit(one(1), before: [Party(arrival: 1, people: [2: 3])]))
        #expect(!free.admit(one(1), before: [Party(arrival: 1, people: [2: 2])]))
    }

    @Test func `the earliest for whom there is room is next`() {
        let guaranteed = Quota(reserved: 2, ceiling: 2, taken: 1, waiting: 1)
        let quotas = [1: full, 2: guaranteed, 3: open] as [Int64: Quota]
        let line = [one(1, arrival: 1), one(3, arrival: 2), one(2, arrival: 3)]
        #expect(FreeSeats(quotas: quotas, pool: 1).next(in: line)?.arrival == 2)
        #expect(FreeSeats(quotas: quotas, pool: 0).next(in: line)?.arrival == 3)
        #expect(FreeSeats(quotas: [1: full], pool: 10).next(in: [one(1, arrival: 1)]) == nil)
    }

    @Test(arguments: [
        // Reserved 2 of ceiling 4 with 1 taken: two from the guarantee and the pool, three with two from the pool.
        (1, 0, true), (2, 0, false), (2, 1, true), (3, 1, false), (3, 2, true), (4, 9, false),
    ])
    func `a party is seated whole or not at all`(size: Int, pool: Int, fits: Bool) {
        let free = FreeSeats(quotas: [1: Quota(reserved: 2, ceiling: 4, taken: 1)], pool: pool)
        #expect(free.fit(Party(arrival: 1, people: [1: size])) == fits)
    }

    @Test func `a party of several groups needs room in each`() {
        let party = Party(arrival: 1, people: [1: 1, 2: 2])
        let roomy = Quota(reserved: 0, ceiling: 9)
        let narrow = Quota(reserved: 0, ceiling: 1)
        #expect(FreeSeats(quotas: [1: roomy, 2: roomy], pool: 3).fit(party))
        #expect(!FreeSeats(quotas: [1: roomy, 2: roomy], pool: 2).fit(party))
        #expect(!FreeSeats(quotas: [1: roomy, 2: narrow], pool: 9).fit(party))
        #expect(!FreeSeats(quotas: [1: roomy], pool: 9).fit(party))
    }

    @Test func `a party too large for what is free is passed by, and has its turn when enough is free at once`() {
        let line = [Party(arrival: 1, people: [1: 3]), one(1, arrival: 2)]
        let quota = Quota(reserved: 0, ceiling: 9, taken: 2, waiting: 4)
        #expect(FreeSeats(quotas: [1: quota], pool: 2).next(in: line)?.arrival == 2)
        #expect(FreeSeats(quotas: [1: quota], pool: 3).next(in: line)?.arrival == 1)
    }

    @Test func `what is taken is no longer free`() {
        var free = FreeSeats(quotas: [1: Quota(reserved: 1, ceiling: 5)], pool: 2)
        free.take(Party(arrival: 1, people: [1: 2]))
        #expect(free == FreeSeats(quotas: [1: Quota(reserved: 1, ceiling: 5, taken: 2)], pool: 1))
    }
}

struct PlaceInLineTests {
    private let own = Quota(reserved: 0, ceiling: 5, taken: 3, waiting: 4)

    private func place(_ ownPlace: Int, behind others: PlaceInLine.Earlier...) -> PlaceInLine {
        PlaceInLine(quota: own, ownPlace: ownPlace, others: others)
    }

    @Test func `a group sends no more people ahead than it may still have`() {
        let almostFull = PlaceInLine.Earlier(quota: Quota(reserved: 0, ceiling: 5, taken: 4, waiting: 9), people: 9)
        let full = PlaceInLine.Earlier(quota: Quota(reserved: 0, ceiling: 5, taken: 5, waiting: 7), people: 7)
        let open = PlaceInLine.Earlier(quota: Quota(reserved: 0, ceiling: 9, taken: 1, waiting: 3), people: 2)
        #expect(place(1, behind: almostFull, full, open) == PlaceInLine(place: 4, reason: .conferenceFull))
        #expect(place(2, behind: almostFull) == PlaceInLine(place: 3, reason: .conferenceFull))
    }

    @Test func `behind as many of the own group as it may still have, the place is in the group's own line`() {
        let open = PlaceInLine.Earlier(quota: Quota(reserved: 0, ceiling: 9, taken: 1, waiting: 3), people: 2)
        #expect(place(3, behind: open) == PlaceInLine(place: 3, reason: .groupFull))
    }

    @Test func `parties before somebody are told of, not counted`() {
        let told = PlaceInLine(quota: own, ownPlace: 2, others: [], partiesBefore: 1)
        #expect(told == PlaceInLine(place: 2, reason: .conferenceFull, partiesBefore: 1))
    }

    @Test(arguments: [(2, WaitReason.conferenceFull), (3, .groupFull)])
    func `a party stands behind all who came before it, and waits for its group when it is too large for it`(
        size: Int, reason: WaitReason
    ) {
        let place = PlaceInLine(
            party: Party(arrival: 7, people: [1: size]), quotas: [1: own],
            earlier: [PlaceInLine.Earlier(quota: own, people: 1)], partiesBefore: 1)
        #expect(place == PlaceInLine(place: 3, reason: reason, partySize: size, partiesBefore: 1))
    }
}

struct QuotaChangeTests {
    let quota = Quota(reserved: 5, ceiling: 10, taken: 7)

    @Test(arguments: [(7, 10), (5, 7), (0, 10), (9, 12)])
    func `a change within the rules is made`(reserved: Int, ceiling: Int) throws {
        let changed = try quota.changed(reserved: reserved, ceiling: ceiling, pool: 2)
        #expect(changed == Quota(reserved: reserved, ceiling: ceiling, taken: 7))
    }

    @Test(arguments: [
        (11, 10, QuotaProblem.reservedAboveCeiling),
        (5, 6, .ceilingBelowTaken(taken: 7)),
        (10, 10, .beyondCapacity(free: 2)),
        (-1, 10, .outOfRange(limit: Quota.highestSetting)),
        (0, .max, .outOfRange(limit: Quota.highestSetting)),
    ])
    func `a change against the rules says which one`(reserved: Int, ceiling: Int, problem: QuotaProblem) {
        #expect(throws: problem) { try quota.changed(reserved: reserved, ceiling: ceiling, pool: 2) }
    }

    @Test(arguments: [(10, 5), (3, 3), (0, 0), (-2, 0)])
    func `left counts the guaranteed seats and the pool, up to the ceiling`(pool: Int, left: Int) {
        let quota = Quota(reserved: 8, ceiling: 12, taken: 7)
        #expect(quota.left(pool: pool) == min(5, 1 + max(0, pool)))
        #expect(Quota(reserved: 0, ceiling: 5, taken: 0).left(pool: pool) == left)
    }
}
