import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

/// A list too long to be looked through: 6,000 people, of whom 1,500 wait and 40 have the label 1.
struct AttendeePlanTests {
    private static let people = 6000
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: Self.people, quotas: [.nassjo: Quota(reserved: 0, ceiling: Self.people)])
        try await conference.store.writer.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < \(Self.people))
                    INSERT INTO registration (
                        code, linkHash, quotaId, state, language, createdAt, givenName, familyName, email, organisationType,
                        kommun, organisation, role, emailKey, sortKey, kommunSortKey, searchText)
                    SELECT printf('VF-%04d-%04d', n / 1000, n % 1000), randomblob(32),
                        (SELECT id FROM quota WHERE kommun = '0682'), iif(n % 4 = 0, 'waiting', 'confirmed'), 'sv', n,
                        'Prov' || (n % 7), 'Namn' || (n * 37 % 6007), n || '@example.se', 'kommun', '0682', 'Prov', 'Prov',
                        n || '@example.se', printf('namn%04d', n * 37 % 6007) || char(1) || 'prov' || (n % 7),
                        'n|ssj}' || char(1) || printf('namn%04d', n * 37 % 6007) || char(1) || 'prov' || (n % 7),
                        'prov' || (n % 7) || ' namn' || (n * 37 % 6007) || char(10) || n || '@example.se' || char(10)
                            || 'prov' || char(10) || printf('vf-%04d-%04d', n / 1000, n % 1000)
                    FROM number
                    """)
            try db.execute(sql: "INSERT INTO label (name) VALUES ('Talare')")
            try db.execute(
                sql: "INSERT INTO registrationLabel SELECT 1, id FROM registration WHERE id % 150 = 0")
        }
    }

    private func plan(_ filter: AttendeeFilter, _ order: AttendeeOrder = .name) async throws -> AttendeePlan.Way {
        try await conference.store.pool.read { [kommuner = conference.store.kommuner] db in
            try AttendeePlan(db, filter, order: order, kommuner: kommuner).way
        }
    }

    private func ids(_ filter: AttendeeFilter, _ order: AttendeeOrder, size: Int) async throws -> [Int64] {
        var ids: [Int64] = []
        var cursor: AttendeeCursor?
        repeat {
            let page = try await conference.store.attendees(filter, order: order, after: cursor, size: size)
            ids += page.attendees.map(\.id)
            cursor = page.next
        } while cursor != nil
        return ids
    }

    private static let filters = [
        AttendeeFilter(), AttendeeFilter(search: "prov3"), AttendeeFilter(search: "example.se namn1"),
        AttendeeFilter(search: "na 17"), AttendeeFilter(search: "prov", state: .waiting),
        AttendeeFilter(state: .waiting), AttendeeFilter(state: .confirmed), AttendeeFilter(kommun: "0682"),
        AttendeeFilter(kommun: "0682", state: .waiting), AttendeeFilter(label: 1),
        AttendeeFilter(search: "prov", label: 1), AttendeeFilter(state: .waiting, label: 1),
        AttendeeFilter(search: "finns inte"), AttendeeFilter(search: "prov namn1234"),
        AttendeeFilter(chosen: [5, 150, 6, 99_999]),
        AttendeeFilter(kommun: "0180"), AttendeeFilter(organisationType: .kommun),
    ]

    @Test(arguments: filters, [0, 4000, 6000])
    func `however it is carried out, a filter lets the same through`(filter: AttendeeFilter, indexed: Int) async throws
    {
        try await conference.indexForSearch(indexed)
        // The plainest way there is: every row is looked at.
        let expected = try await conference.store.pool.read { db in
            let search = SearchedText(filter.search).map { Narrowing(condition: $0.condition, source: nil) }
            let conditions = filter.narrowings(kommuner: KommunRegister([]), search: search).map(\.condition)
            let condition = conditions.isEmpty ? "true" : conditions.joined(separator: " AND ")
            return try SQLRequest<Int64>("SELECT id FROM registration WHERE \(condition) ORDER BY sortKey, id")
                .fetchAll(db)
        }
        let count: AttendeeCount =
            filter == AttendeeFilter()
            ? .exactly(Self.people)
            : expected.count > AttendeePlan.few ? .moreThan(AttendeePlan.few) : .exactly(expected.count)
        #expect(try await conference.store.countAttendees(filter) == count)
        let isReordered = !filter.search.isEmpty && expected.count > AttendeePlan.few
        #expect(try await ids(filter, .name, size: 700) == (isReordered ? expected.sorted() : expected))
        #expect(try await ids(filter, .newest, size: 999) == expected.sorted(by: >))
        #expect(try await ids(filter, .oldest, size: 999) == expected.sorted())

        let batches = try await conference.store.export(filter, order: .name).records()
        var exported: [Int64] = []
        while let records = try await batches.next() { exported += records.map(\.attendee.id) }
        #expect(exported == expected, "a file has the order that was asked for")
    }

    @Test func `within a filter a search is counted no further than its page, and to the end where that ends`()
        async throws
    {
        try await conference.indexForSearch(Self.people)
        let filter = AttendeeFilter(search: "prov", state: .waiting)
        let (page, count) = try await conference.store.attendeesCounted(filter, order: .name, after: nil, size: 50)
        #expect(page.attendees.count == 50)
        #expect(count == .moreThan(50))
        let alone = AttendeeFilter(search: "prov")
        let (_, all) = try await conference.store.attendeesCounted(alone, order: .name, after: nil, size: 50)
        #expect(all == .moreThan(AttendeePlan.few))
        let (whole, few) = try await conference.store.attendeesCounted(
            AttendeeFilter(search: "prov", label: 1), order: .name, after: nil, size: Self.people)
        #expect(few == .exactly(whole.attendees.count))
    }

    @Test(arguments: [
        ("prov namn1234", ["234"]),  // six have it; "pro", "rov", "nam" and the like all 6,000
        ("prov3 namn12", ["n12", "ov3"]),
        ("prov finns-inte", ["nte"]),  // nobody: what follows is not asked for
        ("VF 0001 0002", []),
    ])
    func `a search goes by the rarest of what was typed, and by a code alone`(typed: String, walked: [String])
        async throws
    {
        try await conference.indexForSearch(Self.people)
        let search = try await conference.store.pool.read { db in
            try Search(db, try #require(SearchedText(typed)), indexedTo: Int64(Self.people))
        }
        #expect(search.walked == walked)
    }

    @Test func `what leaves few is looked at whole, what leaves many is followed along an index`() async throws {
        try await conference.indexForSearch(Self.people)
        for filter in [
            AttendeeFilter(label: 1), AttendeeFilter(search: "prov", label: 1), AttendeeFilter(search: "prov3 namn17"),
        ] {
            guard case .few = try await plan(filter) else { Issue.record("\(filter)"); continue }
        }
        guard case .byArrival = try await plan(AttendeeFilter(search: "prov")) else { Issue.record(); return }
        for filter in [AttendeeFilter(), AttendeeFilter(kommun: "0682"), AttendeeFilter(state: .waiting)] {
            guard case .inOrder = try await plan(filter) else { Issue.record("\(filter)"); continue }
        }
    }

    @Test(
        arguments: AttendeeOrder.allCases,
        [
            AttendeeFilter(), AttendeeFilter(kommun: "0682"), AttendeeFilter(state: .waiting),
            AttendeeFilter(state: .confirmed), AttendeeFilter(search: "prov"),
            AttendeeFilter(search: "p", state: .confirmed),
        ])
    func `no page of many needs the rows sorted`(order: AttendeeOrder, filter: AttendeeFilter) async throws {
        try await conference.indexForSearch(Self.people)
        for isFirst in [true, false] {
            let steps = try await conference.store.pool.read { [kommuner = conference.store.kommuner] db in
                let plan = try AttendeePlan(db, filter, order: order, kommuner: kommuner)
                let cursor = isFirst ? nil : AttendeeCursor(order: plan.order, key: "namn3", id: 100)
                var query = plan.query(after: cursor, limit: 51)
                if case .byArrival(let search) = plan.way {
                    query = plan.searchQuery(search, after: cursor, limit: 51)
                }
                return try SQLRequest<Row>("EXPLAIN QUERY PLAN \(query)").fetchAll(db).map { $0["detail"] as String }
            }
            #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
            if !isFirst, case .byArrival = try await plan(filter, order) { continue }
            #expect(isFirst || steps.contains { $0.hasPrefix("SEARCH registration") }, "\(steps)")
        }
    }
}
