import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/kvoter`: the seats of every kommun, open to all.
struct QuotaPages: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit) async throws -> Response {
        let query = try visit.request.head.queryFields()
        let search = (query["q"] ?? "").trimmingCharacters(in: .whitespaces)
        let order = query["order"].flatMap(QuotaTable.Order.init) ?? .kommun
        let table = QuotaTable(
            board: try await store.quotaBoard(), register: store.kommuner, order: order, search: search)
        return frame.page(
            visit, title: visit("Platser per kommun", "Seats per municipality"),
            content: """
                <h1>\(visit("Platser per kommun", "Seats per municipality"))</h1>
                \(QuotaSummary(visit: visit, board: table.board).html)
                <p><a href="\(visit.path(.quotaRules))">\(visit("Så räknas kvoterna", "How the quotas are counted"))</a></p>
                \(ReleaseAnnouncement(visit: visit, board: table.board, register: store.kommuner).html)
                \(search.isEmpty ? TileMap(visit: visit, table: table).html : nil)
                \(searchForm(visit, search: search, order: order))
                \(QuotaTableView(visit: visit, table: table, order: order, search: search).html)
                <p>\(visit("Samma siffror att hämta:", "The same figures to download:"))
                <a href="\(visit.path(.quotasCSV))">\(visit("CSV för Excel", "CSV for Excel"))</a>,
                <a href="\(visit.path(.quotasCSV))?format=plain">\(visit("CSV för maskiner", "CSV for machines"))</a>,
                <a href="\(visit.path(.quotasJSON))">JSON</a>.
                <a href="\(visit.path(.quotaEmbedding))">\(visit(
                    "Visa dem på er webbplats", "Show them on your site"))</a></p>
                """)
    }

    private func searchForm(_ visit: Visit, search: String, order: QuotaTable.Order) -> HTML {
        """
        <form method="get" action="\(visit.path(.quotas))" role="search" class="search">
        <label for="q">\(visit("Sök kommun eller län", "Find a municipality or county"))</label>
        <input type="search" id="q" name="q" value="\(search)" data-filters="kommun-quotas" />
        \(order == .kommun ? nil : "<input type=\"hidden\" name=\"order\" value=\"\(order.rawValue)\" />" as HTML)
        <button>\(visit("Sök", "Find"))</button>
        </form>
        """
    }

    @Sendable func json(_ visit: Visit) async throws -> Response {
        let table = QuotaTable(board: try await store.quotaBoard(), register: store.kommuner)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return .openData(Array(try encoder.encode(QuotaFigures(table))), type: "application/json")
    }

    @Sendable func csv(_ visit: Visit) async throws -> Response {
        let table = QuotaTable(board: try await store.quotaBoard(), register: store.kommuner)
        let isPlain = try visit.request.head.queryFields()["format"] == "plain"
        var csv = CSV(isPlain ? .plain : .excel)
        let heads =
            isPlain
            ? ["organisationType", "kommun", "name", "county", "reserved", "ceiling", "taken", "waiting", "left"]
            : ["Kommun", "Län", "Reserverade", "Tak", "Tagna", "I kö", "Kvar"]
        csv.row(heads.map { .ours($0) })
        for row in table.kommuner + table.others {
            let county = row.kommun?.county.name ?? ""
            let names =
                isPlain
                ? [row.type.rawValue, row.kommun?.code ?? "", row.name(in: .swedish), county]
                : [row.kommun.map { "\($0.code) \($0.name)" } ?? row.type.label.sv, county]
            let figures = [row.quota.reserved, row.quota.ceiling, row.quota.taken, row.quota.waiting, row.left]
            csv.row((names + figures.map { String($0) }).map { .ours($0) })
        }
        return .openData(csv.bytes, type: "text/csv; charset=utf-8; header=present")
    }
}

/// `/kvoter.json`.
private struct QuotaFigures: Encodable {
    let capacity: Int
    let taken: Int
    let waiting: Int
    let left: Int
    let quotas: [Line]

    struct Line: Encodable {
        let organisationType: String
        let kommun: String?
        let name: String
        let county: String?
        let reserved: Int
        let ceiling: Int
        let taken: Int
        let waiting: Int
        let left: Int
    }

    init(_ table: QuotaTable) {
        capacity = table.board.capacity
        taken = table.board.taken
        waiting = table.board.waiting
        left = table.board.left
        quotas = (table.kommuner + table.others).map { row in
            Line(
                organisationType: row.type.rawValue, kommun: row.kommun?.code, name: row.name(in: .swedish),
                county: row.kommun?.county.name, reserved: row.quota.reserved, ceiling: row.quota.ceiling,
                taken: row.quota.taken, waiting: row.quota.waiting, left: row.left)
        }
    }
}
