import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

/// Whatever a contact does, with as many mailboxes as they like, nothing that somebody has told by a link of their own is
/// ever behind a link that the contact has got.
struct ContactSecrecyTests {
    @Test(arguments: seeds(4))
    func `no contact comes to what anybody has told`(seed: UInt64) async throws {
        var history = try await ContactHistory(seed: seed)
        for step in 1...150 {
            try await history.step()
            let seen = try await history.seenByContact()
            #expect(seen == [], "seed \(seed), step \(step)")
            await Task.yield()
        }
        #expect(history.told > 0 && history.contactLinks.count > 0, "seed \(seed) tries nothing")
    }

    @Test func `a failed mail is sent again to whom it is for now`() async throws {
        var history = try await ContactHistory(seed: 1)
        try await history.register(addresses: [nil])
        // The contact is told of a person without address, and the mail fails.
        let offered = try await history.conference.store.cancel(
            member: 1, ofDelegation: history.group, now: noon)
        #expect(offered == .cancelled)
        try await history.deliver(.failed(reason: "550 full"))
        try await history.conference.execute("UPDATE registration SET state = 'confirmed' WHERE id = 1")
        let set = try await history.conference.store.setAddress(
            "egen@example.se", ofMember: 1, ofDelegation: history.group, now: noon)
        #expect(set == .mailed)
        for message in try await history.conference.store.messages(.failed, limit: 10) {
            _ = try await history.conference.store.resendMessage(id: message.id, by: .organiser("prov"), now: noon)
        }
        let told = try await history.conference.store.pool.read { db in
            try String.fetchSet(
                db, sql: "SELECT recipient FROM message WHERE registrationId = 1 AND link IS NOT NULL")
        }
        #expect(told == ["egen@example.se"])
    }
}

/// A group, its contact with three mailboxes, and people with one each, who do this and that.
private struct ContactHistory {
    let conference: TestConference
    private(set) var group = SecretLink(random: .seeded(77))
    /// All links that ever came to a mailbox of the contact.
    private(set) var contactLinks: [SecretLink] = []
    /// How often somebody told something.
    private(set) var told = 0
    private var personLinks: [SecretLink] = []
    private var random: SplitMix
    private var registered = 0

    private static let contactBoxes = ["kontakt@example.se", "kontakt2@example.se", "kontakt3@example.se"]
    private static let personBoxes = (1...8).map { "egen\($0)@example.se" }

    init(seed: UInt64) async throws {
        conference = try await TestConference(
            capacity: 6, quotas: [.nassjo: Quota(reserved: 0, ceiling: 4)], seed: seed)
        random = SplitMix(seed: seed)
        var question = QuestionDraft()
        question.label = Phrase(sv: "Något att veta?", en: "Anything to know?")
        question.purpose = Phrase(sv: "Prov", en: "Trial")
        _ = try await conference.store.addQuestion(question, by: .organiser("prov"), now: noon)
    }

    private var store: Store { conference.store }

    mutating func register(addresses: [String?]) async throws {
        let members = addresses.map { address in
            registered += 1
            return NewMember(
                person(registered, .nassjo, changing: [.email: address ?? "", .givenName: "Namn\(registered)"]),
                link: conference.link(registered))
        }
        let contact = DelegationContact(
            name: "Kontakt Påhitt", email: Self.contactBoxes[0], language: .swedish, keepsTogether: false)
        let token = FormToken(for: .delegation, random: .seeded(5), now: Int64(noon.timeIntervalSince1970))
        _ = try await store.register(delegation: contact, link: group, members: members, token: token, now: noon)
        try await collectLinks()
    }

    mutating func deliver(_ result: SendingResult) async throws {
        while let message = try await store.takeDueMessage(now: noon) {
            try await store.record(result, of: message, now: noon)
        }
    }

    mutating func step() async throws {
        let boxes = Self.contactBoxes + Self.personBoxes
        let members = try await store.delegation(link: group)?.members ?? []
        switch Int.random(in: 0..<15, using: &random) {
        // The contact
        case 0 where registered < 12: try await register(addresses: [nil, boxes.randomElement(using: &random)])
        case 0, 1, 2:
            guard let member = members.randomElement(using: &random) else { break }
            _ = try await store.setAddress(
                boxes.randomElement(using: &random)!, ofMember: member.id, ofDelegation: group, now: noon)
        case 3:
            guard Int.random(in: 0..<4, using: &random) == 0, let member = members.randomElement(using: &random)
            else { break }
            _ = try await store.cancel(member: member.id, ofDelegation: group, now: noon)
        case 4: _ = try await store.acceptOffers(ofDelegation: 1, now: noon)
        case 5:
            let box = Self.contactBoxes.randomElement(using: &random)!
            if case .changed(let link) = try await store.changeContact(ofDelegation: group, to: box, now: noon) {
                group = link
            }
        case 9: try await contactActsAsSomebody()
        // Anybody
        case 6: try await store.requestLostLink(email: boxes.randomElement(using: &random)!, now: noon)
        // The mail server, and organisers who help
        case 7: try await deliver(Bool.random(using: &random) ? .sent : .failed(reason: "550"))
        case 8:
            for message in try await store.messages(.failed, limit: 50) where Bool.random(using: &random) {
                _ = try await store.resendMessage(id: message.id, by: .organiser("prov"), now: noon)
            }
        // The people
        default: try await somebodyActs()
        }
        try await collectLinks()
    }

    /// By a link that came to a mailbox of the contact's, whosever it is said to be.
    private mutating func contactActsAsSomebody() async throws {
        guard let link = contactLinks.randomElement(using: &random),
            var registration = try await store.attendee(link: link)?.0.registration
        else { return }
        let boxes = Self.contactBoxes + Self.personBoxes
        registration[.email] = boxes.randomElement(using: &random)!
        registration[.role] = "Roll \(registered)"
        if case .changed(let moved?) = try await store.change(
            link: link, to: registration, successor: SecretLink(random: .seeded(random.next())), now: noon)
        {
            contactLinks.append(moved)
        }
    }

    private mutating func somebodyActs() async throws {
        guard let link = personLinks.randomElement(using: &random),
            var registration = try await store.attendee(link: link)?.0.registration
        else { return }
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            registration[.dietaryNeeds] = "Hemligt \(told)"
            if case .changed = try await store.change(
                link: link, to: registration, successor: SecretLink(random: .seeded(random.next())), now: noon)
            {
                told += 1
            }
        case 1:
            let outcome = try await store.answer(link: link, shown: [1], typed: [1: ["Hemligt \(told)"]], now: noon)
            if case .saved = outcome { told += 1 }
        case 2:
            registration[.email] = Self.personBoxes.randomElement(using: &random)!
            _ = try await store.change(
                link: link, to: registration, successor: SecretLink(random: .seeded(random.next())), now: noon)
        case 3: _ = try await store.makeClaimLink(personal: link, now: noon)
        default: _ = try await store.answerOffer(link: link, .accept, now: noon)
        }
    }

    /// Whoever has a mailbox has the links that are on their way to it.
    private mutating func collectLinks() async throws {
        let rows = try await store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT recipient, link FROM message WHERE link IS NOT NULL")
                .map { ($0[0] as String, $0[1] as String) }
        }
        for (recipient, text) in rows {
            let link = try #require(SecretLink(text))
            if Self.contactBoxes.contains(recipient) {
                if !contactLinks.contains(link) { contactLinks.append(link) }
            } else if !personLinks.contains(link) {
                personLinks.append(link)
            }
        }
    }

    /// What is told behind the contact's links. Only people tell anything here, and by links of their own mailboxes.
    func seenByContact() async throws -> [String] {
        var seen: [String] = []
        for link in contactLinks {
            await Task.yield()
            guard let questionnaire = try await store.questionnaire(link: link) else { continue }
            seen += Field.all.filter(\.isSensitive).map { questionnaire.attendee.registration[$0] }
            seen += questionnaire.answers[1]
        }
        return seen.filter { !$0.isEmpty }
    }
}
