import Conference
import HTTP
import HTTPTypes
import Storage

/// Writing a mailing: to whom, what, and how.
struct MailingFormPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private typealias Control = MailingDraft.Control

    /// A new one, to the filter of the address, which is that of the attendee list.
    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let fields = try visit.request.head.queryFields()
        let template = fields["mall"].flatMap(MailingTemplate.init)
        var query = AttendeeQuery(fields, kommuner: store.kommuner)
        if let template { query.filter = template.filter }
        return try await page(visit, signedIn, id: nil, query: query) { control in
            template?.draft.typed(control) ?? (control == .perMinute ? String(MailingDraft.usualPace) : "")
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        let seen = try await store.editTag(of: .mailing(id))
        guard let mailing = try await store.mailing(id: id), mailing.isOpen else {
            return problems.notFound(visit, signedIn)
        }
        return try await page(
            visit, signedIn, id: id, seen: seen, query: try query(of: mailing), typed: mailing.draft.typed)
    }

    private func query(of mailing: Mailing) throws -> AttendeeQuery {
        var query = AttendeeQuery(try FormData([UInt8]()), kommuner: store.kommuner)
        query.filter = mailing.filter
        return query
    }

    /// Somebody else has written it anew, or told it when to begin.
    private func hasChanged(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ changed: ChangedMeanwhile, id: Int64
    ) async throws -> Response {
        let seen = try await store.editTag(of: .mailing(id))
        guard let mailing = try await store.mailing(id: id), mailing.isOpen else {
            return try await hasBegun(visit, signedIn, form)
        }
        return try await page(
            visit, signedIn, id: id, seen: seen, query: AttendeeQuery(form, kommuner: store.kommuner),
            standing: (changed, mailing), typed: { form[$0.rawValue] ?? "" })
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        try await keep(visit, signedIn, form, id: nil)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let mailing = try await store.mailing(id: id) else { return problems.notFound(visit, signedIn) }
        guard mailing.isOpen else { return try await hasBegun(visit, signedIn, form) }
        return try await keep(visit, signedIn, form, id: id)
    }

    /// Somebody else has started it meanwhile. What was typed is kept, as a mailing of its own.
    private func hasBegun(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        try await page(
            visit, signedIn, id: nil, query: AttendeeQuery(form, kommuner: store.kommuner), hasBegun: true,
            typed: { form[$0.rawValue] ?? "" })
    }

    private func keep(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64?) async throws -> Response {
        let query = AttendeeQuery(form, kommuner: store.kommuner)
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        if form["what"] == "count" {
            let draft = MailingDraft(
                text: MailText(subject: nil, body: nil), includesCancelled: typed(.cancelled) == "yes",
                isVoluntary: typed(.voluntary) == "yes", perMinute: MailingDraft.usualPace)
            let audience = try await store.audience(draft, query.filter)
            return try await page(
                visit, signedIn, id: id, seen: EditTag(form), query: query,
                counted: AudienceWords(visit: visit, audience: audience), typed: typed)
        }
        switch MailingDraft.check(typed: typed) {
        case .invalid(let complaints):
            return try await page(
                visit, signedIn, id: id, seen: EditTag(form), query: query, problems: complaints, typed: typed)
        case .valid(let draft):
            guard let id else {
                let id = try await store.addMailing(draft, to: query.filter, by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.mailingPreview(id: id)))
            }
            do {
                let isKept = try await store.changeMailing(
                    id: id, to: draft, filter: query.filter, over: EditTag(form), by: signedIn.actor, now: visit.now)
                guard isKept else { return try await hasBegun(visit, signedIn, form) }
                return .seeOther(visit.path(.mailingPreview(id: id)))
            } catch let changed as ChangedMeanwhile {
                return try await hasChanged(visit, signedIn, form, changed, id: id)
            }
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, id: Int64?, seen: EditTag? = nil, query: AttendeeQuery,
        problems: [MailingDraft.Complaint] = [], counted: AudienceWords? = nil, hasBegun: Bool = false,
        standing: (changed: ChangedMeanwhile, mailing: Mailing)? = nil, typed: @escaping (Control) -> String
    ) async throws -> Response {
        let form = DraftForm(
            visit: visit, problems: problems.map { .init(control: $0.control, message: $0.problem.message) },
            typed: typed, standing: standing?.mailing.draft.typed)
        let choices = try await AttendeeChoices(store: store)
        let title = id == nil ? visit("Nytt utskick", "New mailing") : visit("Ändra utskicket", "Change the mailing")
        return frame.page(
            visit, title: title, status: hasBegun ? .conflict : form.status,
            organiser: signedIn,
            problems: form.summary(title: visit("Utskicket sparades inte", "The mailing was not saved")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.mailings))">\(visit("Alla utskick", "All mailings"))</a></p>
                <h1>\(title)</h1>
                \(hasBegun ? Self.begun(visit) : nil)
                \(standing.map { MeanwhileNotice(visit: visit, changed: $0.changed).html })
                <form method="post" action="\(visit.path(id.map { .mailingText(id: $0) } ?? .newMailing))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(seen?.field)
                \(try standing.map { try selectionStands(visit, $0.mailing, query) })
                \(recipients(visit, form, query, choices, counted))
                <fieldset>
                <legend><h2>\(visit("Vad står det i mejlet?", "What does the mail say?"))</h2></legend>
                \(MailTextFields(form: form, kind: .mailing, control: { .text($0) }, isOptional: false).html)
                </fieldset>
                \(manner(visit, form))
                <button class="main" name="what" value="save">\(visit("Spara och förhandsgranska", "Save and preview"))</button>
                </form>
                </div>
                """)
    }

    /// Whom it goes to now and when, where somebody else has changed that.
    private func selectionStands(_ visit: Visit, _ mailing: Mailing, _ typed: AttendeeQuery) throws -> HTML {
        let selection: HTML = """
            <p class="stands"><a href="\(visit.path(.attendees))\(try query(of: mailing).text)">\(visit(
                "Urvalet som gäller nu är ett annat: se det i listan",
                "The selection that holds now is another: see it in the list"))</a></p>
            """
        let begins = mailing.startsAt.map { SwedishTime.moment($0)[visit.language] }
        return """
            \(mailing.filter == typed.filter ? nil : selection)
            \(begins.map { begins -> HTML in
                """
                <p class="stands">\(visit(
                    "Utskicket börjar av sig självt \(begins). Sparar du här måste tiden bestämmas igen.",
                    "The mailing begins by itself on \(begins). If you save here, the time must be set again."))</p>
                """
            })
            """
    }

    private static func begun(_ visit: Visit) -> HTML {
        """
        <p class="notice" role="status">\(visit(
            "Utskicket har redan börjat och kan inte ändras. Det du skrev står här som ett nytt utskick, som inte är sparat.",
            "The mailing has already begun and cannot be changed. What you wrote stands here as a new one, which is not saved."
        ))</p>
        """
    }

    private func recipients(
        _ visit: Visit, _ form: DraftForm<Control>, _ query: AttendeeQuery, _ choices: AttendeeChoices,
        _ counted: AudienceWords?
    ) -> HTML {
        let chosen = query.filter.chosen
        let some: HTML = """
            <p>\(visit("\(chosen.count) personer som du markerade i listan", "\(chosen.count) people whom you marked in the list"))</p>
            <input type="hidden" name="chosen" value="\(chosen.map(String.init).joined(separator: ","))" />
            """
        return """
            <fieldset>
            <legend><h2>\(visit("Vilka får det?", "Who gets it?"))</h2></legend>
            \(chosen.isEmpty ? nil : some)
            <div class="filters">
            <div><label for="q">\(visit("Namn, e-post, organisation eller kod", "Name, e-mail, organisation or code"))</label>
            <input type="search" id="q" name="q" value="\(query.filter.search)" autocomplete="off" /></div>
            \(AttendeeFilterControls(visit: visit, query: query, choices: choices).html)
            </div>
            <div class="option"><input type="checkbox" id="cancelled" name="cancelled" value="yes"\
            \(form.typed(.cancelled) == "yes" ? " checked=\"checked\"" : "" as HTML) />\
            <label for="cancelled">\(visit("Också till avbokade", "Also to those who have cancelled"))</label></div>
            \(form.stands(.cancelled) { _ in visit("också till avbokade", "also to those who have cancelled") }.map {
                "<p class=\"stands\">\($0)</p>" as HTML
            })
            <p class="hint">\(visit(
                "Annars hoppas den över som avbokar innan det är dags.",
                "Else whoever cancels before their turn is passed over."))</p>
            <button class="quiet" name="what" value="count">\(visit("Räkna mottagarna", "Count the recipients"))</button>
            <div role="status">\(counted?.html)</div>
            </fieldset>
            """
    }

    private func manner(_ visit: Visit, _ form: DraftForm<Control>) -> HTML {
        func choice(_ value: String, _ label: String, _ hint: String) -> HTML {
            let isChosen = (form.typed(.voluntary) == "no") == (value == "no")
            return """
                <div class="choice"><input type="radio" id="voluntary-\(value)" name="voluntary" value="\(value)"\
                \(isChosen ? " checked=\"checked\"" : "" as HTML) aria-describedby="voluntary-\(value)-hint" />\
                <label for="voluntary-\(value)">\(label)</label><p class="hint" id="voluntary-\(value)-hint">\(hint)</p></div>

                """
        }
        return """
            <fieldset class="question">
            <legend><h2>\(visit("Kan man tacka nej till det?", "Can it be declined?"))</h2></legend>
            \(form.stands(.voluntary) { $0 == "no" ? visit("Nej", "No") : visit("Ja", "Yes") }.map {
                "<p class=\"stands\">\($0)</p>" as HTML
            })
            \(choice(
                "yes", visit("Ja, det går bra att vara utan", "Yes, one can do without"),
                visit(
                    "Den som har tackat nej till påminnelser får det inte, och i mejlet står hur man tackar nej.",
                    "Whoever has declined reminders does not get it, and the mail says how to decline.")))
            \(choice(
                "no", visit("Nej, det måste deltagarna få veta", "No, attendees must know"),
                visit(
                    "Till exempel en ny lokal. Går också till dem som har tackat nej till påminnelser.",
                    "Such as another venue. Goes to those too who have declined reminders.")))
            </fieldset>
            \(form.line(
                .perMinute, visit("Mejl per minut, högst", "Mails a minute, at most"),
                hint: visit(
                    "Mejlservern kan ha en egen gräns. Andra mejl går emellan.",
                    "The mail server may have a limit of its own. Other mail goes in between."), isShort: true))
            """
    }
}
