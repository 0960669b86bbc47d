import Conference
import GRDB

/// How a filter is carried out, so that a page takes about as long among a million as among a thousand.
///
/// What a part of the filter lets through is counted up to a limit in its index. Where some part leaves few, all of
/// them are looked at and sorted. Where each leaves many, rows are taken in order from an index until the page is full,
/// which does not take long as many fit. Only a search has no index in order of name: what it finds then comes in order
/// of arrival, which is that of its own index.
struct AttendeePlan {
    /// So few can be read and sorted for a page.
    static let few = 500

    enum Way {
        /// All that this source has, sorted.
        case few(source: SQL)
        /// Along the index of the order.
        case inOrder
        /// Along the search index.
        case byArrival(Search)
    }

    let way: Way
    /// The one asked for, or that of arrival.
    let order: AttendeeOrder
    let condition: SQL
    /// The column of the index that is followed; nil for that of arrival.
    let column: String?
    /// Finds many by a search of which a filter leaves a part.
    let isSearchWithin: Bool
    private let indexedTo: Int64
    /// Of a search: more than `few`, where it is followed along its index.
    private let firstFound: [Int64]

    /// - Parameter mayReorder: Whether a search that finds many may have another order than was asked for. A file that
    ///   is read to its end anyway has the one that was asked for.
    init(
        _ db: Database, _ filter: AttendeeFilter, order: AttendeeOrder, kommuner: KommunRegister,
        mayReorder: Bool = true
    ) throws {
        indexedTo = try Int64.fetchOne(db.cachedStatement(sql: "SELECT indexedTo FROM searchProgress")) ?? 0
        let search = try SearchedText(filter.search).map { [indexedTo] in try Search(db, $0, indexedTo: indexedTo) }
        let isAlone = filter == AttendeeFilter(search: filter.search)
        let narrowings = filter.narrowings(
            kommuner: kommuner,
            search: search.map { Narrowing(condition: $0.condition, source: isAlone ? $0.source : $0.candidates) })
        condition = narrowings.isEmpty ? "true" : narrowings.map(\.condition).joined(separator: " AND ")
        var (fewest, limit): ([Int64]?, Int) = (nil, Self.few + 1)
        var beginning: [Int64] = []
        for (number, narrowing) in narrowings.enumerated() {
            guard let source = narrowing.source else { continue }
            let ids = try Self.first(db, of: source, limit: limit)
            if number == 0 && search != nil { beginning = ids }
            if ids.count < limit { (fewest, limit) = (ids, max(1, ids.count)) }
        }
        firstFound = beginning
        if let fewest {
            (way, self.order, column) = (.few(source: Self.listed(fewest)), order, order.column)
        } else if let search, mayReorder {
            (way, self.order, column) = (.byArrival(search), order == .newest ? .newest : .oldest, nil)
        } else {
            // Within a kommun the order by kommun is the one by name.
            let isOneKommun = filter.kommun != nil && order == .name
            (way, self.order, column) = (.inOrder, order, isOneKommun ? "kommunSortKey" : order.column)
        }
        if case .byArrival = way { isSearchWithin = !isAlone } else { isSearchWithin = false }
        index = Self.index(of: filter, column: column)
        range = column == "kommunSortKey" ? filter.kommun.flatMap { AttendeeFilter.kommunRange($0, kommuner) } : nil
    }

    private let range: SQL?
    private let index: SQL

    /// Said rather than left to SQLite, which does not know how many rows have what.
    private static func index(of filter: AttendeeFilter, column: String?) -> SQL {
        switch column {
        case nil: "NOT INDEXED"
        case "kommunSortKey": "INDEXED BY registrationKommun"
        case _ where filter.state.map { $0 != .confirmed } ?? false: "INDEXED BY registrationState"
        case _ where filter.organisationType.map { $0 != .kommun } ?? false: "INDEXED BY registrationType"
        default: "INDEXED BY registrationName"
        }
    }

    private var withinRange: SQL {
        guard let range else { return "" }
        return " AND \(range)"
    }

    /// The first numbers that a part of the filter lets through, up to one more than `few`.
    private static func first(_ db: Database, of source: SQL, limit: Int) throws -> [Int64] {
        try Int64.fetchAll(try db.cachedStatement(literal: "SELECT id FROM (\(source)) LIMIT \(limit)"))
    }

    /// As rows of a query, so that what took a walk to find is found once.
    private static func listed(_ ids: [Int64]) -> SQL {
        "SELECT value AS id FROM json_each(\(ids.jsonList))"
    }

    /// Some attendees in order, behind a place, each with its own place.
    func listed(_ db: Database, after cursor: AttendeeCursor?, limit: Int) throws -> [Listed] {
        guard case .byArrival(let search) = way else { return try fetch(db, query(after: cursor, limit: limit)) }
        if cursor == nil, !order.isDescending {
            let first = try fetch(db, firstOfSearch(limit: limit))
            if first.count == limit { return first }
        }
        // Not one statement with UNION ALL: in order of arrival, one is read only when the other has been.
        let found = searchQuery(search, after: cursor, limit: limit)
        let latest: SQL = """
            SELECT \(columns) FROM registration
            WHERE registration.id > \(indexedTo) AND \(condition) AND \(place(cursor))
            \(ending(limit))
            """
        var listed: [Listed] = []
        for query in order.isDescending ? [latest, found] : [found, latest] {
            let rest = limit - listed.count
            if rest > 0 { listed += try fetch(db, query).prefix(rest) }
        }
        return listed
    }

    struct Listed {
        let attendee: Attendee
        let key: String
    }

    private func fetch(_ db: Database, _ query: SQL) throws -> [Listed] {
        var listed: [Listed] = []
        let rows = try Row.fetchCursor(try db.cachedStatement(literal: query))
        while let row = try rows.next() {
            listed.append(Listed(attendee: try Attendee(row: row, from: 1), key: row[0]))
        }
        return listed
    }

    /// The numbers of some attendees in order, where the order is the one that was asked for.
    func ids(_ db: Database, after cursor: AttendeeCursor?, limit: Int) throws -> [Int64] {
        let query = query(after: cursor, limit: limit, selecting: "registration.id")
        return try Int64.fetchAll(try db.cachedStatement(literal: query))
    }

    /// Calls `body` with some attendees in order, as they come out of SQLite.
    func forEachRow(
        _ db: Database, after cursor: AttendeeCursor?, limit: Int, _ body: (borrowing AttendeeRow) -> Void
    ) throws {
        let statement = try db.cachedStatement(literal: query(after: cursor, limit: limit))
        let rows = try Row.fetchCursor(statement)
        while try rows.next() != nil { body(AttendeeRow(statement.sqliteStatement)) }
    }

    private var columns: SQL {
        let key = column.map { "registration." + $0 } ?? "''"
        return "\(sql: ([key] + Attendee.columns).joined(separator: ", "))"
    }

    func query(after cursor: AttendeeCursor?, limit: Int, selecting: SQL? = nil) -> SQL {
        let columns = selecting ?? columns
        return switch way {
        case .few(let source):
            // CROSS JOIN is what SQLite never turns around (lang_select.html §2.3).
            """
            SELECT \(columns) FROM (\(source)) AS hit CROSS JOIN registration ON registration.id = hit.id
            WHERE \(condition) AND \(place(cursor)) \(ending(limit))
            """
        case .inOrder, .byArrival:
            """
            SELECT \(columns) FROM registration \(index)
            WHERE \(condition)\(withinRange) AND \(place(cursor)) \(ending(limit))
            """
        }
    }

    /// Of those that were found to choose the way: in order of arrival, as json_each keeps theirs.
    private func firstOfSearch(limit: Int) -> SQL {
        """
        SELECT \(columns) FROM (\(Self.listed(firstFound))) AS hit
        CROSS JOIN registration ON registration.id = hit.id WHERE \(condition) LIMIT \(limit)
        """
    }

    func searchQuery(_ search: Search, after cursor: AttendeeCursor?, limit: Int) -> SQL {
        let place: SQL =
            cursor.map {
                order.isDescending ? " AND searchIndex.rowid < \($0.id)" : " AND searchIndex.rowid > \($0.id)"
            }
            ?? ""
        return """
            SELECT \(columns) FROM searchIndex CROSS JOIN registration ON registration.id = searchIndex.rowid
            WHERE \(search.match)\(place) AND \(condition) \(ending(limit, id: "searchIndex.rowid"))
            """
    }

    private func place(_ cursor: AttendeeCursor?) -> SQL {
        cursor.map { $0.condition(column: column) } ?? "true"
    }

    private func ending(_ limit: Int, id: String = "registration.id") -> SQL {
        let direction = order.isDescending ? "DESC" : "ASC"
        let first = column.map { "registration.\($0) \(direction), " } ?? ""
        return " ORDER BY \(sql: "\(first)\(id) \(direction)") LIMIT \(limit)"
    }

    /// How many there are, up to one more than `few`.
    func count(_ db: Database) throws -> Int {
        switch way {
        case .few(let source): return try count(db, among: source)
        case .byArrival(let search):
            return isSearchWithin ? try count(db, among: search.candidates) : firstFound.count
        case .inOrder:
            return try count(
                db, "SELECT 1 FROM registration \(index) WHERE \(condition)\(withinRange) LIMIT \(Self.few + 1)")
        }
    }

    private func count(_ db: Database, among source: SQL) throws -> Int {
        try count(
            db,
            """
            SELECT 1 FROM (\(source)) AS hit CROSS JOIN registration ON registration.id = hit.id
            WHERE \(condition) LIMIT \(Self.few + 1)
            """)
    }

    private func count(_ db: Database, _ rows: SQL) throws -> Int {
        try Int.fetchOne(try db.cachedStatement(literal: "SELECT count(*) FROM (\(rows))")) ?? 0
    }
}
