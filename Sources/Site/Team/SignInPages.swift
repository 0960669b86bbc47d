import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// The organisers' way in and out, and the choice of a password.
struct SignInPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes

    /// A sign-in form is good for a working day.
    private static let tokenSeconds: Int64 = 12 * 3600

    func redirect(_ visit: Visit) -> Response { .seeOther(visit.path(.signIn)) }

    @Sendable func show(_ visit: Visit) async throws -> Response {
        page(visit, name: "", problem: nil, status: .ok)
    }

    @Sendable func submit(_ visit: Visit) async throws -> Response {
        let form = try visit.form()
        let name = form["name"] ?? ""
        guard CrossSite.allows(visit.request.head) else { return problems.crossSite(visit) }
        guard isOurs(form["token"], visit) else {
            return page(
                visit, name: name,
                problem: visit(
                    "Sidan har legat öppen för länge. Försök igen.", "The page has been open for too long. Try again."),
                status: .forbidden)
        }
        let outcome = try await store.signIn(
            name: String(name.prefix(200)), password: form["password"] ?? "", from: Client(visit), now: visit.now)
        switch outcome {
        case .signedIn(let session):
            return try await begin(visit, session)
        case .awaitsCode(let session):
            return .seeOther(visit.path(.signInCode), setCookie: SessionCookie.cookie(session))
        case .refused:
            return page(
                visit, name: name,
                problem: visit(
                    "Namnet och lösenordet hör inte ihop. Försök igen.",
                    "The name and the password do not match. Try again."),
                status: .unprocessableContent)
        case .throttled:
            return page(
                visit, name: name,
                problem: visit(
                    "För många försök. Vänta en kvart och försök sedan igen.",
                    "Too many attempts. Wait a quarter of an hour and try again."),
                status: .tooManyRequests)
        }
    }

    /// Leads whoever has just got a session to the page to begin with.
    private func begin(_ visit: Visit, _ session: SecretLink) async throws -> Response {
        let organiser = try await store.organiser(session: session, now: visit.now)
        return .seeOther(visit.path(organiser?.landing ?? .signIn), setCookie: SessionCookie.cookie(session))
    }

    @Sendable func signOut(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        try await store.signOut(session: signedIn.session)
        return .seeOther(visit.path(.signIn), setCookie: SessionCookie.removal)
    }

    @Sendable func askForPassword(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        passwordPage(visit, signedIn, problem: nil)
    }

    /// Whoever finds a browser signed in must not be able to lock its owner out, so the present password is asked for;
    /// a one-time password has just been typed, and must not stay.
    @Sendable func choosePassword(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let organiser = signedIn.organiser
        let password = form["password"] ?? ""
        if organiser.mustChoosePassword {
            if try await store.isPassword(password, of: organiser) {
                let message = visit(
                    "Välj ett annat än engångslösenordet.", "Choose another than the one-time password.")
                return passwordPage(
                    visit, signedIn, problem: ErrorSummary.Item(message: message, control: "password"))
            }
        } else if let problem = try await signedIn.problem(ofCurrent: form["current"], visit, store) {
            return passwordPage(visit, signedIn, problem: problem)
        }
        if let problem = PasswordFields.difference(form, visit) {
            return passwordPage(visit, signedIn, problem: problem)
        }
        do {
            let session = try await store.choosePassword(
                password, organiser: organiser, from: Client(visit), now: visit.now)
            return try await begin(visit, session)
        } catch let problem as PasswordProblem {
            return passwordPage(visit, signedIn, problem: PasswordFields.item(problem, visit))
        }
    }

    /// Where a language switch or a reload leads after signing out did not work.
    @Sendable func afterSignOut(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        .seeOther(visit.path(.organisers))
    }

    private func isOurs(_ token: String?, _ visit: Visit) -> Bool {
        FormToken(token, for: .signIn, within: Self.tokenSeconds, key: store.signingKey, visit) != nil
    }

    private func page(_ visit: Visit, name: String, problem: String?, status: HTTPResponse.Status) -> Response {
        let token = FormToken(for: .signIn, random: random, visit)
        let problemWord = visit("Fel:", "Error:")
        let nameControl = FormControl(
            name: "name", label: visit("Namn", "Name"), problem: problem, problemWord: problemWord)
        let passwordControl = FormControl(
            name: "password", label: visit("Lösenord", "Password"), problemWord: problemWord)
        return frame.page(
            visit, title: visit("Logga in", "Sign in"), status: status,
            problems: problem.map { message in
                ErrorSummary(
                    title: visit("Det gick inte att logga in", "Signing in did not work"),
                    items: [ErrorSummary.Item(message: message, control: "name")])
            },
            content: """
                <div class="reading" data-forgets-doors="true">
                <h1>\(visit("Logga in som arrangör", "Sign in as an organiser"))</h1>
                <form method="post" action="\(visit.path(.signIn))">
                <input type="hidden" name="token" value="\(token.text(key: store.signingKey))" />
                \(nameControl.html { "<input \($0) value=\"\(name)\" autocomplete=\"username\" required=\"required\" />" })
                \(passwordControl.html {
                    "<input type=\"password\" \($0) autocomplete=\"current-password\" required=\"required\" />"
                })
                <button class="main">\(visit("Logga in", "Sign in"))</button>
                </form>
                </div>
                """)
    }

    private func passwordPage(_ visit: Visit, _ signedIn: SignedIn, problem: ErrorSummary.Item?) -> Response {
        let fields = PasswordFields(visit: visit, problem: problem)
        let isTemporary = signedIn.organiser.mustChoosePassword
        let oneTimeWords: HTML = """
            <p>\(visit(
                "Engångslösenordet gäller tills du har valt ett eget.",
                "The one-time password holds until you have chosen your own."))</p>
            """
        return frame.page(
            visit, title: visit("Välj lösenord", "Choose a password"),
            status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: visit.summary(problem),
            content: """
                <div class="reading">
                <h1>\(isTemporary
                    ? visit("Välj ett eget lösenord", "Choose a password of your own")
                    : visit("Byt lösenord", "Change your password"))</h1>
                \(isTemporary ? oneTimeWords : nil)
                <form method="post" action="\(visit.path(.choosePassword))">
                \(signedIn.tokenField)
                <input type="text" value="\(signedIn.organiser.name)" autocomplete="username" hidden="hidden" />
                \(isTemporary ? nil : fields.current)
                \(fields.new)
                <button class="main">\(visit("Spara lösenordet", "Save the password"))</button>
                </form>
                </div>
                """)
    }
}
