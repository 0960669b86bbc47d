import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

struct SearchIndexTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 10)])
        for number in 1...4 {
            try await conference.register(number, changing: [.familyName: number == 2 ? "Ξψωberg" : "Prov\(number)"])
        }
        try await conference.indexForSearch(3)
    }

    private func found(_ search: String) async throws -> AttendeeCount {
        try await conference.store.countAttendees(AttendeeFilter(search: search))
    }

    /// Whether the index's own pages hold the letters.
    private func isKept(_ letters: String) async throws -> Bool {
        try await conference.store.pool.read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM searchIndex_data WHERE instr(block, CAST(? AS BLOB)))",
                arguments: [letters]) ?? false
        }
    }

    @Test func `the index follows whatever changes a registration, and counts it`() async throws {
        try await conference.execute("UPDATE registration SET searchText = 'nytt namn' WHERE id IN (2, 4)")
        #expect(try await found("nytt") == 2)
        #expect(try await found("ξψω") == 0)
        try await conference.execute("DELETE FROM logEntry; DELETE FROM message")
        try await conference.execute("DELETE FROM registration WHERE id IN (1, 4)")
        #expect(try await found("prov") == 1)
        #expect(try await conference.store.countAttendees(AttendeeFilter()) == 2)
        try await conference.execute("INSERT INTO searchIndex (searchIndex) VALUES ('integrity-check')")
    }

    @Test func `what a changed registration held is gone from the index, not just from sight`() async throws {
        #expect(try await isKept("ξψω"))
        try await conference.execute("UPDATE registration SET searchText = 'prov' WHERE id = 2")
        #expect(try await conference.store.forgetFormerSearchText())
        #expect(try await !isKept("ξψω"))
        #expect(try await found("prov") == 4)
        #expect(try await !conference.store.forgetFormerSearchText(), "once is enough")
    }

    @Test func `a few newcomers are not worth indexing, many are`() async throws {
        #expect(try await conference.store.indexForSearch() == 0)
        try await withThrowingTaskGroup { group in
            for number in 100..<700 { group.addTask { try await conference.register(number) } }
            try await group.waitForAll()
        }
        #expect(try await conference.store.indexForSearch() == 500)
        #expect(try await conference.store.countAttendees(AttendeeFilter()) == 604)
        #expect(try await found("deltagare699@") == 1)
        #expect(try await found("deltagare100@") == 1)
    }

    @Test func `an index that has doubled becomes one segment again, and finds what it found`() async throws {
        for batch in 1...3 {
            try await withThrowingTaskGroup { group in
                for number in batch * 1000..<batch * 1000 + 520 {
                    group.addTask { try await conference.register(number) }
                }
                try await group.waitForAll()
            }
            #expect(try await conference.store.indexForSearch() == 500)
            // 3 and 500; 3, 500 and 500, of which none is half; then one of a thousand and one of 500.
            #expect(try await segments() == [2, 1, 2][batch - 1])
            #expect(try await found("deltagare1007@") == 1)
        }
        try await conference.execute("INSERT INTO searchIndex (searchIndex) VALUES ('integrity-check')")
    }

    private func segments() async throws -> Int {
        try await conference.store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(DISTINCT segid) FROM searchIndex_idx") ?? 0
        }
    }

    @Test func `the index never goes back`() async throws {
        await #expect(throws: DatabaseError.self) {
            try await conference.execute("UPDATE searchProgress SET indexedTo = 1")
        }
    }
}
