import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct ImportingTests {
    /// Nässjö may have two of three seats, Falköping three.
    let conference: TestConference
    private let token = FormToken(for: .importing, random: .seeded(7), now: 0)

    init() async throws {
        conference = try await TestConference(
            capacity: 3,
            quotas: [.nassjo: Quota(reserved: 0, ceiling: 2), .falkoping: Quota(reserved: 0, ceiling: 3)])
    }

    private var store: Store { conference.store }

    private func newcomer(_ number: Int, _ group: QuotaGroup = .nassjo) -> ImportPerson {
        ImportPerson(row: number + 1, name: "Påhitt Prov", wish: .newcomer(person(number, group)))
    }

    private func change(_ code: String, _ answers: [Field: String]) -> ImportPerson {
        ImportPerson(row: 1, name: "", wish: .change(code: code, answers: answers))
    }

    private func table(
        _ people: [ImportPerson], isTold: Bool = true, token: FormToken? = nil, source: AttendeeImport.Source = .table
    ) -> AttendeeImport {
        AttendeeImport(
            people, token: token ?? self.token, source: source, reason: "Prov", language: .english, isTold: isTold,
            by: .organiser("prov"))
    }

    private func preview(_ people: AttendeeImport) async throws -> [ImportReport.Outcome] {
        try #require(try await store.preview(people, shown: 0..<100, now: noon)).entries.map(\.outcome)
    }

    @discardableResult
    private func carryOut(
        _ people: AttendeeImport, agreed: String? = nil, now: Date = noon
    ) async throws -> ImportReport {
        guard case .done(let report, _) = try await store.carryOut(people, agreed: agreed, now: now) else {
            throw NotDone()
        }
        return report
    }

    private struct NotDone: Error {}

    /// Everything that is there, so that nothing can change unseen.
    private func everything() async throws -> [String] {
        try await store.pool.read { db in
            try ["registration", "logEntry", "message", "personalLink", "quota"].flatMap { table in
                try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\($0)" }
            }
        }
    }

    private func code(_ number: Int) async throws -> String {
        try #require(try await store.attendee(link: conference.link(number))).0.code
    }

    @Test func `the preview tells seats and places in line, and changes nothing`() async throws {
        let people = table([newcomer(1), newcomer(2), newcomer(3), newcomer(4), newcomer(5, .falkoping)])
        let before = try await everything()
        let expected: [ImportReport.Outcome] = [
            .new(.confirmed, nil), .new(.confirmed, nil), .new(.waiting, PlaceInLine(place: 1, reason: .groupFull)),
            .new(.waiting, PlaceInLine(place: 2, reason: .groupFull)), .new(.confirmed, nil),
        ]
        #expect(try await preview(people) == expected)
        #expect(try await everything() == before)
        let report = try await carryOut(people, agreed: "3 2 0 0")
        #expect(report.counts.seated == 3 && report.counts.waiting == 2)
        #expect(try await store.countAttendees(AttendeeFilter()) == .exactly(5))
    }

    @Test(arguments: [nil, noon - 90_000, noon + 90_000] as [Date?])
    func `an organiser is not bound by the hours of sign-up`(now: Date?) async throws {
        let report = try await carryOut(table([newcomer(1)], source: .byHand), now: now ?? noon)
        let id = try #require(report.entries[0].registration)
        let history = try await store.history(ofRegistration: id)
        #expect(history.map(\.action) == [.addedByHand] && history[0].actor == .organiser("prov"))
        #expect(try await store.attendee(id: id)?.language == .english)
    }

    @Test(arguments: [true, false])
    func `mail goes out when it is asked for`(isTold: Bool) async throws {
        try await conference.register(1)
        let code = try await code(1)
        let before = try await messages()
        try await carryOut(table([newcomer(2), change(code, [.role: "Rektor"])], isTold: isTold))
        #expect(try await messages() - before == (isTold ? 2 : 0))
    }

    private func messages() async throws -> Int {
        try await store.pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM message") ?? 0 }
    }

    @Test func `one row that is wrong keeps all others out`() async throws {
        try await conference.register(1)
        let before = try await everything()
        for wrong in [
            newcomer(1, .falkoping), change("VF-0000-0000", [.role: "Rektor"]),
            ImportPerson(row: 9, name: "", wish: .faulty([ImportProblem(.code, .malformedCode)])),
        ] {
            let people = table([newcomer(2), change(try await code(1), [.role: "Rektor"]), wrong])
            guard case .refused(let report) = try await store.carryOut(people, agreed: nil, now: noon) else {
                Issue.record("\(wrong) was taken")
                continue
            }
            #expect(report.counts.faulty == 1 && report.counts.new == 1 && report.counts.changed == 1)
            #expect(try await everything() == before)
        }
    }

    @Test func `the same form twice, or the same table in another form, registers nobody twice`() async throws {
        let people = [newcomer(1), newcomer(2), newcomer(3)]
        try await carryOut(table(people), agreed: "2 1 0 0")
        let again = try await carryOut(table(people), agreed: "2 1 0 0")
        #expect(again.entries.map(\.outcome) == [.repeated, .repeated, .repeated])
        let other = FormToken(for: .importing, random: .seeded(8), now: 0)
        #expect(try await preview(table(people, token: other)) == [.unchanged, .unchanged, .unchanged])
        #expect(try await store.countAttendees(AttendeeFilter()) == .exactly(3))
    }

    @Test func `an address that is registered with other answers is told of with its code`() async throws {
        try await conference.register(1)
        let outcome = try await preview(table([newcomer(1, .falkoping)]))
        #expect(outcome == [.faulty([ImportProblem(.field(.email), .registered(code: try await code(1)))])])
        // By hand it is always told: there is nobody to add.
        let byHand = try await preview(table([newcomer(1)], source: .byHand))
        #expect(byHand == [.faulty([ImportProblem(.field(.email), .registered(code: try await code(1)))])])
    }

    @Test func `what would become something else than was agreed to is not done`() async throws {
        let people = table([newcomer(1)])
        try await conference.register(2)
        try await conference.register(3)
        guard case .refused(let report) = try await store.carryOut(people, agreed: "1 0 0 0", now: noon) else {
            Issue.record("carried out")
            return
        }
        #expect(report.counts.waiting == 1 && report.isFaultless)
        #expect(try await store.countAttendees(AttendeeFilter()) == .exactly(2))
    }

    @Test func `a code changes that registration, and the preview has the old beside the new`() async throws {
        try await conference.register(1, changing: [.phone: "+46701740605"])
        let code = try await code(1)
        let wish = change(code, [.role: "Rektor", .givenName: "Påhitt", .phone: "+46701740605"])
        #expect(
            try await preview(table([wish])) == [
                .changed([ImportReport.Change(field: .role, old: "Prov", new: "Rektor")])
            ])
        let report = try await carryOut(table([wish]))
        #expect(report.entries[0].name == "Påhitt Prov")
        let id = try #require(report.entries[0].registration)
        let attendee = try #require(try await store.attendee(id: id))
        #expect(attendee.registration[.role] == "Rektor" && attendee.registration[.phone] == "+46701740605")
        let last = try #require(try await store.history(ofRegistration: id).last)
        #expect(last.action == .changedByImport && last.detail == "role")
        #expect(try await preview(table([wish])) == [.unchanged])
        #expect(try await store.attendee(link: conference.link(1)) != nil, "links stand while the address does")
    }

    @Test func `a new address ends the links that were mailed to the old one`() async throws {
        try await conference.register(1)
        try await carryOut(table([change(try await code(1), [.email: "ny@example.se"])]))
        #expect(try await store.attendee(link: conference.link(1)) == nil)
    }

    @Test func `what a table cannot change is told of`() async throws {
        for number in 1...3 { try await conference.register(number) }
        let (first, second, third) = (try await code(1), try await code(2), try await code(3))
        _ = try await store.cancel(link: conference.link(3), now: noon)
        let outcomes = try await preview(
            table([
                change(first, [.kommun: "1499"]), change(second, [.email: "deltagare1@example.se"]),
                change(third, [.role: "Rektor"]), change(third, [.role: "Prov"]),
            ]))
        #expect(
            outcomes == [
                .faulty([ImportProblem(.field(.kommun), .movesSeat)]),
                .faulty([ImportProblem(.field(.email), .registered(code: first))]),
                .faulty([ImportProblem(.code, .cancelled)]), .unchanged,
            ])
    }

    @Test func `the log has the counts and the reason, and no name`() async throws {
        guard case .done(_, let entry) = try await store.carryOut(table([newcomer(1)]), agreed: nil, now: noon),
            let logged = try await store.logEntry(id: try #require(entry))
        else {
            Issue.record("not done")
            return
        }
        let (counts, reason) = try #require(logged.importCounts)
        #expect(counts.seated == 1 && counts.waiting == 0 && reason == "Prov" && !logged.detail.contains("Påhitt"))
    }
}
