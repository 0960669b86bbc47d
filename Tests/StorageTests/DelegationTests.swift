import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct DelegationTests {
    /// Five seats; Nässjö may have four, Falköping five.
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 5,
            quotas: [.nassjo: Quota(reserved: 0, ceiling: 4), .falkoping: Quota(reserved: 0, ceiling: 5)])
    }

    private var store: Store { conference.store }

    private func token(_ number: UInt64 = 1, at now: Date = noon) -> FormToken {
        FormToken(for: .delegation, random: .seeded(900 + number), now: Int64(now.timeIntervalSince1970))
    }

    private func contact(together: Bool = false) -> DelegationContact {
        DelegationContact(
            name: "Kontakt Påhitt", email: "kontakt@example.se", language: .swedish, keepsTogether: together)
    }

    private let link = SecretLink(random: .seeded(77))

    private func members(_ numbers: ClosedRange<Int>, _ group: QuotaGroup = .nassjo) -> [NewMember] {
        numbers.map { NewMember(person($0, group), link: conference.link($0)) }
    }

    @discardableResult
    private func send(
        _ members: [NewMember], together: Bool = false, token: FormToken? = nil, at now: Date = noon
    ) async throws -> DelegationOutcome {
        try await store.register(
            delegation: contact(together: together), link: link, members: members, token: token ?? self.token(),
            now: now)
    }

    private func hold(
        _ count: Int, _ group: QuotaGroup = .nassjo, together: Bool = false, token: FormToken? = nil,
        from address: String = "192.0.2.1", at now: Date = noon
    ) async throws -> HeldSeats {
        try await store.holdSeats(
            for: Array(repeating: group, count: count), keepsTogether: together, token: token ?? self.token(),
            address: address, now: now)
    }

    private func messages() async throws -> [String] {
        try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT kind || ' ' || recipient FROM message ORDER BY id")
        }
    }

    @Test func `seats are given in the order of the list, and the others wait`() async throws {
        let outcome = try await send(members(1...6))
        let expected = (1...6).map { SignUpOutcome.registered($0 <= 4 ? .confirmed : .waiting) }
        #expect(outcome == .registered(expected))
        let delegation = try #require(try await store.delegation(link: link))
        #expect(delegation.contact == contact())
        #expect(
            delegation.members.map(\.state) == [.confirmed, .confirmed, .confirmed, .confirmed, .waiting, .waiting])
        let log = try await store.history(ofRegistration: delegation.members[0].id)
        #expect(log.map(\.action) == [.registered] && log[0].actor == .contact)
    }

    @Test func `those who keep together all wait when one of them would have to`() async throws {
        #expect(
            try await send(members(1...5), together: true)
                == .registered(Array(repeating: .registered(.waiting), count: 5)))
        // Nobody else is kept from the seats they cannot use.
        #expect(try await conference.register(9) == .registered(.confirmed))
    }

    @Test func `those who keep together all have seats when there is one for each`() async throws {
        #expect(
            try await send(members(1...4), together: true)
                == .registered(Array(repeating: .registered(.confirmed), count: 4)))
    }

    @Test func `the same list again registers nobody twice, and a longer one the new people`() async throws {
        try await send(members(1...2))
        #expect(try await send(members(1...2)) == .registered([.repeated, .repeated]))
        #expect(
            try await send(members(1...3)) == .registered([.repeated, .repeated, .registered(.confirmed)]))
        #expect(try await store.countAttendees(AttendeeFilter()) == 3)
        #expect(try await messages().filter { $0.hasPrefix("delegation") }.count == 2)
    }

    @Test func `of twenty sendings of one list at once one is written`() async throws {
        let list = members(1...3)
        let outcomes = try await withThrowingTaskGroup { group in
            for _ in 1...20 { group.addTask { try await send(list) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .registered([.repeated, .repeated, .repeated]) }.count == 19)
        #expect(try await store.countAttendees(AttendeeFilter()) == 3)
        #expect(try await store.quotaBoard().taken == 3)
    }

    @Test func `an address that is taken is told of, and the others are registered unless all go together`()
        async throws
    {
        try await conference.register(12, changing: [.email: "Deltagare2@example.se"])
        #expect(try await send(members(1...2), together: true) == .incomplete([1]))
        #expect(try await store.delegation(link: link) == nil)
        #expect(try await send(members(1...2)) == .registered([.registered(.confirmed), .emailTaken]))
        #expect(try await store.countAttendees(AttendeeFilter()) == 2)
    }

    @Test func `a list whose addresses are all taken leaves no delegation, and their owners are told`() async throws {
        try await conference.register(11, changing: [.email: "deltagare1@example.se"])
        let before = try await messages()
        #expect(try await send(members(1...1)) == .registered([.emailTaken]))
        #expect(try await store.delegation(link: link) == nil)
        // Whoever has the address is told, once an hour at most.
        #expect(try await send(members(1...1)) == .registered([.emailTaken]))
        #expect(try await messages() == before + ["emailTaken deltagare1@example.se"])
    }

    @Test func `sign-up that has closed takes no delegation, but finds the one that was sent in time`() async throws {
        #expect(try await send(members(1...1), at: noon + 200_000) == .closed)
        try await send(members(1...1))
        #expect(try await send(members(1...1), at: noon + 200_000) == .registered([.repeated]))
        #expect(try await send(members(1...2), at: noon + 200_000) == .closed)
    }

    @Test func `people are mailed at their own address, and the contact about all once`() async throws {
        let withoutAddress = NewMember(person(2, .nassjo, changing: [.email: ""]), link: conference.link(2))
        try await send(members(1...1) + [withoutAddress])
        #expect(
            try await messages() == ["confirmation deltagare1@example.se", "delegation kontakt@example.se"])
        let carried = try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT link FROM message WHERE kind = 'delegation'")
        }
        #expect(carried == [link.text])
    }

    @Test func `the contact is shown nothing that leads to a person's own page`() async throws {
        try await send([NewMember(person(1, .nassjo, changing: [.email: ""]), link: conference.link(1))])
        let delegation = try #require(try await store.delegation(link: link))
        var shown = ""
        dump(delegation, to: &shown)
        #expect(!shown.contains(conference.link(1).text))
        #expect(try await store.attendee(link: link) == nil)
    }

    @Test func `a person without an address gets one later, and the mail that goes with it`() async throws {
        try await send([NewMember(person(1, .nassjo, changing: [.email: ""]), link: conference.link(1))])
        try await conference.register(2)
        let id = try #require(try await store.delegation(link: link)?.members.first?.id)
        let set = { [store, link] (email: String, id: Int64) in
            try await store.setAddress(email, ofMember: id, ofDelegation: link, now: noon)
        }
        #expect(try await set("DELTAGARE2@example.se", id) == .taken)
        #expect(try await set("Kontakt@example.se", id) == .contactsOwn)
        #expect(try await set("egen@example.se", 99) == .notFound)
        #expect(try await set("egen@example.se", id) == .mailed)
        #expect(try await set("Egen@example.se", id) == .unchanged)
        #expect(try await messages().last == "confirmation egen@example.se")
        #expect(try await store.attendee(id: id)?.registration[.email] == "egen@example.se")
        #expect(try await store.countAttendees(AttendeeFilter(search: "egen@example.se")) == 1)
    }

    @Test func `the seat of a person without address is handed over by a link that the contact gets`() async throws {
        try await send([
            NewMember(person(1, .nassjo, changing: [.email: ""]), link: conference.link(1)),
            NewMember(person(2, .nassjo), link: conference.link(2)),
        ])
        let make = { [store, link] (id: Int64) in
            try await store.makeClaimLink(member: id, ofDelegation: link, now: noon)
        }
        #expect(try await make(2) == .notFound)
        for _ in 1...2 { #expect(try await make(1) == .made) }
        #expect(try await messages().suffix(2) == Array(repeating: "handOver kontakt@example.se", count: 2))
        var claims: [SecretLink] = []
        while let message = try await store.takeDueMessage(now: noon) { claims += [message.claim].compactMap(\.self) }
        let take = { [store, conference] (claim: SecretLink) in
            try await store.claimSeat(
                claim, for: person(3, .nassjo), link: conference.link(3), language: .swedish, now: noon)
        }
        #expect(try await take(claims[0]) == .over)
        #expect(try await take(claims[1]) == .claimed)
        let members = try #require(try await store.delegation(link: link)?.members)
        #expect(members.map(\.state) == [.cancelled, .confirmed, .confirmed])
        // What the colleague has told when they took over is theirs.
        #expect(members[2].hasActed)
        #expect(try await messages().last { $0.hasPrefix("handedOver") } == "handedOver kontakt@example.se")
    }

    @Test func `a person who gets an address keeps the seat from the link the contact had got`() async throws {
        try await send([NewMember(person(1, .nassjo, changing: [.email: ""]), link: conference.link(1))])
        #expect(try await store.makeClaimLink(member: 1, ofDelegation: link, now: noon) == .made)
        var claims: [SecretLink] = []
        while let message = try await store.takeDueMessage(now: noon) { claims += [message.claim].compactMap(\.self) }
        #expect(
            try await store.setAddress("egen@example.se", ofMember: 1, ofDelegation: link, now: noon) == .mailed)
        let taken = try await store.claimSeat(
            try #require(claims.first), for: person(3, .nassjo), link: conference.link(3), language: .swedish, now: noon
        )
        #expect(taken == .over)
        #expect(try await store.delegation(link: link)?.members.map(\.state) == [.confirmed])
    }

    @Test func `a contact who has lost the link gets another, and the first one stays`() async throws {
        try await send(members(1...1))
        for _ in 1...4 { try await store.requestLostLink(email: "Kontakt@example.se", now: noon) }
        var links: [SecretLink] = []
        while let message = try await store.takeDueMessage(now: noon) {
            if message.kind == .lostLink { links += [message.link].compactMap(\.self) }
        }
        #expect(links.count == 3)
        for link in links + [link] { #expect(try await store.delegation(link: link)?.id == 1) }
    }

    @Test func `a new address of the contact ends the earlier links, and what is not sent yet goes there`() async throws
    {
        try await send([NewMember(person(1, .nassjo, changing: [.email: ""]), link: conference.link(1))])
        #expect(try await store.cancel(member: 1, ofDelegation: link, now: noon) == .cancelled)
        let changed = try await store.changeContact(
            ofDelegation: 1, to: "ny@example.se", by: .organiser("prov"), now: noon)
        guard case .changed(let new) = changed else { return #expect(changed != .notFound) }
        #expect(try await store.delegation(link: link) == nil)
        #expect(try await store.delegation(link: new)?.contact.email == "ny@example.se")
        #expect(try await messages() == ["cancelled ny@example.se", "delegation ny@example.se"])
        #expect(try await store.changeContact(ofDelegation: new, to: "NY@example.se", now: noon) == .unchanged)
        #expect(try await store.changeContact(ofDelegation: link, to: "x@example.se", now: noon) == .notFound)
    }

    @Test func `a failed mail about the group is sent again with a link that opens it`() async throws {
        try await send(members(1...1))
        while let message = try await store.takeDueMessage(now: noon) {
            try await store.record(.failed(reason: "550"), of: message, now: noon)
        }
        let failed = try #require(try await store.messages(.failed, limit: 5).first { $0.kind == .delegation })
        #expect(try await store.resendMessage(id: failed.id, by: .organiser("prov"), now: noon))
        let again = try #require(try await store.takeDueMessage(now: noon))
        #expect(again.recipient == "kontakt@example.se")
        #expect(try await store.delegation(link: try #require(again.link))?.id == 1)
    }

    @Test func `a contact cancels one of their own, and nobody else`() async throws {
        try await send(members(1...5))
        try await conference.register(9, .falkoping)
        let stranger = try #require(try await store.attendee(link: conference.link(9))?.0.id)
        #expect(try await store.cancel(member: stranger, ofDelegation: link, now: noon) == .notFound)
        let first = try #require(try await store.delegation(link: link)?.members.first?.id)
        #expect(try await store.cancel(member: first, ofDelegation: link, now: noon) == .cancelled)
        #expect(try await store.cancel(member: first, ofDelegation: link, now: noon) == .alreadyCancelled)
        #expect(try await conference.state(5) == .offered)
        #expect(try await store.acceptOffers(ofDelegation: 1, now: noon) == 1)
        #expect(try await conference.state(5) == .confirmed)
    }

    @Test func `held seats are taken until the time is over`() async throws {
        let held = try await hold(3)
        #expect(held == HeldSeats(isHeld: [true, true, true], endsAt: noon + 900))
        #expect(try await store.quotaBoard().taken == 3)
        #expect(try await conference.register(11) == .registered(.confirmed))
        #expect(try await conference.register(12) == .registered(.waiting))
        try await store.advance(to: noon + 899)
        #expect(try await conference.state(12) == .waiting)
        try await store.advance(to: noon + 900)
        #expect(try await conference.state(12) == .offered)
        #expect(try await store.quotaBoard().taken == 2)
    }

    @Test func `held seats are the list's although others came to wait meanwhile`() async throws {
        _ = try await hold(4)
        #expect(try await conference.register(11) == .registered(.waiting))
        #expect(
            try await send(members(1...4), at: noon + 600)
                == .registered(Array(repeating: .registered(.confirmed), count: 4)))
        #expect(try await conference.state(11) == .waiting)
        #expect(try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM seatHold") } == 0)
    }

    @Test func `seats that were held and are not used pass on at once`() async throws {
        _ = try await hold(4)
        #expect(try await conference.register(11) == .registered(.waiting))
        try await send(members(1...2))
        #expect(try await conference.state(11) == .offered)
    }

    @Test func `a shorter list lets go of what it needs no more`() async throws {
        _ = try await hold(4)
        #expect(try await conference.register(11) == .registered(.waiting))
        #expect(try await hold(2, at: noon + 60).isHeld == [true, true])
        #expect(try await conference.state(11) == .offered)
    }

    @Test func `after the time the seats are for everybody again`() async throws {
        _ = try await hold(4)
        for number in 11...14 { try await conference.register(number, at: noon + 901) }
        #expect(try await send(members(1...1), at: noon + 902) == .registered([.registered(.waiting)]))
    }

    @Test(arguments: [(0, 900), (1800, 2700), (3000, 3600), (3599, 3600)])
    func `each action renews the time, up to an hour in all`(after: Int, end: Int) async throws {
        let now = noon + TimeInterval(after)
        #expect(try await hold(1, at: now).endsAt == noon + TimeInterval(end))
    }

    @Test func `after an hour a form holds nothing`() async throws {
        _ = try await hold(1, at: noon + 3599)
        #expect(try await hold(1, at: noon + 3600) == HeldSeats(isHeld: [false], endsAt: nil))
        #expect(try await store.quotaBoard().taken == 0)
    }

    @Test func `those who keep together have all seats held or none`() async throws {
        #expect(try await hold(4, together: true).isHeld == [true, true, true, true])
        #expect(try await hold(5, together: true) == HeldSeats(isHeld: Array(repeating: false, count: 5), endsAt: nil))
        #expect(try await store.quotaBoard().taken == 0)
        #expect(try await hold(5).isHeld == [true, true, true, true, false])
    }

    @Test func `two forms that want the last seats do not get the same ones`() async throws {
        let held = try await withThrowingTaskGroup { group in
            for number in 1...10 {
                group.addTask { try await hold(3, .falkoping, token: token(UInt64(number))).isHeld.count { $0 } }
            }
            return try await group.reduce(0, +)
        }
        #expect(held == 5)
        #expect(try await store.quotaBoard().taken == 5)
    }

    @Test func `one network holds only so many seats at a time, by whatever forms`() async throws {
        let large = try await TestConference(
            capacity: 500, quotas: [.falkoping: Quota(reserved: 0, ceiling: 500)])
        func held(_ number: UInt64, _ count: Int, from address: String) async throws -> Int {
            try await large.store.holdSeats(
                for: Array(repeating: .falkoping, count: count), keepsTogether: false, token: token(number),
                address: address, now: noon
            ).isHeld.count { $0 }
        }
        #expect(try await held(1, 50, from: "2001:db8::1") == 50)
        #expect(try await held(2, 50, from: "2001:db8::2") == 10)
        #expect(try await held(2, 50, from: "2001:db8::2") == 10)
        #expect(try await held(3, 50, from: "192.0.2.7") == 50)
    }
}
