import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct ChangingConferenceTests {
    /// Two seats taken, two people waiting.
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 2, quotas: [.falkoping: Quota(reserved: 0, ceiling: 5), .regions: Quota(reserved: 0, ceiling: 5)])
        for number in 1...4 { try await conference.register(number, .falkoping) }
    }

    private func draft(_ change: (inout ConferenceFacts) -> Void = { _ in }) async throws -> ConferenceDraft {
        let draft = try #require(try await conference.store.conferenceDraft())
        var facts = draft.facts
        change(&facts)
        return ConferenceDraft(facts: facts, reminderDays: draft.reminderDays)
    }

    private func revision() async throws -> Int? {
        try await conference.store.pool.read { try Int.fetchOne($0, sql: "SELECT revision FROM conference") }
    }

    @Test func `seats that are added go to the line at once, and a trial tells how many`() async throws {
        let more = try await draft { $0.capacity = 3 }
        let trial = try await conference.store.tryChangingConference(to: more, by: .system, now: noon)
        #expect(trial == 1)
        #expect(try await conference.state(3) == .waiting, "a trial changes nothing")
        #expect(try await conference.store.conference()?.capacity == 2)

        let done = try await conference.store.changeConference(to: more, by: .system, now: noon)
        #expect(done == 1)
        #expect(try await conference.state(3) == .offered)
        #expect(try await conference.state(4) == .waiting)
    }

    @Test func `no seat is taken from anybody`() async throws {
        let less = try await draft { $0.capacity = 1 }
        await #expect(throws: ConferenceDraft.Complaint(.capacity, .capacityBelowCommitted(committed: 2))) {
            try await conference.store.changeConference(to: less, by: .system, now: noon)
        }
        #expect(try await conference.store.conference()?.capacity == 2)
    }

    @Test func `what is released stays released`() async throws {
        let now = try await draft { $0.releasesAt = noon }
        _ = try await conference.store.changeConference(to: now, by: .system, now: noon + 1)
        let later = try await draft { $0.releasesAt = noon + 3600 }
        await #expect(throws: ConferenceDraft.Complaint(.releasesDay, .alreadyReleased)) {
            try await conference.store.changeConference(to: later, by: .system, now: noon + 2)
        }
    }

    @Test func `calendars hear of a new venue, and of nothing that does not concern them`() async throws {
        let before = try await revision()
        _ = try await conference.store.changeConference(to: try await draft(), by: .system, now: noon)
        let dates = try await draft { $0.closesAt += 60 }
        _ = try await conference.store.changeConference(to: dates, by: .system, now: noon)
        #expect(try await revision() == before)
        let moved = try await draft { $0.venue = Phrase(sv: "Galaxen", en: "Galaxen") }
        _ = try await conference.store.changeConference(to: moved, by: .system, now: noon)
        #expect(try await revision() == before.map { $0 + 1 })
        #expect(try await conference.store.conference()?.venue?.sv == "Galaxen")
    }

    @Test func `the log says what was changed, by whom, from what to what`() async throws {
        let more = try await draft { $0.capacity = 3 }
        _ = try await conference.store.changeConference(to: more, by: .organiser("prov"), now: noon)
        let entry = try await conference.store.pool.read { db in
            try String.fetchOne(
                db, sql: "SELECT actor || ': ' || detail FROM logEntry WHERE action = 'conferenceChanged'")
        }
        #expect(entry == "organiser:prov: capacity: 2 -> 3")
    }

    @Test func `a first conference is set up once`() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.open()
        let first = try await draft()
        let quotas: [QuotaGroup: Quota] = [.falkoping: Quota(reserved: 0, ceiling: 5)]
        try await store.createConference(first, quotas: quotas, by: .organiser("prov"), now: noon)
        #expect(try await store.conferenceDraft() == first)
        await #expect(throws: ConferenceExists.self) {
            try await store.createConference(first, quotas: quotas, by: .organiser("prov"), now: noon)
        }
    }
}
