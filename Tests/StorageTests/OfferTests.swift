import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct OfferTests {
    /// Two seats, both taken by 1 and 2; 3, 4 and 5 wait.
    let conference: TestConference
    /// Half of what is left until an hour before sign-up closes.
    let offerEnd = noon + 11.5 * 3600

    init() async throws {
        conference = try await TestConference(
            capacity: 2, quotas: [.falkoping: Quota(reserved: 0, ceiling: 5), .regions: Quota(reserved: 0, ceiling: 5)])
        for number in 1...5 { try await conference.register(number, .falkoping) }
    }

    private func states() async throws -> [RegistrationState?] {
        var states: [RegistrationState?] = []
        for number in 1...5 { states.append(try await conference.state(number)) }
        return states
    }

    private func cancel(_ number: Int, at now: Date = noon) async throws -> CancelOutcome {
        try await conference.store.cancel(link: conference.link(number), now: now)
    }

    private func answer(_ number: Int, _ answer: OfferAnswer, at now: Date = noon) async throws -> OfferAnswerOutcome {
        try await conference.store.answerOffer(link: conference.link(number), answer, now: now)
    }

    private func messages(to number: Int) async throws -> [String] {
        try await conference.store.pool.read { db in
            try String.fetchAll(
                db,
                sql: """
                    SELECT kind FROM message WHERE recipient = ? AND kind NOT IN ('confirmation', 'waiting')
                    OR recipient = ? AND kind = 'confirmation' AND createdAt > ? ORDER BY id
                    """,
                arguments: ["deltagare\(number)@example.se", "deltagare\(number)@example.se", noon.epochSeconds])
        }
    }

    @Test func `an offered seat is kept until its end, and a mail says until when`() async throws {
        _ = try await cancel(1)
        #expect(try await states() == [.cancelled, .confirmed, .offered, .waiting, .waiting])
        let (attendee, offer) = try #require(try await conference.store.offer(link: conference.link(3)))
        #expect(offer?.endsAt == offerEnd && offer?.outcome == nil)
        #expect(try await conference.line(.falkoping)?.quota.taken == 2)
        let detail = try await conference.store.pool.read { db in
            try String.fetchOne(
                db, sql: "SELECT detail FROM message WHERE kind = 'offer' AND registrationId = ?",
                arguments: [attendee.id])
        }
        #expect(detail == "{\"endsAt\":\(offerEnd.epochSeconds)}")
    }

    @Test func `who says yes has the seat, and says it twice without harm`() async throws {
        _ = try await cancel(1)
        #expect(try await answer(3, .accept, at: noon + 60) == .accepted)
        #expect(try await answer(3, .accept, at: noon + 61) == .accepted)
        #expect(try await answer(3, .decline, at: noon + 62) == .over)
        #expect(try await states() == [.cancelled, .confirmed, .confirmed, .waiting, .waiting])
        #expect(try await conference.store.lastOffer(to: 3)?.outcome == .accepted)
        #expect(try await messages(to: 3) == ["offer", "confirmation"])
        try await conference.store.advance(to: offerEnd + 1)
        #expect(try await conference.state(3) == .confirmed)
    }

    @Test func `a seat turned down passes on at once`() async throws {
        _ = try await cancel(1)
        #expect(try await answer(3, .decline) == .declined)
        #expect(try await answer(3, .decline) == .declined)
        #expect(try await answer(3, .accept) == .over)
        #expect(try await states() == [.cancelled, .confirmed, .cancelled, .offered, .waiting])
        let outcomes = [3, 4].asyncOutcomes(conference.store)
        #expect(try await outcomes() == [.declined, nil])
    }

    @Test func `who cancels while a seat is offered declines it`() async throws {
        _ = try await cancel(1)
        #expect(try await cancel(3) == .cancelled)
        #expect(try await conference.store.lastOffer(to: 3)?.outcome == .declined)
        #expect(try await conference.state(4) == .offered)
    }

    @Test func `an organiser who cancels an offered registration withdraws the offer`() async throws {
        _ = try await cancel(1)
        _ = try await conference.store.cancel(id: 3, by: .organiser("prov"), now: noon)
        #expect(try await conference.store.lastOffer(to: 3)?.outcome == .withdrawn)
        #expect(try await conference.state(4) == .offered)
    }

    @Test func `an offer nobody answers passes on when its time is over`() async throws {
        _ = try await cancel(1)
        try await conference.store.advance(to: offerEnd - 1)
        #expect(try await conference.state(3) == .offered)
        try await conference.store.advance(to: offerEnd)
        #expect(try await states() == [.cancelled, .confirmed, .cancelled, .offered, .waiting])
        #expect(try await messages(to: 3) == ["offer", "offerExpired"])
        let history = try await conference.store.history(ofRegistration: 3)
        #expect(history.map(\.action) == [.registered, .offered, .offerExpired])
    }

    @Test func `though nobody looks at the clock, a late yes is late`() async throws {
        _ = try await cancel(1)
        #expect(try await answer(3, .accept, at: offerEnd) == .over)
        #expect(try await states() == [.cancelled, .confirmed, .cancelled, .offered, .waiting])
    }

    @Test func `a clock set back reopens nothing`() async throws {
        _ = try await cancel(1)
        try await conference.store.advance(to: offerEnd)
        #expect(try await answer(3, .accept, at: noon) == .over)
        try await conference.store.advance(to: noon)
        #expect(try await states() == [.cancelled, .confirmed, .cancelled, .offered, .waiting])
    }

    @Test func `a newcomer after an offer has run out stands behind the line`() async throws {
        _ = try await cancel(1)
        for number in 3...5 { _ = try await conference.store.cancel(link: conference.link(number), now: noon) }
        #expect(try await conference.register(6, .falkoping) == .registered(.confirmed))
        #expect(try await conference.register(7, .falkoping) == .registered(.waiting))
        _ = try await cancel(6)
        #expect(try await conference.register(8, .regions, at: offerEnd) == .registered(.confirmed))
        #expect(try await conference.state(7) == .cancelled)
    }

    @Test func `in the last hours a freed seat is given`() async throws {
        _ = try await cancel(1, at: noon + 21 * 3600)
        #expect(try await conference.state(3) == .confirmed)
        #expect(try await messages(to: 3) == ["confirmation"])
        #expect(try await conference.store.lastOffer(to: 3) == nil)
    }

    @Test func `offers end once, and stay what they were`() async throws {
        _ = try await cancel(1)
        _ = try await answer(3, .accept)
        for sql in [
            "UPDATE offer SET outcome = 'declined'", "UPDATE offer SET outcome = NULL, endedAt = NULL",
            "UPDATE offer SET madeAt = madeAt - 1", "UPDATE offer SET registrationId = 4",
        ] {
            await #expect(throws: DatabaseError.self, "\(sql)") { try await conference.execute(sql) }
        }
    }

    @Test func `a link that nobody has answers nothing`() async throws {
        #expect(try await answer(99, .accept) == .notFound)
        #expect(try await answer(3, .accept) == .over)
        #expect(try await answer(3, .decline) == .over)
        #expect(try await conference.state(3) == .waiting)
    }
}

extension [Int] {
    /// How the last offers to these registrations ended.
    fileprivate func asyncOutcomes(_ store: Store) -> () async throws -> [OfferOutcome?] {
        {
            var outcomes: [OfferOutcome?] = []
            for id in self { outcomes.append(try await store.lastOffer(to: Int64(id))?.outcome) }
            return outcomes
        }
    }
}

struct PartyTests {
    /// Four seats, all taken by 1 to 4.
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 4, quotas: [.falkoping: Quota(reserved: 0, ceiling: 9), .regions: Quota(reserved: 0, ceiling: 9)])
        for number in 1...4 { try await conference.register(number, .regions) }
    }

    private func states(_ numbers: Int...) async throws -> [RegistrationState?] {
        var states: [RegistrationState?] = []
        for number in numbers { states.append(try await conference.state(number)) }
        return states
    }

    @Test func `those who keep together are offered their seats at once, and each answers`() async throws {
        try await conference.register(delegation: [.falkoping, .falkoping], from: 10)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await states(10, 11) == [.waiting, .waiting])
        _ = try await conference.store.cancel(link: conference.link(2), now: noon)
        #expect(try await states(10, 11) == [.offered, .offered])
        _ = try await conference.store.answerOffer(link: conference.link(10), .accept, now: noon)
        #expect(try await states(10, 11) == [.confirmed, .offered])
    }

    @Test func `whoever came later takes a seat the party cannot use`() async throws {
        try await conference.register(delegation: [.falkoping, .falkoping], from: 10)
        try await conference.register(20, .falkoping)
        #expect(try await conference.place(20) == PlaceInLine(place: 1, reason: .conferenceFull, partiesBefore: 1))
        #expect(try await conference.place(11) == PlaceInLine(place: 1, reason: .conferenceFull, partySize: 2))
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await states(10, 11, 20) == [.waiting, .waiting, .offered])
    }

    @Test func `a party that has become smaller is offered what has become enough`() async throws {
        try await conference.register(delegation: [.falkoping, .falkoping], from: 10)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        _ = try await conference.store.cancel(link: conference.link(10), now: noon)
        #expect(try await states(10, 11) == [.cancelled, .offered])
    }

    @Test func `a delegation that does not keep together waits as so many people`() async throws {
        try await conference.register(delegation: [.falkoping, .falkoping], from: 10, keepsTogether: false)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await states(10, 11) == [.offered, .waiting])
    }

    @Test func `the contact takes all seats that are offered, and none that are not`() async throws {
        try await conference.register(delegation: [.falkoping, .falkoping, .falkoping], from: 10, keepsTogether: false)
        for number in 1...2 { _ = try await conference.store.cancel(link: conference.link(number), now: noon) }
        #expect(try await conference.store.acceptOffers(ofDelegation: 1, now: noon) == 2)
        #expect(try await states(10, 11, 12) == [.confirmed, .confirmed, .waiting])
        #expect(try await conference.store.acceptOffers(ofDelegation: 1, now: noon) == 0)
        #expect(try await conference.store.acceptOffers(ofDelegation: 2, now: noon) == 0)
    }
}

struct ReleaseTests {
    @Test func `reserved seats that nobody has taken go to the pool once, on their day`() async throws {
        let day = noon + 3600
        let conference = try await TestConference(
            facts: .trial(capacity: 3, releasesAt: day),
            quotas: [.nassjo: Quota(reserved: 2, ceiling: 3), .falkoping: Quota(reserved: 0, ceiling: 3)])
        try await conference.register(1, .nassjo)
        for number in 2...4 { try await conference.register(number, .falkoping) }
        #expect(try await conference.state(3) == .waiting)
        try await conference.store.advance(to: day - 1)
        #expect(try await conference.state(3) == .waiting)
        try await conference.store.advance(to: day)
        #expect(try await conference.state(3) == .offered)
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 0, ceiling: 3, taken: 1))

        _ = try await conference.store.cancel(link: conference.link(1), now: day)
        #expect(try await conference.state(4) == .offered)
        _ = try await conference.store.cancel(link: conference.link(4), now: day)
        _ = try await conference.changeQuota(.nassjo, reserved: 1, ceiling: 3, at: day)
        try await conference.store.advance(to: day + 60)
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 1, ceiling: 3))
        let detail = try await conference.store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT actor || ' ' || detail FROM logEntry WHERE action = 'quotaChanged'")
        }
        #expect(detail == ["system 2/3 -> 0/3", "organiser:prov 0/3 -> 1/3"])
    }

    @Test func `a sign-up on that day finds the seats released though nobody looked at the clock`() async throws {
        let day = noon + 3600
        let conference = try await TestConference(
            facts: .trial(capacity: 1, releasesAt: day),
            quotas: [.nassjo: Quota(reserved: 1, ceiling: 1), .falkoping: Quota(reserved: 0, ceiling: 3)])
        #expect(try await conference.register(1, .falkoping) == .registered(.waiting))
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await conference.register(2, .falkoping, at: day) == .registered(.confirmed))
    }

    @Test func `held seats are taken until their time is over`() async throws {
        let conference = try await TestConference(capacity: 2, quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        let quota = try #require(try await conference.line(.nassjo)).id
        try await conference.hold(quota, seats: 2, endsAt: noon + 900, at: noon)
        #expect(try await conference.register(1) == .registered(.waiting))
        try await conference.store.advance(to: noon + 899)
        #expect(try await conference.state(1) == .waiting)
        try await conference.store.advance(to: noon + 900)
        #expect(try await conference.state(1) == .offered)
        #expect(try await conference.line(.nassjo)?.quota.taken == 1)
    }
}
