import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

private let north = DoorName("Norr")!
private let south = DoorName("Söder")!

private func id(_ random: RandomBytes) -> ScanID { ScanID(SecretLink(random: random).text)! }

struct CheckInTests {
    private let random = RandomBytes.seeded(77)

    private func conference(capacity: Int = 20, ceiling: Int = 20) async throws -> TestConference {
        try await TestConference(
            capacity: capacity,
            quotas: [.nassjo: Quota(reserved: 0, ceiling: ceiling), .regions: Quota(reserved: 0, ceiling: 20)])
    }

    private func code(_ number: Int, in conference: TestConference) async throws -> String {
        try #require(try await conference.store.attendee(link: conference.link(number))).0.code
    }

    @Test(arguments: seeds(8))
    func `the batches of several devices lead to the same state in whatever order they are merged`(seed: UInt64)
        async throws
    {
        var random = SplitMix(seed: seed)
        let drawn = RandomBytes.seeded(seed)
        var codes: [String] = []
        var states: [[CheckIn]] = []
        var scans: [(person: Int, scan: Scan)] = []
        for _ in 0..<Int.random(in: 1...25, using: &random) {
            let scan = Scan(
                id: id(drawn), kind: Scan.Kind.allCases.randomElement(using: &random)!,
                door: Bool.random(using: &random) ? north : south,
                at: noon.milliseconds - .random(in: 0...5, using: &random),
                undoes: scans.map(\.scan.id).filter { _ in Int.random(in: 0...2, using: &random) == 0 })
            scans.append((.random(in: 1...3, using: &random), scan))
        }
        for _ in 0..<3 {
            let conference = try await conference()
            for number in 1...3 { try await conference.register(number) }
            codes = []
            for number in 1...3 { codes.append(try await code(number, in: conference)) }
            var left = scans.shuffled(using: &random)
            var batches: [ScanBatch] = []
            while !left.isEmpty {
                let size = Int.random(in: 1...left.count, using: &random)
                batches.append(
                    ScanBatch(scans: left.prefix(size).map { TicketScan(code: codes[$0.person - 1], scan: $0.scan) }))
                left.removeFirst(size)
            }
            // Some come twice: their answer was lost on the way.
            for batch in batches + batches.filter({ _ in Bool.random(using: &random) }) {
                _ = try await conference.store.merge(batch, by: "prov", now: noon)
                await Task.yield()
            }
            let list = try await conference.store.doorList()
            states.append(codes.map { code in list.guests.first { $0.code == code }!.checkIn })
            let arrived = states.last!.count { $0.hasArrived }
            #expect(try await conference.store.doorCount() == DoorCount(arrived: arrived, seats: 3), "seed \(seed)")
        }
        #expect(states[0] == states[1] && states[1] == states[2], "seed \(seed)")
    }

    @Test func `a scan of an unknown code is told and kept nowhere`() async throws {
        let conference = try await conference()
        let scan = Scan(id: id(random), kind: .arrived, door: north, at: 1)
        let outcome = try await conference.store.merge(
            ScanBatch(scans: [TicketScan(code: "VF-0000-0000", scan: scan)]), by: "prov", now: noon)
        #expect(outcome.unknown == [scan.id])
        #expect(outcome.scans.isEmpty)
    }

    @Test func `a scan from the future is moved to now`() async throws {
        let conference = try await conference()
        try await conference.register(1)
        let code = try await code(1, in: conference)
        let scan = Scan(id: id(random), kind: .arrived, door: north, at: noon.milliseconds + 3_600_000)
        let outcome = try await conference.store.merge(
            ScanBatch(scans: [TicketScan(code: code, scan: scan)]), by: "prov", now: noon)
        #expect(outcome.scans[code]?.map(\.at) == [noon.milliseconds])
    }

    @Test func `one press is one scan, the second a double, and both can be undone`() async throws {
        let conference = try await conference()
        try await conference.register(1)
        let code = try await code(1, in: conference)
        let press = id(random)
        func checkIn(_ kind: Scan.Kind, _ id: ScanID, _ door: DoorName) async throws -> CheckIn? {
            let outcome = try await conference.store.checkIn(
                code: code, kind, id: id, door: door, by: "prov", now: noon)
            guard case .done(let checkIn) = outcome else { return nil }
            return checkIn
        }
        #expect(try await checkIn(.arrived, press, north)?.doubles.isEmpty == true)
        #expect(try await checkIn(.arrived, press, north)?.doubles.isEmpty == true)
        let double = try #require(try await checkIn(.arrived, id(random), south))
        #expect(double.first?.door == north)
        #expect(double.doubles.map(\.door) == [south])
        #expect(try await checkIn(.undone, id(random), south)?.hasArrived == false)
        #expect(try await checkIn(.arrived, id(random), south)?.first?.door == south)
        #expect(try await checkIn(.returned, id(random), north)?.returns.count == 1)
    }

    @Test func `nobody is let in without a seat, and who was let in stays there when the seat goes`() async throws {
        let conference = try await conference(ceiling: 1)
        for number in 1...2 { try await conference.register(number) }
        let (seated, waiting) = (try await code(1, in: conference), try await code(2, in: conference))
        let store = conference.store
        func press(_ code: String) async throws -> DoorOutcome {
            try await store.checkIn(code: code, .arrived, id: id(random), door: north, by: "prov", now: noon)
        }
        #expect(try await press(waiting) == .hasNoSeat(.waiting))
        #expect(try await press("VF-0000-0000") == .notFound)
        _ = try await press(seated)
        _ = try await store.cancel(link: conference.link(1), now: noon)
        let guest = try await store.doorList().guests.first { $0.code == seated }
        #expect(guest?.state == .cancelled)
        #expect(guest?.checkIn.hasArrived == true)
    }

    @Test func `somebody without registration gets a free seat once, and is here`() async throws {
        let conference = try await conference()
        let arrival = Scan(id: id(random), kind: .arrived, door: north, at: noon.milliseconds - 5)
        let walkIn = WalkIn(
            person(1, .nassjo, changing: [.email: ""]), language: .swedish, arrival: arrival)
        let first = try await conference.store.admit(walkIn, by: "prov", now: noon)
        guard case .admitted(let code) = first else { return #expect(Bool(false), "\(first)") }
        #expect(try await conference.store.admit(walkIn, by: "prov", now: noon) == first)
        let guests = try await conference.store.doorList().guests
        #expect(guests.map(\.code) == [code])
        #expect(guests.first?.checkIn.first == arrival)
        let history = try await conference.store.history(ofRegistration: 1)
        #expect(history.map(\.action) == [.walkedIn])
        // Nobody can be written to, and nobody is.
        _ = try await conference.store.cancel(id: 1, by: .system, now: noon)
        let messages = try await conference.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM message")
        }
        #expect(messages == 0)
    }

    @Test func `somebody without registration is refused where there is no seat to give, with the reason`() async throws
    {
        func refusal(
            capacity: Int, ceiling: Int, seated: Int, email: String = ""
        ) async throws -> WalkInRefusal? {
            let conference = try await conference(capacity: capacity, ceiling: ceiling)
            if seated > 0 { for number in 1...seated { try await conference.register(number) } }
            let walkIn = WalkIn(
                person(50, .nassjo, changing: [.email: email]), language: .swedish,
                arrival: Scan(id: id(random), kind: .arrived, door: north, at: 1))
            switch try await conference.store.admit(walkIn, by: "prov", now: noon) {
            case .admitted: return nil
            case .refused(let refusal):
                #expect(try await conference.store.doorCount().arrived == 0)
                return refusal
            }
        }
        #expect(try await refusal(capacity: 5, ceiling: 2, seated: 2) == .groupFull)
        #expect(try await refusal(capacity: 2, ceiling: 5, seated: 2) == .conferenceFull)
        #expect(try await refusal(capacity: 5, ceiling: 5, seated: 2, email: "deltagare1@example.se") == .addressTaken)
        #expect(try await refusal(capacity: 5, ceiling: 5, seated: 2) == nil)
    }

    @Test func `a door is shown what was chosen, and nothing sensitive`() async throws {
        let conference = try await conference()
        try await conference.register(1)
        try await conference.execute(
            """
            INSERT INTO question (id, place, kind, labelSv, labelEn, purposeSv, purposeEn, isRequired, isSensitive, retentionDays)
            VALUES (1, 1, 'line', 'Bord', 'Table', 'a', 'a', 0, 0, NULL), (2, 2, 'line', 'Hälsa', 'Health', 'a', 'a', 0, 1, 5);
            INSERT INTO answer VALUES (1, 1, 'Sju'), (1, 2, 'Hemligt')
            """)
        let view = DoorView(fields: [.role], questions: [1, 2, 99])
        try await conference.store.setDoorView(view)
        #expect(try await conference.store.doorView() == DoorView(fields: [.role], questions: [1]))
        let list = try await conference.store.doorList()
        #expect(list.guests.first?.answers.stored == [1: ["Sju"]])
        #expect(list.questions.map(\.id) == [1])
        try await conference.execute("UPDATE question SET isSensitive = 1, retentionDays = 5 WHERE id = 1")
        #expect(try await conference.store.doorList().guests.first?.answers.stored == [:])
    }

    @Test func `news are what came after the mark`() async throws {
        let conference = try await conference()
        try await conference.register(1)
        let code = try await code(1, in: conference)
        let before = try await conference.store.doorList().mark
        let press = id(random)
        _ = try await conference.store.checkIn(code: code, .arrived, id: press, door: north, by: "prov", now: noon)
        let news = try await conference.store.doorNews(since: before)
        #expect(news.scans.map(\.scan.id) == [press])
        #expect(news.count == DoorCount(arrived: 1, seats: 1))
        #expect(try await conference.store.doorNews(since: news.mark).scans.isEmpty)
    }

    @Test(arguments: [
        ("a scan that is changed", "UPDATE scan SET door = 'Annan'"),
        ("a scan that is taken back", "DELETE FROM scan"),
        (
            "the same scan twice",
            "INSERT INTO scan SELECT 9, id, 1, kind, door, at, receivedAt, organiser, undoes FROM scan"
        ),
        (
            "an unknown kind",
            "INSERT INTO scan VALUES (9, 'AAAAAAAAAAAAAAAAAAAAAB', 1, 'left', 'Norr', 1, 1, 'prov', NULL)"
        ),
        ("an id no device draws", "INSERT INTO scan VALUES (9, 'kort', 1, 'arrived', 'Norr', 1, 1, 'prov', NULL)"),
        (
            "a scan from the future",
            "INSERT INTO scan VALUES (9, 'AAAAAAAAAAAAAAAAAAAAAB', 1, 'arrived', 'N', 9999, 1, 'prov', NULL)"
        ),
        (
            "an undoing that undoes nothing",
            "INSERT INTO scan VALUES (9, 'AAAAAAAAAAAAAAAAAAAAAB', 1, 'undone', 'N', 1, 1, 'prov', NULL)"
        ),
        (
            "a scan of nobody",
            "INSERT INTO scan VALUES (9, 'AAAAAAAAAAAAAAAAAAAAAB', 99, 'arrived', 'N', 1, 1, 'prov', NULL)"
        ),
        (
            "a walk-in neither let in nor refused",
            "INSERT INTO walkIn VALUES ('AAAAAAAAAAAAAAAAAAAAAB', 1, 'prov', NULL, NULL)"
        ),
        ("a field that doors do not see", "INSERT INTO doorField VALUES ('email')"),
    ])
    func `the schema refuses`(what: String, sql: String) async throws {
        let conference = try await conference()
        try await conference.register(1)
        let code = try await code(1, in: conference)
        _ = try await conference.store.checkIn(
            code: code, .arrived, id: id(random), door: north, by: "prov", now: noon)
        let error = await #expect(throws: DatabaseError.self, "\(what)") { try await conference.execute(sql) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(what)")
    }

    @Test func `scans go with the registration`() async throws {
        let conference = try await conference()
        try await conference.register(1)
        _ = try await conference.store.checkIn(
            code: try await code(1, in: conference), .arrived, id: id(random), door: north, by: "prov", now: noon)
        try await conference.execute("PRAGMA foreign_keys = ON; DELETE FROM registration")
        #expect(try await conference.store.doorCount() == DoorCount(arrived: 0, seats: 0))
    }
}
