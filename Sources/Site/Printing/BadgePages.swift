import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskrifter/namnskyltar`: how badges are to be printed, and the sheets.
struct BadgePages: Sendable {
    let store: Store
    let frame: Frame

    private typealias Control = BadgeDraft.Control

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        try await form(visit, signedIn, try visit.request.head.queryFields(), problems: [])
    }

    /// Badges, sheet by sheet, sent as they are read; or the form once more where something is wrong with it.
    @Sendable func sheets(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        switch BadgeDraft.check(typed: { form[$0.rawValue] ?? "" }) {
        case .invalid(let complaints): return try await self.form(visit, signedIn, form, problems: complaints)
        case .valid(let draft):
            let people = PrintedPeople(form, kommuner: store.kommuner)
            let export = try await store.export(people.filter, order: people.query.order)
            let parts = BadgeParts(form)
            let sheets = BadgeSheets(
                visit: visit, frame: frame, draft: draft, parts: parts,
                event: try await store.conference()?.title[visit.language], kommuner: store.kommuner,
                key: store.ticketKey)
            let stream = AttendeeStream(export, parts: parts.labels.isEmpty ? [] : .labels, writer: sheets)
            return Response(status: .ok, fields: frame.fields(visit), body: .stream { try await stream.next() })
        }
    }

    /// The measurements of the sheets, apart from them: our pages have no style inside (Content-Security-Policy).
    @Sendable func style(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        var fields = SecurityHeaders.everywhere
        fields[.contentType] = "text/css; charset=utf-8"
        fields[.cacheControl] = "no-store"
        switch BadgeDraft.check(typed: { form[$0.rawValue] ?? "" }) {
        case .valid(let draft): return Response(status: .ok, fields: fields, body: .bytes(BadgeStyle(draft).bytes))
        case .invalid: return Response(status: .ok, fields: fields, body: .bytes([]))
        }
    }

    private func form(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, problems: [BadgeDraft.Complaint]
    ) async throws -> Response {
        let people = PrintedPeople(form, kommuner: store.kommuner)
        let count = try await store.countAttendees(people.filter)
        let controls = DraftForm<Control>(
            visit: visit, problems: problems.map { .init(control: $0.control, message: $0.problem.message) },
            typed: { form[$0.rawValue] ?? "" })
        let hidden = people.query.changed { $0.order = .name }.pairs.map { name, value -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\" />\n"
        }
        let title = visit("Namnskyltar", "Name badges")
        return frame.page(
            visit, title: title, status: problems.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: controls.summary(title: visit("Skyltarna gick inte att visa", "The badges cannot be shown")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.printing))">\(visit("Utskrifter", "Printing"))</a></p>
                <h1>\(title)</h1>
                <p class="count-line">\(AttendeeCountWords(count: count, visit: visit).html)</p>
                <p>\(visit(
                    "Välj ett annat urval i listan över deltagare om skyltarna ska bli färre.",
                    "Choose another filter in the list of attendees to have fewer badges."))
                <a href="\(visit.path(.attendees))\(people.query.text)">\(visit("Till listan", "To the list"))</a></p>
                <form method="get" action="\(visit.path(.badgeSheets))" novalidate="novalidate">
                \(hidden)
                \(sheetChoice(visit, controls))
                \(controls.line(
                    .start, visit("Börja på etikett nummer", "Start at label number"), hint: visit(
                        "Räkna från vänster, rad för rad. Bra när ett ark redan är påbörjat.",
                        "Count from the left, row by row. For a sheet of which some are used."),
                    isOptional: true, isShort: true))
                \(controls.line(
                    .x, visit("Flytta åt höger, mm", "Move to the right, mm"), hint: visit(
                        "Om skrivaren trycker vid sidan av. Minus flyttar åt vänster.",
                        "If the printer misses the label. Minus moves to the left."),
                    isOptional: true, isShort: true))
                \(controls.line(
                    .y, visit("Flytta nedåt, mm", "Move down, mm"),
                    hint: visit("Minus flyttar uppåt.", "Minus moves up."), isOptional: true, isShort: true))
                \(BadgeParts(form).boxes(visit, labels: try await store.labels()))
                \(orderChoice(visit, people.query.order))
                \(people.query.filter.state == nil ? seatlessBox(visit, people) : nil)
                <button class="main">\(visit("Visa skyltarna", "Show the badges"))</button>
                </form>
                </div>
                """)
    }

    private func sheetChoice(_ visit: Visit, _ form: DraftForm<Control>) -> HTML {
        let options = LabelSheet.all.map { sheet -> HTML in
            let selected: HTML = sheet.id == form.typed(.sheet) ? " selected=\"selected\"" : ""
            return "<option value=\"\(sheet.id)\"\(selected)>\(sheet.name[visit.language])</option>\n"
        }
        return FormControl(
            name: Control.sheet.rawValue, label: visit("Ark", "Sheet"),
            problem: form.problems.first { $0.control == .sheet }?.message[visit.language],
            problemWord: visit("Fel:", "Error:")
        ).html { "<select \($0)>\n\(options)</select>" }
    }

    private func orderChoice(_ visit: Visit, _ chosen: AttendeeOrder) -> HTML {
        let orders: [(AttendeeOrder, String)] = [
            (.name, visit("Efternamn", "Family name")),
            (.kommun, visit("Kommun, sedan efternamn", "Municipality, then family name")),
            (.oldest, visit("När de anmälde sig", "When they registered")),
        ]
        let options = orders.map { order, words -> HTML in
            "<option value=\"\(order.rawValue)\"\(order == chosen ? " selected=\"selected\"" : "" as HTML)>\(words)</option>\n"
        }
        return FormControl(name: "order", label: visit("Ordning", "Order"), problemWord: "").html {
            "<select \($0)>\n\(options)</select>"
        }
    }

    private func seatlessBox(_ visit: Visit, _ people: PrintedPeople) -> HTML {
        """
        <p><label class="option"><input type="checkbox" name="\(PrintedPeople.everybody)" value="yes"\
        \(people.includesSeatless ? " checked=\"checked\"" : "" as HTML) /> \
        \(visit("Även de som inte har plats", "Those without a seat, too"))</label></p>
        """
    }
}
