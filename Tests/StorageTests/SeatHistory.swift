import Conference
import Fixtures
import Foundation
import Storage

/// What can happen to seats. Groups are numbers, people the numbers of their arrival, times seconds after `noon`.
enum SeatEvent: Sendable {
    case register(group: Int)
    /// A delegation, by the groups of its people.
    case registerTogether(groups: [Int])
    case registerDelegation(groups: [Int])
    case cancel(person: Int)
    case accept(person: Int)
    case decline(person: Int)
    case acceptAll(delegation: Int)
    /// To somebody who comes last, if the person has a seat.
    case handOver(person: Int)
    /// By an organiser, as people's answers are changed.
    case move(person: Int, group: Int)
    case moveMany(people: [Int], group: Int)
    /// The last move of many, if it has not been undone.
    case undoMove
    case changeQuota(group: Int, reserved: Int, ceiling: Int, release: Release?)
    /// What a kommun does by its link, and what it is granted.
    case registerByKommun(group: Int, count: Int)
    case cancelByKommun(person: Int)
    /// For somebody who comes last, if the person has a seat.
    case swap(person: Int)
    case giveBack(group: Int, seats: Int, reserved: Int)
    case lowerCeiling(group: Int, to: Int)
    case grant(group: Int, seats: Int, isGuaranteed: Bool)
    case hold(group: Int, seats: Int, endsAt: Int)
    /// The clock is set, forwards or back, and nobody notices.
    case setClock(Int)
    /// What is due is carried out.
    case advance

    /// When a group's unused reserved seats go back to the pool.
    enum Release: Sendable {
        case withConference
        case own(Int)
    }

    /// A seat that is handed over passes those who wait by, on purpose.
    var passesByTheLine: Bool {
        switch self {
        case .handOver, .swap: true
        default: false
        }
    }
}

/// The whole conference as it stands between two events.
struct SeatPlan: Equatable, Sendable {
    struct Person: Equatable, Sendable {
        var group: Int
        var state: RegistrationState
        /// The delegation's number.
        var delegation: Int?
        /// Of an offer that stands.
        var offerEndsAt: Int?
    }

    struct Hold: Equatable, Sendable {
        let group: Int
        let seats: Int
        let endsAt: Int
    }

    /// What the organisers have decided.
    struct Terms: Equatable, Sendable {
        var offerSeconds: Int
        /// Nil for never.
        var releasesAt: Int?
    }

    private(set) var capacity: Int
    let terms: Terms
    var committed: Int
    var quotas: [Quota]
    /// In order of arrival.
    var people: [Person] = []
    /// Whether they keep together, in order of arrival.
    var delegations: [Bool] = []
    var holds: [Hold] = []
    /// By group: a time of its own, and whether it has been released.
    var ownReleases: [Int?] = []
    var released: [Bool] = []
    var isReleased = false
    var now = 0
    /// Who was moved last with many others, and what they had before.
    var moved: [Moved] = []

    struct Moved: Equatable, Sendable {
        let person: Int
        let from: Int
        let to: Int
        let state: RegistrationState
    }

    /// An empty conference of random size whose guarantees fit.
    init(random: inout SplitMix) {
        capacity = Int.random(in: 2...14, using: &random)
        terms = Terms(
            offerSeconds: [600, 3600, 86_400].randomElement(using: &random)!,  // one of three
            releasesAt: Bool.random(using: &random) ? Int.random(in: 3600...60_000, using: &random) : nil)
        var free = capacity
        quotas = (0..<4).map { _ in
            let reserved = Int.random(in: 0...min(3, free), using: &random)
            free -= reserved
            return Quota(reserved: reserved, ceiling: reserved + Int.random(in: 0...4, using: &random))
        }
        committed = quotas.reduce(0) { $0 + $1.reserved }
        ownReleases = quotas.map { _ in nil }
        released = quotas.map { _ in false }
    }

    init(
        capacity: Int, terms: Terms = Terms(offerSeconds: 86_400), committed: Int, quotas: [Quota], people: [Person],
        delegations: [Bool] = [], holds: [Hold] = [], ownReleases: [Int?] = [], released: [Bool] = [],
        isReleased: Bool = false, now: Int = 0, moved: [Moved] = []
    ) {
        self.capacity = capacity
        self.terms = terms
        self.committed = committed
        self.quotas = quotas
        self.people = people
        self.delegations = delegations
        self.holds = holds
        self.ownReleases = ownReleases
        self.released = released
        self.isReleased = isReleased
        self.now = now
        self.moved = moved
    }

    var facts: ConferenceFacts {
        .trial(
            capacity: capacity, offerSeconds: Int64(terms.offerSeconds),
            releasesAt: terms.releasesAt.map { noon.addingTimeInterval(TimeInterval($0)) })
    }

    var date: Date { noon.addingTimeInterval(TimeInterval(now)) }

    func randomEvent(using random: inout SplitMix) -> SeatEvent {
        let group = Int.random(in: quotas.indices, using: &random)
        let living = people.indices.filter { people[$0].state != .cancelled }
        let offered = people.indices.filter { people[$0].state == .offered }
        let groups = { (random: inout SplitMix) in
            // Most delegations are of one group.
            (0..<Int.random(in: 2...4, using: &random)).map { _ in
                Bool.random(using: &random) ? group : Int.random(in: 0..<4, using: &random)
            }
        }
        // All but the third group are kommuner.
        let kommun = [0, 1, 3].randomElement(using: &random)!  // one of three
        let ofKommun = living.filter { people[$0].group != 2 }.randomElement(using: &random)
        switch Int.random(in: 0..<58, using: &random) {
        case 0..<4:
            return .changeQuota(
                group: group, reserved: Int.random(in: 0...5, using: &random),
                ceiling: Int.random(in: 0...8, using: &random),
                release: [nil, .withConference, .own(now + Int.random(in: 60...7200, using: &random))]
                    .randomElement(using: &random)!)  // one of three
        case 4..<14:
            guard let person = living.randomElement(using: &random) else { return .register(group: group) }
            return .cancel(person: person)
        case 14..<21:
            // Now and then somebody answers who was not asked.
            guard let person = (offered + living.prefix(1)).randomElement(using: &random) else {
                return .register(group: group)
            }
            return Bool.random(using: &random) ? .accept(person: person) : .decline(person: person)
        case 21:
            guard let delegation = delegations.indices.randomElement(using: &random) else {
                return .register(group: group)
            }
            return .acceptAll(delegation: delegation)
        case 22..<24: return .registerTogether(groups: groups(&random))
        case 24: return .registerDelegation(groups: groups(&random))
        case 25:
            return .hold(group: group, seats: Int.random(in: 1...3, using: &random), endsAt: now + 900)
        case 26..<30:
            return .setClock(max(0, min(90_000, now + Int.random(in: -1800...2400, using: &random))))
        case 30..<32: return .advance
        case 32..<34:
            guard let person = living.randomElement(using: &random) else { return .register(group: group) }
            return .handOver(person: person)
        case 34..<37:
            guard let person = living.randomElement(using: &random) else { return .register(group: group) }
            return .move(person: person, group: group)
        case 37..<39:
            // Now and then somebody who has cancelled is among them.
            let some = people.indices.filter { _ in Int.random(in: 0..<6, using: &random) == 0 }
            return some.isEmpty ? .register(group: group) : .moveMany(people: some, group: group)
        case 39: return .undoMove
        case 46..<48: return .registerByKommun(group: kommun, count: Int.random(in: 1...3, using: &random))
        case 48..<50: return ofKommun.map { .cancelByKommun(person: $0) } ?? .register(group: group)
        case 50..<52: return ofKommun.map { .swap(person: $0) } ?? .register(group: group)
        case 52..<54:
            return .giveBack(
                group: kommun, seats: Int.random(in: 0...2, using: &random),
                reserved: quotas[kommun].reserved + (Int.random(in: 0..<8, using: &random) == 0 ? 1 : 0))
        case 54:
            return .lowerCeiling(group: kommun, to: quotas[kommun].ceiling - Int.random(in: -1...2, using: &random))
        case 55..<58:
            return .grant(
                group: kommun, seats: Int.random(in: 1...3, using: &random),
                isGuaranteed: Bool.random(using: &random))
        default: return .register(group: group)
        }
    }
}

/// The rules of `Conference`, played on values in memory.
extension SeatPlan {
    private var pool: Int { capacity - quotas.reduce(0) { $0 + $1.committed } }
    private var signUpIsOpen: Bool { date < facts.closesAt }

    /// Whether time alone has something to do before the next event.
    var isSomethingDue: Bool {
        people.contains { $0.offerEndsAt.map { $0 <= now } ?? false } || holds.contains { $0.endsAt <= now }
            || !isReleased && terms.releasesAt.map { $0 <= now } ?? false
            || quotas.indices.contains { !released[$0] && ownReleases[$0].map { $0 <= now } ?? false }
    }

    mutating func apply(_ event: SeatEvent) {
        if case .setClock(let time) = event {
            now = time
            return
        }
        let untouched = self
        advance()
        switch event {
        case .register(let group): if signUpIsOpen { register(group, delegation: nil) }
        case .registerDelegation(let groups):
            guard signUpIsOpen else { break }
            delegations.append(false)
            for group in groups { register(group, delegation: delegations.count - 1) }
        case .registerTogether(let groups): if signUpIsOpen { registerTogether(groups) }
        case .cancel(let person): cancel(person)
        case .accept(let person): accept(person)
        case .decline(let person): if people[person].state == .offered { cancel(person) }
        case .acceptAll(let delegation):
            for person in people.indices where people[person].delegation == delegation { accept(person) }
        case .handOver(let person):
            guard people[person].state == .confirmed, date < facts.changeStopsAt else { break }
            people.append(people[person])
            people[person].state = .cancelled
        case .move(let person, let group):
            if people[person].state == .cancelled { break }
            move([(person, group)])
        case .moveMany(let people, let group):
            let others = people.filter { self.people[$0].state != .cancelled && self.people[$0].group != group }
            if others.isEmpty { break }
            moved = others.map {
                Moved(person: $0, from: self.people[$0].group, to: group, state: self.people[$0].state)
            }
            move(others.map { ($0, group) })
        case .undoMove:
            let back = moved.filter { people[$0.person].state != .cancelled && people[$0.person].group == $0.to }
            moved = []
            move(back.map { ($0.person, $0.from) }, unasked: Set(back.filter { $0.state == .confirmed }.map(\.person)))
        case .changeQuota(let group, let reserved, let ceiling, let release):
            change(group, release, orElse: untouched) { quota, pool in
                try quota.changed(reserved: reserved, ceiling: ceiling, pool: pool)
            }
        case .registerByKommun(let group, let count):
            guard signUpIsOpen else { break }
            delegations.append(false)
            for _ in 0..<count { register(group, delegation: delegations.count - 1) }
        case .cancelByKommun(let person): cancel(person)
        case .swap(let person):
            guard people[person].state == .confirmed, date < facts.changeStopsAt else { break }
            people.append(people[person])
            people[person].state = .cancelled
        case .giveBack(let group, let seats, let reserved):
            if seats > 0, quotas[group].reserved == reserved - seats { break }
            guard quotas[group].reserved == reserved else {
                self = untouched
                return
            }
            change(group, orElse: untouched) { quota, _ in try quota.givingBack(seats) }
        case .lowerCeiling(let group, let ceiling):
            if ceiling == quotas[group].ceiling { break }
            change(group, orElse: untouched) { quota, _ in try quota.lowered(toCeiling: ceiling) }
        case .grant(let group, let seats, let isGuaranteed):
            change(group, orElse: untouched) { quota, pool in
                try quota.granted(seats, isGuaranteed: isGuaranteed, pool: pool)
            }
        case .hold(let group, let seats, let endsAt):
            let seats = min(seats, quotas[group].left(pool: pool))
            if seats > 0 {
                holds.append(Hold(group: group, seats: seats, endsAt: endsAt))
                quotas[group].taken += seats
            }
        case .setClock, .advance: break
        }
        committed = capacity - pool
    }

    /// A change that the rules forbid undoes its transaction; what is due waits for the next.
    private mutating func change(
        _ group: Int, _ release: SeatEvent.Release? = nil, orElse untouched: SeatPlan,
        _ change: (Quota, _ pool: Int) throws -> Quota
    ) {
        guard let changed = try? change(quotas[group], pool) else {
            self = untouched
            return
        }
        quotas[group] = changed
        set(release, of: group)
        handOutSeats()
    }

    /// Nil unless the person waits.
    func place(of person: Int) -> PlaceInLine? {
        guard people[person].state == .waiting else { return nil }
        let group = people[person].group
        // A party of which one is left waits as people do who came alone.
        let isOfParty = { (person: Int) in (party(of: person)?.size ?? 1) > 1 }
        let ownParty = isOfParty(person) ? party(of: person) : nil
        let arrival = ownParty.map { Int($0.arrival) } ?? person
        let before = parties.filter { $0.size > 1 && $0.arrival < arrival }.count
        var lines = quotas.map { _ in 0 }
        for earlier in people.indices.prefix(arrival + 1)
        where people[earlier].state == .waiting && !isOfParty(earlier) {
            lines[people[earlier].group] += 1
        }
        if let ownParty {
            return PlaceInLine(
                party: ownParty, quotas: numberedQuotas,
                earlier: quotas.indices.map { .init(quota: quotas[$0], people: lines[$0]) }, partiesBefore: before)
        }
        return PlaceInLine(
            quota: quotas[group], ownPlace: lines[group],
            others: quotas.indices.filter { $0 != group }.map { .init(quota: quotas[$0], people: lines[$0]) },
            partiesBefore: before)
    }

    /// One more seat is free for all.
    mutating func addSeat() {
        capacity += 1
        handOutSeats()
    }

    /// The group may have one more, and one more seat is free for all.
    mutating func addSeat(raisingCeilingOf group: Int) {
        quotas[group].ceiling += 1
        addSeat()
    }

    private mutating func advance() {
        for person in people.indices where people[person].offerEndsAt.map({ $0 <= now }) ?? false {
            giveBack(person)
        }
        for hold in holds where hold.endsAt <= now { quotas[hold.group].taken -= hold.seats }
        holds.removeAll { $0.endsAt <= now }
        release()
        handOutSeats()
    }

    private mutating func set(_ release: SeatEvent.Release?, of group: Int) {
        switch release {
        case nil: return
        case .withConference: ownReleases[group] = nil
        case .own(let time):
            if ownReleases[group] != time { released[group] = false }
            ownReleases[group] = time
        }
        self.release()
    }

    private mutating func release() {
        if let releasesAt = terms.releasesAt, releasesAt <= now { isReleased = true }
        for group in quotas.indices where !released[group] {
            guard ownReleases[group].map({ $0 <= now }) ?? isReleased else { continue }
            released[group] = true
            quotas[group].reserved = 0
        }
    }

    private mutating func register(_ group: Int, delegation: Int?) {
        let newcomer = Party(arrival: .max, people: [Int64(group): 1])
        add(group, delegation, isSeated: free.admit(newcomer, before: line))
    }

    private mutating func registerTogether(_ groups: [Int]) {
        let party = Party(arrival: .max, people: Dictionary(groups.map { (Int64($0), 1) }, uniquingKeysWith: +))
        let areSeated = free.admit(party, before: line)
        delegations.append(true)
        for group in groups { add(group, delegations.count - 1, isSeated: areSeated) }
    }

    private mutating func add(_ group: Int, _ delegation: Int?, isSeated: Bool) {
        people.append(Person(group: group, state: isSeated ? .confirmed : .waiting, delegation: delegation))
        if isSeated { quotas[group].taken += 1 } else { quotas[group].waiting += 1 }
    }

    private mutating func cancel(_ person: Int) {
        guard people[person].state != .cancelled else { return }
        giveBack(person)
        handOutSeats()
    }

    private mutating func giveBack(_ person: Int) {
        let group = people[person].group
        if people[person].state == .waiting { quotas[group].waiting -= 1 } else { quotas[group].taken -= 1 }
        people[person].state = .cancelled
        people[person].offerEndsAt = nil
    }

    /// A seat goes along where it can.
    private mutating func move(_ moves: [(person: Int, group: Int)], unasked: Set<Int> = []) {
        for (person, group) in moves where people[person].group != group {
            let old = people[person].group
            people[person].group = group
            guard people[person].state.hasSeat else {
                quotas[old].waiting -= 1
                quotas[group].waiting += 1
                continue
            }
            quotas[old].taken -= 1
            if free.fit(Party(arrival: Int64(person), people: [Int64(group): 1])) {
                quotas[group].taken += 1
            } else {
                people[person].state = .waiting
                people[person].offerEndsAt = nil
                quotas[group].waiting += 1
            }
        }
        handOutSeats(unasked: unasked)
    }

    private mutating func accept(_ person: Int) {
        guard people[person].state == .offered else { return }
        people[person].state = .confirmed
        people[person].offerEndsAt = nil
    }

    private mutating func handOutSeats(unasked: Set<Int> = []) {
        let end = facts.offerTerm.end(ofOfferMadeAt: date).map { Int($0.timeIntervalSince(noon)) }
        while let party = free.next(in: line) {
            let members = people.indices.filter { person in
                people[person].state == .waiting && (self.party(of: person)?.arrival ?? Int64(person)) == party.arrival
            }
            for person in members {
                quotas[people[person].group].waiting -= 1
                quotas[people[person].group].taken += 1
                let isAsked = end != nil && !unasked.contains(person)
                people[person].state = isAsked ? .offered : .confirmed
                people[person].offerEndsAt = isAsked ? end : nil
            }
        }
    }

    private var numberedQuotas: [Int64: Quota] {
        Dictionary(uniqueKeysWithValues: quotas.enumerated().map { (Int64($0), $1) })
    }

    private var free: FreeSeats { FreeSeats(quotas: numberedQuotas, pool: pool) }

    /// Everybody who waits: the parties, and all others each alone.
    private var line: [Party] {
        parties
            + people.indices.filter { people[$0].state == .waiting && party(of: $0) == nil }
            .map { Party(arrival: Int64($0), people: [Int64(people[$0].group): 1]) }
    }

    private var parties: [Party] { delegations.indices.compactMap(party(ofDelegation:)) }

    /// Those of a delegation who wait together.
    private func party(ofDelegation delegation: Int) -> Party? {
        guard delegations[delegation] else { return nil }
        let members = people.indices.filter { people[$0].delegation == delegation && people[$0].state == .waiting }
        guard let first = members.first else { return nil }
        let groups = members.map { (Int64(people[$0].group), 1) }
        return Party(arrival: Int64(first), people: Dictionary(groups, uniquingKeysWith: +))
    }

    /// The party that somebody waits with.
    private func party(of person: Int) -> Party? { people[person].delegation.flatMap(party(ofDelegation:)) }
}
