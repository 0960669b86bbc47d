import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/lag/bjud-in`: somebody is asked to join the team, by a link that is shown once.
struct InvitePages: Sendable {
    let store: Store
    let frame: Frame

    private struct Typed {
        var name = ""
        var email = ""
        var roles: Set<Role> = []
    }

    private static let longestName = 100

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        page(visit, signedIn, Typed(), problems: [])
    }

    @Sendable func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let typed = Typed(
            name: (form["name"] ?? "").trimmed, email: (form["email"] ?? "").trimmed,
            roles: RoleBoxes.chosen(in: form) ?? [])
        var problems: [ErrorSummary.Item] = []
        if let problem = self.problem(in: typed.name, visit) { problems.append(problem) }
        if !typed.email.isEmpty, !EmailAddress.isValid(typed.email) {
            problems.append(
                ErrorSummary.Item(
                    message: FieldProblem(field: .email, kind: .malformedEmail).message[visit.language],
                    control: "email"))
        }
        if typed.roles.isEmpty { problems.append(RoleBoxes.noneChosen(visit)) }
        guard problems.isEmpty else { return page(visit, signedIn, typed, problems: problems) }
        do {
            let link = try await store.invite(
                name: typed.name, roles: typed.roles, email: typed.email.isEmpty ? nil : typed.email,
                language: visit.language, by: signedIn.actor, now: visit.now)
            return invited(visit, signedIn, typed, link)
        } catch is NameTaken {
            let item = ErrorSummary.Item(
                message: visit(
                    "Det finns redan någon i laget, eller en inbjudan, med det namnet.",
                    "There is somebody in the team, or an invitation, by that name."), control: "name")
            return page(visit, signedIn, typed, problems: [item])
        }
    }

    private func problem(in name: String, _ visit: Visit) -> ErrorSummary.Item? {
        let isVisible = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        if !name.isEmpty, name.utf8.count <= Self.longestName, isVisible { return nil }
        return ErrorSummary.Item(
            message: visit("Skriv ett namn på högst 100 tecken.", "Enter a name of at most 100 characters."),
            control: "name")
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ typed: Typed, problems: [ErrorSummary.Item]
    ) -> Response {
        let title = visit("Bjud in någon till laget", "Invite somebody to the team")
        func message(_ control: String) -> String? { problems.first { $0.control == control }?.message }
        let name = FormControl(
            name: "name", label: visit("Namn", "Name"),
            hint: visit(
                "Används för att logga in och syns i loggen, till exempel ”anna”.",
                "Used to sign in, and seen in the log, such as “anna”."),
            problem: message("name"), problemWord: visit("Fel:", "Error:"))
        let email = FormControl(
            name: "email", label: visit("E-postadress", "E-mail address"),
            hint: visit(
                "Dit mejlar vi länken. Utan adress får du lämna den själv.",
                "We mail the link there. Without an address you pass it on yourself."),
            problem: message("email"), optional: visit("frivilligt", "optional"), problemWord: visit("Fel:", "Error:"))
        return frame.page(
            visit, title: title, status: problems.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problems.isEmpty
                ? nil
                : ErrorSummary(
                    title: visit("Något behöver rättas", "Something needs to be corrected"), items: problems),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.team))">\(visit("Hela laget", "The whole team"))</a></p>
                <h1>\(title)</h1>
                <form method="post" action="\(visit.path(.invite))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(name.html { "<input \($0) value=\"\(typed.name)\" autocomplete=\"off\" required=\"required\" />" })
                \(email.html {
                    "<input type=\"email\" \($0) value=\"\(typed.email)\" autocomplete=\"off\" spellcheck=\"false\" />"
                })
                \(RoleBoxes(visit: visit, chosen: typed.roles, problem: message(RoleBoxes.name)).html)
                <button class="main">\(visit("Gör en inbjudan", "Make an invitation"))</button>
                </form>
                </div>
                """)
    }

    private func invited(_ visit: Visit, _ signedIn: SignedIn, _ typed: Typed, _ link: SecretLink) -> Response {
        let title = visit("\(typed.name) är inbjuden", "\(typed.name) is invited")
        let mailed =
            typed.email.isEmpty
            ? visit("Lämna den här länken till \(typed.name):", "Pass this link on to \(typed.name):")
            : visit(
                "Länken mejlas till \(typed.email). Du kan också lämna den själv:",
                "The link is mailed to \(typed.email). You can also pass it on yourself:")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(mailed)</p>
                <p class="full-address"><code>\(visit.address(.invitation(link)))</code></p>
                <p>\(visit(
                    "Länken visas bara nu. Den gäller i sju dagar, för en enda person. Den som har den kommer in i laget, "
                        + "så lämna den bara till \(typed.name).",
                    "The link is shown now and never again. It is good for seven days and for one person. Whoever has it "
                        + "joins the team, so pass it on to \(typed.name) only."))</p>
                <p><a class="button" href="\(visit.path(.team))">\(visit("Till laget", "To the team"))</a></p>
                </div>
                """)
    }
}
