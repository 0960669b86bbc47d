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
    private static let mostAnswers = 20
    /// Longer searches find nothing that shorter ones do not.
    private static let longestSearch = 200

    init(_ query: FormData, kommuner: KommunRegister) {
        filter = AttendeeFilter(
            search: String((query["q"] ?? "").trimmed.prefix(Self.longestSearch)),
            kommun: query["kommun"].flatMap { kommuner.find($0.trimmed)?.code },
            organisationType: query["type"].flatMap(OrganisationType.init),
            state: query["state"].flatMap(RegistrationState.init),
            hasArrived: query["pa-plats"].flatMap { ["ja": true, "nej": false][$0] },
            label: query["label"].flatMap { Int64($0) },
            workshop: query["workshop"].flatMap(AttendeeFilter.Workshop.init),
            answers: query.all("answer").compactMap(AttendeeFilter.Answer.init).prefix(Self.mostAnswers).map { $0 },
            chosen: Self.list(query, "chosen").compactMap { Int64($0) }.prefix(MassCancellation.most).map { $0 })
        if !Self.isUnderstood(query, as: filter) { filter.chosen = [Self.nobody] }
        order = query["order"].flatMap(AttendeeOrder.init) ?? .name
        after = query["after"].flatMap(AttendeeCursor.init)
        columns = []
        for id in Self.list(query, "kolumner").prefix(Self.mostColumns)
        where !columns.contains(id) && !Self.name.contains(id) {
            columns.append(id)
        }
        // As the form sends them when nobody has chosen.
        if Set(columns) == Set(Self.usualColumns) { columns = [] }
    }

    /// A number that nobody has.
    static let nobody: Int64 = 0

    /// A part that cannot be understood leaves nobody. Left out it would leave everybody, also in a mailing or a move.
    private static func isUnderstood(_ query: FormData, as filter: AttendeeFilter) -> Bool {
        let parts = [
            ("kommun", filter.kommun != nil), ("type", filter.organisationType != nil), ("state", filter.state != nil),
            ("pa-plats", filter.hasArrived != nil), ("label", filter.label != nil),
            ("workshop", filter.workshop != nil),
        ]
        let answers = query.all("answer").filter { !$0.trimmed.isEmpty }.prefix(mostAnswers)
        return parts.allSatisfy { name, isRead in isRead || (query[name] ?? "").trimmed.isEmpty }
            && answers.count == filter.answers.count
            && (filter.chosen.isEmpty == list(query, "chosen").isEmpty)
    }

    /// A list, as checkboxes send it and as it is shorter in an address.
    private static func list(_ query: FormData, _ name: String) -> [String] {
        query.all(name).flatMap { $0.split(separator: ",") }.map(String.init)
    }

    /// What stands in the address, as names and values.
    var pairs: [(String, String)] {
        var pairs: [(String, String)] = []
        if !filter.search.isEmpty { pairs.append(("q", filter.search)) }
        if let kommun = filter.kommun { pairs.append(("kommun", kommun)) }
        if let type = filter.organisationType { pairs.append(("type", type.rawValue)) }
        if let state = filter.state { pairs.append(("state", state.rawValue)) }
        if let hasArrived = filter.hasArrived { pairs.append(("pa-plats", hasArrived ? "ja" : "nej")) }
        if let label = filter.label { pairs.append(("label", String(label))) }
        if let workshop = filter.workshop { pairs.append(("workshop", workshop.text)) }
        for answer in filter.answers { pairs.append(("answer", answer.text)) }
        if !filter.chosen.isEmpty { pairs.append(("chosen", filter.chosen.map(String.init).joined(separator: ","))) }
        if order != .name { pairs.append(("order", order.rawValue)) }
        if !columns.isEmpty { pairs.append(("kolumner", columns.joined(separator: ","))) }
        if let after { pairs.append(("after", after.text)) }
        return pairs
    }

    /// The query of an address that shows this: "?q=…", or "" for everything.
    var text: String { pairs.isEmpty ? "" : "?" + FormData.encode(pairs) }

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

extension AttendeeFilter.Workshop {
    /// Reads what `text` wrote: "3", or "3:waiting".
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard let id = parts.first.flatMap({ Int64($0) }) else { return nil }
        self.init(id: id, state: parts.count == 2 ? WorkshopPlaceState(rawValue: String(parts[1])) : nil)
    }

    var text: String { state.map { "\(id):\($0.rawValue)" } ?? "\(id)" }
}

extension AttendeeFilter.Answer {
    /// Reads what `text` wrote: "12:yes".
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let question = Int64(parts[0]) else { return nil }
        self.init(question: question, value: String(parts[1]))
    }

    var text: String { "\(question):\(value)" }
}
