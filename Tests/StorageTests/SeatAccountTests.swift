import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct SeatAccountTests {
    private func kinds(_ conference: TestConference, _ group: QuotaGroup = .nassjo) async throws -> [SeatMovementKind] {
        let id = try #require(try await conference.line(group)?.id)
        return try #require(try await conference.store.seatAccount(ofQuota: id, limit: 100)).movements.reversed()
            .map(\.kind)
    }

    @Test func `a seat's way is told from the first movement to the last`() async throws {
        let conference = try await TestConference(
            facts: .trial(capacity: 2, releasesAt: noon + 40_000),
            quotas: [.nassjo: Quota(reserved: 1, ceiling: 5), .falkoping: Quota(reserved: 1, ceiling: 5)])
        try await conference.register(1)
        try await conference.register(2)  // waits: the other seat is Falköping's
        _ = try await conference.store.cancel(link: conference.link(1), now: noon + 10)
        _ = try await conference.store.answerOffer(link: conference.link(2), .accept, now: noon + 20)
        _ = try await conference.changeQuota(.nassjo, reserved: 1, ceiling: 4, at: noon + 30)
        try await conference.store.advance(to: noon + 40_000)
        #expect(
            try await kinds(conference) == [.granted, .taken, .returned, .offered, .accepted, .granted, .released])
        #expect(try await kinds(conference, .falkoping) == [.granted, .released])
        let id = try #require(try await conference.line(.nassjo)?.id)
        let account = try #require(try await conference.store.seatAccount(ofQuota: id, limit: 100))
        #expect(account.movements.map(\.at).last == noon - 86_400)
        #expect(account.movements.map(\.at).first == noon + 40_000)
        #expect(account.movements.first { $0.kind == .accepted }?.change.taken == 0)
        #expect(account.movements.first { $0.kind == .offered }?.registration == 2)
        #expect(account.movements.allSatisfy { ($0.registration != nil) == ($0.code != nil) })
        #expect(try await conference.misbooked(quotaIDs: [id]) == [])
    }

    @Test func `a seat that is handed over goes from one person to the other and comes to nothing`() async throws {
        let conference = try await TestConference(capacity: 2, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        try await conference.register(1)
        let store = conference.store
        _ = try await store.makeClaimLink(personal: conference.link(1), now: noon)
        let claim = try #require(try await store.standingClaim(ofPersonal: conference.link(1), now: noon)?.1)
        let outcome = try await store.claimSeat(
            claim, for: person(2, .nassjo), link: conference.link(2), language: .swedish, now: noon + 5)
        #expect(outcome == .claimed)
        #expect(try await kinds(conference) == [.granted, .taken, .handedOver, .handedOver])
        let line = try #require(try await conference.line(.nassjo))
        let account = try #require(try await store.seatAccount(ofQuota: line.id, limit: 2))
        #expect(
            account.movements.map(\.change.taken) == [1, -1] && account.movements.map(\.at) == [noon + 5, noon + 5])
        #expect(account.count == 4 && account.addsUp)
        // The next movement is nobody's handing over.
        try await conference.register(3, at: noon + 6)
        #expect(try await kinds(conference).last == .taken)
    }

    @Test func `what a shell on the file does is booked too, by the clock of the machine`() async throws {
        let conference = try await TestConference(capacity: 9, quotas: [.nassjo: Quota(reserved: 2, ceiling: 5)])
        try await conference.register(1)
        let begin = Date()
        try await conference.execute("UPDATE registration SET state = 'cancelled'; UPDATE quota SET ceiling = 7")
        #expect(try await kinds(conference) == [.granted, .taken, .returned, .granted])
        let id = try #require(try await conference.line(.nassjo)?.id)
        let account = try #require(try await conference.store.seatAccount(ofQuota: id, limit: 1))
        #expect(account.addsUp)
        #expect(try #require(account.movements.first).at >= begin - 1)
    }

    @Test(arguments: [
        "UPDATE seatMovement SET taken = 0", "DELETE FROM seatMovement", "UPDATE quotaDecision SET at = 0",
        "DELETE FROM quotaDecision",
    ])
    func `what is in an account or was decided is never changed`(sql: String) async throws {
        let conference = try await TestConference(capacity: 9, quotas: [.nassjo: Quota(reserved: 2, ceiling: 5)])
        try await conference.execute("INSERT INTO quotaDecision (at, document) VALUES (0, '{}')")
        await #expect(throws: DatabaseError.self) { try await conference.execute(sql) }
    }

    @Test func `a file from before has an opening balance, and goes on from it`() async throws {
        let folder = try TemporaryFolder()
        let names = try FileManager.default.contentsOfDirectory(atPath: ourMigrations)
        let earlier = try folder.folder(
            "earlier",
            names.filter { $0 < "0021" }.reduce(into: [:]) { files, name in
                files[name] = try String(contentsOfFile: ourMigrations + "/" + name, encoding: .utf8)
            })
        let pool = try DatabasePool(path: folder.database)
        _ = try Migrations(folder: earlier).apply(to: pool, now: noon)
        try await pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO quota (id, organisationType, reserved, ceiling) VALUES (1, 'region', 2, 5);
                    INSERT INTO registration
                        (id, code, linkHash, quotaId, state, language, createdAt, givenName, familyName, email,
                         organisationType, organisation, role, emailKey, sortKey, kommunSortKey, searchText)
                    VALUES (7, 'VF-AAAA-BBBB', zeroblob(32), 1, 'confirmed', 'sv', 0, 'Prov', 'Provsson', 'p@example.se',
                        'region', 'Region Prov', 'Roll', 'p@example.se', 'p', '~p', 'p');
                    """)
        }
        let store = try folder.open()
        #expect(store.appliedMigrations.first == "0021_quota_accounts.sql")
        _ = try await store.cancel(id: 7, by: .organiser("prov"), now: noon)
        let account = try #require(try await store.seatAccount(ofQuota: 1, limit: 10))
        #expect(account.movements.map(\.kind) == [.returned, .opening])
        #expect(account.movements.last?.balance == SeatFigures(reserved: 2, ceiling: 5, taken: 1))
        #expect(account.addsUp)
    }
}
