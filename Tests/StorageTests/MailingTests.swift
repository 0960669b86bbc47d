import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

private let organiser = Actor.organiser("prov")
private let text = MailText(
    subject: Phrase(sv: "Hej {namn}", en: "Hello {name}"), body: Phrase(sv: "Text", en: "Words"))

private func draft(_ perMinute: Int = 60, includesCancelled: Bool = false, isVoluntary: Bool = true) -> MailingDraft {
    MailingDraft(text: text, includesCancelled: includesCancelled, isVoluntary: isVoluntary, perMinute: perMinute)
}

struct MailingTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(capacity: 100, quotas: [.nassjo: Quota(reserved: 0, ceiling: 90)])
    }

    private var store: Store { conference.store }

    private func started(_ people: Int, _ draft: MailingDraft, _ filter: AttendeeFilter = AttendeeFilter()) async throws
        -> Int64
    {
        for number in 1...people { try await conference.register(number) }
        try await conference.execute("UPDATE message SET state = 'sent', sentAt = 0, link = NULL")
        let id = try await store.addMailing(draft, to: filter, by: organiser, now: noon)
        #expect(try await store.start(mailing: id, by: organiser, now: noon) == .done)
        return id
    }

    /// Sends what lies in the outbox.
    private func send(at now: Date) async throws -> [OutboxMessage] {
        var sent: [OutboxMessage] = []
        while let message = try await store.takeDueMessage(now: now) {
            try await store.record(.sent, of: message, now: now)
            sent.append(message)
        }
        return sent
    }

    @Test func `each recipient gets it once, in their turn, at the pace`() async throws {
        let id = try await started(5, draft(30))
        var sent: [OutboxMessage] = []
        for second in 0...20 {
            let now = noon + Double(second)
            try await store.advanceMailings(now: now)
            #expect(try await store.advanceMailings(now: now) == 0)
            sent += try await send(at: now)
            #expect(sent.count == min(5, second / 2 + 1))
        }
        #expect(sent.map { $0.attendee?.id } == [1, 2, 3, 4, 5])
        #expect(sent.allSatisfy { $0.kind == .mailing && $0.texts[.mailing] == text && $0.isVoluntary })
        #expect(try await store.mailing(id: id)?.state == .done)
        #expect(try await store.progress(ofMailing: id) == MailingProgress(counts: [.sent: 5]))
        let link = try #require(sent.first?.link)
        #expect(try await store.attendee(link: link)?.0.id == 1)
    }

    @Test func `who joins after the start gets none, and nothing can be started twice or written anew`() async throws {
        let id = try await started(2, draft(1000))
        try await conference.register(9)
        #expect(try await store.start(mailing: id, by: organiser, now: noon) == .notNow)
        #expect(try await !store.changeMailing(id: id, to: draft(), filter: AttendeeFilter(), by: organiser, now: noon))
        #expect(try await !store.discardMailing(id: id, by: organiser, now: noon))
        try await store.advanceMailings(now: noon)
        #expect(try await store.progress(ofMailing: id).recipients == 2)
        for change in ["subjectSv = 'x'", "filter = '{}'", "startedAt = 1"] {
            await #expect(throws: DatabaseError.self) { try await conference.execute("UPDATE mailing SET \(change)") }
        }
        await #expect(throws: DatabaseError.self) {
            try await conference.execute(
                """
                INSERT INTO message (kind, registrationId, recipient, language, messageId, createdAt, nextAttemptAt, mailingId)
                VALUES ('mailing', 1, 'a@example.se', 'sv', 'x', 0, 0, \(id))
                """)
        }
    }

    @Test func `those who get none are told apart`() async throws {
        for number in 1...4 { try await conference.register(number) }
        _ = try await store.refuseReminders(link: conference.link(2))
        _ = try await store.cancel(link: conference.link(3), now: noon)
        try await conference.register(delegation: [.nassjo], from: 5)
        // As it stands for somebody of a group without an address of their own.
        try await conference.execute(
            """
            DROP TRIGGER registrationKeepsAddress;
            UPDATE registration SET email = NULL, emailKey = NULL WHERE id = 5
            """)
        func leftOut(_ draft: MailingDraft, _ filter: AttendeeFilter = AttendeeFilter()) async throws -> [SkipReason:
            Int]
        {
            let audience = try #require(try await store.audience(draft, filter))
            return Dictionary(uniqueKeysWithValues: audience.leftOut.map { ($0.reason, $0.count) })
        }
        #expect(try await leftOut(draft()) == [.declined: 1, .cancelled: 1, .noAddress: 1])
        #expect(try await leftOut(draft(isVoluntary: false)) == [.cancelled: 1, .noAddress: 1])
        #expect(try await leftOut(draft(includesCancelled: true, isVoluntary: false)) == [.noAddress: 1])
        #expect(try await leftOut(draft(), AttendeeFilter(state: .cancelled)) == [:])
        // Whoever came back gets one.
        try await conference.register(6, changing: [.email: "deltagare3@example.se"])
        #expect(
            try await leftOut(draft(includesCancelled: true, isVoluntary: false)) == [.noAddress: 1, .sameAddress: 1])
    }

    @Test func `whoever cancels or declines before their turn is passed over`() async throws {
        let id = try await started(4, draft(1), AttendeeFilter(state: .confirmed))
        try await store.advanceMailings(now: noon)
        _ = try await store.cancel(link: conference.link(2), now: noon)
        _ = try await store.refuseReminders(link: conference.link(3))
        try await store.advanceMailings(now: noon + 60)
        let recipients = try await store.recipients(ofMailing: id, nil, after: nil, limit: 10)
        #expect(recipients.map(\.state) == [.underWay, .skipped, .skipped, .underWay])
        #expect(recipients.map(\.reason) == [nil, .cancelled, .declined, nil])
        #expect(try await store.mailing(id: id)?.state == .done)
    }

    @Test func `a mailing that is stopped takes back what has not been tried, and goes on where it was`() async throws {
        let id = try await started(30, draft(1000))
        try await store.advanceMailings(now: noon)
        try await store.advanceMailings(now: noon + 5)
        let first = try #require(try await store.takeDueMessage(now: noon + 5))
        let links = "SELECT count(*) FROM personalLink"
        let before = try await store.pool.read { try Int.fetchOne($0, sql: links) } ?? 0
        #expect(try await store.stop(mailing: id, by: organiser, now: noon + 5) == .done)
        let after = try await store.pool.read { try Int.fetchOne($0, sql: links) } ?? 0
        #expect(before > after && after == 1, "links that nobody got are dead")
        #expect(try await store.stop(mailing: id, by: organiser, now: noon + 5) == .notNow)
        #expect(try await store.progress(ofMailing: id).counts == [.underWay: 1, .waiting: 29])
        #expect(try await store.advanceMailings(now: noon + 500) == 0)
        try await store.record(.failed(reason: "550 okänd"), of: first, now: noon + 5)
        #expect(try await store.goOn(mailing: id, by: organiser, now: noon + 600) == .done)
        var sent: [Int64?] = []
        for second in 0..<40 {
            let now = noon + 600 + Double(second)
            try await store.advanceMailings(now: now)
            sent += try await send(at: now).map { $0.attendee?.id }
        }
        #expect(sent == (2...30).map { Int64($0) })
        #expect(try await store.progress(ofMailing: id).counts == [.failed: 1, .sent: 29])
        let failed = try await store.recipients(ofMailing: id, .failed, after: nil, limit: 10)
        #expect(failed.map(\.lastError) == ["550 okänd"])
    }

    @Test func `few lie in the outbox at once, so that others' mail does not wait`() async throws {
        _ = try await started(60, draft(1000))
        for second in 0..<100 { try await store.advanceMailings(now: noon + Double(second)) }
        #expect(try await store.messages(.pending, limit: 100).count == 20)
        try await conference.register(99, at: noon + 100)
        #expect(try await send(at: noon + 100).last?.kind == .confirmation)
    }

    @Test func `it begins by itself at its time, and goes back to a draft when nobody would get it`() async throws {
        try await conference.register(1)
        let id = try await store.addMailing(draft(), to: AttendeeFilter(), by: organiser, now: noon)
        #expect(try await store.schedule(mailing: id, at: noon + 60, by: organiser, now: noon))
        #expect(try await store.advanceMailings(now: noon + 59) == 0)
        #expect(try await store.mailing(id: id)?.state == .scheduled)
        #expect(try await store.advanceMailings(now: noon + 60) == 1)
        #expect(try await store.mailing(id: id)?.state == .done)
        let none = try await store.addMailing(
            draft(), to: AttendeeFilter(state: .waiting), by: organiser, now: noon)
        _ = try await store.schedule(mailing: none, at: noon + 60, by: organiser, now: noon)
        #expect(try await store.advanceMailings(now: noon + 60) == 0)
        #expect(try await store.mailing(id: none)?.state == .draft)
        #expect(try await store.start(mailing: none, by: organiser, now: noon) == .nobody)
    }

    @Test func `a recipient's row goes with the registration`() async throws {
        let id = try await started(2, draft())
        try await store.advanceMailings(now: noon)
        try await conference.execute("DELETE FROM registration WHERE id = 1")
        #expect(try await store.recipients(ofMailing: id, nil, after: nil, limit: 10).map(\.registration) == [2])
    }

    @Test func `those who were checked in are a filter`() async throws {
        for number in 1...3 { try await conference.register(number) }
        for (number, registration) in [1, 1, 2].enumerated() {
            try await conference.execute(
                """
                INSERT INTO scan (id, registrationId, kind, door, at, receivedAt, organiser, undoes)
                VALUES ('\(String(repeating: "abc"[number], count: 22))', \(registration), 'arrived', 'd', 0, 0, 'o', NULL)
                """)
        }
        try await conference.execute(
            """
            INSERT INTO scan (id, registrationId, kind, door, at, receivedAt, organiser, undoes)
            VALUES ('\(String(repeating: "d", count: 22))', 2, 'undone', 'd', 0, 0, 'o', '\(String(repeating: "c", count: 22))')
            """)
        #expect(try await store.firstIDs(AttendeeFilter(hasArrived: true), limit: 9) == [1])
        #expect(try await store.firstIDs(AttendeeFilter(hasArrived: false), limit: 9) == [2, 3])
    }

    @Test func `a filter is the same after it was kept`() async throws {
        let filter = AttendeeFilter(
            search: "å\"", kommun: "0682", organisationType: .kommun, state: .offered, hasArrived: false, label: 1,
            workshop: .init(id: 2, state: .waiting), answers: [.init(question: 3, value: "ja")], chosen: [4, 5])
        let id = try await store.addMailing(draft(), to: filter, by: organiser, now: noon)
        #expect(try await store.mailing(id: id)?.filter == filter)
        #expect(try await store.changeMailing(id: id, to: draft(7), filter: AttendeeFilter(), by: organiser, now: noon))
        #expect(try await store.mailing(id: id)?.draft == draft(7))
        #expect(try await store.discardMailing(id: id, by: organiser, now: noon))
        #expect(try await store.mailing(id: id) == nil)
    }

    /// Programs are killed, stopped and continued, mail fails, people cancel: each gets one message at most, and in the
    /// end each who stayed got one.
    @Test(arguments: seeds(6))
    func `whatever happens everybody who stays gets exactly one`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let people = 40
        let id = try await started(people, draft(600))
        var store = conference.store
        var now = noon
        var tried: [Int64: Int] = [:]
        var cancelled: Set<Int64> = []
        for step in 0..<300 {
            now += Double(Int.random(in: 0...3, using: &random))
            switch Int.random(in: 0..<10, using: &random) {
            case 0:
                // The program ends here and now: what it was doing is lost, what it wrote is not.
                store = try conference.folder.open(seed: seed &* 1000 &+ UInt64(step))
                try await store.resumeInterruptedMessages(now: now)
            case 1: _ = try await store.stop(mailing: id, by: organiser, now: now)
            case 2...3: _ = try await store.goOn(mailing: id, by: organiser, now: now)
            case 4:
                let number = Int.random(in: 1...people, using: &random)
                if Int.random(in: 0..<4, using: &random) == 0, tried[Int64(number)] == nil {
                    _ = try await store.cancel(id: Int64(number), by: organiser, now: now)
                    cancelled.insert(Int64(number))
                }
            case 5...7: try await store.advanceMailings(now: now)
            default:
                guard let message = try await store.takeDueMessage(now: now), message.kind == .mailing else { break }
                tried[try #require(message.attendee?.id), default: 0] += 1
                // One in five is killed before the answer is written.
                if Int.random(in: 0..<5, using: &random) > 0 {
                    try await store.record(.sent, of: message, now: now)
                } else {
                    store = try conference.folder.open(seed: seed &* 1000 &+ UInt64(step))
                    try await store.resumeInterruptedMessages(now: now)
                }
            }
        }
        _ = try await store.goOn(mailing: id, by: organiser, now: now)
        for _ in 0..<200 {
            now += 1
            try await store.advanceMailings(now: now)
            while let message = try await store.takeDueMessage(now: now) {
                try await store.record(.sent, of: message, now: now)
            }
        }
        let written = try await store.pool.read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT registrationId, count(*), min(state) FROM message WHERE mailingId = ? GROUP BY 1",
                arguments: [id]
            ).reduce(into: Set<Int64>()) { written, row in
                let (count, state): (Int, String) = (row[1], row[2])
                #expect(count == 1 && state == "sent", "seed \(seed)")
                written.insert(row[0])
            }
        }
        #expect(written.isSuperset(of: Set((1...Int64(people))).subtracting(cancelled)), "seed \(seed)")
        #expect(try await store.mailing(id: id)?.state == .done, "seed \(seed)")
        #expect(try await store.progress(ofMailing: id).recipients == written.count, "seed \(seed)")
    }
}

extension String {
    fileprivate subscript(index: Int) -> String { String(self[self.index(startIndex, offsetBy: index)]) }
}

struct MailTextStorageTests {
    @Test func `new words are tried out first, are used when it is said, and are gone with the built-in ones`()
        async throws
    {
        let conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        let store = conference.store
        let own = MailText(subject: Phrase(sv: "A", en: "B"), body: nil)
        try await store.keepDraft(of: .confirmation, text)
        try await store.keepDraft(of: .confirmation, own)
        #expect(try await store.mailTexts(areDrafts: false).isEmpty)
        #expect(try await store.mailTexts(areDrafts: true) == [.confirmation: own])
        try await conference.register(1)
        #expect(try await store.takeDueMessage(now: noon)?.texts == [:])
        #expect(try await store.useDraft(of: .confirmation, by: organiser, now: noon))
        #expect(try await !store.useDraft(of: .confirmation, by: organiser, now: noon))
        try await conference.register(2)
        #expect(try await store.takeDueMessage(now: noon)?.texts == [.confirmation: own])
        try await store.useBuiltInText(of: .confirmation, by: organiser, now: noon)
        #expect(try await store.mailTexts(areDrafts: false).isEmpty)
        let log = try await store.log(by: organiser, actions: [], before: nil, limit: 10).map(\.entry.action)
        #expect(log == [.mailTextRemoved, .mailTextChanged])
    }

    @Test func `a test goes to the organiser alone, about somebody made up, and is not sent again`() async throws {
        let conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        let store = conference.store
        try await conference.register(1)
        _ = try await store.takeDueMessage(now: noon)
        try await store.setOrganiser(name: "prov", password: "elva små gröna hästar", isTemporary: false, now: noon)
        let prov = try #require(try await store.team().first { $0.name == "prov" })
        let sender = Organiser(
            id: prov.id, name: "prov", roles: [.organiser], mustChoosePassword: false, hasSecondFactor: false,
            mustAddSecondFactor: false)
        try await store.sendTest(.mailing, text, to: "arrangor@example.se", organiser: sender, now: noon)
        #expect(try await store.testAddress(of: prov.id) == "arrangor@example.se")
        for language in Language.allCases {
            let test = try #require(try await store.takeDueMessage(now: noon))
            #expect(test.recipient == "arrangor@example.se" && test.language == language && test.isSample)
            #expect(test.kind == .mailing && test.texts[.mailing]?.subject?[language] == text.subject?[language])
            #expect(test.attendee?.registration.fullName == "Exempel Exempelsson")
            try await store.record(.failed(reason: "550"), of: test, now: noon)
            #expect(try await !store.resendMessage(id: test.id, by: organiser, now: noon))
        }
        for kind in MessageKind.withOwnWords {
            let sample = try await store.sample(kind, nil, person: nil, language: .english, now: noon)
            #expect(sample?.kind == kind && sample?.attendee?.id == 0)
            if let link = sample?.link { #expect(try await store.attendee(link: link) == nil) }
            let person = try await store.sample(kind, nil, person: 1, language: nil, now: noon)
            #expect(person?.attendee?.id == 1 && person?.language == .swedish)
            if let link = person?.link { #expect(try await store.attendee(link: link) == nil) }
        }
    }
}
