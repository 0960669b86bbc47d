import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

/// The first fault of a history, in words that say how to see it again.
private struct Fault: Error, CustomStringConvertible {
    let seed: UInt64
    let step: Int
    let event: SeatEvent
    let faults: [String]

    var description: String {
        "after step \(step), \(event): \(faults.joined(separator: "; ")). Repeat with VEMFN_TEST_SEED=\(seed)."
    }
}

struct SeatHistoryTests {
    @Test(arguments: seeds(16))
    func `by the rules no quota is exceeded, nobody overtakes and nobody waits beside a free seat`(seed: UInt64)
        async throws
    {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        for step in 1...250 {
            let event = plan.randomEvent(using: &random)
            let before = plan
            plan.apply(event)
            await Task.yield()  // other tests have answers to give on the same two threads
            let isPlain = !before.isSomethingDue && !event.passesByTheLine
            let faults = isPlain ? plan.faults(since: before) : plan.faults
            if !faults.isEmpty { throw Fault(seed: seed, step: step, event: event, faults: faults) }
        }
    }

    @Test(arguments: seeds(6))
    func `in the database the same holds after every event, and the rules alone come to the same seats`(seed: UInt64)
        async throws
    {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        let conference = try await SeatedConference(plan)
        for step in 1...250 {
            let event = plan.randomEvent(using: &random)
            let before = plan
            plan.apply(event)
            do {
                try await conference.apply(event, person: before.people.count, at: plan.date)
            } catch {
                throw Fault(seed: seed, step: step, event: event, faults: ["the store failed: \(error)"])
            }
            let stored = try await conference.plan(like: plan)
            let isPlain = !before.isSomethingDue && !event.passesByTheLine
            var faults = isPlain ? stored.faults(since: before) : stored.faults
            faults += try await conference.miscountedOffers()
            faults += try await conference.conference.misbooked(quotaIDs: conference.quotaIDs, now: plan.date)
            faults += stored.differences(from: plan)
            if step.isMultiple(of: 10) { faults += try await conference.misplaced(plan) }
            if !faults.isEmpty { throw Fault(seed: seed, step: step, event: event, faults: faults) }
        }
    }

    @Test(arguments: seeds(4))
    func `the same holds when events come at once, and of sign-ups alone none overtakes an earlier one`(seed: UInt64)
        async throws
    {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        let conference = try await SeatedConference(plan)
        for wave in 1...12 {
            let before = plan
            let isOfSignUps = !wave.isMultiple(of: 2)
            let events = (0..<25).map { _ in
                isOfSignUps
                    ? SeatEvent.register(group: Int.random(in: before.quotas.indices, using: &random))
                    : before.randomEvent(using: &random)
            }
            try await withThrowingTaskGroup { group in
                for (index, event) in events.enumerated() {
                    group.addTask {
                        try await conference.apply(event, person: wave * 1000 + index, at: before.date)
                    }
                }
                try await group.waitForAll()
            }
            plan = try await conference.plan(like: before)
            var faults = isOfSignUps ? plan.faults(since: before) : plan.faults
            faults += try await conference.conference.misbooked(quotaIDs: conference.quotaIDs)
            if !faults.isEmpty { throw Fault(seed: seed, step: wave, event: events[0], faults: faults) }
        }
    }

    @Test(arguments: [(0, 1), (1, 0)])
    func `who takes a seat of the pool before an earlier one has overtaken, who takes a guaranteed one has not`(
        reserved: Int, overtakings: Int
    ) {
        let quotas = [
            Quota(reserved: 0, ceiling: 1, waiting: 1), Quota(reserved: reserved, ceiling: 1, taken: 1),
        ]
        let empty = SeatPlan(capacity: 1, committed: 0, quotas: quotas, people: [])
        let plan = SeatPlan(
            capacity: 1, committed: 1, quotas: quotas,
            people: [.init(group: 0, state: .waiting), .init(group: 1, state: .confirmed)])
        #expect(plan.faults.isEmpty)
        #expect(plan.faults(since: empty).count == overtakings)
    }

    @Test(arguments: seeds(8))
    func `the place somebody is told is the number of the free seat they get`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        var plan = SeatPlan(random: &random)
        for step in 1...200 {
            let event = plan.randomEvent(using: &random)
            plan.apply(event)
            await Task.yield()
            if !step.isMultiple(of: 8) { continue }
            for person in plan.people.indices {
                guard let told = plan.place(of: person), told.partySize == 1, told.partiesBefore == 0 else { continue }
                let found = told.reason == .conferenceFull ? plan.freeSeats(until: person) : plan.own(until: person)
                if told.place == found { continue }
                let faults = ["person \(person) is told \(told), but it is \(found.map(String.init) ?? "never")"]
                throw Fault(seed: seed, step: step, event: event, faults: faults)
            }
        }
    }
}

extension SeatPlan {
    fileprivate func differences(from rules: SeatPlan) -> [String] {
        if self == rules { return [] }
        let changed = people.indices.filter { $0 >= rules.people.count || people[$0] != rules.people[$0] }.map {
            "person \($0) is \(people[$0]), by the rules \($0 < rules.people.count ? "\(rules.people[$0])" : "nobody")"
        }
        return changed + ["the quotas are \(quotas), by the rules \(rules.quotas)", "holds: \(holds), \(rules.holds)"]
    }

    /// How many free seats it takes until the person has one; nil when no number of them is enough.
    fileprivate func freeSeats(until person: Int) -> Int? {
        var plan = self
        for seat in 1...quotas.reduce(0, { $0 + $1.waiting }) {
            plan.addSeat()
            if plan.people[person].state != .waiting { return seat }
        }
        return nil
    }

    /// The person is seated as which of their group, as its ceiling rises; nil when free seats were enough for them.
    fileprivate func own(until person: Int) -> Int? {
        if freeSeats(until: person) != nil { return nil }
        var plan = self
        let group = people[person].group
        while plan.people[person].state == .waiting { plan.addSeat(raisingCeilingOf: group) }
        // One more seat can let in somebody behind them too, when one was free that was of no use alone.
        return people.indices.prefix(person + 1).filter {
            people[$0].group == group && people[$0].state == .waiting && plan.people[$0].state != .waiting
        }.count
    }
}

extension QuotaGroup {
    /// Its code.
    fileprivate var kommun: String? {
        if case .kommun(let code) = self { code } else { nil }
    }
}

/// A plan played on the real store.
private struct SeatedConference {
    private static let groups: [QuotaGroup] = [.nassjo, .falkoping, .regions, .kommun(code: "2081")]

    let conference: TestConference
    /// In the order of `groups`.
    let quotaIDs: [Int64]
    /// In the order of `groups`; nil for those who are no kommun.
    private let kommunLinks: [SecretLink?]

    init(_ plan: SeatPlan) async throws {
        conference = try await TestConference(
            facts: plan.facts, quotas: Dictionary(uniqueKeysWithValues: zip(Self.groups, plan.quotas)))
        let lines = try await conference.store.quotaBoard().lines
        quotaIDs = Self.groups.map { group in lines.first { $0.group == group }!.id }  // created above
        let form = FormToken(for: .kommunLinks, random: .seeded(3), now: 0)
        let made = try await conference.store.makeKommunLinks(
            Self.groups.compactMap(\.kommun), isRenewal: false, form: form, by: .system, now: noon)
        kommunLinks = Self.groups.map { $0.kommun.flatMap { made[$0] } }
    }

    /// - Parameter person: Makes up newcomers, up to ten.
    func apply(_ event: SeatEvent, person: Int, at now: Date) async throws {
        let store = conference.store
        switch event {
        case .register(let group):
            try await conference.register(person * 10, Self.groups[group], at: now)
        case .registerTogether(let groups):
            try await conference.register(delegation: groups.map { Self.groups[$0] }, from: person * 10, at: now)
        case .registerDelegation(let groups):
            try await conference.register(
                delegation: groups.map { Self.groups[$0] }, from: person * 10, keepsTogether: false, at: now)
        case .cancel(let person):
            _ = try await store.cancel(id: Int64(person) + 1, by: .attendee, now: now)
        case .accept(let person): try await answer(person, .accept, at: now)
        case .decline(let person): try await answer(person, .decline, at: now)
        case .acceptAll(let delegation):
            _ = try await store.acceptOffers(ofDelegation: Int64(delegation) + 1, now: now)
        case .handOver(let former): try await handOver(former, to: person * 10, at: now)
        case .move(let person, let group): try await edit(person, to: Self.groups[group], at: now)
        case .moveMany(let people, let group):
            let ids = people.map { Int64($0) + 1 }
            let target = MoveTarget.group(Self.groups[group])
            try await agreed(try await store.previewMoving(ids: ids, to: target, now: now)) { agreed in
                try await store.move(
                    ids: ids, to: target, agreed: agreed, by: .organiser("prov"), reason: "Prov", now: now)
            }
        case .undoMove:
            let last = try await store.pool.read {
                try Int64.fetchOne(
                    $0, sql: "SELECT id FROM move WHERE id = (SELECT seq FROM sqlite_sequence WHERE name = 'move')")
            }
            guard let last else { return try await store.advance(to: now) }
            try await agreed(try await store.previewUndoingMove(id: last, now: now)) { agreed in
                try await store.undoMove(id: last, agreed: agreed, by: .organiser("prov"), now: now)
            }
        case .changeQuota(let group, let reserved, let ceiling, let release):
            let day: ReleaseDay? =
                switch release {
                case nil: nil
                case .withConference: .withConference
                case .own(let time): .own(noon + TimeInterval(time))
                }
            do {
                _ = try await conference.changeQuota(
                    Self.groups[group], reserved: reserved, ceiling: ceiling, releases: day, at: now)
            } catch is QuotaProblem {
                // Forbidden changes are part of a history; they must change nothing.
            }
        case .registerByKommun(let group, let count):
            guard let kommun = kommunLinks[group] else { break }
            let members = (0..<count).map { index in
                NewMember(
                    Fixtures.person(person * 10 + index, Self.groups[group]), link: conference.link(person * 10 + index)
                )
            }
            _ = try await store.register(
                delegation: DelegationContact(
                    name: "Påhitt Kontakt", email: "kontakt@example.se", language: .swedish, keepsTogether: false),
                link: SecretLink(random: .seeded(UInt64(person) + 9_000_000)), members: members,
                token: FormToken(for: .delegation, random: .seeded(UInt64(person)), now: 0), kommun: kommun, now: now)
        case .cancelByKommun(let person):
            guard let kommun = try await kommun(of: person) else { break }
            _ = try await store.cancel(person: Int64(person) + 1, ofKommun: kommun, now: now)
        case .swap(let former):
            guard let kommun = try await kommun(of: former),
                let group = try await store.attendee(id: Int64(former) + 1)?.registration.group
            else { break }
            _ = try await store.swap(
                person: Int64(former) + 1, ofKommun: kommun, for: Fixtures.person(person * 10, group),
                personal: conference.link(person * 10), now: now)
        case .giveBack(let group, let seats, let reserved):
            guard let kommun = kommunLinks[group] else { break }
            do {
                _ = try await store.giveBack(seats, of: reserved, kommun: kommun, now: now)
            } catch is OwnQuotaProblem {
                // As below.
            }
        case .lowerCeiling(let group, let ceiling):
            guard let kommun = kommunLinks[group] else { break }
            do {
                _ = try await store.lowerCeiling(to: ceiling, kommun: kommun, now: now)
            } catch is OwnQuotaProblem {
                // As below.
            }
        case .grant(let group, let seats, let isGuaranteed):
            try await grant(group, seats, isGuaranteed: isGuaranteed, at: now)
        case .hold(let group, let seats, let endsAt):
            try await conference.hold(quotaIDs[group], seats: seats, endsAt: noon + TimeInterval(endsAt), at: now)
        case .setClock: break
        case .advance: try await store.advance(to: now)
        }
    }

    private func kommun(of person: Int) async throws -> SecretLink? {
        let group = try await conference.store.attendee(id: Int64(person) + 1)?.registration.group
        return group.flatMap { Self.groups.firstIndex(of: $0) }.flatMap { kommunLinks[$0] }
    }

    /// Another request of the kommun may stand, when events come at once.
    private func grant(_ group: Int, _ seats: Int, isGuaranteed: Bool, at now: Date) async throws {
        guard let kommun = Self.groups[group].kommun else { return }
        let request = try await conference.store.pool.write { db in
            try Int64.fetchOne(
                db,
                sql: """
                    INSERT INTO seatRequest (kommun, seats, askedAt) VALUES (?, ?, 0)
                    ON CONFLICT DO NOTHING RETURNING id
                    """,
                arguments: [kommun, seats])
        }
        guard let request else { return }
        do {
            _ = try await conference.store.grantSeats(
                request: request, isGuaranteed: isGuaranteed, by: .organiser("prov"), now: now)
        } catch is QuotaProblem {
            try await conference.store.pool.write { db in
                try db.execute(sql: "DELETE FROM seatRequest WHERE id = ?", arguments: [request])
            }
        }
    }

    /// As an organiser who looks at the preview and agrees. Where others are quicker, nothing is done.
    private func agreed(
        _ preview: MoveEffect?, _ move: (_ agreed: String) async throws -> MoveOutcome
    ) async throws {
        guard let preview else { return }
        switch try await move(preview.text) {
        case .done(let effect, _): #expect(effect.text == preview.text)
        // What would touch nobody is refused too.
        case .differs(let effect): #expect(effect.text != preview.text || effect.count == 0)
        case .notFound: break
        }
    }

    private func edit(_ person: Int, to group: QuotaGroup, at now: Date) async throws {
        let store = conference.store
        guard let sheet = try await store.sheet(of: Int64(person) + 1) else { return }
        var wanted = sheet
        wanted.registration = sheet.registration.moved(to: group)
        var edit = AttendeeEdit(
            base: sheet, wanted: wanted, shown: [], choosesWorkshops: false, mayChangeNeeds: false, reason: "Prov",
            isTold: false, agreed: nil)
        let first = try await store.edit(id: Int64(person) + 1, edit, by: .organiser("prov"), now: now)
        guard case .mustAgree(let effect) = first else { return }
        edit.agreed = effect.text
        _ = try await store.edit(id: Int64(person) + 1, edit, by: .organiser("prov"), now: now)
    }

    private func answer(_ person: Int, _ answer: OfferAnswer, at now: Date) async throws {
        _ = try await conference.store.answerOffer(link: try await link(to: person), answer, now: now)
    }

    private func handOver(_ former: Int, to number: Int, at now: Date) async throws {
        let store = conference.store
        let link = try await link(to: former)
        guard try await store.makeClaimLink(personal: link, now: now) != .noSeat,
            let (claim, secret) = try await store.standingClaim(ofPersonal: link, now: now), let secret
        else { return }
        _ = try await store.claimSeat(
            secret, for: person(number, claim.fixed.group), link: conference.link(number), language: .swedish, now: now)
    }

    private func link(to person: Int) async throws -> SecretLink {
        let link = SecretLink(random: .seeded(UInt64(person) + 7_000_000))
        try await conference.store.pool.write { db in
            try db.execute(
                sql:
                    "INSERT INTO personalLink (hash, registrationId, createdAt) VALUES (?, ?, 0) ON CONFLICT DO NOTHING",
                arguments: [Data(link.hash), person + 1])
        }
        return link
    }

    /// Whoever the store gives another place than the rules alone do.
    func misplaced(_ plan: SeatPlan) async throws -> [String] {
        var faults: [String] = []
        for person in plan.people.indices {
            let place = try await conference.store.placeInLine(of: Int64(person) + 1)
            if place != plan.place(of: person) {
                faults.append("person \(person) has place \(String(describing: place)) in the database")
            }
        }
        return faults
    }

    /// Every offer is told of once when it is made, and once when it has ended by itself.
    func miscountedOffers() async throws -> [String] {
        try await conference.store.pool.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? 0 }
            let pairs = [
                ("offers made", "offer", "message WHERE kind = 'offer'"),
                ("offers run out", "offer WHERE outcome = 'expired'", "message WHERE kind = 'offerExpired'"),
                ("offers taken", "offer WHERE outcome = 'accepted'", "logEntry WHERE action = 'offerAccepted'"),
            ]
            return try pairs.compactMap { what, existing, told in
                let (counted, messages) = (try count(existing), try count(told))
                return counted == messages ? nil : "\(counted) \(what), but \(messages) are told of"
            }
        }
    }

    /// - Parameter other: Has what is not in the database: the clock.
    func plan(like other: SeatPlan) async throws -> SeatPlan {
        try await conference.store.pool.read { [quotaIDs] db in
            let board = try Store.quotaBoard(db)
            let seconds = { (epoch: Int64) in Int(epoch - noon.epochSeconds) }
            let people = try Row.fetchAll(
                db,
                sql: """
                    SELECT quotaId, state, delegationId, endsAt FROM registration
                    LEFT JOIN offer ON registrationId = registration.id AND outcome IS NULL ORDER BY registration.id
                    """
            ).map { row in
                SeatPlan.Person(
                    group: quotaIDs.firstIndex(of: row["quotaId"])!,  // it has no others
                    state: RegistrationState(rawValue: row["state"])!,
                    delegation: (row["delegationId"] as Int?).map { $0 - 1 },
                    offerEndsAt: (row["endsAt"] as Int64?).map(seconds))
            }
            let holds = try Row.fetchAll(db, sql: "SELECT quotaId, seats, endsAt FROM seatHold ORDER BY id").map {
                row in
                SeatPlan.Hold(
                    group: quotaIDs.firstIndex(of: row["quotaId"])!, seats: row["seats"], endsAt: seconds(row["endsAt"])
                )
            }
            let lines = quotaIDs.map { id in board.lines.first { $0.id == id }! }  // created in the initialiser
            return SeatPlan(
                capacity: board.capacity, terms: other.terms, committed: board.committed,
                quotas: lines.map(\.quota), people: people,
                delegations: try Bool.fetchAll(db, sql: "SELECT keepsTogether FROM delegation ORDER BY id"),
                holds: holds,
                ownReleases: lines.map { $0.hasOwnRelease ? $0.releasesAt.map { seconds($0.epochSeconds) } : nil },
                released: lines.map { $0.releasedAt != nil },
                isReleased: try Bool.fetchOne(db, sql: "SELECT releasedAt IS NOT NULL FROM conference") ?? false,
                now: other.now, moved: other.moved)
        }
    }
}
