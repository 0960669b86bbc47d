import Conference
import Fixtures
import Foundation
import Storage
import Testing

struct RetentionTests {
    @Test func `answers about needs are deleted two weeks after the conference, others stay`() async throws {
        let conference = try await TestConference(
            capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        try await conference.register(1, changing: [.dietaryNeeds: "Prov utan nötter", .accessNeeds: "Hörselslinga"])
        try await conference.register(2)
        let day = ConferenceFacts.trial(capacity: 10).day
        #expect(try await conference.store.eraseSensitiveAnswers(now: day.addingTimeInterval(14 * 86_400)) == 0)
        #expect(try await conference.store.attendee(id: 1)?.registration[.dietaryNeeds] == "Prov utan nötter")

        #expect(try await conference.store.eraseSensitiveAnswers(now: day.addingTimeInterval(15 * 86_400)) == 1)
        let attendee = try #require(try await conference.store.attendee(id: 1))
        for field in Field.all {
            #expect(attendee.registration[field].isEmpty == (field.isSensitive || field == .phone))
        }
        #expect(try await conference.store.eraseSensitiveAnswers(now: day.addingTimeInterval(16 * 86_400)) == 0)
    }

    @Test func `what is deleted is gone from the file, not just from sight`() async throws {
        let conference = try await TestConference(
            capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        try await conference.register(1, changing: [.dietaryNeeds: "OMISSKÄNNLIGT PROV"])
        let day = ConferenceFacts.trial(capacity: 10).day
        try await conference.store.eraseSensitiveAnswers(now: day.addingTimeInterval(20 * 86_400))
        for name in try FileManager.default.contentsOfDirectory(atPath: conference.folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: conference.folder.path + "/" + name))
            #expect(bytes.firstRange(of: Data("OMISSKÄNNLIGT PROV".utf8)) == nil, "\(name)")
        }
    }
}
