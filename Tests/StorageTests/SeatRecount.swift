import Conference

extension SeatPlan {
    /// What must never be, and is, however it came about.
    var faults: [String] {
        let recount = Recount(self)
        return recount.miscounts + recount.overruns + recount.waitersBesideSeats + recount.brokenOffers
    }

    /// What must never be, and is.
    ///
    /// - Parameter before: One event ago, when nothing was due; or any number of sign-ups ago. After several events of
    ///   other kinds it cannot be told any more who got which seat.
    func faults(since before: SeatPlan) -> [String] {
        faults + Recount(self).overtakings(since: before)
    }
}

/// Judges a plan by its people alone, without the rules under test.
private struct Recount {
    let plan: SeatPlan
    let taken: [Int]
    let waiting: [Int]
    /// Seats that are taken or kept for a group.
    let promised: Int

    init(_ plan: SeatPlan) {
        var taken = plan.quotas.map { _ in 0 }
        var waiting = taken
        for person in plan.people {
            switch person.state {
            case .confirmed, .offered: taken[person.group] += 1
            case .waiting: waiting[person.group] += 1
            case .cancelled: break
            }
        }
        for hold in plan.holds { taken[hold.group] += hold.seats }
        self.plan = plan
        self.taken = taken
        self.waiting = waiting
        promised = Self.promised(plan, taken)
    }

    private static func promised(_ plan: SeatPlan, _ taken: [Int]) -> Int {
        zip(plan.quotas, taken).reduce(0) { $0 + max($1.0.reserved, $1.1) }
    }

    var miscounts: [String] {
        var faults: [String] = []
        for (group, quota) in plan.quotas.enumerated() {
            if quota.taken != taken[group] {
                faults.append("group \(group) counts \(quota.taken) seats, but has \(taken[group])")
            }
            if quota.waiting != waiting[group] {
                faults.append("group \(group) counts \(quota.waiting) in line, but has \(waiting[group])")
            }
        }
        if plan.committed != promised {
            faults.append("\(plan.committed) seats are counted as committed, but \(promised) are")
        }
        return faults
    }

    var overruns: [String] {
        var faults: [String] = []
        let seated = taken.reduce(0, +)
        if seated > plan.capacity { faults.append("\(seated) people have one of \(plan.capacity) seats") }
        if promised > plan.capacity { faults.append("\(promised) of \(plan.capacity) seats are taken or promised") }
        for (group, quota) in plan.quotas.enumerated() where taken[group] > quota.ceiling {
            faults.append("group \(group) has more seats than its ceiling of \(quota.ceiling)")
        }
        return faults
    }

    /// Somebody is offered a seat if and only if an offer to them stands.
    var brokenOffers: [String] {
        plan.people.indices.filter { (plan.people[$0].state == .offered) != (plan.people[$0].offerEndsAt != nil) }
            .map {
                "person \($0) is \(plan.people[$0].state), with an offer until \(plan.people[$0].offerEndsAt ?? -1)"
            }
    }

    var waitersBesideSeats: [String] {
        companies.filter { isFree(for: $0) }.map { "\($0) wait beside seats that are free for them" }
    }

    /// Those who wait, by whom they must be seated with.
    private var companies: [[Int]] {
        let people = plan.people.indices.filter { plan.people[$0].state == .waiting }
        let keepsTogether = { (person: Int) in
            plan.people[person].delegation.flatMap { plan.delegations[$0] ? $0 : nil }
        }
        let parties = Dictionary(grouping: people.filter { keepsTogether($0) != nil }) { keepsTogether($0) }
        return parties.values.map { $0 } + people.filter { keepsTogether($0) == nil }.map { [$0] }
    }

    /// Whether all these people could be seated, were the seats of `others` given back.
    private func isFree(for people: [Int], instead others: [Int] = []) -> Bool {
        var wanted = taken
        for person in others { wanted[plan.people[person].group] -= 1 }
        let before = Self.promised(plan, wanted)
        for person in people { wanted[plan.people[person].group] += 1 }
        let after = Self.promised(plan, wanted)
        let areBelowCeilings = people.allSatisfy {
            wanted[plan.people[$0].group] <= plan.quotas[plan.people[$0].group].ceiling
        }
        return areBelowCeilings && (after == before || after <= plan.capacity)
    }

    func overtakings(since before: SeatPlan) -> [String] {
        let people = plan.people
        let hasSeat = { (state: RegistrationState) in state == .confirmed || state == .offered }
        let seated = people.indices.filter { index in
            hasSeat(people[index].state)
                && (index >= before.people.count || !hasSeat(before.people[index].state))
        }
        return seated.flatMap { later in
            companies.filter { $0[0] < later && isFree(for: $0, instead: [later]) }
                .map { "person \(later) has overtaken \($0)" }
        }
    }
}
