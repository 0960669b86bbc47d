import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct ChangingAnswersTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        for number in 1...3 { try await conference.register(number) }
    }

    private let successor = SecretLink(random: .seeded(77))

    private func change(
        _ number: Int, _ answers: [Field: String], at now: Date = noon
    ) async throws -> ChangeOutcome {
        try await conference.store.change(
            link: conference.link(number), to: person(number, .nassjo, changing: answers), successor: successor,
            now: now)
    }

    private func kinds() async throws -> [MessageKind?] {
        try await conference.store.messages(nil, limit: 100).reversed().map(\.kind)
    }

    @Test(arguments: [Field.givenName, .familyName, .organisation, .role, .dietaryNeeds, .accessNeeds])
    func `an answer is changed, logged by its name alone and told by mail`(field: Field) async throws {
        #expect(try await change(1, [field: "Nytt svar"]) == .changed(movedTo: nil))
        let attendee = try #require(try await conference.store.attendee(link: conference.link(1))?.0)
        #expect(attendee.registration[field] == "Nytt svar")
        let logged = try #require(try await conference.store.history(ofRegistration: attendee.id).last)
        #expect(logged.action == .changed)
        #expect(logged.detail == field.name)
        #expect(try await kinds().last == .changed)
    }

    @Test func `the list finds somebody by the new name and no longer by the old`() async throws {
        _ = try await change(1, [.familyName: "Ömsint"])
        func found(_ text: String) async throws -> AttendeeCount {
            try await conference.store.countAttendees(AttendeeFilter(search: text))
        }
        let code = try #require(try await conference.store.attendee(id: 1)?.code)
        #expect(try await found("ömsint") == 1)
        #expect(try await found(code.lowercased()) == 1)
        #expect(try await found("prov") == 2)
    }

    @Test func `kommun and kind of organisation stay, whatever is sent`() async throws {
        let other = person(1, .regions, changing: [.role: "Ny"])
        _ = try await conference.store.change(
            link: conference.link(1), to: other, successor: successor, now: noon)
        let attendee = try #require(try await conference.store.attendee(id: 1))
        #expect(attendee.registration.group == .nassjo)
        #expect(attendee.registration[.role] == "Ny")
        #expect(try await conference.line(.nassjo)?.quota.taken == 2)
    }

    @Test func `the same answers again change and tell nothing`() async throws {
        let before = try await kinds()
        #expect(try await change(1, [:]) == .unchanged)
        #expect(try await kinds() == before)
    }

    @Test func `somebody in line may change, and keeps their place`() async throws {
        #expect(try await change(3, [.role: "Ny"]) == .changed(movedTo: nil))
        #expect(try await conference.state(3) == .waiting)
        #expect(try await conference.place(3)?.place == 1)
    }

    @Test func `a new address ends all earlier links, and gets the new one`() async throws {
        #expect(try await change(1, [.email: "ny@example.org"]) == .changed(movedTo: successor))
        #expect(try await conference.store.attendee(link: conference.link(1)) == nil)
        #expect(try await conference.store.attendee(link: successor)?.0.id == 1)
        let sent = try await conference.store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT recipient, link FROM message WHERE registrationId = 1 ORDER BY id")
                .map { ($0["recipient"] as String, $0["link"] as String?) }
        }
        #expect(sent.map(\.0) == ["deltagare1@example.se", "ny@example.org"])
        #expect(sent.map(\.1) == [nil, successor.text])
    }

    @Test(arguments: ["deltagare2@example.se", "DELTAGARE2@EXAMPLE.SE"])
    func `an address that another has is refused, and nothing is changed`(email: String) async throws {
        #expect(try await change(1, [.email: email, .role: "Ny"]) == .emailTaken)
        #expect(try await conference.store.attendee(id: 1)?.registration[.role] == "Prov")
    }

    @Test func `after the change stop nothing is changed`() async throws {
        let stop = ConferenceFacts.trial(capacity: 10).changeStopsAt
        #expect(try await change(1, [.role: "Ny"], at: stop) == .tooLate)
        #expect(try await change(1, [.role: "Ny"], at: stop - 1) == .changed(movedTo: nil))
    }

    @Test func `who has cancelled changes nothing, nor does a stranger`() async throws {
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        #expect(try await change(1, [.role: "Ny"]) == .cancelled)
        #expect(try await change(9, [.role: "Ny"]) == .notFound)
    }

    @Test func `from the beginning of the conference on only an organiser cancels`() async throws {
        let begin = ConferenceFacts.trial(capacity: 10).beginsAt
        #expect(try await conference.store.cancel(link: conference.link(1), now: begin) == .tooLate)
        #expect(try await conference.store.cancel(link: conference.link(2), now: begin - 1) == .cancelled)
        #expect(try await conference.store.cancel(id: 1, by: .organiser("prov"), now: begin) == .cancelled)
    }
}
