import Conference
import Fixtures
import Foundation
import Secrets
import Testing

@testable import Storage

@Suite struct CalendarEntryTests {
    private func file(_ conference: TestConference, _ number: Int = 1) async throws -> String {
        let attendee = try #require(try await conference.store.attendee(link: conference.link(number))?.0)
        let link = try #require(try await conference.store.calendarLink(ofRegistration: attendee.id))
        return try #require(try await conference.store.calendarEvent(link)).file(now: noon)
    }

    private func sequence(_ conference: TestConference, _ number: Int = 1) async throws -> Int {
        let file = try await file(conference, number)
        let line = try #require(file.components(separatedBy: "\r\n").first { $0.hasPrefix("SEQUENCE:") })
        return try #require(Int(line.dropFirst("SEQUENCE:".count)))
    }

    @Test(
        arguments: [
            "UPDATE conference SET day = '2027-03-21'", "UPDATE conference SET venueSv = 'Här', venueEn = 'Here'",
            "UPDATE conference SET hoursSv = '9–16', hoursEn = '9–16'", "UPDATE conference SET titleSv = 'Nytt'",
        ])
    func `a change of the conference makes a newer entry`(change: String) async throws {
        let conference = try await TestConference(capacity: 2, quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        try await conference.register(1)
        let before = try await sequence(conference)
        try await conference.execute(change)
        #expect(try await sequence(conference) == before + 1)
        try await conference.execute("UPDATE conference SET capacity = 3")
        #expect(try await sequence(conference) == before + 1)
    }

    @Test func `a change of the registration makes a newer entry, of that one alone`() async throws {
        let conference = try await TestConference(capacity: 2, quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        try await conference.register(1)
        try await conference.register(2)
        let before = try await sequence(conference)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon + 5)
        #expect(try await sequence(conference) == before + 1)
        #expect(try await sequence(conference, 2) == before)
        #expect(try await file(conference).contains("STATUS:CANCELLED"))
    }

    @Test func `the key of tickets is made once`() throws {
        let folder = try TemporaryFolder()
        let first = try folder.open().ticketKey
        #expect(try folder.open(seed: 2).ticketKey.stored == first.stored)
    }
}
