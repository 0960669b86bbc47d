import Conference
import Fixtures
import Foundation
import Secrets
import Storage
import Testing

@testable import Mail

/// A conference with one who has a seat and one who waits, and what a worker would make of its outbox.
final class TestOutbox: Sendable {
    let folder: TemporaryFolder
    let store: Store
    let composer: MailComposer

    init(seats: Int = 1) async throws {
        folder = try TemporaryFolder()
        store = try folder.open()
        try await store.createConference(
            .trial(capacity: 100), quotas: [.nassjo: Quota(reserved: 0, ceiling: seats)])
        composer = MailComposer(
            sender: try #require(Mailbox("anmalan@example.se")), replyTo: Mailbox("kontakt@example.se"),
            address: { destination, language in "https://vemfn.example.se/\(language.rawValue)/\(name(destination))" })
    }

    @discardableResult
    func register(
        _ number: Int, language: Language = .swedish, changing answers: [Field: String] = [:]
    ) async throws -> SecretLink {
        let link = SecretLink(random: .seeded(UInt64(number) + 1_000_000))
        _ = try await store.register(
            person(number, .nassjo, changing: answers), link: link, language: language, now: noon)
        return link
    }

    func messages(_ state: MessageState? = nil) async throws -> [MessageRecord] {
        try await store.messages(state, limit: 100).reversed()
    }
}

private func name(_ destination: MailDestination) -> String {
    switch destination {
    case .personal(let link): "personal/\(link.text)"
    case .claim(let link): "claim/\(link.text)"
    case .delegation(let link): "delegation/\(link.text)"
    case .kommun(let link): "kommun/\(link.text)"
    case .noReminders(let link): "no-reminders/\(link.text)"
    case .invitation(let link): "invitation/\(link.text)"
    case .lostLink: "lost-link"
    }
}

struct ComposingTests {
    private func due(_ outbox: TestOutbox) async throws -> OutboxMessage {
        try #require(try await outbox.store.takeDueMessage(now: noon))
    }

    /// The same message, of another kind.
    private func message(
        _ message: OutboxMessage, _ kind: MessageKind, detail: MessageDetail? = nil, workshop: Workshop? = nil
    ) -> OutboxMessage {
        OutboxMessage(
            id: message.id, kind: kind, recipient: message.recipient, language: message.language, link: message.link,
            detail: detail ?? message.detail, messageId: message.messageId, createdAt: message.createdAt,
            attempts: message.attempts, conference: message.conference, attendee: message.attendee,
            place: message.place, offerEndsAt: message.offerEndsAt, workshop: workshop)
    }

    @Test func `a message is the same bytes each time it is sent`() async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1)
        let message = try await due(outbox)
        let mail = try #require(outbox.composer.compose(message))
        #expect(outbox.composer.compose(message) == mail)
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(text.contains("\r\nMessage-ID: <\(message.messageId)@example.se>\r\n"))
        #expect(text.contains("\r\nDate: Fri, 15 Jan 2027 11:00:00 +0000\r\n"))
        #expect(text.hasPrefix("From: Prov\r\n <anmalan@example.se>\r\n"))
        #expect(text.contains("\r\nReply-To: kontakt@example.se\r\n"))
        #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n"))
    }

    @Test(arguments: MessageKind.allCases, Language.allCases)
    func `every kind has words, a page to go on to, and nothing that was typed`(
        kind: MessageKind, language: Language
    ) async throws {
        let outbox = try await TestOutbox()
        let link = try await outbox.register(
            1, language: language,
            changing: [.givenName: "Köp", .familyName: "Billigt", .organisation: "Reklam AB", .role: "Säljare"])
        let claim = SecretLink(random: .seeded(5))
        let original = try await due(outbox)
        let message = message(original, kind, detail: MessageDetail(endsAt: 1_800_014_400, claim: claim.text))
        let letter = LetterWords(message: message, address: outbox.composer.address).letter
        #expect(letter.subject.hasSuffix(language == .swedish ? " – Prov" : " – Trial"))
        #expect(letter.plainText.contains("https://vemfn.example.se/\(language.rawValue)/") == (kind != .handedOver))
        #expect(letter.plainText.contains(claim.text) == (kind == .handOver))
        #expect(
            letter.plainText.contains("personal/\(link.text)")
                == ![.handedOver, .delegation, .invitation, .kommunLink, .seatAnswer].contains(kind))
        for typed in ["Köp", "Billigt", "Reklam", "Säljare"] {
            #expect(!letter.plainText.contains(typed) && !letter.page.contains(typed))
        }
        let mail = try #require(outbox.composer.compose(message))
        #expect(mail.bytes.allSatisfy { $0 < 0x80 })
        let text = String(decoding: mail.bytes, as: UTF8.self)
        #expect(text.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click") == (kind == .reminder))
        for line in text.split(separator: "\r\n") { #expect(line.utf8.count <= 200 && !line.contains("\n")) }
    }

    @Test func `what is said about a seat is what is so when the message is sent`() async throws {
        let outbox = try await TestOutbox()
        let link = try await outbox.register(1)
        try await outbox.register(2)
        _ = try await outbox.store.cancel(link: link, now: noon)
        let first = try await due(outbox)
        #expect(first.kind == .confirmation)
        let letter = LetterWords(message: first, address: outbox.composer.address).letter
        #expect(letter.heading == "Din anmälan är avbokad")
    }

    @Test(arguments: [
        (MessageKind.workshopOffer, "En plats i ”Jobb” har blivit ledig"),
        (.workshopOfferExpired, "erbjudandet om en plats i ”Jobb” är slut"),
    ])
    func `a message about a workshop names it`(kind: MessageKind, words: String) async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1)
        let workshop = Workshop(
            id: 1, title: Phrase(sv: "Jobb", en: "Jobs"), startsAt: noon, endsAt: noon + 3600, capacity: 1)
        let message = message(try await due(outbox), kind, workshop: workshop)
        #expect(LetterWords(message: message, address: outbox.composer.address).letter.plainText.contains(words))
    }

    @Test func `the one who waits reads the number and why`() async throws {
        let outbox = try await TestOutbox()
        for number in 1...3 { try await outbox.register(number) }
        _ = try await due(outbox)
        _ = try await due(outbox)
        let third = try await due(outbox)
        let letter = LetterWords(message: third, address: outbox.composer.address).letter
        #expect(letter.heading == "Du står i kö")
        #expect(letter.plainText.contains("nummer 2 i gruppens egen kö"))
    }

    @Test func `an offer says until when`() async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1, language: .english)
        let original = try await due(outbox)
        let offered = OutboxMessage(
            id: 1, kind: .offer, recipient: original.recipient, language: .english, link: original.link,
            detail: MessageDetail(), messageId: original.messageId, createdAt: noon, attempts: 1,
            conference: original.conference, attendee: try await offeredAttendee(outbox), place: nil,
            offerEndsAt: noon + 86_400)
        let letter = LetterWords(message: offered, address: outbox.composer.address).letter
        #expect(letter.heading == "You are offered a seat")
        #expect(letter.plainText.contains("is kept until 16 January 2027 at 12:00"))
    }

    private func offeredAttendee(_ outbox: TestOutbox) async throws -> Attendee? {
        try await outbox.execute("UPDATE registration SET state = 'offered' WHERE id = 1")
        return try await outbox.store.attendee(id: 1)
    }
}
