import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan`: the form, and what comes of it.
struct SignUpPages: Sendable {
    let store: Store
    let frame: Frame
    let random: RandomBytes
    let pace: SignUpPace
    let suggestion: EmailSuggestion

    /// A form may lie open this long, over a week-end or a holiday.
    private static let tokenSeconds: Int64 = 14 * 24 * 3600

    @Sendable func show(_ visit: Visit) async throws -> Response {
        guard case .open(let end) = try await store.conference()?.signUp(at: visit.now) else {
            return try await closed(visit, status: .ok, typed: nil)
        }
        var page = page(visit, until: end, Attempt(isFirstStep: try await store.asksMore()))
        // Whoever goes back from the personal page and sends again must send the same form, with the same token.
        page.fields[.cacheControl] = "private, no-cache"
        return page
    }

    @Sendable func submit(_ visit: Visit) async throws -> Response {
        let form = try visit.form()
        var attempt = Attempt(typed: { form[$0.name] ?? "" })
        attempt.isFirstStep = try await store.asksMore()
        let checked = RegistrationForm.check(kommuner: store.kommuner, typed: attempt.typed)
        if CrossSite.allows(visit.request.head) { attempt.token = validToken(form["token"], now: visit.now) }
        attempt.isFilledByProgram = Honeypot.isFilled(form)
        attempt.likelyTypo = likelyTypo(form, checked)

        // The store decides whether sign-up is open: a retry of what was taken in time finds its registration.
        if case .valid(let registration) = checked, let token = attempt.token, attempt.raisesNoDoubt {
            if let wait = pace.count(from: visit.request.remoteAddress, now: visit.now) {
                attempt.waitSeconds = wait
                return page(visit, until: nil, attempt)
            }
            let link = SecretLink(
                formToken: token, email: EmailAddress.key(registration[.email]), key: store.signingKey)
            switch try await store.register(registration, link: link, language: visit.language, now: visit.now) {
            case .registered, .repeated:
                return .seeOther(visit.path(attempt.isFirstStep ? .questions(link) : .personal(link)))
            case .emailTaken: return mailIsOnItsWay(visit, registration[.email], attempt)
            case .closed: break
            }
        } else {
            attempt.problems = checked.problems + [attempt.likelyTypo].compactMap { $0 }
            attempt.hasForeignToken = attempt.token == nil
        }
        guard case .open(let end) = try await store.conference()?.signUp(at: visit.now) else {
            return try await closed(visit, status: .conflict, typed: attempt.typed)
        }
        return page(visit, until: end, attempt)
    }

    /// A form as it came in; as it is shown first, when nothing has.
    private struct Attempt {
        var typed: (Field) -> String = { _ in "" }
        var problems: [FieldProblem] = []
        /// The one that came in, if it is ours. It is kept, so that a corrected form is still the same form.
        var token: FormToken?
        var hasForeignToken = false
        var isFilledByProgram = false
        /// A slip in the address that has not been asked about yet.
        var likelyTypo: FieldProblem?
        /// Until the next sign-up from there is taken, where there were too many.
        var waitSeconds: Int?
        /// Whether questions follow.
        var isFirstStep = false

        var raisesNoDoubt: Bool { likelyTypo == nil && !isFilledByProgram }
        var isFaultless: Bool { problems.isEmpty && !hasForeignToken && raisesNoDoubt && waitSeconds == nil }
    }

    private func likelyTypo(_ form: FormData, _ checked: RegistrationForm.Outcome) -> FieldProblem? {
        guard case .valid(let registration) = checked, form[SignUpForm.questionedEmail] != registration[.email],
            let meant = suggestion.suggestion(for: registration[.email])
        else { return nil }
        return FieldProblem(field: .email, kind: .likelyTypo(meant: meant))
    }

    private func validToken(_ text: String?, now: Date) -> FormToken? {
        guard let token = FormToken(text ?? "", for: .signUp, key: store.signingKey),
            token.isFresh(within: Self.tokenSeconds, at: Int64(now.timeIntervalSince1970))
        else { return nil }
        return token
    }

    private func form(_ visit: Visit, _ attempt: Attempt) -> SignUpForm {
        let now = Int64(visit.now.timeIntervalSince1970)
        let token = attempt.token ?? FormToken(for: .signUp, random: random, now: now)
        return SignUpForm(
            visit: visit, kommuner: store.kommuner, token: token.text(key: store.signingKey), typed: attempt.typed,
            problems: attempt.problems, questionedEmail: attempt.likelyTypo.map { attempt.typed($0.field).trimmed })
    }

    /// - Parameter end: Of sign-up; nil where it does not matter now.
    private func page(_ visit: Visit, until end: Date?, _ attempt: Attempt) -> Response {
        let form = form(visit, attempt)
        let openUntil = end.map { end in
            visit(
                "Anmälan är öppen \(SwedishTime.until(end).sv). ", "Registration is open \(SwedishTime.until(end).en). "
            )
        }
        var page = frame.page(
            visit, title: visit("Anmälan", "Registration"), status: status(of: attempt),
            problems: attempt.isFaultless ? nil : summary(visit, attempt),
            content: """
                <div class="reading">
                \(attempt.isFirstStep ? StepMark(step: .details, language: visit.language).html : nil)
                <h1>\(visit("Anmäl dig till konferensen", "Register for the conference"))</h1>
                <p>\(openUntil ?? "")\(visit(
                    "Fyll i allt som inte är märkt frivilligt.", "Answer everything that is not marked optional."))</p>
                <p><a href="\(visit.path(.delegationForm))">\(visit(
                    "Anmäl flera personer på en gång", "Register several people at once"))</a></p>
                \(form.html)
                <p><a href="\(visit.path(.lostLink))">\(visit(
                    "Redan anmäld? Få länken till din sida igen", "Registered already? Get the link to your page again"))</a></p>
                </div>
                """)
        page.fields[.retryAfter] = attempt.waitSeconds.map(String.init)
        return page
    }

    private func status(of attempt: Attempt) -> HTTPResponse.Status {
        if attempt.isFaultless { return .ok }
        if attempt.waitSeconds != nil { return .tooManyRequests }
        return .unprocessableContent
    }

    private func summary(_ visit: Visit, _ attempt: Attempt) -> ErrorSummary {
        var items = attempt.problems.map {
            ErrorSummary.Item(message: $0.message[visit.language], control: $0.field.name)
        }
        if attempt.hasForeignToken {
            let message = visit(
                "Formuläret har legat öppet för länge eller kom från en annan webbplats. Kontrollera uppgifterna och "
                    + "skicka det igen.",
                "The form has been open for too long or came from another site. Check your answers and send it again."
            )
            items.insert(ErrorSummary.Item(message: message, control: nil), at: 0)
        }
        if attempt.isFilledByProgram {
            items.insert(ErrorSummary.Item(message: Honeypot.problem(visit), control: nil), at: 0)
        }
        if attempt.waitSeconds != nil {
            let message = visit(
                "Väldigt många anmäler sig just nu. Vänta en minut och skicka igen. Det du skrev står kvar.",
                "Very many are registering right now. Wait a minute and send again. What you typed is still here.")
            items.insert(ErrorSummary.Item(message: message, control: nil), at: 0)
        }
        return ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items)
    }

    /// Whoever has the address is told by mail what there is to tell. Here stands nothing that tells a known address from
    /// one that somebody got wrong.
    private func mailIsOnItsWay(_ visit: Visit, _ address: String, _ attempt: Attempt) -> Response {
        let title = visit("Titta i din e-post", "Look into your mail")
        return frame.page(
            visit, title: title,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "Vi har skickat ett mejl till \(address) om hur du går vidare. Det kan ta några minuter. Titta också i "
                        + "skräpposten.",
                    "We have sent a mail to \(address) that says how to go on. It can take a few minutes. Look into the "
                        + "junk mail, too."))</p>
                <h2>\(visit("Anmäler du en kollega?", "Are you registering a colleague?"))</h2>
                <p>\(visit(
                    "Byt till kollegans egen e-postadress och skicka igen. Det du skrev står kvar.",
                    "Change to the colleague’s own e-mail address and send again. What you typed is still here."))</p>
                \(form(visit, attempt).html)
                </div>
                """)
    }

    /// - Parameter typed: What came too late or too early, and is shown so that it is not lost. Nil when nothing did.
    func closed(
        _ visit: Visit, status: HTTPResponse.Status, typed: ((Field) -> String)?
    ) async throws -> Response {
        let (title, words): (String, String) =
            switch try await store.conference()?.signUp(at: visit.now) {
            case .opens(let date):
                (
                    visit("Anmälan har inte öppnat", "Registration has not opened"),
                    visit(
                        "Anmälan öppnar \(SwedishTime.moment(date).sv). Välkommen tillbaka då.",
                        "Registration opens on \(SwedishTime.moment(date).en). Welcome back then.")
                )
            case .closed(let date):
                (
                    visit("Anmälan är stängd", "Registration is closed"),
                    visit(
                        "Anmälan stängde \(SwedishTime.since(date).sv). Har du redan anmält dig gäller din anmälan.",
                        "Registration closed \(SwedishTime.since(date).en). If you have registered, that holds.")
                )
            case .open, nil:
                (
                    visit("Anmälan har inte öppnat", "Registration has not opened"),
                    visit("Konferensen är inte upplagd än.", "The conference has not been set up yet.")
                )
            }
        return frame.page(
            visit, title: title, status: status,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(words)</p>
                \(typed.map { notAccepted(visit, $0) })
                <p><a href="\(visit.path(.start))">\(visit("Till startsidan", "To the start page"))</a></p>
                </div>
                """)
    }

    private func notAccepted(_ visit: Visit, _ typed: (Field) -> String) -> HTML {
        let rows = Field.all.filter { !typed($0).isEmpty }.map { field -> HTML in
            "<div><dt>\(field.label[visit.language])</dt><dd>\(typed(field))</dd></div>\n"
        }
        return """
            <h2>\(visit("Din anmälan togs inte emot", "Your registration was not accepted"))</h2>
            <p>\(visit("Det här skrev du:", "This is what you typed:"))</p>
            <dl class="answers">
            \(rows)
            </dl>
            """
    }
}

extension RegistrationForm.Outcome {
    fileprivate var problems: [FieldProblem] {
        switch self {
        case .valid: []
        case .invalid(let problems): problems
        }
    }
}
