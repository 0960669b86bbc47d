import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct WebhookDeliveryTests {
    private static func conference(
        ceiling: Int = 1, events: Set<WebhookEvent> = Set(WebhookEvent.choices)
    ) async throws -> (TestConference, webhook: Int64) {
        let conference = try await TestConference(
            capacity: 10, quotas: [.kommun(code: "0682"): Quota(reserved: 0, ceiling: ceiling)])
        let added = try await conference.store.addWebhook(
            WebhookDraft(url: "https://mottagare.example.se/", events: events), by: .system, now: noon)
        return (conference, try #require(added).id)
    }

    private func told(_ conference: TestConference, _ webhook: Int64) async throws -> [String] {
        try await conference.store.deliveries(ofWebhook: webhook, limit: 100).reversed().map { delivery, _ in
            let registration = delivery.registration.map { " \($0.id) \($0.state.rawValue)" } ?? ""
            return delivery.event.rawValue + registration
        }
    }

    @Test func `what happens is told once, with the state it led to`() async throws {
        let (conference, webhook) = try await Self.conference()
        try await conference.register(1)
        try await conference.register(2)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        _ = try await conference.changeQuota(.kommun(code: "0682"), reserved: 1, ceiling: 2)
        #expect(
            try await told(conference, webhook) == [
                "registration.created 1 confirmed", "registration.created 2 waiting", "registration.waiting 2 waiting",
                "registration.cancelled 1 cancelled", "registration.offered 2 offered", "quota.changed",
            ])
        let code = try #require(try await conference.store.attendee(id: 2)?.code)
        _ = try await conference.store.answerOffer(link: conference.link(2), .accept, now: noon)
        _ = try await conference.store.checkIn(
            code: code, .arrived, id: try #require(ScanID(String(repeating: "A", count: 22))), door: .usual, by: "prov",
            now: noon)
        #expect(
            try await told(conference, webhook).suffix(2) == [
                "registration.confirmed 2 confirmed", "check-in.arrived 2 confirmed",
            ])
    }

    @Test func `only what was asked for is told, and nothing while it rests`() async throws {
        let (conference, webhook) = try await Self.conference(events: [.cancelled])
        try await conference.register(1)
        try await conference.store.setWebhook(id: webhook, isActive: false, by: .system, now: noon)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await told(conference, webhook).isEmpty)
        try await conference.store.setWebhook(id: webhook, isActive: true, by: .system, now: noon)
        try await conference.register(2)
        _ = try await conference.store.cancel(link: conference.link(2), now: noon)
        #expect(try await told(conference, webhook) == ["registration.cancelled 2 cancelled"])
    }

    @Test func `what is undone is not told`() async throws {
        let (conference, webhook) = try await Self.conference(ceiling: 5)
        _ = try await conference.store.writer.attempt { [random = conference.store.random] db in
            _ = try Store.register(
                db,
                Newcomer(
                    person(1, .kommun(code: "0682")), kommun: nil, link: SecretLink(random: random), language: .swedish,
                    random: random), random: random, now: noon)
        }
        #expect(try await told(conference, webhook).isEmpty)
    }

    @Test func `a delivery that fails is tried again ever later, and the webhook rests meanwhile`() async throws {
        let (conference, webhook) = try await Self.conference(ceiling: 5)
        let store = conference.store
        try await conference.register(1)
        try await conference.register(2)
        var now = noon
        var pauses: [Int64] = []
        while let due = try await store.takeDueDelivery(ofWebhook: webhook, now: now), due.delivery.id == 1 {
            try await store.record(
                WebhookAttempt(at: now, milliseconds: 5, status: 503, error: "answered 503"), of: due.delivery, now: now
            )
            let (delivery, attempts) = try #require(try await store.delivery(id: 1))
            #expect(attempts.count == due.delivery.attempts)
            guard delivery.state == .pending else { break }
            pauses.append(Int64(delivery.nextAttemptAt.timeIntervalSince(now)))
            #expect(try await store.takeDueDelivery(ofWebhook: webhook, now: delivery.nextAttemptAt - 1) == nil)
            now = delivery.nextAttemptAt
            // The other one is due too and waits behind it; put off here, so that the first stays the first.
            try await conference.execute("UPDATE webhookDelivery SET nextAttemptAt = 1e15 WHERE id = 2")
        }
        #expect(pauses == RetrySchedule.pauses)
        #expect(try await store.delivery(id: 1)?.0.state == .failed)

        #expect(try await store.resendDelivery(id: 1, by: .organiser("prov"), now: now) == webhook)
        let due = try #require(try await store.takeDueDelivery(ofWebhook: webhook, now: now))
        try await store.record(
            WebhookAttempt(at: now, milliseconds: 5, status: 204, error: nil), of: due.delivery, now: now)
        #expect(try await store.delivery(id: 1)?.0.state == .delivered)
    }

    @Test func `what was being sent when the program ended is sent again`() async throws {
        let (conference, webhook) = try await Self.conference()
        try await conference.register(1)
        #expect(try await conference.store.takeDueDelivery(ofWebhook: webhook, now: noon) != nil)
        #expect(try await conference.store.takeDueDelivery(ofWebhook: webhook, now: noon) == nil)
        try await conference.store.resumeInterruptedDeliveries(now: noon)
        #expect(try await conference.store.takeDueDelivery(ofWebhook: webhook, now: noon) != nil)
    }

    @Test func `every cause is an action of ours, and every event one that can be asked for`() async throws {
        let (conference, _) = try await Self.conference()
        let causes = try await conference.store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT action, event FROM webhookCause").map {
                (action: $0["action"] as String, event: $0["event"] as String)
            }
        }
        for cause in causes {
            #expect(LoggedAction(rawValue: cause.action) != nil)
            #expect(WebhookEvent(rawValue: cause.event).map(WebhookEvent.choices.contains) == true)
        }
    }

    @Test func `what was told is forgotten after a month`() async throws {
        let (conference, webhook) = try await Self.conference()
        try await conference.register(1)
        let due = try #require(try await conference.store.takeDueDelivery(ofWebhook: webhook, now: noon))
        try await conference.store.record(
            WebhookAttempt(at: noon, milliseconds: 1, status: 200, error: nil), of: due.delivery, now: noon)
        try await conference.store.forgetWhatIsOver(now: noon + 30 * 86_400 - 1)
        #expect(try await told(conference, webhook).count == 1)
        try await conference.store.forgetWhatIsOver(now: noon + 30 * 86_400)
        #expect(try await told(conference, webhook).isEmpty)
    }
}
