import Conference
import Testing

struct AdmissionTests {
    @Test(arguments: [
        // taken, reserved, ceiling, pool, another group with room waits
        (0, 0, 2, 1, false, Admission.seat),
        (0, 0, 2, 0, false, .wait(.conferenceFull)),
        (0, 1, 2, 0, false, .seat),
        (1, 1, 2, 0, false, .wait(.conferenceFull)),
        (1, 1, 2, 1, false, .seat),
        (2, 1, 2, 9, false, .wait(.groupFull)),
        (0, 0, 2, 1, true, .wait(.conferenceFull)),
        (0, 0, 0, 9, false, .wait(.groupFull)),
    ])
    func `a newcomer gets a guaranteed seat, or one from the pool below the ceiling, if nobody waits for it`(
        taken: Int, reserved: Int, ceiling: Int, pool: Int, othersWait: Bool, expected: Admission
    ) {
        let quota = Quota(reserved: reserved, ceiling: ceiling, taken: taken)
        let full = Quota(reserved: 0, ceiling: 2, taken: 2, waiting: 3)
        let open = Quota(reserved: 0, ceiling: 2, taken: 1, waiting: 1)
        #expect(Admission.decide(quota: quota, pool: pool, lines: othersWait ? [full, open] : [full]) == expected)
    }

    @Test(arguments: [(0, Admission.seat), (1, .wait(.conferenceFull))])
    func `a guaranteed seat is given past the lines of others, but not past the group's own`(
        waiting: Int, expected: Admission
    ) {
        let quota = Quota(reserved: 2, ceiling: 3, taken: 1, waiting: waiting)
        let other = Quota(reserved: 0, ceiling: 2, taken: 1, waiting: 1)
        #expect(Admission.decide(quota: quota, pool: 0, lines: [other]) == expected)
    }

    @Test func `whoever comes behind a line that uses up the ceiling waits for the group`() {
        let quota = Quota(reserved: 0, ceiling: 3, taken: 1, waiting: 2)
        #expect(Admission.decide(quota: quota, pool: 0, lines: [quota]) == .wait(.groupFull))
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
}

struct FirstInLineTests {
    let full = Quota(reserved: 0, ceiling: 1, taken: 1, waiting: 1)
    let guaranteed = Quota(reserved: 2, ceiling: 2, taken: 1, waiting: 1)
    let open = Quota(reserved: 0, ceiling: 5, taken: 1, waiting: 1)

    @Test func `the earliest whose group has room is next`() {
        let lines = [
            FirstInLine(quota: full, arrival: 1), FirstInLine(quota: open, arrival: 3),
            FirstInLine(quota: guaranteed, arrival: 2),
        ]
        #expect(FirstInLine.next(among: lines, pool: 1)?.arrival == 2)
    }

    @Test func `without a pool only a guaranteed seat is given`() {
        let lines = [FirstInLine(quota: open, arrival: 1), FirstInLine(quota: guaranteed, arrival: 2)]
        #expect(FirstInLine.next(among: lines, pool: 0)?.arrival == 2)
    }

    @Test func `nobody is next when every group is full`() {
        #expect(FirstInLine.next(among: [FirstInLine(quota: full, arrival: 1)], pool: 10) == nil)
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
