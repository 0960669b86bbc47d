import Conference
import Foundation
import HTTP
import Storage

/// Filter, order, columns and page of the attendee list, as they stand in the address.
struct AttendeeQuery {
    var filter: AttendeeFilter
    var order: AttendeeOrder
    var after: AttendeeCursor?
    /// The names of the chosen columns beside the name, in order; empty for those that are shown to whoever has not chosen.
    var columns: [String]

    private static let usualColumns = ["kommun", "organisation", "state", "code", "createdAt"]
    /// Always there: in the table as the head of each row, in files as columns of their own.
    private static let name = ["givenName", "familyName"]
    private static let mostColumns = 200

    /// Longer searches find nothing that shorter ones do not.
    private static let longestSearch = 200

    init(_ query: FormData, kommuner: KommunRegister) {
        filter = AttendeeFilter(
            search: String((query["q"] ?? "").trimmed.prefix(Self.longestSearch)),
            kommun: query["kommun"].flatMap { kommuner.find($0.trimmed)?.code },
            organisationType: query["type"].flatMap(OrganisationType.init),
            state: query["state"].flatMap(RegistrationState.init))
        order = query["order"].flatMap(AttendeeOrder.init) ?? .name
        after = query["after"].flatMap(AttendeeCursor.init)
        columns = []
        for id in query.all("kolumner").flatMap({ $0.split(separator: ",") }).prefix(Self.mostColumns).map(String.init)
        where !columns.contains(id) && !Self.name.contains(id) {
            columns.append(id)
        }
    }

    /// The query of an address that shows this: "?q=…", or "" for everything.
    var text: String {
        var pairs: [(String, String)] = []
        if !filter.search.isEmpty { pairs.append(("q", filter.search)) }
        if let kommun = filter.kommun { pairs.append(("kommun", kommun)) }
        if let type = filter.organisationType { pairs.append(("type", type.rawValue)) }
        if let state = filter.state { pairs.append(("state", state.rawValue)) }
        if order != .name { pairs.append(("order", order.rawValue)) }
        if !columns.isEmpty { pairs.append(("kolumner", columns.joined(separator: ","))) }
        if let after { pairs.append(("after", after.text)) }
        return pairs.isEmpty ? "" : "?" + FormData.encode(pairs)
    }

    func changed(_ change: (inout AttendeeQuery) -> Void) -> AttendeeQuery {
        var query = self
        change(&query)
        return query
    }

    static func isName(_ column: AttendeeColumn) -> Bool { name.contains(column.id) }

    /// The columns of the table, beside the name.
    func columns(of all: AttendeeColumns) -> AttendeeColumns {
        all.named(columns.isEmpty ? Self.usualColumns : columns)
    }

    /// The columns of a file: those that were chosen, or else all.
    func fileColumns(of all: AttendeeColumns) -> AttendeeColumns {
        columns.isEmpty ? all : all.named(Self.name + columns)
    }
}
