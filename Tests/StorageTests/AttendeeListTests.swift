import Conference
import Fixtures
import GRDB
import Secrets
import Testing

@testable import Storage

struct AttendeeListTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 100,
            quotas: [
                .nassjo: Quota(reserved: 0, ceiling: 3), .falkoping: Quota(reserved: 0, ceiling: 50),
                .kommun(code: "2061"): Quota(reserved: 0, ceiling: 50), .regions: Quota(reserved: 0, ceiling: 50),
            ])
    }

    private func register(
        _ number: Int, _ givenName: String, _ familyName: String, _ group: QuotaGroup = .falkoping
    ) async throws {
        try await conference.register(number, group, changing: [.givenName: givenName, .familyName: familyName])
    }

    private func names(
        _ filter: AttendeeFilter = AttendeeFilter(), order: AttendeeOrder = .name, pageSize: Int = 50
    ) async throws -> [String] {
        try await pages(filter, order: order, size: pageSize).flatMap { $0 }.map(\.registration.fullName)
    }

    /// All pages, each asked for with the cursor that the one before wrote into an address.
    private func pages(
        _ filter: AttendeeFilter = AttendeeFilter(), order: AttendeeOrder, size: Int,
        between: (Int) async throws -> Void = { _ in }
    ) async throws -> [[Attendee]] {
        var pages: [[Attendee]] = []
        var cursor: AttendeeCursor?
        repeat {
            let page = try await conference.store.attendees(filter, order: order, after: cursor, size: size)
            pages.append(page.attendees)
            cursor = page.next.flatMap { AttendeeCursor($0.text) }
            #expect(cursor == page.next, "a cursor survives being written and read")
            try await between(pages.count)
        } while cursor != nil
        return pages
    }

    @Test func `names come in Swedish order: å, ä and ö last, family name first`() async throws {
        let sorted = [
            "Åke Al", "Ärla Al", "Bo Alm", "Eva Müller", "Eva Myrén", "Bo Östen", "Bo von Övning", "Bo Wik", "Bo Zorn",
            "Bo Åberg", "Bo Ähre", "Ada Öberg",
        ]
        let expected = [
            "Åke Al", "Ärla Al", "Bo Alm", "Eva Müller", "Eva Myrén", "Bo von Övning", "Bo Wik", "Bo Zorn", "Bo Åberg",
            "Bo Ähre", "Ada Öberg", "Bo Östen",
        ]
        for (number, name) in sorted.reversed().enumerated() {
            let parts = name.split(separator: " ", maxSplits: 1).map(String.init)
            try await register(number, parts[0], parts[1])
        }
        #expect(try await names() == expected)
        #expect(try await names(pageSize: 1) == expected)
    }

    @Test func `kommuner come in Swedish order, names within them, those from elsewhere last`() async throws {
        let smedjebacken = QuotaGroup.kommun(code: "2061")
        try await register(1, "A", "Öst", .regions)
        try await register(2, "B", "Bok", smedjebacken)
        try await register(3, "C", "Ask", .nassjo)
        try await register(4, "D", "Ask", smedjebacken)
        try await register(5, "E", "Ask", .falkoping)
        try await register(6, "F", "Ask", .regions)
        for size in [1, 2, 50] {
            let names = try await names(order: .kommun, pageSize: size)
            #expect(names == ["E Ask", "C Ask", "D Ask", "B Bok", "F Ask", "A Öst"])
        }
    }

    @Test func `arrival orders are each other's reverse`() async throws {
        for number in 1...5 { try await register(number, "N\(number)", "Prov") }
        #expect(try await names(order: .oldest, pageSize: 2) == (1...5).map { "N\($0) Prov" })
        #expect(try await names(order: .newest, pageSize: 2) == (1...5).reversed().map { "N\($0) Prov" })
    }

    @Test(arguments: [
        ("", 3), ("anna", 1), ("ANNA", 1), ("berg anna", 1), ("  Anna   Berg ", 1), ("åberg", 1), ("A\u{30A}BERG", 1),
        ("aberg", 0), ("deltagare2@example.se", 1), ("example.se", 3), ("påhittad org", 3), ("%", 0), ("_", 0),
        ("anna 100%", 0), ("'; DROP TABLE registration; --", 0), ("\0 ann\0berg", 1), ("anna okänd", 0), ("070", 0),
        ("å", 1), ("ÅB", 1), ("a", 1), ("be", 1), ("er", 0), ("b", 2), ("an be", 1), ("\"", 0), ("\"b", 0), ("ann*", 0),
        ("NEAR", 0),
    ])
    func `the search finds every word in name, e-mail or organisation, whatever its case, and nothing is a wildcard`(
        search: String, count: Int
    ) async throws {
        try await register(1, "Anna", "Berg")
        try await register(2, "Bo", "Åberg")
        try await register(3, "Cia", "Dal")
        for indexed in [0, 2, 3] {
            try await conference.indexForSearch(indexed)
            #expect(try await conference.store.countAttendees(AttendeeFilter(search: search)) == .exactly(count))
        }
        #expect(try await names(AttendeeFilter(search: search)).count == count)
    }

    @Test(arguments: [0, 3])
    func `a booking code is found however it is typed`(indexed: Int) async throws {
        for number in 1...3 { try await register(number, "N\(number)", "Prov") }
        try await conference.indexForSearch(indexed)
        let code = try #require(try await conference.store.attendee(id: 2)?.code)
        let spoken = code.lowercased().replacing("vf-", with: "").replacing("-", with: " ")
        for typed in [code, code.lowercased(), spoken, spoken.replacing(" ", with: ""), String(code.suffix(4))] {
            #expect(try await names(AttendeeFilter(search: typed)) == ["N2 Prov"], "\(typed)")
        }
    }

    @Test func `filters narrow by kommun, kind and state, and add up`() async throws {
        for number in 1...4 { try await register(number, "N\(number)", "Prov", .nassjo) }
        try await register(5, "N5", "Prov", .falkoping)
        try await register(6, "N6", "Prov", .regions)
        _ = try await conference.store.cancel(link: conference.link(5), now: noon)
        let cases: [(AttendeeFilter, [String])] = [
            (AttendeeFilter(kommun: "0682"), ["N1", "N2", "N3", "N4"]),
            (AttendeeFilter(kommun: "0682", state: .waiting), ["N4"]),
            (AttendeeFilter(organisationType: .region), ["N6"]),
            (AttendeeFilter(state: .cancelled), ["N5"]),
            (AttendeeFilter(search: "N2", kommun: "0682", organisationType: .kommun, state: .confirmed), ["N2"]),
            (AttendeeFilter(kommun: "0000"), []),
        ]
        for (filter, expected) in cases {
            #expect(try await names(filter) == expected.map { $0 + " Prov" }, "\(filter)")
            #expect(try await conference.store.countAttendees(filter) == .exactly(expected.count), "\(filter)")
        }
    }

    @Test(arguments: AttendeeOrder.allCases)
    func `nobody is listed twice or lost while others sign up and cancel between the pages`(order: AttendeeOrder)
        async throws
    {
        let letters = ["Al", "Ö", "Berg", "Å", "Zorn", "Ek"]
        func name(_ number: Int) -> String { letters[number % letters.count] }
        for number in 1...40 { try await register(number, "N\(number)", name(number)) }
        let before = Set((1...40).map(Int64.init))
        let seen = try await pages(order: order, size: 7) { page in
            for number in (100 * page)..<(100 * page + 3) { try await register(number, "X", name(number)) }
            _ = try await conference.store.cancel(link: conference.link(page), now: noon)
        }.flatMap { $0 }.map(\.id)
        #expect(Set(seen).count == seen.count)
        #expect(Set(seen).isSuperset(of: before))
    }

    @Test(arguments: [
        "", "A", "!", base64URLEncode(Array("name x y".utf8)), base64URLEncode(Array("name 1".utf8)),
        base64URLEncode(Array("size 1 a".utf8)), base64URLEncode([0xFF, 0xFE]),
    ])
    func `a cursor that was not written by us is none`(text: String) {
        #expect(AttendeeCursor(text) == nil)
    }

    @Test func `an altered cursor shows another part of the list, and one of another order its beginning`() async throws
    {
        for number in 1...3 { try await register(number, "N\(number)", "Prov") }
        let altered = AttendeeCursor(base64URLEncode(Array("name 9 ' OR 1; --\0".utf8)))
        #expect(altered != nil)
        let store = conference.store
        #expect(try await store.attendees(AttendeeFilter(), order: .name, after: altered, size: 5).attendees.count == 3)
        #expect(try await store.attendees(AttendeeFilter(), order: .newest, after: altered, size: 5).next == nil)
    }
}

struct AttendeeExportTests {
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 10, quotas: [.nassjo: Quota(reserved: 0, ceiling: 10), .regions: Quota(reserved: 0, ceiling: 0)])
    }

    private func batches(_ records: AttendeeBatches<[AttendeeRecord]>) async throws -> [[Attendee]] {
        var batches: [[Attendee]] = []
        while let batch = try await records.next() { batches.append(batch.map(\.attendee)) }
        return batches
    }

    @Test func `an export holds what stood when it began, however much is written meanwhile`() async throws {
        for number in 1...3 { try await conference.register(number) }
        let export = try await conference.store.export(AttendeeFilter(), order: .oldest)
        try await conference.register(4)
        _ = try await conference.store.cancel(link: conference.link(1), now: noon)
        let rows = try await batches(export.records()).flatMap { $0 }
        #expect(rows.map(\.id) == [1, 2, 3])
        #expect(rows.allSatisfy { $0.state == .confirmed })
        #expect(try await conference.store.countAttendees(AttendeeFilter()) == 4)
    }

    @Test func `an export comes in batches, filtered, each row once`() async throws {
        try await withThrowingTaskGroup { group in
            for number in 1...1100 { group.addTask { try await conference.register(number, .regions) } }
            try await group.waitForAll()
        }
        for number in 2001...2003 { try await conference.register(number) }
        let export = try await conference.store.export(AttendeeFilter(state: .waiting), order: .name)
        let records = export.records()
        let batches = try await batches(records)
        #expect(batches.map(\.count) == [500, 500, 100])
        #expect(try await records.next() == nil, "the end is the end")
        #expect(batches.flatMap { $0 }.map(\.id) == (1...1100).map(Int64.init))
        let written = export.written(by: Numbers(), with: .labels)
        var numbers: [[String]] = []
        while let piece = try await written.next() {
            numbers.append(String(decoding: piece, as: UTF8.self).split(separator: "\n").map(String.init))
        }
        #expect(numbers.map(\.count) == [501, 500, 100])
        let rows = numbers.joined().dropFirst().map { $0.split(separator: " ").map(String.init) }
        #expect(numbers.first?.first == "number")
        #expect(rows.map(\.first) == (1...1100).map { "\($0)" })
        // They registered beside each other, so no number says whose address it is.
        #expect(Set(rows.map(\.last)) == Set((1...1100).map { "deltagare\($0)@example.se" }))
    }

    @Test(arguments: AttendeeOrder.allCases)
    func `an export of nobody is one empty batch`(order: AttendeeOrder) async throws {
        let records = try await conference.store.export(AttendeeFilter(), order: order).records()
        #expect(try await batches(records).map(\.count) == [0])
        #expect(try await records.next() == nil)
    }
}

/// Each row's number and address.
private struct Numbers: AttendeeRowWriter {
    private(set) var bytes: [UInt8] = []

    mutating func begin() { bytes += "number\n".utf8 }

    mutating func write(_ row: borrowing AttendeeRow, beside: AttendeeRecord.Beside?) {
        bytes += "\(row.id) \(row.text(.field(.email)))\n".utf8
    }
}
