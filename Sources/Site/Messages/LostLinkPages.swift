import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/tappad-lank`: mails a personal link once more. The answer is the same whether the address is known or not.
struct LostLinkPages: Sendable {
    let store: Store
    let frame: Frame
    let random: RandomBytes

    private static let tokenSeconds: Int64 = 12 * 3600

    @Sendable func show(_ visit: Visit) async throws -> Response {
        form(visit, typed: "", problem: nil)
    }

    @Sendable func submit(_ visit: Visit) async throws -> Response {
        let fields = try visit.form()
        let typed = (fields["email"] ?? "").trimmed
        guard isOurs(fields["token"], visit) else {
            return form(
                visit, typed: typed,
                problem: visit(
                    "Sidan har legat öppen för länge. Skicka igen.", "The page has been open for too long. Send again.")
            )
        }
        guard EmailAddress.isValid(typed) else {
            return form(
                visit, typed: typed,
                problem: FieldProblem(field: .email, kind: .malformedEmail).message[visit.language])
        }
        try await store.requestLostLink(email: typed, now: visit.now)
        return frame.page(
            visit, title: visit("Titta i din e-post", "Look into your mail"),
            content: """
                <div class="reading">
                <h1>\(visit("Titta i din e-post", "Look into your mail"))</h1>
                <p>\(visit(
                    "Finns det en anmälan eller en grupp med adressen \(typed) har vi skickat länken dit. Det kan ta några minuter. "
                        + "Titta också i skräpposten.",
                    "If there is a registration or a group with the address \(typed) we have mailed its link. It can take a few "
                        + "minutes. Look into the junk mail, too."))</p>
                </div>
                """)
    }

    private func isOurs(_ token: String?, _ visit: Visit) -> Bool {
        FormToken(token, for: .lostLink, within: Self.tokenSeconds, key: store.signingKey, visit) != nil
    }

    private func form(_ visit: Visit, typed: String, problem: String?) -> Response {
        let token = FormToken(for: .lostLink, random: random, visit)
        let control = FormControl(
            name: "email", label: Field.email.label[visit.language],
            hint: visit(
                "Den du anmälde dig eller din grupp med", "The one you registered with, or registered your group with"),
            problem: problem,
            problemWord: visit("Fel:", "Error:"))
        let summary = problem.map {
            ErrorSummary(
                title: visit("Något behöver rättas", "Something needs to be corrected"),
                items: [ErrorSummary.Item(message: $0, control: "email")])
        }
        return frame.page(
            visit, title: visit("Har du tappat bort din länk?", "Have you lost your link?"),
            status: problem == nil ? .ok : .unprocessableContent, problems: summary,
            content: """
                <div class="reading">
                <h1>\(visit("Har du tappat bort din länk?", "Have you lost your link?"))</h1>
                <p>\(visit(
                    "Skriv adressen du anmälde dig med, så mejlar vi länken till din personliga sida. Är du kontaktperson för "
                        + "en grupp mejlar vi också länken till gruppens sida.",
                    "Enter the address you registered with, and we will mail the link to your personal page. If you are the "
                        + "contact of a group we also mail the link to the group’s page."))</p>
                <form method="post" action="\(visit.path(.lostLink))" novalidate="novalidate">
                <input type="hidden" name="token" value="\(token.text(key: store.signingKey))" />
                \(control.html { attributes in
                    """
                    <input type="email" \(attributes) value="\(typed)" autocomplete="email" required="required" \
                    spellcheck="false" autocapitalize="none" />
                    """
                })
                <button class="main">\(visit("Skicka länken", "Send the link"))</button>
                </form>
                </div>
                """)
    }
}
