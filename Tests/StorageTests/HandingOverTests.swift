import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct HandingOverTests {
    let conference: TestConference
    let store: Store

    /// One seat, which 1 has; 2 waits for it.
    init() async throws {
        conference = try await TestConference(capacity: 1, quotas: [.nassjo: Quota(reserved: 1, ceiling: 1)])
        store = conference.store
        for number in 1...2 { try await conference.register(number) }
    }

    private func makeLink(at now: Date = noon) async throws -> SecretLink {
        _ = try await store.makeClaimLink(personal: conference.link(1), now: now)
        return try #require(try await store.standingClaim(ofPersonal: conference.link(1), now: now)?.secret)
    }

    private func claim(
        _ secret: SecretLink, by number: Int, _ group: QuotaGroup = .nassjo, changing answers: [Field: String] = [:],
        at now: Date = noon
    ) async throws -> ClaimOutcome {
        try await store.claimSeat(
            secret, for: person(number, group, changing: answers), link: conference.link(number), language: .english,
            now: now)
    }

    private func kinds() async throws -> [MessageKind?] {
        try await store.messages(nil, limit: 100).reversed().map(\.kind)
    }

    @Test func `the colleague has the seat, nobody in line got it, and the old code and links are dead`() async throws {
        let former = try #require(try await store.attendee(id: 1))
        let secret = try await makeLink()
        let mailed = try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT link FROM message WHERE registrationId = 1 AND link IS NOT NULL")
        }
        #expect(mailed.count == 2)
        #expect(try await claim(secret, by: 3) == .claimed)

        let colleague = try #require(try await store.attendee(link: conference.link(3))?.0)
        #expect(colleague.state == .confirmed)
        #expect(colleague.language == .english)
        #expect(colleague.code != former.code)
        #expect(try await conference.state(2) == .waiting)
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 1, ceiling: 1, taken: 1, waiting: 1))
        #expect(try await store.attendee(id: 1)?.state == .cancelled)
        for link in [conference.link(1)] + mailed.compactMap(SecretLink.init) {
            #expect(try await store.attendee(link: link) == nil)
        }
        #expect(try await store.history(ofRegistration: 1).map(\.action) == [.registered, .claimLinkMade, .handedOver])
        #expect(try await store.history(ofRegistration: colleague.id).map(\.action) == [.tookOver])
    }

    @Test func `the former is told without a link, the colleague with one`() async throws {
        _ = try await claim(try await makeLink(), by: 3)
        #expect(try await kinds() == [.confirmation, .waiting, .handOver, .handedOver, .confirmation])
        let sent = try await store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT recipient, link FROM message ORDER BY id")
                .map { ($0["recipient"] as String, $0["link"] as String?) }
        }
        #expect(sent.suffix(2).map(\.0) == ["deltagare1@example.se", "deltagare3@example.se"])
        // Of all that was written to the former, nothing leads anywhere any more.
        #expect(sent.map { $0.1 == nil } == [true, false, true, true, false])
    }

    @Test func `of two hundred who claim at once exactly one has the seat`() async throws {
        let secret = try await makeLink()
        let outcomes = try await withThrowingTaskGroup { group in
            for number in 10..<210 { group.addTask { try await claim(secret, by: number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .claimed }.count == 1)
        #expect(outcomes.filter { $0 == .over }.count == 199)
        #expect(try await store.countAttendees(AttendeeFilter(state: .confirmed)) == 1)
        #expect(try await store.countAttendees(AttendeeFilter()) == 3)
        #expect(try await conference.line(.nassjo)?.quota.taken == 1)
    }

    @Test func `a claim that is sent twice is one`() async throws {
        let secret = try await makeLink()
        #expect(try await claim(secret, by: 3) == .claimed)
        #expect(try await claim(secret, by: 3) == .repeated)
        #expect(try await claim(secret, by: 4) == .over)
    }

    @Test func `one link stands at a time, and a withdrawn one opens nothing`() async throws {
        let first = try await makeLink()
        #expect(try await store.makeClaimLink(personal: conference.link(1), now: noon) == .stands)
        #expect(try await makeLink() == first)
        #expect(try await store.withdrawClaimLink(personal: conference.link(1), now: noon))
        #expect(try await !store.withdrawClaimLink(personal: conference.link(1), now: noon))
        let second = try await makeLink()
        #expect(second != first)
        #expect(try await claim(first, by: 3) == .over)
        #expect(try await store.claim(first, now: noon)?.state == .withdrawn)
        #expect(try await claim(second, by: 3) == .claimed)
    }

    @Test func `a link whose time is over makes way for a new one`() async throws {
        try await conference.execute("UPDATE conference SET changeStopsAt = closesAt + 30 * 86400")
        let first = try await makeLink()
        let later = noon + TimeInterval(Store.claimSeconds)
        #expect(try await claim(first, by: 3, at: later) == .over)
        #expect(try await store.claim(first, now: later)?.state == .expired)
        #expect(try await claim(try await makeLink(at: later), by: 3, at: later) == .claimed)
    }

    @Test func `no link lives beyond the change stop, also when that is moved`() async throws {
        let secret = try await makeLink()
        let stop = ConferenceFacts.trial(capacity: 1).changeStopsAt
        #expect(try await claim(secret, by: 3, at: stop) == .over)
        #expect(try await store.makeClaimLink(personal: conference.link(1), now: stop) == .tooLate)
        try await conference.execute("UPDATE conference SET changeStopsAt = \(noon.epochSeconds + 5)")
        #expect(try await claim(secret, by: 3, at: noon + 5) == .over)
        #expect(try await claim(secret, by: 3, at: noon + 4) == .claimed)
    }

    @Test func `only a seat is handed over, by the one who has it`() async throws {
        #expect(try await store.makeClaimLink(personal: conference.link(2), now: noon) == .noSeat)
        #expect(try await store.makeClaimLink(personal: conference.link(9), now: noon) == .notFound)
        let secret = try await makeLink()
        _ = try await store.cancel(link: conference.link(1), now: noon)
        #expect(try await claim(secret, by: 3) == .over)
        #expect(try await store.claim(secret, now: noon)?.state == .seatGone)
        #expect(try await claim(conference.link(1), by: 3) == .notFound)
    }

    @Test func `the seat stays in its quota`() async throws {
        let secret = try await makeLink()
        #expect(try await claim(secret, by: 3, .regions) == .over)
        #expect(try await claim(secret, by: 3, .falkoping) == .over)
        #expect(try await claim(secret, by: 3) == .claimed)
    }

    @Test func `somebody who is registered cannot take over, but the former's own address is free`() async throws {
        let secret = try await makeLink()
        #expect(try await claim(secret, by: 2) == .emailTaken)
        #expect(try await conference.state(1) == .confirmed)
        #expect(try await claim(secret, by: 3, changing: [.email: "deltagare1@example.se"]) == .claimed)
    }

    @Test func `another link of the same person knows of the claim, but cannot show its secret`() async throws {
        _ = try await makeLink()
        let mailed = try await store.pool.read { db in
            try String.fetchOne(db, sql: "SELECT link FROM message WHERE kind = 'handOver'")
        }
        let other = try #require(mailed.flatMap(SecretLink.init))
        let standing = try #require(try await store.standingClaim(ofPersonal: other, now: noon))
        #expect(standing.secret == nil)
        #expect(try await store.withdrawClaimLink(personal: other, now: noon))
    }

    @Test func `a claim ends once, whoever has a shell`() async throws {
        _ = try await claim(try await makeLink(), by: 3)
        await #expect(throws: DatabaseError.self) {
            try await conference.execute("UPDATE claim SET outcome = 'withdrawn', claimedBy = NULL")
        }
    }
}
