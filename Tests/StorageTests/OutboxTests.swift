import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct OutboxTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
    }

    private func messages(_ state: MessageState? = nil) async throws -> [MessageRecord] {
        try await conference.store.messages(state, limit: 100).reversed()
    }

    private func kinds() async throws -> [MessageKind?] { try await messages().map(\.kind) }

    private func take(at now: Date = noon) async throws -> OutboxMessage? {
        try await conference.store.takeDueMessage(now: now)
    }

    @Test func `a sign-up leaves one message, with the link it came with`() async throws {
        try await conference.register(1)
        try await conference.register(2)
        try await conference.register(1)
        #expect(try await kinds() == [.confirmation, .waiting])
        #expect(try await take()?.link == conference.link(1))
    }

    @Test func `a sign-up that is refused leaves none, and a demonstration neither`() async throws {
        try await conference.register(1, at: noon + 2 * 86_400)
        #expect(try await kinds() == [])
        let folder = try TemporaryFolder()
        let store = try folder.open()
        try await store.createConference(
            .trial(capacity: 10), quotas: [:], arrivals: [person(1, .nassjo)], now: noon)
        #expect(try await store.messages(nil, limit: 10).isEmpty)
    }

    @Test func `a cancellation is told`() async throws {
        try await conference.register(1)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await kinds() == [.confirmation, .cancelled])
    }

    @Test func `whoever has a taken address is told, once an hour`() async throws {
        try await conference.register(1)
        for seconds in [0, 10, 3599, 3600, 3601] {
            let outcome = try await conference.store.register(
                person(1, .nassjo), link: conference.link(100 + seconds), language: .english,
                now: noon + Double(seconds)
            ).outcome
            #expect(outcome == .emailTaken)
        }
        let told = try await messages().filter { $0.kind == .emailTaken }
        #expect(told.map(\.createdAt) == [noon, noon + 3600])
        #expect(told.map(\.recipient) == ["deltagare1@example.se", "deltagare1@example.se"])
    }

    @Test func `every mail but the first carries a link of its own, and all of them lead home`() async throws {
        try await conference.register(1)
        try await conference.store.requestLostLink(email: "DELTAGARE1@example.se", now: noon)
        _ = try await take()
        let link = try #require(try await take()?.link)
        #expect(link != conference.link(1))
        #expect(try await conference.store.attendee(link: link)?.0.id == 1)
    }

    @Test func `a lost link is mailed three times an hour at most, and to nobody who is unknown`() async throws {
        try await conference.register(1)
        for _ in 1...5 {
            for email in ["deltagare1@example.se", "annan@example.se"] {
                try await conference.store.requestLostLink(email: email, now: noon)
            }
        }
        #expect(try await kinds() == [.confirmation, .lostLink, .lostLink, .lostLink])
        try await conference.store.requestLostLink(email: "deltagare1@example.se", now: noon + 3600)
        #expect(try await kinds().count == 5)
    }

    @Test func `whoever has cancelled is sent no link`() async throws {
        try await conference.register(1)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        try await conference.store.requestLostLink(email: "deltagare1@example.se", now: noon)
        #expect(try await !kinds().contains(.lostLink))
    }

    @Test func `a message is taken by one only, and its secret goes when it is sent`() async throws {
        try await conference.register(1)
        let message = try #require(try await take())
        #expect(try await take(at: noon + 864_000) == nil)
        try await conference.store.record(.sent, of: message, now: noon + 1)
        let links = try await conference.store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT link FROM message WHERE link IS NOT NULL")
        }
        #expect(links.isEmpty)
        #expect(try await messages(.sent).first?.sentAt == noon + 1)
    }

    @Test func `pauses grow, and after two days it is over`() async throws {
        try await conference.register(1)
        var (now, pauses) = (noon, [Int]())
        while let message = try await take(at: now) {
            try await conference.store.record(.deferred(reason: "451 senare"), of: message, now: now)
            let next = try #require(try await messages().first)
            if next.state == .failed { break }
            #expect(try await take(at: next.nextAttemptAt - 1) == nil)
            pauses.append(Int(next.nextAttemptAt.timeIntervalSince(now)))
            now = next.nextAttemptAt
        }
        #expect(pauses == pauses.sorted() && pauses.first == 60)
        #expect((40 * 3600...50 * 3600).contains(pauses.reduce(0, +)))
        let failed = try #require(try await messages(.failed).first)
        #expect(failed.lastError == "451 senare" && failed.attempts == pauses.count + 1)
        #expect(try await conference.store.countUnsentMessages() == 1)
    }

    @Test func `a failed message is sent anew with a fresh link, and only a failed one`() async throws {
        try await conference.register(1)
        let message = try #require(try await take())
        let organiser = Actor.organiser("prov")
        #expect(try await !conference.store.resendMessage(id: message.id, by: organiser, now: noon))
        try await conference.store.record(.failed(reason: "550 okänd"), of: message, now: noon)
        #expect(try await conference.store.resendMessage(id: message.id, by: organiser, now: noon + 5))
        #expect(try await !conference.store.resendMessage(id: message.id, by: organiser, now: noon + 5))
        let again = try #require(try await take(at: noon + 5))
        #expect(again.id == message.id && again.messageId == message.messageId && again.attempts == 1)
        let link = try #require(again.link)
        #expect(try await conference.store.attendee(link: link)?.0.id == 1)
        #expect(try await conference.store.history(ofRegistration: 1).last?.action == .messageResent)
    }

    @Test func `a failed message counts until it is sent anew, needed no more, or about an address that was replaced`()
        async throws
    {
        let organiser = Actor.organiser("prov")
        let store = conference.store
        for number in 1...2 {
            try await conference.register(number)
            let message = try #require(try await take())
            try await store.record(.failed(reason: "550 okänd"), of: message, now: noon)
        }
        #expect(try await store.countUnsentMessages() == 2)
        #expect(try await store.settleMessage(id: 2, by: organiser, now: noon))
        #expect(try await store.countUnsentMessages() == 1)
        #expect(try await messages(.failed).map(\.isSettled) == [false, true])
        #expect(try await store.history(ofRegistration: 2).last?.action == .messageSettled)
        #expect(try await store.resendMessage(id: 2, by: organiser, now: noon))
        #expect(try await messages(.pending).map(\.isSettled) == [false])
        #expect(try await !store.settleMessage(id: 2, by: organiser, now: noon))
        _ = try await store.change(
            link: conference.link(1), to: person(1, .nassjo, changing: [.email: "ny@example.org"]),
            successor: conference.link(9), now: noon)
        #expect(try await store.countUnsentMessages() == 0)
    }

    @Test func `what a newer program wrote holds up nothing, is found with what failed, and waits for that program`()
        async throws
    {
        for number in 1...2 { try await conference.register(number) }
        try await conference.execute("UPDATE message SET kind = 'survey', nextAttemptAt = 0 WHERE id = 1")
        #expect(try await take()?.id == 2)
        #expect(try await take() == nil)
        #expect(try await conference.store.countUnsentMessages() == 1)
        let unknown = try #require(try await messages(.failed).first)
        #expect(unknown.id == 1 && unknown.kind == nil && unknown.state == .pending && unknown.attempts == 0)
        #expect(try await messages(.pending).map(\.id) == [2])
        try await conference.execute("UPDATE message SET kind = 'confirmation' WHERE id = 1")
        #expect(try await take()?.link == conference.link(1))
    }

    @Test func `what was being sent when the program died is due at the next start`() async throws {
        try await conference.register(1)
        try await conference.register(2)
        let message = try #require(try await take())
        let next = try conference.folder.open(seed: 2)
        #expect(try await next.resumeInterruptedMessages(now: noon + 9) == 1)
        #expect(try await next.resumeInterruptedMessages(now: noon + 9) == 0)
        let ids = [try await next.takeDueMessage(now: noon + 9)?.id, try await next.takeDueMessage(now: noon + 9)?.id]
        #expect(Set(ids) == [message.id, message.id + 1])
    }

    @Test(arguments: [(-1, false), (0, true), (6 * 24 * 3600, true), (7 * 24 * 3600, false)])
    func `reminders go out in the days before the conference, once, to those with a seat`(
        seconds: Int, isTime: Bool
    ) async throws {
        for number in 1...2 { try await conference.register(number) }
        // Seven days before 20 March, at nine in the morning.
        let now = Date(timeIntervalSince1970: 1_804_924_800 + Double(seconds))
        #expect(try await conference.store.enqueueReminders(now: now) == (isTime ? 1 : 0))
        #expect(try await conference.store.enqueueReminders(now: now) == 0)
        #expect(try await kinds().filter { $0 == .reminder }.count == (isTime ? 1 : 0))
    }

    @Test func `whoever wants no reminder gets none, nor anybody when they are switched off`() async throws {
        try await conference.register(1)
        let morning = Date(timeIntervalSince1970: 1_804_924_800)
        #expect(try await conference.store.refuseReminders(link: conference.link(1)))
        #expect(try await conference.store.refuseReminders(link: conference.link(1)))
        #expect(try await !conference.store.refuseReminders(link: conference.link(9)))
        #expect(try await conference.store.enqueueReminders(now: morning) == 0)
        try await conference.execute("DELETE FROM reminderRefusal; UPDATE conference SET reminderDays = 0")
        #expect(try await conference.store.enqueueReminders(now: morning) == 0)
    }
}
