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
        let attempt = AnswerAttempt(typed: { _ in "" })
        var page = page(visit, until: end, attempt, token: nil, isFirstStep: try await store.asksMore())
        // Whoever goes back from the personal page and sends again must send the same form, with the same token.
        page.fields[.cacheControl] = "private, no-cache"
        return page
    }

    @Sendable func submit(_ visit: Visit) async throws -> Response {
        let form = try visit.form()
        var attempt = AnswerAttempt(typed: { form[$0.name] ?? "" })
        // Kept, so that a corrected form is still the same form.
        let token = FormToken(
            form["token"], for: .signUp, within: Self.tokenSeconds, key: store.signingKey, visit)
        attempt.hasForeignToken = token == nil
        attempt.isFilledByProgram = Honeypot.isFilled(form)
        switch RegistrationForm.check(kommuner: store.kommuner, typed: attempt.typed) {
        case .invalid(let found): attempt.problems = found
        case .valid(let registration):
            attempt.ask(suggestion, about: registration[.email], form)
            guard attempt.isFaultless, let token else { break }
            if let wait = pace.count(from: visit.request.remoteAddress, now: visit.now) {
                attempt.waitSeconds = wait
                return page(
                    visit, until: nil, attempt, token: token, isFirstStep: try await store.asksMore())
            }
            let link = SecretLink(
                formToken: token, email: EmailAddress.key(registration[.email]), key: store.signingKey)
            // The store decides whether sign-up is open: a retry of what was taken in time finds its registration.
            let result = try await store.register(registration, link: link, language: visit.language, now: visit.now)
            switch result.outcome {
            case .repeated where try await isAnother(registration, than: link):
                return .seeOther(visit.path(.personal(link)) + "?sent=before")
            case .registered, .repeated:
                return .seeOther(visit.path(result.asksMore ? .questions(link) : .personal(link)))
            case .emailTaken: return mailIsOnItsWay(visit, registration[.email], attempt, token)
            case .closed: break
            }
        }
        guard case .open(let end) = try await store.conference()?.signUp(at: visit.now) else {
            return try await closed(visit, status: .conflict, typed: notAccepted(visit, attempt.typed))
        }
        return page(visit, until: end, attempt, token: token, isFirstStep: try await store.asksMore())
    }

    /// Whether the form came before with other answers than these.
    private func isAnother(_ registration: Registration, than link: SecretLink) async throws -> Bool {
        guard let kept = try await store.attendee(link: link)?.0.registration else { return false }
        return Field.all.contains { kept[$0] != registration[$0] }
    }

    private func form(_ visit: Visit, _ attempt: AnswerAttempt, _ token: FormToken?) -> SignUpForm {
        let token = token ?? FormToken(for: .signUp, random: random, visit)
        return SignUpForm(
            visit: visit, kommuner: store.kommuner, token: token.text(key: store.signingKey), typed: attempt.typed,
            problems: attempt.allProblems, questionedEmail: attempt.questionedEmail)
    }

    /// - Parameters:
    ///   - end: Of sign-up; nil where it does not matter now.
    ///   - token: The one that came in; nil for a new one.
    ///   - isFirstStep: Questions follow.
    private func page(
        _ visit: Visit, until end: Date?, _ attempt: AnswerAttempt, token: FormToken?, isFirstStep: Bool
    ) -> Response {
        let openUntil = end.map { end in
            visit(
                "Anmälan är öppen \(SwedishTime.until(end).sv). ", "Registration is open \(SwedishTime.until(end).en). "
            )
        }
        return frame.page(
            visit, attempt, title: visit("Anmälan", "Registration"),
            content: """
                <div class="reading">
                \(isFirstStep ? StepMark(step: .details, language: visit.language).html : nil)
                <h1>\(visit("Anmäl dig till konferensen", "Register for the conference"))</h1>
                <p>\(openUntil ?? "")\(visit(
                    "Fyll i allt som inte är märkt frivilligt.", "Answer everything that is not marked optional."))</p>
                <p><a href="\(visit.path(.delegationForm))">\(visit(
                    "Anmäl flera personer på en gång", "Register several people at once"))</a></p>
                \(form(visit, attempt, token).html)
                <p><a href="\(visit.path(.lostLink))">\(visit(
                    "Redan anmäld? Få länken till din sida igen", "Registered already? Get the link to your page again"))</a></p>
                </div>
                """)
    }

    /// Whoever has the address is told by mail what there is to tell; whoever typed it learns nothing of the registration.
    private func mailIsOnItsWay(
        _ visit: Visit, _ address: String, _ attempt: AnswerAttempt, _ token: FormToken
    ) -> Response {
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
                \(form(visit, attempt, token).html)
                </div>
                """)
    }

    /// - Parameter typed: What came too late or too early, and is shown so that it is not lost. Nil when nothing did.
    func closed(
        _ visit: Visit, status: HTTPResponse.Status, typed: HTML?
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
                \(typed)
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
