import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/lag/{id}`: one member's roles, their second step, and their leaving.
struct TeamMemberPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private enum Action: String {
        case roles, reset, remove
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let member = try await store.teamMember(id: id) else { return problems.notFound(visit, signedIn) }
        return page(visit, signedIn, member, chosen: member.roles, problem: nil)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let member = try await store.teamMember(id: id) else { return problems.notFound(visit, signedIn) }
        do {
            switch Action(rawValue: form["action"] ?? "") {
            case .reset:
                try await store.resetSecondFactor(ofMember: id, by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.teamMember(id: id)))
            case .remove:
                try await store.removeMember(id: id, by: signedIn.actor, now: visit.now)
                return done(visit, signedIn, id)
            case .roles, nil:
                guard let roles = RoleBoxes.chosen(in: form) else {
                    return page(visit, signedIn, member, chosen: [], problem: RoleBoxes.noneChosen(visit))
                }
                try await store.changeRoles(ofMember: id, to: roles, by: signedIn.actor, now: visit.now)
                return done(visit, signedIn, id)
            }
        } catch is LastOwner {
            return page(
                visit, signedIn, member, chosen: member.roles,
                problem: ErrorSummary.Item(
                    message: visit(
                        "\(member.name) är lagets enda ägare. Gör någon annan till ägare först.",
                        "\(member.name) is the only owner of the team. Make somebody else an owner first."),
                    control: RoleBoxes.name))
        }
    }

    /// Whoever has changed themselves may not come to the team any more.
    private func done(_ visit: Visit, _ signedIn: SignedIn, _ id: Int64) -> Response {
        .seeOther(visit.path(id == signedIn.organiser.id ? .organisers : .team))
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ member: TeamMember, chosen: Set<Role>, problem: ErrorSummary.Item?
    ) -> Response {
        let address = visit.path(.teamMember(id: member.id))
        return frame.page(
            visit, title: member.name, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: visit.summary(problem),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.team))">\(visit("Hela laget", "The whole team"))</a></p>
                <h1>\(member.name)</h1>
                <form method="post" action="\(address)">
                \(signedIn.tokenField)
                \(RoleBoxes(visit: visit, chosen: chosen, problem: problem?.message).html)
                <button class="main" name="action" value="roles">\(visit("Spara rollerna", "Save the roles"))</button>
                </form>
                \(member.hasSecondFactor ? reset(visit, signedIn, address) : nil)
                <h2>\(visit("Ta bort ur laget", "Remove from the team"))</h2>
                <details>
                <summary>\(visit("Ta bort \(member.name)", "Remove \(member.name)"))</summary>
                <p>\(visit(
                    "Kontot och dess inloggningar upphör direkt. Det som har gjorts står kvar i loggen.",
                    "The account and its sessions end at once. What was done stays in the log."))</p>
                <form method="post" action="\(address)">\(signedIn.tokenField)\
                <button class="warning" name="action" value="remove">\(visit("Ja, ta bort", "Yes, remove"))</button></form>
                </details>
                </div>
                """)
    }

    private func reset(_ visit: Visit, _ signedIn: SignedIn, _ address: String) -> HTML {
        """
        <h2>\(visit("Tvåstegsinloggning", "Two-step sign-in"))</h2>
        <details>
        <summary>\(visit("Telefonen och återställningskoderna är borta", "The telephone and the recovery codes are gone"))\
        </summary>
        <p>\(visit(
            "Förvissa dig om att det verkligen är personen själv som ber om det. Sedan räcker lösenordet för att logga in, "
                + "och alla inloggningar avslutas.",
            "Make sure that it is really they who ask for it. After that the password is enough to sign in, and all "
                + "sessions end."))</p>
        <form method="post" action="\(address)">\(signedIn.tokenField)\
        <button class="warning" name="action" value="reset">\(visit(
            "Slå av tvåstegsinloggningen", "Turn two-step sign-in off"))</button></form>
        </details>
        """
    }
}
