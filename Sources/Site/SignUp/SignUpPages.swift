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

    /// A form may lie open this long, over a week-end or a holiday.
    private static let tokenSeconds: Int64 = 14 * 24 * 3600

    @Sendable func show(_ visit: Visit) async throws -> Response {
        guard case .open(let end) = try await store.conference()?.signUp(at: visit.now) else {
            return try await closed(visit, status: .ok)
        }
        return page(visit, until: end, typed: { _ in "" }, problems: [], formProblem: nil)
    }

    @Sendable func submit(_ visit: Visit) async throws -> Response {
        let form = try FormData(visit.request.body)
        let typed = { (field: Field) in form[field.name] ?? "" }
        let checked = RegistrationForm.check(kommuner: store.kommuner, typed: typed)
        let token = validToken(form["token"], now: visit.now)
        // Whether sign-up is open is read where the seat is given, so a form without problems need not ask twice.
        guard let token, case .valid(let registration) = checked else {
            guard case .open(let end) = try await store.conference()?.signUp(at: visit.now) else {
                return try await closed(visit, status: .conflict)
            }
            let message = visit(
                "Formuläret har legat öppet för länge. Kontrollera uppgifterna och skicka det igen.",
                "The form has been open for too long. Check your answers and send it again.")
            return page(
                visit, until: end, typed: typed, problems: checked.problems,
                formProblem: token == nil ? message : nil, token: token)
        }
        let link = SecretLink(
            formToken: token, email: EmailAddress.key(registration[.email]), key: store.signingKey)
        switch try await store.register(registration, link: link, language: visit.language, now: visit.now) {
        case .registered, .repeated: return .seeOther(visit.path(.personal(link)))
        case .emailTaken: return emailTaken(visit)
        case .closed: return try await closed(visit, status: .conflict)
        }
    }

    private func validToken(_ text: String?, now: Date) -> FormToken? {
        guard let token = FormToken(text ?? "", key: store.signingKey) else { return nil }
        let age = Int64(now.timeIntervalSince1970) - token.issuedAt
        return (0...Self.tokenSeconds).contains(age) ? token : nil
    }

    /// - Parameter token: The one that came in. It is kept, so that a corrected form is still the same form.
    private func page(
        _ visit: Visit, until end: Date, typed: @escaping (Field) -> String, problems: [FieldProblem],
        formProblem: String?, token: FormToken? = nil
    ) -> Response {
        let token = token ?? FormToken(random: random, now: Int64(visit.now.timeIntervalSince1970))
        let form = SignUpForm(
            visit: visit, kommuner: store.kommuner, token: token.text(key: store.signingKey), typed: typed,
            problems: problems)
        let items =
            [formProblem].compactMap { $0 }.map { ErrorSummary.Item(message: $0, control: nil) }
            + problems.map { ErrorSummary.Item(message: $0.message[visit.language], control: $0.field.name) }
        let summary = ErrorSummary(
            title: visit("Något behöver rättas", "Something needs to be corrected"), items: items)
        let title = visit("Anmälan", "Registration")
        let last = SwedishTime.until(end)[visit.language]
        return frame.page(
            visit, title: items.isEmpty ? title : visit("Fel: ", "Error: ") + title,
            status: items.isEmpty ? .ok : .unprocessableContent,
            content: """
                <div class="reading">
                \(items.isEmpty ? nil : summary.html)
                <h1>\(visit("Anmäl dig till konferensen", "Register for the conference"))</h1>
                <p>\(visit(
                    "Anmälan är öppen \(last). Fyll i allt som inte är märkt frivilligt.",
                    "Registration is open \(last). Answer everything that is not marked optional."))</p>
                \(form.html)
                </div>
                """)
    }

    /// Tells as little about the other registration as there is to tell: not even whether it is yours.
    private func emailTaken(_ visit: Visit) -> Response {
        frame.page(
            visit, title: visit("Adressen är redan anmäld", "The address is registered already"), status: .conflict,
            content: """
                <div class="reading">
                <h1>\(visit("Adressen är redan anmäld", "The address is registered already"))</h1>
                <p>\(visit(
                    "Det finns redan en anmälan med den e-postadressen, så den här skickades inte in.",
                    "There is a registration with that e-mail address already, so this one was not sent."))</p>
                <h2>\(visit("Så här gör du", "What you can do"))</h2>
                <ul>
                <li>\(visit(
                    "Är det din anmälan? Öppna din personliga sida med adressen du fick när du anmälde dig.",
                    "Is it yours? Open your personal page with the address you got when you registered."))</li>
                <li>\(visit(
                    "Anmäler du en kollega? Gå tillbaka och skriv kollegans egen e-postadress.",
                    "Are you registering a colleague? Go back and enter the colleague’s own e-mail address."))</li>
                <li>\(visit(
                    "Hittar du inte din sida? Hör av dig till arrangörerna, så hjälper de dig.",
                    "Cannot find your page? Write to the organisers and they will help you."))
                \(frame.contact.map { "<a href=\"mailto:\($0)\">\($0)</a>" as HTML })</li>
                </ul>
                <p><a href="\(visit.path(.signUp))">\(visit("Till formuläret", "To the form"))</a></p>
                </div>
                """)
    }

    private func closed(_ visit: Visit, status: HTTPResponse.Status) async throws -> Response {
        let words =
            switch try await store.conference()?.signUp(at: visit.now) {
            case .opens(let date):
                visit(
                    "Anmälan öppnar \(SwedishTime.moment(date).sv). Välkommen tillbaka då.",
                    "Registration opens on \(SwedishTime.moment(date).en). Welcome back then.")
            case .closed(let date):
                visit(
                    "Anmälan stängde \(SwedishTime.moment(date).sv). Har du redan anmält dig gäller din plats.",
                    "Registration closed on \(SwedishTime.moment(date).en). If you have registered, your seat holds.")
            case .open, nil:
                visit("Anmälan har inte öppnat än.", "Registration has not opened yet.")
            }
        let notAccepted: HTML = """
            <p>\(visit(
                "Din anmälan togs inte emot. Gå tillbaka i webbläsaren om du vill spara det du skrev.",
                "Your registration was not accepted. Go back in the browser to keep what you typed."))</p>
            """
        return frame.page(
            visit, title: visit("Anmälan är stängd", "Registration is closed"), status: status,
            content: """
                <div class="reading">
                <h1>\(visit("Anmälan är stängd", "Registration is closed"))</h1>
                <p>\(words)</p>
                \(status == .conflict ? notAccepted : nil)
                <p><a href="\(visit.path(.start))">\(visit("Till startsidan", "To the start page"))</a></p>
                </div>
                """)
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
