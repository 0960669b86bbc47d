import Conference
import Fixtures
import Foundation
import Secrets
import Storage
import Testing

@testable import vemfn

struct OpeningTests {
    let folder: TemporaryFolder
    let settings: DatabaseSettings

    init() throws {
        folder = try TemporaryFolder()
        settings = DatabaseSettings(database: folder.database, migrations: ourMigrations)
    }

    private func storeDiet(conferenceOn day: Date) async throws {
        var facts = ConferenceFacts.trial(capacity: 1)
        facts.day = day
        try await folder.open().createConference(
            facts, quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)],
            arrivals: [person(1, .nassjo, changing: [.dietaryNeeds: "Prov utan nötter"])], now: noon)
    }

    @Test func `whatever command opens the file deletes what was promised to be deleted`() async throws {
        try await storeDiet(conferenceOn: Date() - 30 * 86_400)
        let attendee = try await settings.openExistingStore().attendee(id: 1)
        #expect(attendee?.registration == person(1, .nassjo))
    }

    @Test func `until then answers stay`() async throws {
        try await storeDiet(conferenceOn: Date())
        let attendee = try await settings.openExistingStore().attendee(id: 1)
        #expect(attendee?.registration[.dietaryNeeds] == "Prov utan nötter")
    }

    @Test func `a file that must be there is not made`() async throws {
        await #expect(throws: Failure.self) { try await settings.openExistingStore() }
        #expect(!FileManager.default.fileExists(atPath: folder.database))
    }
}
