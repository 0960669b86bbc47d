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
                \(links(visit))
                \(ReleaseAnnouncement(visit: visit, board: table.board, register: store.kommuner).html)
                \(waiting.isEmpty ? nil : section(visit, signedIn, "waiting", visit("Grupper med kö", "Groups with a line"), waiting))
                \(section(visit, signedIn, "kommuner", visit("Kommuner", "Municipalities"), table.kommuner))
                \(section(visit, signedIn, "others", visit("Andra organisationer", "Other organisations"), table.others))
                """)
    }

    private func links(_ visit: Visit) -> HTML {
        """
        <p><a class="button" href="\(visit.path(.quotaPlan))">\(visit("Fördela platserna", "Divide the seats"))</a>
        <a href="\(visit.path(.quotaDecisions))">\(visit("Tidigare beslut", "Earlier decisions"))</a></p>
        """
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        let seen = try await store.editTag(of: .quota(id))
        guard let line = try await line(id) else { return problems.notFound(visit, signedIn) }
        let seated = try visit.request.head.queryFields()["seated"].flatMap { Int($0) }
        return page(visit, signedIn, line, seen: seen, typed: line.draft.typed, seated: seated)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let line = try await line(id) else { return problems.notFound(visit, signedIn) }
        let typed = { (control: QuotaDraft.Control) in form[control.rawValue] ?? "" }
        func refused(_ complaints: [QuotaDraft.Complaint]) -> Response {
            page(visit, signedIn, line, seen: EditTag(form), typed: typed, problems: complaints)
        }
        switch QuotaDraft.check(typed: typed, standing: line.draft.releasesAt, now: visit.now) {
        case .invalid(let complaints): return refused(complaints)
        case .valid(let draft):
            do {
                let actor = Actor.organiser(signedIn.organiser.name)
                guard
                    let seated = try await store.changeQuota(
                        id: id, reserved: draft.reserved, ceiling: draft.ceiling,
                        releases: draft.releasesAt.map(ReleaseDay.own) ?? .withConference, over: EditTag(form),
                        by: actor,
                        now: visit.now)
                else { return problems.notFound(visit, signedIn) }
                return .seeOther(visit.path(.quotaSetting(id: id)) + "?seated=\(seated)")
            } catch let problem as QuotaProblem {
                return refused([.init(problem.control, .quota(problem))])
            } catch let changed as ChangedMeanwhile {
                let seen = try await store.editTag(of: .quota(id))
                guard let line = try await self.line(id) else { return problems.notFound(visit, signedIn) }
                return page(visit, signedIn, line, seen: seen, changed: changed, typed: typed)
            }
        }
    }

    private func line(_ id: Int64) async throws -> QuotaBoard.Line? {
        try await store.quotaBoard().lines.first { $0.id == id }
    }

    private func section(
        _ visit: Visit, _ signedIn: SignedIn, _ id: String, _ title: String, _ rows: [QuotaTable.Row]
    ) -> HTML {
        let lines = rows.map { row -> HTML in
            let name = row.name(in: visit.language)
            let page = signedIn.may(.changeSettings) ? Page.quotaSetting(id: row.id) : .quotaAccount(id: row.id)
            return """
                <tr><th scope="row"><a href="\(visit.path(page))">\(name)</a></th>\(QuotaColumns(visit: visit).cells(row))</tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="\(id)-caption" tabindex="0">
            <table class="figures">
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
        _ visit: Visit, _ signedIn: SignedIn, _ line: QuotaBoard.Line, seen: EditTag, changed: ChangedMeanwhile? = nil,
        typed: @escaping (QuotaDraft.Control) -> String, problems: [QuotaDraft.Complaint] = [], seated: Int? = nil
    ) -> Response {
        let name = line.group.label(store.kommuner)[visit.language]
        let form = DraftForm(
            visit: visit, problems: problems.map { .init(control: $0.control, message: $0.problem.message) },
            typed: typed, standing: changed.map { _ in line.draft.typed })
        return frame.page(
            visit, title: name, status: form.status, organiser: signedIn,
            problems: form.summary(title: visit("Kvoten ändrades inte", "The quota was not changed")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.quotaSettings))">\(visit("Alla kvoter", "All quotas"))</a></p>
                <h1>\(name)</h1>
                \(seated.map { saved(visit, seated: $0) })
                \(changed.map { MeanwhileNotice(visit: visit, changed: $0).html })
                <p>\(TakenWords(count: line.quota.taken, capacity: nil)[visit.language]), \
                \(WaitingWords(count: line.quota.waiting)[visit.language]).
                <a href="\(visit.path(.quotaAccount(id: line.id)))">\(visit("Se platskontot", "See the account"))</a></p>
                <form method="post" action="\(visit.path(.quotaSetting(id: line.id)))">
                \(signedIn.tokenField)
                \(seen.field)
                \(number(form, .reserved, visit("Reserverade platser", "Reserved seats"),
                    visit("Platser som ingen annan kan ta.", "Seats that nobody else can take.")))
                \(number(form, .ceiling, visit("Tak", "Ceiling"),
                    visit("Gruppen får aldrig fler än så.", "The group never gets more than this.")))
                <fieldset>
                <legend><h2>\(visit("När platserna släpps", "When the seats are released"))</h2></legend>
                <p class="hint">\(releaseWords(visit, line))</p>
                <div class="pair">
                \(form.line(.releasesDay, visit("Eget datum", "A day of its own"),
                    hint: visit("Till exempel 2027-03-01", "Such as 2027-03-01"), isOptional: true))
                \(form.line(.releasesTime, visit("Klockan", "At"),
                    hint: visit("Till exempel 9:00", "Such as 9:00"), isOptional: true))
                </div>
                </fieldset>
                <button class="main">\(visit("Spara kvoten", "Save the quota"))</button>
                </form>
                </div>
                """)
    }

    private func number(
        _ form: DraftForm<QuotaDraft.Control>, _ control: QuotaDraft.Control, _ label: String, _ hint: String
    ) -> HTML {
        FormControl(
            name: control.rawValue, label: label, hint: hint,
            problem: form.problems.first { $0.control == control }?.message[form.visit.language],
            problemWord: form.visit("Fel:", "Error:"), stands: form.stands(control)
        ).html {
            "<input inputmode=\"numeric\" class=\"short\" \($0) value=\"\(form.typed(control))\" required=\"required\" />"
        }
    }

    private func releaseWords(_ visit: Visit, _ line: QuotaBoard.Line) -> String {
        if let released = line.releasedAt {
            let when = SwedishTime.moment(released)
            return visit(
                "Gruppens platser släpptes \(when.sv). Det du reserverar nu släpps bara om du väljer ett nytt datum.",
                "The group’s seats were released on \(when.en). What you reserve now is released only if you choose a new "
                    + "day.")
        }
        let usual = line.hasOwnRelease ? nil : line.releasesAt.map { SwedishTime.moment($0) }
        let empty = visit(
            "Reserverade platser som ingen har tagit går då till kön. Lämnar du fälten tomma gäller konferensens datum",
            "Reserved seats that nobody has taken then go to the line. Left empty, the date of the conference holds")
        return empty + (usual.map { visit(", \($0.sv).", ", \($0.en).") } ?? ".")
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
}

extension QuotaBoard.Line {
    /// As a form of the organisers holds it.
    var draft: QuotaDraft {
        QuotaDraft(
            reserved: quota.reserved, ceiling: quota.ceiling, releasesAt: hasOwnRelease ? releasesAt : nil)
    }
}
