import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct OverviewTests {
    @Test func `the overview counts what is offered, waits, failed and came when`() async throws {
        let conference = try await TestConference(
            capacity: 2, quotas: [.falkoping: Quota(reserved: 0, ceiling: 5), .regions: Quota(reserved: 0, ceiling: 5)])
        for number in 1...3 { try await conference.register(number, .falkoping) }
        try await conference.register(4, .regions, at: noon + 3600)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon + 3600)
        try await conference.store.pool.write { db in
            try db.execute(sql: "UPDATE message SET state = 'failed', link = NULL WHERE kind = 'waiting'")
        }

        let overview = try await conference.store.overview()
        #expect(overview.board.taken == 2 && overview.board.waiting == 1)
        #expect(overview.offered == 1)
        #expect(overview.unsentMessages == 2)
        #expect(overview.days.all.map(\.count) == [4])
        let failed = try await conference.store.messages(.failed, limit: 1)
        _ = try await conference.store.settleMessage(id: try #require(failed.first).id, by: .system, now: noon)
        #expect(try await conference.store.overview().unsentMessages == 1, "what needs not be sent waits for nobody")
        let counted = try await conference.store.pool.read { db in
            try Int.fetchAll(db, sql: "SELECT signUps FROM signUpHour ORDER BY hour")
        }
        #expect(counted == [3, 1])
    }

    @Test func `before there is a conference all is nothing`() async throws {
        let folder = try TemporaryFolder()
        let overview = try await folder.open().overview()
        #expect(overview.days.all.isEmpty && overview.board.capacity == 0 && overview.unsentMessages == 0)
    }
}
