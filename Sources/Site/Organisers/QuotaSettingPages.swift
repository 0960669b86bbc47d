import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// The organisers' hold on the quotas: the list, and one quota's guaranteed seats and ceiling.
struct QuotaSettingPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let table = QuotaTable(board: try await store.quotaBoard(), register: store.kommuner)
        let requests = SeatRequestList(
            visit: visit, signedIn: signedIn, table: table, requests: try await store.openSeatRequests())
        let isAnswered = visit.request.head.query == SeatRequestPages.answered
        let waiting = (table.kommuner + table.others).filter { $0.quota.waiting > 0 }
        return frame.page(
            visit, title: visit("Kvoter", "Quotas"), organiser: signedIn,
            content: """
                <h1>\(visit("Kvoter", "Quotas"))</h1>
                \(isAnswered ? SeatRequestPages.done(visit) : nil)
                \(QuotaSummary(visit: visit, board: table.board).html)
                \(requests.html)
                <p><a href="\(visit.path(.kommunLinks))">\(visit(
                    "Länkar som kommunerna sköter sina platser med",
                    "Links by which municipalities look after their seats"))</a></p>
                <p>\(visit(
                    "Platser som inte hör till någon grupp och delas av alla: \(max(0, table.board.pool)).",
                    "Seats that belong to no group and are shared by all: \(max(0, table.board.pool))."))</p>
                \(waiting.isEmpty ? nil : section(visit, signedIn, "waiting", visit("Grupper med kö", "Groups with a line"), waiting))
                \(section(visit, signedIn, "kommuner", visit("Kommuner", "Municipalities"), table.kommuner))
                \(section(visit, signedIn, "others", visit("Andra organisationer", "Other organisations"), table.others))
                """)
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let row = try await row(id) else { return problems.notFound(visit, signedIn) }
        let seated = try visit.request.head.queryFields()["seated"].flatMap { Int($0) }
        return page(
            visit, signedIn, row, reserved: String(row.quota.reserved), ceiling: String(row.quota.ceiling),
            problem: nil, seated: seated)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let row = try await row(id) else { return problems.notFound(visit, signedIn) }
        let typed = (reserved: (form["reserved"] ?? "").trimmed, ceiling: (form["ceiling"] ?? "").trimmed)
        func refused(_ problem: ErrorSummary.Item) -> Response {
            page(
                visit, signedIn, row, reserved: typed.reserved, ceiling: typed.ceiling, problem: problem, seated: nil)
        }
        guard let reserved = Int(typed.reserved) else { return refused(notANumber(visit, "reserved")) }
        guard let ceiling = Int(typed.ceiling) else { return refused(notANumber(visit, "ceiling")) }
        do {
            let actor = Actor.organiser(signedIn.organiser.name)
            guard
                let seated = try await store.changeQuota(
                    id: id, reserved: reserved, ceiling: ceiling, by: actor, now: visit.now)
            else { return problems.notFound(visit, signedIn) }
            return .seeOther(visit.path(.quotaSetting(id: id)) + "?seated=\(seated)")
        } catch let problem as QuotaProblem {
            return refused(words(visit, problem))
        }
    }

    private func row(_ id: Int64) async throws -> QuotaTable.Row? {
        let table = QuotaTable(board: try await store.quotaBoard(), register: store.kommuner)
        return (table.kommuner + table.others).first { $0.id == id }
    }

    private func section(
        _ visit: Visit, _ signedIn: SignedIn, _ id: String, _ title: String, _ rows: [QuotaTable.Row]
    ) -> HTML {
        let lines = rows.map { row -> HTML in
            let name = row.name(in: visit.language)
            let shown: HTML =
                signedIn.may(.changeSettings)
                ? "<a href=\"\(visit.path(.quotaSetting(id: row.id)))\">\(name)</a>" : "\(name)"
            return """
                <tr><th scope="row">\(shown)</th>\(QuotaColumns(visit: visit).cells(row))</tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="\(id)-caption" tabindex="0">
            <table>
            <caption id="\(id)-caption">\(title)</caption>
            <thead><tr><th scope="col">\(visit("Grupp", "Group"))</th>\(QuotaColumns(visit: visit).heads)</tr></thead>
            <tbody>
            \(lines)
            </tbody>
            </table>
            </div>
            """
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ row: QuotaTable.Row, reserved: String, ceiling: String,
        problem: ErrorSummary.Item?, seated: Int?
    ) -> Response {
        let name = row.name(in: visit.language)
        func control(_ id: String, _ label: String, _ hint: String, value: String) -> HTML {
            FormControl(
                name: id, label: label, hint: hint, problem: problem?.control == id ? problem?.message : nil,
                problemWord: visit("Fel:", "Error:")
            ).html { "<input inputmode=\"numeric\" class=\"short\" \($0) value=\"\(value)\" required=\"required\" />" }
        }
        return frame.page(
            visit, title: name, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problem.map {
                ErrorSummary(title: visit("Kvoten ändrades inte", "The quota was not changed"), items: [$0])
            },
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.quotaSettings))">\(visit("Alla kvoter", "All quotas"))</a></p>
                <h1>\(name)</h1>
                \(seated.map { saved(visit, seated: $0) })
                <p>\(TakenWords(count: row.quota.taken, capacity: nil)[visit.language]), \
                \(WaitingWords(count: row.quota.waiting)[visit.language]).</p>
                <form method="post" action="\(visit.path(.quotaSetting(id: row.id)))">
                \(signedIn.tokenField)
                \(control(
                    "reserved", visit("Reserverade platser", "Reserved seats"),
                    visit("Platser som ingen annan kan ta.", "Seats that nobody else can take."), value: reserved))
                \(control(
                    "ceiling", visit("Tak", "Ceiling"),
                    visit("Gruppen får aldrig fler än så.", "The group never gets more than this."), value: ceiling))
                <button class="main">\(visit("Spara kvoten", "Save the quota"))</button>
                </form>
                </div>
                """)
    }

    private func saved(_ visit: Visit, seated: Int) -> HTML {
        let words =
            switch seated {
            case 0: visit("Kvoten är sparad.", "The quota is saved.")
            case 1:
                visit("Kvoten är sparad. En person fick plats från kön.", "The quota is saved. One person got a seat.")
            default:
                visit(
                    "Kvoten är sparad. \(seated) personer fick plats från kön.",
                    "The quota is saved. \(seated) people got a seat.")
            }
        return "<p class=\"success\" role=\"status\">\(words)</p>"
    }

    private func notANumber(_ visit: Visit, _ control: String) -> ErrorSummary.Item {
        ErrorSummary.Item(
            message: visit("Skriv ett heltal, till exempel 5.", "Enter a whole number, such as 5."), control: control)
    }

    private func words(_ visit: Visit, _ problem: QuotaProblem) -> ErrorSummary.Item {
        switch problem {
        case .reservedAboveCeiling:
            ErrorSummary.Item(
                message: visit(
                    "De reserverade platserna kan inte vara fler än taket.",
                    "The reserved seats cannot be more than the ceiling."),
                control: "reserved")
        case .ceilingBelowTaken(let taken):
            ErrorSummary.Item(
                message: visit(
                    "\(taken) platser är redan tagna. Taket kan inte vara lägre.",
                    "\(taken) seats are taken already. The ceiling cannot be lower."),
                control: "ceiling")
        case .beyondCapacity(let free):
            ErrorSummary.Item(
                message: visit(
                    "Så många platser finns inte: \(free) är lediga att reservera.",
                    "There are not so many seats: \(free) are free to reserve."),
                control: "reserved")
        case .outOfRange(let limit):
            ErrorSummary.Item(
                message: visit("Skriv ett tal från 0 till \(limit).", "Enter a number from 0 to \(limit)."),
                control: "reserved")
        }
    }
}
