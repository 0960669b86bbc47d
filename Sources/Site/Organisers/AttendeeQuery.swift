import Conference
import Foundation
import HTTP
import Storage

/// Filter, order and page of the attendee list, as they stand in the address.
struct AttendeeQuery {
    var filter: AttendeeFilter
    var order: AttendeeOrder
    var after: AttendeeCursor?

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
    }

    /// The query of an address that shows this: "?q=…", or "" for everything.
    var text: String {
        var pairs: [(String, String)] = []
        if !filter.search.isEmpty { pairs.append(("q", filter.search)) }
        if let kommun = filter.kommun { pairs.append(("kommun", kommun)) }
        if let type = filter.organisationType { pairs.append(("type", type.rawValue)) }
        if let state = filter.state { pairs.append(("state", state.rawValue)) }
        if order != .name { pairs.append(("order", order.rawValue)) }
        if let after { pairs.append(("after", after.text)) }
        return pairs.isEmpty ? "" : "?" + FormData.encode(pairs)
    }

    func changed(_ change: (inout AttendeeQuery) -> Void) -> AttendeeQuery {
        var query = self
        change(&query)
        return query
    }
}
