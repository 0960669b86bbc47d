import Conference
import HTTP
import Storage

/// `/admin/oversikt`: where the conference stands, and what waits for an organiser.
struct OverviewPage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let overview = try await store.overview()
        let conference = try await store.conference()
        let title = visit("Översikt", "Overview")
        let board = overview.board
        let tasks = OrganiserTask.all(in: overview, releasesAt: conference?.releasesAt)
            .filter { signedIn.may($0.permission) }
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                <p class="lead">\(TakenWords(count: board.taken, capacity: board.capacity)[visit.language]), \
                \(WaitingWords(count: board.waiting)[visit.language]).</p>
                \(SeatBar(taken: board.taken, capacity: board.capacity).html)
                \(list(visit, tasks))
                \(figures(visit, overview))
                \(signUps(visit, overview.days))
                \(groups(visit, signedIn, QuotaTable(board: board, register: store.kommuner), overview.workshops))
                """)
    }

    private func list(_ visit: Visit, _ tasks: [OrganiserTask]) -> HTML {
        let items = tasks.map { task -> HTML in
            "<li><a href=\"\(visit.path(task.page))\">\(task.words(visit))</a></li>\n"
        }
        let list: HTML = "<ul class=\"tasks\">\n\(items)</ul>"
        let none: HTML = "<p>\(visit("Inget väntar på er just nu.", "Nothing is waiting for you right now."))</p>"
        return """
            <h2>\(visit("Att ta ställning till", "For you to decide"))</h2>
            \(items.isEmpty ? none : list)
            """
    }

    private func figures(_ visit: Visit, _ overview: Overview) -> HTML {
        let figures = [
            (visit("Lediga för alla", "Free for all"), overview.board.pool),
            (visit("Reserverade, inte tagna", "Reserved, not taken"), overview.board.left - overview.board.pool),
            (visit("Erbjudna, inte besvarade", "Offered, not answered"), overview.offered),
            (visit("Hålls för grupper", "Held for groups"), overview.held),
            (visit("Mejl på väg", "Mails on their way"), overview.pendingMessages),
        ]
        let items = figures.map { name, count -> HTML in "<div><dt>\(name)</dt><dd>\(count)</dd></div>\n" }
        return "<dl class=\"figures\">\n\(items)</dl>"
    }

    private func signUps(_ visit: Visit, _ days: SignUpDays) -> HTML {
        let heading: HTML = "<h2>\(visit("Anmälningar per dag", "Registrations a day"))</h2>"
        if days.all.isEmpty {
            return "\(heading)<p>\(visit("Ingen har anmält sig än.", "Nobody has registered yet."))</p>"
        }
        let rows = days.all.reversed().filter { $0.count > 0 }.map { day -> HTML in
            """
            <tr><th scope="row">\(SwedishTime.longDay(day.start)[visit.language])</th>\
            <td class="number">\(day.count)</td></tr>

            """
        }
        return """
            \(heading)
            \(ColumnPlot(days: days, language: visit.language).html)
            <details>
            <summary>\(visit("Visa som tabell", "Show as a table"))</summary>
            <table>
            <caption class="for-ears">\(visit("Anmälningar per dag", "Registrations a day"))</caption>
            <thead><tr><th scope="col">\(visit("Dag", "Day"))</th>\
            <th scope="col" class="number">\(visit("Antal", "Number"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </details>
            """
    }

    private func groups(_ visit: Visit, _ signedIn: SignedIn, _ table: QuotaTable, _ workshops: [Workshop]) -> HTML {
        let byWorkshop = workshops.map { workshop in
            BarTable.Row(
                name: signedIn.may(.readSettings)
                    ? "<a href=\"\(visit.path(.workshopSetting(id: workshop.id)))\">\(workshop.title[visit.language])</a>"
                    : "\(workshop.title[visit.language])",
                taken: workshop.taken, capacity: workshop.capacity, waiting: workshop.waiting)
        }
        let wanted = table.kommuner.filter { $0.quota.taken + $0.quota.waiting > 0 }
        let byKommun = wanted.sorted { ($0.quota.taken + $0.quota.waiting) > ($1.quota.taken + $1.quota.waiting) }
        let kommunCaption =
            byKommun.count > Self.mostKommuner
            ? visit(
                "De \(Self.mostKommuner) kommuner som anmält flest",
                "The \(Self.mostKommuner) most eager municipalities")
            : visit("Per kommun", "By municipality")
        return """
            <h2>\(visit("Vilka som kommer", "Who comes"))</h2>
            <div class="bar-tables">
            \(byWorkshop.isEmpty ? nil : BarTable(
                visit: visit, caption: visit("Per workshop", "By workshop"), heading: "Workshop", rows: byWorkshop).html)
            \(BarTable(
                visit: visit, caption: visit("Per typ av organisation", "By kind of organisation"),
                heading: visit("Typ", "Kind"), rows: kinds(visit, table)).html)
            \(BarTable(
                visit: visit, caption: visit("Per län", "By county"), heading: visit("Län", "County"),
                rows: counties(table)).html)
            \(BarTable(
                visit: visit, caption: kommunCaption, heading: visit("Kommun", "Municipality"),
                rows: byKommun.prefix(Self.mostKommuner).map { row in
                    BarTable.Row(
                        name: "\(row.name(in: visit.language))", taken: row.quota.taken, capacity: nil,
                        waiting: row.quota.waiting)
                }).html)
            </div>
            """
    }

    private static let mostKommuner = 20

    private func counties(_ table: QuotaTable) -> [BarTable.Row] {
        let quotas = Dictionary(grouping: table.kommuner, by: { $0.kommun?.county.name ?? "" })
        return quotas.sorted { SwedishOrder.key($0.key) < SwedishOrder.key($1.key) }.map { name, rows in
            Self.row("\(name)", rows)
        }
    }

    private func kinds(_ visit: Visit, _ table: QuotaTable) -> [BarTable.Row] {
        [Self.row("\(OrganisationType.kommun.label[visit.language])", table.kommuner)]
            + table.others.map { Self.row("\($0.name(in: visit.language))", [$0]) }
    }

    private static func row(_ name: HTML, _ rows: [QuotaTable.Row]) -> BarTable.Row {
        BarTable.Row(
            name: name, taken: rows.reduce(0) { $0 + $1.quota.taken }, capacity: nil,
            waiting: rows.reduce(0) { $0 + $1.quota.waiting })
    }
}
