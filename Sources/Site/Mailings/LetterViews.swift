import Conference
import HTTP
import HTTPTypes
import Storage

/// How a text reads: for somebody made up, or for those who would get it, one after another.
struct LetterViews: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let letter: @Sendable (OutboxMessage) -> LetterPreview

    /// A text, and the page that shows how it reads.
    struct Subject {
        let kind: MessageKind
        /// Nil for the built-in one.
        let text: MailText?
        var isVoluntary = false
        /// Those who would get it, in order. Some of them, where they are many.
        let people: [Int64]
        let page: Page
        /// The letter alone.
        let letterPage: Page
        let title: String
        /// Whether the test was just sent.
        var isSent = false
    }

    /// What stands in the address: the number of the person, from 1, and the language.
    private struct Choice {
        let number: Int
        let language: Language?

        init(_ query: FormData, people: Int) {
            number = min(max(0, query["nummer"].flatMap { Int($0) } ?? 0), people)
            language = query["sprak"].flatMap(Language.init)
        }

        func query(number: Int? = nil, language: Language? = nil) -> String {
            var pairs = [("nummer", String(number ?? self.number))]
            if let language = language ?? self.language { pairs.append(("sprak", language.rawValue)) }
            return "?" + FormData.encode(pairs)
        }
    }

    private func message(_ visit: Visit, _ subject: Subject, _ choice: Choice) async throws -> OutboxMessage? {
        let person = choice.number == 0 ? nil : subject.people[choice.number - 1]
        let language = person == nil ? choice.language ?? visit.language : choice.language
        return try await store.sample(
            subject.kind, subject.text, isVoluntary: subject.isVoluntary, person: person, language: language,
            now: visit.now)
    }

    /// The letter as a mail program shows it: its own page, with nothing of ours around it, in which nothing runs.
    func letter(_ visit: Visit, _ signedIn: SignedIn, _ subject: Subject) async throws -> Response {
        let choice = Choice(try visit.request.head.queryFields(), people: subject.people.count)
        guard let message = try await message(visit, subject, choice) else { return problems.notFound(visit, signedIn) }
        let preview = letter(message)
        var fields = frame.fields(visit)
        fields[.contentLanguage] = preview.language.rawValue
        fields[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'self'; sandbox"
        return Response(status: .ok, fields: fields, body: .bytes(Array(preview.page.utf8)))
    }

    /// - Parameters:
    ///   - below: What can be done with the text.
    ///   - problem: With the address that a test was to be sent to.
    func page(
        _ visit: Visit, _ signedIn: SignedIn, _ subject: Subject, status: HTTPResponse.Status = .ok,
        problem: String? = nil,
        typed: String? = nil, above: HTML, below: HTML
    ) async throws -> Response {
        let choice = Choice(try visit.request.head.queryFields(), people: subject.people.count)
        guard let message = try await message(visit, subject, choice) else { return problems.notFound(visit, signedIn) }
        let preview = letter(message)
        var address = typed
        if address == nil { address = try await store.testAddress(of: signedIn.organiser.id) }
        let summary = problem.map {
            ErrorSummary(
                title: visit("Provet skickades inte", "The test was not sent"),
                items: [ErrorSummary.Item(message: $0, control: "address")])
        }
        let sent: HTML = """
            <p class="success" role="status">\(visit(
                "Provet är på väg, ett mejl på varje språk.", "The test is on its way, one mail in each language."))</p>
            """
        var response = frame.page(
            visit, title: subject.title, status: problem == nil ? status : .unprocessableContent, organiser: signedIn,
            problems: summary,
            content: """
                <div class="reading">
                \(above)
                \(try visit.request.head.queryFields()["prov"] == nil ? nil : sent)
                \(people(visit, subject, choice, message))
                \(headers(visit, preview))
                <h2>\(visit("Som sida", "As a page"))</h2>
                <iframe class="letter-frame" sandbox="" title="\(visit("Mejlet som sida", "The mail as a page"))" \
                src="\(visit.path(subject.letterPage))\(choice.query(language: preview.language))"></iframe>
                <h2>\(visit("Som text", "As text"))</h2>
                <pre class="letter" lang="\(preview.language.rawValue)">\(preview.plainText)</pre>
                <p class="hint">\(visit(
                    "Länkarna i förhandsvisningen leder ingenstans. I mejlet är de mottagarens egna.",
                    "The links of the preview lead nowhere. In the mail they are the recipient’s own."))</p>
                <h2>\(visit("Skicka ett prov", "Send a test"))</h2>
                <form method="post" action="\(visit.path(subject.page))\(choice.query())" novalidate="novalidate">
                \(signedIn.tokenField)
                \(FormControl(
                    name: "address", label: visit("Din e-postadress", "Your e-mail address"),
                    hint: visit(
                        "Provet är till en påhittad person, på båda språken.",
                        "The test is to somebody made up, in both languages."),
                    problem: problem, problemWord: visit("Fel:", "Error:")
                ).html { attributes in
                    """
                    <input type="email" \(attributes) value="\(address ?? "")" autocomplete="email" spellcheck="false" \
                    autocapitalize="none" />
                    """
                })
                <button class="quiet" name="what" value="test">\(visit("Skicka provet", "Send the test"))</button>
                </form>
                \(below)
                </div>
                """)
        response.fields[.contentSecurityPolicy] = SecurityHeaders.framingOwnPages
        return response
    }

    /// Sends the test that the page's form asks for.
    ///
    /// - Returns: What is wrong with the address; nil when the test is on its way.
    func sendTest(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ subject: Subject
    ) async throws -> String? {
        let address = RegistrationForm.tidied(form["address"] ?? "")
        guard EmailAddress.isValid(address) else {
            return FieldProblem(field: .email, kind: .malformedEmail).message[visit.language]
        }
        try await store.sendTest(
            subject.kind, subject.text, isVoluntary: subject.isVoluntary, to: address, organiser: signedIn.organiser,
            now: visit.now)
        return nil
    }

    private func people(_ visit: Visit, _ subject: Subject, _ choice: Choice, _ message: OutboxMessage) -> HTML {
        func link(_ number: Int, _ words: String) -> HTML? {
            guard number >= 0, number <= subject.people.count else { return nil }
            return "<a href=\"\(visit.path(subject.page))\(choice.query(number: number))\">\(words)</a>"
        }
        let shown = choice.language ?? message.language
        let languages = Language.allCases.map { language -> HTML in
            let current: HTML = language == shown ? " aria-current=\"true\"" : ""
            let name = language == .swedish ? visit("Svenska", "Swedish") : visit("Engelska", "English")
            return """
                <li><a href="\(visit.path(subject.page))\(choice.query(language: language))"\(current)>\(name)</a></li>

                """
        }
        let who =
            choice.number == 0
            ? visit("En påhittad person", "Somebody made up")
            : visit(
                "Person \(choice.number) av \(subject.people.count)",
                "Person \(choice.number) of \(subject.people.count)")
                + ": " + (message.attendee?.registration.fullName ?? "")
        return """
            <p><strong>\(who)</strong></p>
            <nav class="pages" aria-label="\(visit("Mottagare", "Recipients"))">
            \(link(choice.number - 1, choice.number == 1 ? visit("Påhittad person", "Somebody made up") : visit("Föregående", "Previous")))
            \(link(choice.number + 1, choice.number == 0 ? visit("Visa för en riktig mottagare", "Show for a real recipient") : visit("Nästa", "Next")))
            </nav>
            <nav aria-label="\(visit("Språk", "Language"))"><ul class="choices plain">
            \(languages)
            </ul></nav>
            """
    }

    private func headers(_ visit: Visit, _ preview: LetterPreview) -> HTML {
        let files = preview.attachments.joined(separator: ", ")
        return """
            <dl class="answers">
            <div><dt>\(visit("Från", "From"))</dt><dd>\(preview.from)</dd></div>
            <div><dt>\(visit("Ämne", "Subject"))</dt><dd lang="\(preview.language.rawValue)">\(preview.subject)</dd></div>
            \(files.isEmpty ? nil : "<div><dt>\(visit("Bilagor", "Attachments"))</dt><dd>\(files)</dd></div>" as HTML)
            </dl>
            """
    }
}
