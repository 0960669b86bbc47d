import Conference
import Fixtures
import Foundation
import Secrets
import Storage
import Testing

struct RetentionTests {
    @Test func `answers about needs are deleted two weeks after the conference, others stay`() async throws {
        let conference = try await TestConference(
            capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        try await conference.register(
            1, changing: [.badgeName: "Provis", .dietaryNeeds: "Prov utan nötter", .accessNeeds: "Hörselslinga"])
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

    @Test func `contacts of groups are forgotten with the needs, and so is the mail to them`() async throws {
        let conference = try await TestConference(
            capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        let store = conference.store
        let link = SecretLink(random: .seeded(7))
        let members = [(1, "egen@example.se"), (2, "")].map { number, email in
            NewMember(person(number, .nassjo, changing: [.email: email]), link: conference.link(number))
        }
        _ = try await store.register(
            delegation: DelegationContact(
                name: "OMISSKÄNNLIG KONTAKT", email: "omisskannlig@example.se", language: .swedish,
                keepsTogether: false), link: link, members: members,
            token: FormToken(for: .delegation, random: .seeded(8), now: Int64(noon.timeIntervalSince1970)), now: noon)
        _ = try await store.cancel(member: 2, ofDelegation: link, now: noon)
        let day = ConferenceFacts.trial(capacity: 10).day
        try await store.eraseSensitiveAnswers(now: day.addingTimeInterval(14 * 86_400))
        #expect(try await store.delegation(link: link) != nil)
        try await store.eraseSensitiveAnswers(now: day.addingTimeInterval(15 * 86_400))
        #expect(try await store.delegation(link: link) == nil)
        #expect(try await store.messages(nil, limit: 10).map(\.recipient) == ["egen@example.se"])
        for name in try FileManager.default.contentsOfDirectory(atPath: conference.folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: conference.folder.path + "/" + name))
            #expect(bytes.firstRange(of: Data("OMISSKÄNNLIG KONTAKT".utf8)) == nil, "\(name)")
            #expect(bytes.firstRange(of: Data("omisskannlig@example.se".utf8)) == nil, "\(name)")
        }
        // Those without an address have nobody to be told any more, which is no error.
        #expect(try await store.cancel(id: 1, by: .organiser("prov"), now: day) == .cancelled)
    }

    @Test func `notes and reasons are deleted with the needs, and the history no longer tells that there was a need`()
        async throws
    {
        let conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        let store = conference.store
        try await conference.register(1)
        try await store.setOrganiser(name: "prov", password: "elva små hästar", isTemporary: false, now: noon)
        _ = try await store.addNote(
            "OMISSKÄNNLIG ANTECKNING", toRegistration: 1, by: NoteWriter(id: 1, name: "prov", mayRemoveAll: false),
            now: noon)
        let base = try #require(try await store.sheet(of: 1))
        var wanted = base
        wanted.registration[.dietaryNeeds] = "OMISSKÄNNLIGT PROV"
        wanted.registration[.role] = "Chef"
        let edit = AttendeeEdit(
            base: base, wanted: wanted, shown: [], choosesWorkshops: false, mayChangeNeeds: true,
            reason: "OMISSKÄNNLIGT SKÄL", isTold: false, agreed: nil)
        #expect(try await store.edit(id: 1, edit, by: .organiser("prov"), now: noon) == .saved)
        #expect(try await store.history(ofRegistration: 1).last?.parts == [.field(.role), .field(.dietaryNeeds)])

        let day = ConferenceFacts.trial(capacity: 10).day
        try await store.eraseSensitiveAnswers(now: day.addingTimeInterval(15 * 86_400))
        #expect(try await store.notes(ofRegistration: 1).isEmpty)
        let entry = try #require(try await store.history(ofRegistration: 1).last)
        #expect(entry.action == .edited)
        #expect(entry.parts == [.field(.role)])
        #expect(entry.reason == nil)
        for name in try FileManager.default.contentsOfDirectory(atPath: conference.folder.path) {
            let bytes = try Data(contentsOf: URL(filePath: conference.folder.path + "/" + name))
            for words in ["OMISSKÄNNLIG ANTECKNING", "OMISSKÄNNLIGT PROV", "OMISSKÄNNLIGT SKÄL"] {
                #expect(bytes.firstRange(of: Data(words.utf8)) == nil, "\(name)")
            }
        }
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
