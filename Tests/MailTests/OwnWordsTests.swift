import Conference
import Fixtures
import Foundation
import Secrets
import Storage
import Testing

@testable import Mail

struct OwnWordsTests {
    private func mailing(_ outbox: TestOutbox, _ text: MailText, isVoluntary: Bool = true) async throws -> OutboxMessage
    {
        let draft = MailingDraft(text: text, includesCancelled: false, isVoluntary: isVoluntary, perMinute: 1000)
        let id = try await outbox.store.addMailing(draft, to: AttendeeFilter(), by: .system, now: noon)
        _ = try await outbox.store.takeDueMessage(now: noon)  // the confirmation
        #expect(try await outbox.store.start(mailing: id, by: .system, now: noon) == .done)
        try await outbox.store.advanceMailings(now: noon)
        return try #require(try await outbox.store.takeDueMessage(now: noon))
    }

    private func both(_ subject: String, _ body: String) -> MailText {
        MailText(subject: Phrase(sv: subject, en: subject), body: Phrase(sv: body, en: body))
    }

    private func text(_ outbox: TestOutbox, _ message: OutboxMessage) throws -> String {
        String(decoding: try #require(outbox.composer.compose(message)).bytes, as: UTF8.self)
    }

    @Test(arguments: [
        ("Zlatan-Ärla", "Älg", "Zlatan-Ärla Älg"), ("<b>Fet</b>", "Prov", "deltagare"),
        ("=?x?Q?y?=", "Prov", "deltagare"),
        ("Kim \"K\" & Co", "Prov", "Kim \"K\" & Co Prov"), ("https://example.se", "Prov", "deltagare"),
        ("{kod}", "Prov", "{kod} Prov"),
        ("'); DROP TABLE registration;--", "Prov", "'); DROP TABLE registration;-- Prov"),
    ])
    func `a hostile name is words and nothing else, in the subject too`(given: String, family: String, shown: String)
        async throws
    {
        let outbox = try await TestOutbox()
        try await outbox.register(1, changing: [.givenName: given, .familyName: family])
        let message = try await mailing(outbox, both("Hej {namn}", "Hej {namn}!\n\n<i>{bokningskod}</i>"))
        let letter = LetterWords(message: message, address: outbox.composer.address).letter
        #expect(letter.subject == "Hej \(shown)")
        #expect(letter.plainText.contains("Hej \(shown)!\n\n<i>VF-"))
        #expect(letter.page.contains("&lt;i&gt;VF-"))
        for markup in ["<b>", "<i>", "href=\"https://example.se"] { #expect(!letter.page.contains(markup)) }
        let headers = try text(outbox, message).components(separatedBy: "\r\n\r\n")[0]
        #expect(headers.components(separatedBy: "\r\n").filter { $0.hasPrefix("Subject: ") }.count == 1)
        #expect(!headers.contains("Bcc") && headers.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `a subject that was altered in the file adds no header`() async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1)
        let message = try await mailing(outbox, both("Hej\r\nBcc: annan@example.se", "Text"))
        let headers = try text(outbox, message).components(separatedBy: "\r\n\r\n")[0]
        #expect(headers.contains("Subject: Hej") && !headers.contains("\r\nBcc:"))
    }

    @Test func `the link is there whether it was written or not, and once`() async throws {
        for body in ["Text", "Gå till {länk} nu.", "Text\n{länk}\nMer"] {
            let outbox = try await TestOutbox()
            try await outbox.register(1)
            let message = try await mailing(outbox, both("Ämne", body))
            let link = "https://vemfn.example.se/sv/personal/\(try #require(message.link).text)"
            let letter = LetterWords(message: message, address: outbox.composer.address).letter
            #expect(letter.plainText.components(separatedBy: link).count == 2, "\(body)")
            #expect(letter.page.components(separatedBy: "href=\"\(link)\"").count == 2, "\(body)")
            #expect(letter.plainText.contains("så dela den inte"))
        }
    }

    @Test func `an address that the organisers wrote can be clicked, without the full stop behind it`() async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1)
        let message = try await mailing(outbox, both("Ämne", "Se https://example.se/a?b=1&c=<x>. Hej"))
        let letter = LetterWords(message: message, address: outbox.composer.address).letter
        #expect(
            letter.page.contains(
                "<a href=\"https://example.se/a?b=1&amp;c=\">https://example.se/a?b=1&amp;c=</a>&lt;x&gt;. Hej"))
    }

    @Test(arguments: [true, false])
    func `what can be declined says how, and what must be known does not`(isVoluntary: Bool) async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1)
        let message = try await mailing(outbox, both("Ämne", "Text"), isVoluntary: isVoluntary)
        let mail = try text(outbox, message)
        #expect(mail.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click") == isVoluntary)
        let letter = LetterWords(message: message, address: outbox.composer.address).letter
        #expect(letter.plainText.contains("no-reminders/") == isVoluntary)
    }

    @Test(arguments: MessageKind.withOwnWords, Language.allCases)
    func `each kind takes words of the organisers, and keeps what must be said`(kind: MessageKind, language: Language)
        async throws
    {
        let outbox = try await TestOutbox()
        let allowed = try #require(MailPlaceholder.allowed(in: kind))
        let body = allowed.filter { $0 != .link }.map { "\($0.word.sv): {\($0.word.sv)}" }.joined(separator: "\n")
        let sample = try #require(
            try await outbox.store.sample(kind, both("Eget ämne", body), person: nil, language: language, now: noon))
        let letter = LetterWords(message: sample, address: outbox.composer.address).letter
        #expect(letter.subject == "Eget ämne" && letter.heading == "Eget ämne")
        #expect(!letter.plainText.contains("{"))
        for placeholder in allowed where placeholder != .link {
            #expect(
                letter.plainText.firstMatch(of: try Regex("(?m)^\(placeholder.word.sv): .+$")) != nil, "\(placeholder)")
        }
        let builtIn = try #require(
            try await outbox.store.sample(kind, nil, person: nil, language: language, now: noon))
        let words = LetterWords(message: builtIn, address: outbox.composer.address).letter
        for block in words.blocks {
            switch block {
            case .facts, .link: #expect(letter.blocks.contains(block))
            case .paragraph, .text: break
            }
        }
    }

    @Test func `own words about a seat are not said when the seat is gone, nor to a group's contact`() async throws {
        let outbox = try await TestOutbox()
        let link = try await outbox.register(1)
        try await outbox.store.keepDraft(of: .confirmation, both("Välkommen", "Du har plats!"))
        _ = try await outbox.store.useDraft(of: .confirmation, by: .system, now: noon)
        _ = try await outbox.store.cancel(link: link, now: noon)
        let message = try #require(try await outbox.store.takeDueMessage(now: noon))
        #expect(message.kind == .confirmation && message.texts[.confirmation] != nil)
        let letter = LetterWords(message: message, address: outbox.composer.address).letter
        #expect(letter.heading == "Din anmälan är avbokad" && !letter.plainText.contains("Du har plats!"))
    }

    @Test func `a test is marked as one, carries no ticket that lets in, and cannot be declined`() async throws {
        let outbox = try await TestOutbox()
        let sample = try #require(
            try await outbox.store.sample(
                .reminder, both("Snart", "Hej {namn}"), person: nil, language: .swedish, now: noon))
        let mail = try text(outbox, sample)
        #expect(mail.contains("Subject: [Prov] Snart") && !mail.contains("List-Unsubscribe"))
        let preview = outbox.composer.preview(sample)
        #expect(preview.subject == "Snart" && preview.plainText.contains("Hej Exempel Exempelsson"))
        let files = Ticket(message: sample, key: outbox.store.ticketKey, organiser: "a@example.se").attachments
        #expect(files.map(\.name.description) == ["biljett.png", "vemfn.ics"])
    }
}
