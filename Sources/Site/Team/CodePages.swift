import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/logga-in/kod`: the second step of signing in. Opens only for whoever has just given the right password.
struct CodePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    @Sendable func show(_ visit: Visit) async throws -> Response {
        guard let awaiting = try await awaiting(visit) else { return .seeOther(visit.path(.signIn)) }
        return page(visit, awaiting, problem: nil, status: .ok)
    }

    @Sendable func submit(_ visit: Visit) async throws -> Response {
        guard let awaiting = try await awaiting(visit) else { return .seeOther(visit.path(.signIn)) }
        let form = try visit.form()
        guard CrossSite.allows(visit.request.head), awaiting.owns(form["token"]) else {
            return problems.crossSite(visit)
        }
        switch try await store.signIn(code: form["code"] ?? "", session: awaiting.session, now: visit.now) {
        case .signedIn(let session):
            return .seeOther(visit.path(awaiting.organiser.landing), setCookie: SessionCookie.cookie(session))
        case .ended: return .seeOther(visit.path(.signIn))
        case .refused:
            return page(
                visit, awaiting,
                problem: visit(
                    "Koden stämmer inte, eller har redan använts. Vänta på nästa och försök igen.",
                    "The code is not right, or has been used. Wait for the next one and try again."),
                status: .unprocessableContent)
        case .throttled:
            return page(
                visit, awaiting,
                problem: visit(
                    "För många fel koder. Vänta en kvart och försök sedan igen. Har det hänt flera gånger i dag får du "
                        + "vänta till i morgon.",
                    "Too many wrong codes. Wait a quarter of an hour and try again. If it has happened several times "
                        + "today you must wait until tomorrow."),
                status: .tooManyRequests)
        }
    }

    /// Has no part in the organisers' pages: only the token of its form is of use.
    private func awaiting(_ visit: Visit) async throws -> SignedIn? {
        guard let session = SessionCookie.session(visit),
            let organiser = try await store.organiserAwaitingCode(session: session, now: visit.now)
        else { return nil }
        return SignedIn(organiser: organiser, session: session, key: store.signingKey, unsentMessages: 0)
    }

    private func page(
        _ visit: Visit, _ awaiting: SignedIn, problem: String?, status: HTTPResponse.Status
    ) -> Response {
        let control = FormControl(
            name: "code", label: visit("Kod", "Code"),
            hint: visit(
                "Sex siffror, eller en av dina återställningskoder", "Six digits, or one of your recovery codes"),
            problem: problem, problemWord: visit("Fel:", "Error:"))
        let title = visit("Skriv koden från din app", "Enter the code from your app")
        return frame.page(
            visit, title: title, status: status,
            problems: problem.map {
                ErrorSummary(
                    title: visit("Det gick inte att logga in", "Signing in did not work"),
                    items: [ErrorSummary.Item(message: $0, control: "code")])
            },
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "Lösenordet stämmer. Nu behövs koden som din app visar för #Vemfn.",
                    "The password is right. Now the code is needed that your app shows for #Vemfn."))</p>
                <form method="post" action="\(visit.path(.signInCode))" novalidate="novalidate">
                \(awaiting.tokenField)
                \(control.html {
                    """
                    <input \($0) class="short" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" \
                    required="required" />
                    """
                })
                <button class="main">\(visit("Logga in", "Sign in"))</button>
                </form>
                <p>\(visit(
                    "Har du varken appen eller återställningskoderna? Be en av lagets ägare återställa din inloggning.",
                    "Neither the app nor the recovery codes at hand? Ask an owner of the team to reset your sign-in."))</p>
                </div>
                """)
    }
}
