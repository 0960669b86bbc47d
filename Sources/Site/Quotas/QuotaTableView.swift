import Conference
import HTTP
import Storage

/// The totals above the table.
struct QuotaSummary {
    let visit: Visit
    let board: QuotaBoard

    var html: HTML {
        """
        <p class="lead">\(TakenWords(count: board.taken, capacity: board.capacity)[visit.language]), \
        \(WaitingWords(count: board.waiting)[visit.language]).</p>
        \(SeatBar(taken: board.taken, capacity: board.capacity).html)
        <details>
        <summary>\(visit("Så räknas platserna", "How the seats are counted"))</summary>
        <dl class="terms">
        <div><dt>\(visit("Reserverade", "Reserved"))</dt><dd>\(visit(
            "Platser som bara gruppen själv kan ta.", "Seats that only the group itself can take."))</dd></div>
        <div><dt>\(visit("Tak", "Ceiling"))</dt><dd>\(visit(
            "Så många platser gruppen kan få som mest.", "The most seats the group can get."))</dd></div>
        <div><dt>\(visit("Kvar", "Left"))</dt><dd>\(visit(
            "Så många gruppen kan ta just nu, om ingen annan hinner före.",
            "What the group could take right now, if nobody else came first."))</dd></div>
        </dl>
        </details>
        """
    }
}

/// The quotas as two tables: kommuner, and the other kinds of organisation.
struct QuotaTableView {
    let visit: Visit
    let table: QuotaTable
    let order: QuotaTable.Order
    let search: String

    var html: HTML {
        """
        \(table.kommuner.isEmpty ? nothingFound : kommuner)
        \(search.isEmpty ? others : nil)
        """
    }

    private var nothingFound: HTML {
        """
        <p>\(visit("Ingen kommun och inget län heter så.", "No municipality or county by that name."))
        <a href="\(visit.path(.quotas))">\(visit("Visa alla", "Show all"))</a></p>
        """
    }

    private var kommuner: HTML {
        """
        <div class="wide-table" role="region" aria-labelledby="kommun-quotas-caption" tabindex="0">
        <table id="kommun-quotas" class="figures">
        <caption id="kommun-quotas-caption">\(visit("Kommuner", "Municipalities"))
        <span class="count" data-count-of="kommun-quotas">\(table.kommuner.count)</span></caption>
        <thead>
        <tr><th scope="col" aria-sort="ascending">\(sortLink(visit("Kommun", "Municipality"), .kommun)) \
        \(sortLink(visit("Län", "County"), .county))</th>\(figureHeads)</tr>
        </thead>
        <tbody>
        \(table.kommuner.map { row($0, county: $0.kommun?.county.name) })
        </tbody>
        </table>
        <p data-nothing-in="kommun-quotas" hidden="hidden" role="status">\
        \(visit("Ingen kommun och inget län heter så.", "No municipality or county by that name."))</p>
        </div>
        """
    }

    private var others: HTML {
        """
        <div class="wide-table" role="region" aria-labelledby="other-quotas-caption" tabindex="0">
        <table class="figures">
        <caption id="other-quotas-caption">\(visit("Andra organisationer", "Other organisations"))</caption>
        <thead>
        <tr><th scope="col">\(visit("Typ av organisation", "Kind of organisation"))</th>\(figureHeads)</tr>
        </thead>
        <tbody>
        \(table.others.map { row($0, county: nil) })
        </tbody>
        </table>
        </div>
        """
    }

    /// Sorting is an address: it works without a script, and the link says whether it is the present order.
    private func sortLink(_ name: String, _ order: QuotaTable.Order) -> HTML {
        let query = FormData.encode(
            [("q", search), ("order", order.rawValue)].filter { !$0.1.isEmpty && $0 != ("order", "kommun") })
        let address = visit.path(.quotas) + (query.isEmpty ? "" : "?" + query)
        let current: HTML = order == self.order ? " aria-current=\"true\"" : ""
        return "<a href=\"\(address)\"\(current)>\(name)</a>"
    }

    private var figureHeads: [HTML] { QuotaColumns(visit: visit).heads }

    private func row(_ row: QuotaTable.Row, county: String?) -> HTML {
        let code: HTML? = row.kommun.map { " id=\"k\($0.code)\"" }
        return """
            <tr\(code)><th scope="row">\(row.name(in: visit.language))\
            \(county.map { " <span class=\"county\">\($0)</span>" as HTML })</th>\
            \(QuotaColumns(visit: visit).cells(row))</tr>

            """
    }
}

/// The figures of a quota as columns of a table of class `figures`. What most come for stands first, where a phone shows
/// it.
struct QuotaColumns {
    let visit: Visit

    var heads: [HTML] {
        [
            visit("Kvar", "Left"), visit("Tagna", "Taken"), visit("I kö", "Waiting"),
            visit("Reserverade", "Reserved"), visit("Tak", "Ceiling"),
        ].map { "<th scope=\"col\" class=\"number\">\($0)</th>" }
    }

    func cells(_ row: QuotaTable.Row) -> HTML {
        """
        <td\(row.left == 0 ? " class=\"none\"" : "" as HTML)>\(row.left)</td>\
        <td>\(row.quota.taken)</td><td>\(row.quota.waiting)</td>\
        <td>\(row.quota.reserved)</td><td>\(row.quota.ceiling)</td>
        """
    }
}
