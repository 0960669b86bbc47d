package import Conference
import Foundation
import GRDB
import Secrets

/// Which attendees an organiser wants to see.
package struct AttendeeFilter: Sendable, Equatable {
    /// Looked for in name, e-mail, organisation and code; "" for all.
    package var search: String
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
    case name
    case kommun
    case oldest
    case newest

    /// The column that comes before `id`. "" where `id`, the order of arrival, says it all.
    fileprivate var key: String {
        switch self {
        case .name: "registration.sortKey"
        case .kommun: "coalesce(kommun.sortKey, '~')"  // after every kommun
        case .oldest, .newest: "''"
        }
    }

    fileprivate var isDescending: Bool { self == .newest }
}

/// Where a page ended. The next one begins right behind it, however many rows came or went meanwhile.
package struct AttendeeCursor: Sendable, Equatable {
    fileprivate let key: String
    fileprivate let id: Int64

    fileprivate init(key: String, id: Int64) {
        self.key = key
        self.id = id
    }

    /// Reads what `text` wrote; nil for anything else.
    package init?(_ text: String) {
        guard let bytes = base64URLDecode(text), let plain = String(validating: bytes, as: UTF8.self),
            let space = plain.firstIndex(of: " "), let id = Int64(plain[..<space])
        else { return nil }
        self.init(key: String(plain[plain.index(after: space)...]), id: id)
    }

    package var text: String { base64URLEncode(Array("\(id) \(key)".utf8)) }
}

package struct AttendeePage: Sendable {
    package let attendees: [Attendee]
    /// Nil on the last page.
    package let next: AttendeeCursor?
}

extension Store {
    package func countAttendees(_ filter: AttendeeFilter) async throws -> Int {
        let (condition, arguments) = filter.condition
        return try await pool.read { db in
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM registration WHERE \(condition)", arguments: arguments) ?? 0
        }
    }

    /// - Parameter size: Rows at most.
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
        var (condition, arguments) = filter.condition
        if let cursor {
            condition += " AND (\(order.key), registration.id) \(order.isDescending ? "<" : ">") (?, ?)"
            arguments += [cursor.key, cursor.id]
        }
        let direction = order.isDescending ? "DESC" : "ASC"
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT registration.*, \(order.key) AS orderKey
                FROM registration LEFT JOIN kommun ON kommun.code = registration.kommun
                WHERE \(condition)
                ORDER BY \(order.key) \(direction), registration.id \(direction)
                LIMIT ?
                """,
            arguments: arguments + [size + 1])
        let page = rows.prefix(size)
        let next = rows.count > size ? page.last.map { AttendeeCursor(key: $0["orderKey"], id: $0["id"]) } : nil
        return AttendeePage(attendees: page.map(Attendee.init), next: next)
    }
}

extension AttendeeFilter {
    /// Literals only; every value is bound.
    fileprivate var condition: (sql: String, StatementArguments) {
        var parts = ["1"]
        var arguments = StatementArguments()
        if let code = BookingCode.normalised(search) {
            parts.append("(registration.code = ? OR instr(registration.searchText, ?) > 0)")
            arguments += [code, search.lowercased()]
        } else if !search.isEmpty {
            parts.append("instr(registration.searchText, ?) > 0")
            arguments += [search.precomposedStringWithCanonicalMapping.lowercased()]
        }
        if let kommun {
            parts.append("registration.kommun = ?")
            arguments += [kommun]
        }
        if let organisationType {
            parts.append("registration.organisationType = ?")
            arguments += [organisationType.rawValue]
        }
        if let state {
            parts.append("registration.state = ?")
            arguments += [state.rawValue]
        }
        return (parts.joined(separator: " AND "), arguments)
    }
}
