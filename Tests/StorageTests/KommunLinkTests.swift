import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

/// Five seats in all. Nässjö is guaranteed three and may have four, Falköping may have five.
struct KommunLinkTests {
    let conference: TestConference
    let nassjo: SecretLink
    let falkoping: SecretLink

    init() async throws {
        conference = try await TestConference(
            capacity: 5,
            quotas: [.nassjo: Quota(reserved: 3, ceiling: 4), .falkoping: Quota(reserved: 0, ceiling: 5)])
        let links = try await conference.store.makeKommunLinks(
            ["0682", "1499"], isRenewal: false, form: Self.form(1), by: .organiser("prov"), now: noon)
        nassjo = try #require(links["0682"])
        falkoping = try #require(links["1499"])
    }

    private var store: Store { conference.store }

    private static func form(_ number: UInt64) -> FormToken {
        FormToken(for: .kommunLinks, random: .seeded(500 + number), now: Int64(noon.timeIntervalSince1970))
    }

    private func quota(_ group: QuotaGroup = .nassjo) async throws -> Quota? {
        try await conference.line(group)?.quota
    }

    private func log(_ action: LoggedAction) async throws -> [Actor] {
        try await store.log(by: nil, actions: [action], before: nil, limit: 100).map(\.entry.actor)
    }

    private func messages(_ kind: MessageKind) async throws -> [(recipient: String, link: String?)] {
        try await store.pool.read { db in
            try Row.fetchAll(
                db, sql: "SELECT recipient, link FROM message WHERE kind = ? ORDER BY id", arguments: [kind.rawValue]
            ).map { ($0[0], $0[1]) }
        }
    }

    // MARK: Links

    @Test func `a link opens its own kommun, and only its hash is kept`() async throws {
        #expect(try await store.kommun(link: nassjo, now: noon)?.name == "Nässjö")
        #expect(try await store.kommun(link: falkoping, now: noon)?.name == "Falköping")
        let hashes = try await store.pool.read { db in try Data.fetchAll(db, sql: "SELECT hash FROM kommunLink") }
        #expect(Set(hashes) == Set([nassjo, falkoping].map { Data($0.hash) }))
    }

    @Test func `the same form makes the same links, and those who have one get no other`() async throws {
        let again = try await store.makeKommunLinks(
            ["0682", "1499"], isRenewal: false, form: Self.form(1), by: .organiser("prov"), now: noon)
        #expect(again == ["0682": nassjo, "1499": falkoping])
        let other = try await store.makeKommunLinks(
            ["0682", "2081"], isRenewal: false, form: Self.form(2), by: .organiser("prov"), now: noon)
        #expect(Array(other.keys) == ["2081"])
        #expect(try await log(.kommunLinkMade) == Array(repeating: .organiser("prov"), count: 3))
    }

    @Test func `a renewed link is dead, and the form that made it does not bring it back`() async throws {
        let renewed = try await store.makeKommunLinks(
            ["0682"], isRenewal: true, form: Self.form(2), by: .organiser("prov"), now: noon)
        let new = try #require(renewed["0682"])
        #expect(try await store.kommun(link: nassjo, now: noon) == nil)
        #expect(try await store.kommun(link: new, now: noon)?.code == "0682")
        for isRenewal in [false, true] {
            let old = try await store.makeKommunLinks(
                ["0682"], isRenewal: isRenewal, form: Self.form(1), by: .organiser("prov"), now: noon)
            #expect(old.isEmpty)
        }
        #expect(try await store.kommun(link: nassjo, now: noon) == nil)
        #expect(try await store.kommun(link: new, now: noon)?.code == "0682")
    }

    @Test func `a link ends when it is revoked, and two weeks after the conference`() async throws {
        let end = try #require(try await store.conference()).erasesSensitiveAnswersAt
        #expect(try await store.kommun(link: nassjo, now: end - 1) != nil)
        #expect(try await store.kommun(link: nassjo, now: end) == nil)
        #expect(try await store.revokeKommunLinks(["0682", "2081"], by: .organiser("prov"), now: noon) == 1)
        #expect(try await store.kommun(link: nassjo, now: noon) == nil)
        #expect(try await store.kommun(link: falkoping, now: noon) != nil)
        #expect(try await log(.kommunLinksRevoked) == [.organiser("prov")])
    }

    @Test func `each mail carries a link of its own, and none that has been revoked since`() async throws {
        let address = ["0682": "nassjo@example.se"]
        #expect(try await store.sendKommunLinks(to: address, isRenewal: false, by: .organiser("prov"), now: noon) == 1)
        // Pressed twice.
        #expect(try await store.sendKommunLinks(to: address, isRenewal: false, by: .organiser("prov"), now: noon) == 0)
        let sent = try #require(try await messages(.kommunLink).first)
        #expect(sent.recipient == "nassjo@example.se")
        let mailed = try #require(sent.link.flatMap(SecretLink.init))
        #expect(try await store.kommun(link: mailed, now: noon)?.code == "0682")
        #expect(try await store.kommun(link: nassjo, now: noon)?.code == "0682")
        _ = try await store.revokeKommunLinks(["0682"], by: .organiser("prov"), now: noon)
        #expect(try await messages(.kommunLink).isEmpty)
        #expect(try await store.kommun(link: mailed, now: noon) == nil)
    }

    @Test func `the address and the links are deleted with the contacts of groups`() async throws {
        _ = try await store.sendKommunLinks(
            to: ["0682": "nassjo@example.se"], isRenewal: false, by: .organiser("prov"), now: noon)
        let end = try #require(try await store.conference()).erasesSensitiveAnswersAt
        try await store.eraseSensitiveAnswers(now: end)
        let left = try await store.pool.read { db in
            try ["kommunContact", "kommunLink", "message WHERE recipient = 'nassjo@example.se'"].map {
                try Int.fetchOne(db, sql: "SELECT count(*) FROM \($0)")
            }
        }
        #expect(left == [0, 0, 0])
    }

    // MARK: People

    private func register(_ numbers: ClosedRange<Int>, _ group: QuotaGroup, kommun: SecretLink) async throws
        -> DelegationOutcome
    {
        try await store.register(
            delegation: DelegationContact(
                name: "Kontakt Påhitt", email: "kontakt@example.se", language: .swedish, keepsTogether: false),
            link: SecretLink(random: .seeded(77)),
            members: numbers.map { NewMember(person($0, group), link: conference.link($0)) },
            token: FormToken(for: .delegation, random: .seeded(9), now: Int64(noon.timeIntervalSince1970)),
            kommun: kommun, now: noon)
    }

    @Test func `a kommun registers its own people, and nobody else's`() async throws {
        #expect(try await register(1...2, .falkoping, kommun: nassjo) == .notFound)
        #expect(try await register(1...2, .regions, kommun: nassjo) == .notFound)
        #expect(try await quota(.falkoping)?.taken == 0)
        let expected = DelegationOutcome.registered([.registered(.confirmed), .registered(.confirmed)])
        #expect(try await register(1...2, .nassjo, kommun: nassjo) == expected)
        #expect(try await quota()?.taken == 2)
        #expect(try await log(.registered) == [.kommun("0682"), .kommun("0682")])
    }

    @Test func `a kommun sees its people's names, states and workshops`() async throws {
        try await conference.register(1, .nassjo)
        try await conference.register(2, .falkoping)
        try await conference.register(3, .nassjo, changing: [.familyName: "Ask"])
        let account = try #require(try await store.kommunAccount(link: nassjo, now: noon))
        #expect(account.people.map(\.familyName) == ["Ask", "Prov"])
        #expect(account.quota == Quota(reserved: 3, ceiling: 4, taken: 2))
        #expect(account.left == 2)
        #expect(try await store.person(1, ofKommun: nassjo, now: noon)?.state == .confirmed)
        #expect(try await store.person(2, ofKommun: nassjo, now: noon) == nil)
    }

    @Test func `a kommun cancels its own people, and nobody else's, until the conference begins`() async throws {
        try await conference.register(1, .nassjo)
        try await conference.register(2, .falkoping)
        #expect(try await store.cancel(person: 2, ofKommun: nassjo, now: noon) == .notFound)
        #expect(try await conference.state(2) == .confirmed)
        let begin = try #require(try await store.conference()).beginsAt
        #expect(try await store.cancel(person: 1, ofKommun: nassjo, now: begin) == .tooLate)
        #expect(try await store.cancel(person: 1, ofKommun: nassjo, now: noon) == .cancelled)
        #expect(try await conference.state(1) == .cancelled)
        #expect(try await log(.cancelled) == [.kommun("0682")])
    }

    private func swap(_ id: Int64, for number: Int, _ group: QuotaGroup = .nassjo, at now: Date = noon) async throws
        -> SwapOutcome
    {
        try await store.swap(
            person: id, ofKommun: nassjo, for: person(number, group),
            personal: SecretLink(random: .seeded(UInt64(number) + 50)),
            now: now)
    }

    @Test func `a seat passes to a colleague at once, and the former's links are dead`() async throws {
        try await conference.register(1, .nassjo)
        #expect(try await swap(1, for: 7) == .swapped)
        #expect(try await swap(1, for: 7) == .repeated)
        #expect(try await store.attendee(link: conference.link(1)) == nil)
        #expect(try await store.attendee(id: 1)?.state == .cancelled)
        #expect(try await store.attendee(id: 2)?.state == .confirmed)
        #expect(try await quota()?.taken == 1)
        #expect(try await log(.handedOver) == [.kommun("0682")])
        #expect(try await log(.tookOver) == [.kommun("0682")])
        let told = try await messages(.handedOver)
        #expect(told.map(\.recipient) == ["deltagare1@example.se"] && told[0].link == nil)
        #expect(try await messages(.confirmation).last?.recipient == "deltagare7@example.se")
    }

    @Test func `only a seat of the kommun's own passes to somebody of the kommun's own`() async throws {
        try await conference.register(1, .nassjo)
        try await conference.register(2, .falkoping)
        #expect(try await swap(2, for: 7, .falkoping) == .notFound)
        #expect(try await swap(2, for: 7) == .notFound)
        #expect(try await swap(1, for: 7, .falkoping) == .notFound)
        #expect(try await swap(1, for: 2) == .emailTaken)
        let end = try #require(try await store.conference()).changeStopsAt
        #expect(try await swap(1, for: 7, at: end) == .tooLate)
        _ = try await store.cancel(person: 1, ofKommun: nassjo, now: noon)
        #expect(try await swap(1, for: 7) == .noSeat)
        #expect(try await conference.state(2) == .confirmed)
    }

    @Test func `a link to take over a seat is withdrawn when the kommun gives the seat away`() async throws {
        try await conference.register(1, .nassjo)
        _ = try await store.makeClaimLink(personal: conference.link(1), now: noon)
        let (_, secret) = try #require(try await store.standingClaim(ofPersonal: conference.link(1), now: noon))
        #expect(try await swap(1, for: 7) == .swapped)
        let outcome = try await store.claimSeat(
            try #require(secret), for: person(8, .nassjo), link: conference.link(8), language: .swedish, now: noon)
        #expect(outcome == .over)
        #expect(try await quota()?.taken == 1)
    }

    // MARK: Seats

    @Test func `seats that are given back go at once to those who wait`() async throws {
        for number in 1...3 { try await conference.register(number, .falkoping) }
        #expect(try await conference.state(3) == .waiting)
        #expect(try await store.giveBack(2, of: 3, kommun: nassjo, now: noon) == .changed)
        #expect(try await conference.state(3) == .offered)
        // The same form again.
        #expect(try await store.giveBack(2, of: 3, kommun: nassjo, now: noon) == .unchanged)
        #expect(try await store.giveBack(1, of: 3, kommun: nassjo, now: noon) == .stale)
        #expect(try await quota() == Quota(reserved: 1, ceiling: 4))
        #expect(try await log(.quotaChanged) == [.kommun("0682")])
        await #expect(throws: OwnQuotaProblem.unused(1)) {
            try await store.giveBack(0, of: 1, kommun: nassjo, now: noon)
        }
    }

    @Test func `a kommun lowers its ceiling, to what is taken, and never raises it`() async throws {
        for number in 1...2 { try await conference.register(number, .nassjo) }
        for ceiling in [1, 5] {
            await #expect(throws: OwnQuotaProblem.ceiling(least: 2, most: 3)) {
                try await store.lowerCeiling(to: ceiling, kommun: nassjo, now: noon)
            }
        }
        #expect(try await store.lowerCeiling(to: 2, kommun: nassjo, now: noon) == .changed)
        #expect(try await store.lowerCeiling(to: 2, kommun: nassjo, now: noon) == .unchanged)
        #expect(try await quota() == Quota(reserved: 2, ceiling: 2, taken: 2))
    }

    private func ask(_ seats: Int, kommun: SecretLink? = nil, at now: Date = noon) async throws -> SeatRequestOutcome {
        let check = SeatRequestDraft.check { $0 == .seats ? "\(seats)" : "Fler vill" }
        guard case .valid(let draft) = check else { throw StoredValueError(column: "seats", text: "\(seats)") }
        return try await store.askForSeats(draft, kommun: kommun ?? nassjo, now: now)
    }

    @Test func `one request stands at a time, and ten are made a day`() async throws {
        for number in 1...10 {
            #expect(try await ask(1) == .asked)
            #expect(try await ask(1) == .asked, "the same form sent twice")
            #expect(try await ask(2) == .stands)
            #expect(try await store.withdrawSeatRequest(id: Int64(number), kommun: falkoping, now: noon) == false)
            #expect(try await store.withdrawSeatRequest(id: Int64(number), kommun: nassjo, now: noon))
        }
        #expect(try await ask(1) == .tooMany)
        #expect(try await ask(1, kommun: falkoping) == .asked)
        #expect(try await ask(1, at: noon + 86_400) == .asked)
    }

    @Test(arguments: [(true, Quota(reserved: 5, ceiling: 6)), (false, Quota(reserved: 3, ceiling: 6))])
    func `seats are granted by the rules, in the transaction of the answer`(isGuaranteed: Bool, after: Quota)
        async throws
    {
        _ = try await store.sendKommunLinks(
            to: ["0682": "nassjo@example.se"], isRenewal: false, by: .organiser("prov"), now: noon)
        _ = try await ask(2)
        let outcome = try await store.grantSeats(
            request: 1, isGuaranteed: isGuaranteed, by: .organiser("prov"), now: noon)
        #expect(outcome == .answered(seated: 0))
        #expect(try await quota() == after)
        #expect(
            try await store.grantSeats(request: 1, isGuaranteed: isGuaranteed, by: .organiser("prov"), now: noon)
                == .over)
        #expect(try await quota() == after)
        let answer = try #require(try await messages(.seatAnswer).first)
        #expect(answer.recipient == "nassjo@example.se")
        let link = try #require(answer.link.flatMap(SecretLink.init))
        #expect(try await store.kommunAccount(link: link, now: noon)?.requests.first?.outcome == .granted)
    }

    @Test func `more seats than are free are not guaranteed, and the request still stands`() async throws {
        _ = try await ask(3)
        await #expect(throws: QuotaProblem.beyondCapacity(free: 2)) {
            try await store.grantSeats(request: 1, isGuaranteed: true, by: .organiser("prov"), now: noon)
        }
        #expect(try await store.openSeatRequests().map(\.id) == [1])
        #expect(try await quota() == Quota(reserved: 3, ceiling: 4))
    }

    @Test func `a request is declined with a reason, and without links the mail brings none`() async throws {
        _ = try await store.sendKommunLinks(
            to: ["0682": "nassjo@example.se"], isRenewal: false, by: .organiser("prov"), now: noon)
        _ = try await ask(2)
        _ = try await store.revokeKommunLinks(["0682"], by: .organiser("prov"), now: noon)
        guard case .valid(let refusal) = SeatRequestRefusal.check(typed: { _ in "Det är fullt" }) else {
            throw StoredValueError(column: "reply", text: "")
        }
        let outcome = try await store.declineSeats(request: 1, refusal, by: .organiser("prov"), now: noon)
        #expect(outcome == .answered(seated: 0))
        #expect(try await store.seatRequest(id: 1)?.reply == "Det är fullt")
        let answers = try await messages(.seatAnswer)
        #expect(answers.map(\.recipient) == ["nassjo@example.se"] && answers[0].link == nil)
        #expect(try await store.kommunLinks().allSatisfy { $0.kommun.code != "0682" || $0.living == 0 })
    }
}
