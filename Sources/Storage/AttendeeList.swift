package import Conference
import Foundation
import GRDB
import Secrets

/// Which attendees an organiser wants to see.
package struct AttendeeFilter: Sendable, Equatable {
    /// Looked for in name, e-mail, organisation and code; "" for all.
    package var search: String
    /// A kommun's code.
    package var kommun: String?
    package var organisationType: OrganisationType?
    package var state: RegistrationState?

    package init(
        search: String = "", kommun: String? = nil, organisationType: OrganisationType? = nil,
        state: RegistrationState? = nil
    ) {
        self.search = search
        self.kommun = kommun
        self.organisationType = organisationType
        self.state = state
    }
}

/// In which order. Raw values stand in addresses.
package enum AttendeeOrder: String, Sendable, CaseIterable {
    /// Family name, given name.
    case name
    /// Kommun, then name; those from no kommun last.
    case kommun
    case oldest
    case newest

    /// The column that comes before `id`. Nil where `id`, the order of arrival, says it all.
    fileprivate var column: String? {
        switch self {
        case .name: "sortKey"
        case .kommun: "kommunSortKey"
        case .oldest, .newest: nil
        }
    }

    fileprivate var direction: String { self == .newest ? "DESC" : "ASC" }
    fileprivate var beyond: String { self == .newest ? "<" : ">" }
}

/// Where a page ended. The next one begins right behind it, however many rows came or went meanwhile.
///
/// It is only a place: whoever alters one sees another part of the same list.
package struct AttendeeCursor: Sendable, Equatable {
    fileprivate let order: AttendeeOrder
    fileprivate let key: String
    fileprivate let id: Int64

    fileprivate init(order: AttendeeOrder, key: String, id: Int64) {
        self.order = order
        self.key = key
        self.id = id
    }

    /// Reads what `text` wrote; nil for anything else.
    package init?(_ text: String) {
        guard let bytes = base64URLDecode(text), let plain = String(validating: bytes, as: UTF8.self) else {
            return nil
        }
        let parts = plain.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let order = AttendeeOrder(rawValue: String(parts[0])), let id = Int64(parts[1]) else {
            return nil
        }
        self.init(order: order, key: String(parts[2]), id: id)
    }

    /// For an address.
    package var text: String { base64URLEncode(Array("\(order.rawValue) \(id) \(key)".utf8)) }
}

/// Some rows of the list.
package struct AttendeePage: Sendable {
    package let attendees: [Attendee]
    /// Nil on the last page.
    package let next: AttendeeCursor?
}

extension Store {
    /// How many attendees a filter lets through.
    package func countAttendees(_ filter: AttendeeFilter) async throws -> Int {
        let (condition, arguments) = filter.condition
        return try await pool.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM registration WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    /// One page of the list.
    ///
    /// - Parameters:
    ///   - cursor: Where the page before ended. A cursor of another order counts as none.
    ///   - size: Rows at most.
    package func attendees(
        _ filter: AttendeeFilter, order: AttendeeOrder, after cursor: AttendeeCursor?, size: Int
    ) async throws -> AttendeePage {
        try await pool.read { db in
            try Self.attendees(db, filter, order: order, after: cursor, size: size)
        }
    }

    static func attendees(
        _ db: Database, _ filter: AttendeeFilter, order: AttendeeOrder, after cursor: AttendeeCursor?, size: Int
    ) throws -> AttendeePage {
        let (sql, arguments) = pageQuery(filter, order: order, after: cursor, size: size)
        let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
        let page = rows.prefix(size)
        var next: AttendeeCursor?
        if rows.count > size, let last = page.last {
            let key = order.column.map { last[$0] as String } ?? ""
            next = AttendeeCursor(order: order, key: key, id: last["id"])
        }
        return AttendeePage(attendees: try page.map(Attendee.init), next: next)
    }

    /// Asks for one row more than the page holds, to know whether there is a next one.
    static func pageQuery(
        _ filter: AttendeeFilter, order: AttendeeOrder, after cursor: AttendeeCursor?, size: Int
    ) -> (sql: String, StatementArguments) {
        var (condition, arguments) = filter.condition
        let place = order.column.map { "\($0) \(order.direction), " } ?? ""
        if let cursor, cursor.order == order {
            if let column = order.column {
                condition += " AND (\(column), id) \(order.beyond) (?, ?)"
                arguments += [cursor.key, cursor.id]
            } else {
                condition += " AND id \(order.beyond) ?"
                arguments += [cursor.id]
            }
        }
        let sql = """
            SELECT * FROM registration WHERE \(condition) ORDER BY \(place)id \(order.direction) LIMIT ?
            """
        return (sql, arguments + [size + 1])
    }
}

extension AttendeeFilter {
    /// More words than this are not looked for.
    private static let mostWords = 8

    /// Literals only; every value is bound.
    var condition: (sql: String, StatementArguments) {
        var parts: [String] = []
        var arguments = StatementArguments()
        let words = search.precomposedStringWithCanonicalMapping.lowercased()
            .split { $0.isWhitespace || $0 == "\0" }  // SQLite ends a bound text at NUL
            .prefix(Self.mostWords).map(String.init)
        if !words.isEmpty {
            // Every word must be found, in any order: "Berg Anna" finds Anna Berg. LIKE would give "%" and "_" a meaning.
            let found = words.map { _ in "instr(searchText, ?) > 0" }.joined(separator: " AND ")
            parts.append("(\(found) OR code = ?)")
            arguments += StatementArguments(words)
            arguments += [BookingCode.normalised(search)]
        }
        if let kommun {
            parts.append("kommun = ?")
            arguments += [kommun]
        }
        if let organisationType {
            parts.append("organisationType = ?")
            arguments += [organisationType.rawValue]
        }
        if let state {
            parts.append("state = ?")
            arguments += [state.rawValue]
        }
        return (parts.isEmpty ? "true" : parts.joined(separator: " AND "), arguments)
    }
}
