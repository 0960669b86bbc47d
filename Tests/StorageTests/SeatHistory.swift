import Conference
import Fixtures

/// What can happen to seats. Groups are numbers, people the numbers of their arrival.
enum SeatEvent: Sendable {
    case register(group: Int)
    case cancel(person: Int)
    case changeQuota(group: Int, reserved: Int, ceiling: Int)
}

/// The whole conference as it stands between two events.
struct SeatPlan: Equatable, Sendable {
    struct Person: Equatable, Sendable {
        let group: Int
        var state: RegistrationState
    }

    private(set) var capacity: Int
    var committed: Int
    var quotas: [Quota]
    /// In order of arrival.
    var people: [Person] = []

    /// An empty conference of random size whose guarantees fit.
    init(random: inout SplitMix) {
        capacity = Int.random(in: 2...14, using: &random)
        var free = capacity
        quotas = (0..<4).map { _ in
            let reserved = Int.random(in: 0...min(3, free), using: &random)
            free -= reserved
            return Quota(reserved: reserved, ceiling: reserved + Int.random(in: 0...4, using: &random))
        }
        committed = quotas.reduce(0) { $0 + $1.reserved }
    }

    init(capacity: Int, committed: Int, quotas: [Quota], people: [Person]) {
        self.capacity = capacity
        self.committed = committed
        self.quotas = quotas
        self.people = people
    }

    func randomEvent(using random: inout SplitMix) -> SeatEvent {
        let group = Int.random(in: quotas.indices, using: &random)
        let living = people.indices.filter { people[$0].state != .cancelled }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<3:
            return .changeQuota(
                group: group, reserved: Int.random(in: 0...5, using: &random),
                ceiling: Int.random(in: 0...8, using: &random))
        case 3..<10:
            guard let person = living.randomElement(using: &random) else { fallthrough }
            return .cancel(person: person)
        default:
            return .register(group: group)
        }
    }
}

/// The rules of `Conference`, played on values in memory.
extension SeatPlan {
    private var pool: Int { capacity - quotas.reduce(0) { $0 + $1.committed } }

    mutating func apply(_ event: SeatEvent) {
        switch event {
        case .register(let group): register(group)
        case .cancel(let person): cancel(person)
        case .changeQuota(let group, let reserved, let ceiling):
            // A change that the rules forbid changes nothing, in the store as here.
            guard let changed = try? quotas[group].changed(reserved: reserved, ceiling: ceiling, pool: pool) else {
                return
            }
            quotas[group] = changed
            seatThoseWhoWait()
        }
        committed = capacity - pool
    }

    /// Nil unless the person waits.
    func place(of person: Int) -> PlaceInLine? {
        guard people[person].state == .waiting else { return nil }
        let group = people[person].group
        var lines = quotas.map { _ in 0 }
        for earlier in people[...person] where earlier.state == .waiting { lines[earlier.group] += 1 }
        return PlaceInLine(
            quota: quotas[group], ownPlace: lines[group],
            others: quotas.indices.filter { $0 != group }.map { .init(quota: quotas[$0], people: lines[$0]) })
    }

    /// One more seat is free for all.
    mutating func addSeat() {
        capacity += 1
        seatThoseWhoWait()
    }

    /// The group may have one more, and one more seat is free for all.
    mutating func addSeat(raisingCeilingOf group: Int) {
        quotas[group].ceiling += 1
        addSeat()
    }

    private mutating func register(_ group: Int) {
        let quota = quotas[group]
        let admission = Admission.decide(quota: quota, pool: pool, lines: quotas.filter { $0.waiting > 0 })
        people.append(Person(group: group, state: .waiting))
        quotas[group].waiting += 1
        if admission == .seat { seat(people.count - 1) }
    }

    private mutating func cancel(_ person: Int) {
        let group = people[person].group
        if people[person].state == .confirmed { quotas[group].taken -= 1 } else { quotas[group].waiting -= 1 }
        people[person].state = .cancelled
        seatThoseWhoWait()
    }

    private mutating func seatThoseWhoWait() {
        while true {
            let lines = quotas.indices.compactMap { group in
                people.firstIndex { $0.group == group && $0.state == .waiting }
                    .map { FirstInLine(quota: quotas[group], arrival: Int64($0)) }
            }
            guard let next = FirstInLine.next(among: lines, pool: pool) else { return }
            seat(Int(next.arrival))
        }
    }

    private mutating func seat(_ person: Int) {
        people[person].state = .confirmed
        quotas[people[person].group].waiting -= 1
        quotas[people[person].group].taken += 1
    }
}

extension SeatPlan {
    /// What must never be, and is, however it came about.
    var faults: [String] {
        let recount = Recount(self)
        return recount.miscounts + recount.overruns + recount.waitersBesideSeats
    }

    /// What must never be, and is.
    ///
    /// - Parameter before: One event ago, or any number of sign-ups ago. After several events of other kinds it cannot
    ///   be told any more who was seated by which seat.
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
        self.plan = plan
        self.taken = taken
        self.waiting = waiting
        promised = zip(plan.quotas, taken).reduce(0) { $0 + max($1.0.reserved, $1.1) }
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

    var waitersBesideSeats: [String] {
        plan.quotas.indices.filter { waiting[$0] > 0 && isFree(for: $0, given: 0) }
            .map { "somebody of group \($0) waits beside a seat that is free for them" }
    }

    /// Whether the group could have one more, were `given` seats put back into the pool.
    private func isFree(for group: Int, given: Int) -> Bool {
        let quota = plan.quotas[group]
        return taken[group] < quota.ceiling
            && (taken[group] < quota.reserved || promised - given < plan.capacity)
    }

    func overtakings(since before: SeatPlan) -> [String] {
        let people = plan.people
        let seated = people.indices.filter { index in
            people[index].state == .confirmed
                && (index >= before.people.count || before.people[index].state != .confirmed)
        }
        return seated.flatMap { later in
            let group = people[later].group
            // A guaranteed seat is open to its own group only.
            let isFromPool = taken[group] > plan.quotas[group].reserved
            return people.indices.prefix(later).filter { earlier in
                people[earlier].state == .waiting
                    && (people[earlier].group == group
                        || isFromPool && isFree(for: people[earlier].group, given: 1))
            }.map { "person \(later) of group \(group) has overtaken person \($0) of group \(people[$0].group)" }
        }
    }
}
