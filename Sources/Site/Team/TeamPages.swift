import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/lag`: who is in the team, who is invited, and whether two steps are demanded at sign-in.
struct TeamPages: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let title = visit("Laget", "The team")
        let invitations = try await store.invitations(now: visit.now)
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1 id="team">\(title)</h1>
                <p><a class="button" href="\(visit.path(.invite))">\(visit("Bjud in någon", "Invite somebody"))</a></p>
                \(table(visit, try await store.team()))
                \(invitations.isEmpty ? nil : invited(visit, signedIn, invitations))
                \(demand(visit, signedIn, isOn: try await store.requiresSecondFactor()))
                """)
    }

    @Sendable func demand(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        if let answer = form["required"], ["yes", "no"].contains(answer) {
            try await store.requireSecondFactor(answer == "yes", by: signedIn.actor, now: visit.now)
        }
        return .seeOther(visit.path(.team))
    }

    func withdraw(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        try await store.withdrawInvitation(id: id, by: signedIn.actor, now: visit.now)
        return .seeOther(visit.path(.team))
    }

    private func table(_ visit: Visit, _ team: [TeamMember]) -> HTML {
        let rows = team.map { member -> HTML in
            let seen = member.lastSeenAt.map { SwedishTime.moment($0)[visit.language] } ?? "–"
            return """
                <tr><th scope="row"><a href="\(visit.path(.teamMember(id: member.id)))">\(member.name)</a></th>
                <td>\(member.roles.words(in: visit.language))</td>
                <td>\(member.hasSecondFactor ? visit("på", "on") : visit("av", "off"))</td>
                <td>\(seen)</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="team" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Namn", "Name"))</th><th scope="col">\(visit("Roller", "Roles"))</th>
            <th scope="col">\(visit("Två steg", "Two steps"))</th>
            <th scope="col">\(visit("Senast sedd", "Last seen"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func invited(_ visit: Visit, _ signedIn: SignedIn, _ invitations: [Invitation]) -> HTML {
        let rows = invitations.map { invitation -> HTML in
            """
            <tr><th scope="row">\(invitation.name)</th>
            <td>\(invitation.roles.words(in: visit.language))</td>
            <td>\(SwedishTime.moment(invitation.endsAt)[visit.language])</td>
            <td><form method="post" class="row-actions" action="\(visit.path(.withdrawInvitation(id: invitation.id)))">\(signedIn.tokenField)\
            <button class="quiet">\(visit("Dra tillbaka", "Withdraw"))<span class="for-ears">: \(invitation.name)</span>\
            </button></form></td></tr>

            """
        }
        return """
            <h2 id="invited">\(visit("Inbjudna", "Invited"))</h2>
            <div class="wide-table" role="region" aria-labelledby="invited" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Namn", "Name"))</th><th scope="col">\(visit("Roller", "Roles"))</th>
            <th scope="col">\(visit("Gäller till", "Good until"))</th>
            <th scope="col">\(visit("Ändra", "Change"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func demand(_ visit: Visit, _ signedIn: SignedIn, isOn: Bool) -> HTML {
        let state =
            isOn
            ? visit(
                "Alla i laget måste logga in i två steg. Den som inte har slagit på det leds dit.",
                "Everybody in the team must sign in in two steps. Who has not turned it on is led there.")
            : visit(
                "Var och en väljer själv om det behövs en kod från telefonen för att logga in.",
                "Everybody decides for themselves whether a code from the telephone is needed to sign in.")
        return """
            <h2>\(visit("Tvåstegsinloggning", "Two-step sign-in"))</h2>
            <p class="reading">\(state)</p>
            <form method="post" action="\(visit.path(.team))">\(signedIn.tokenField)\
            <button class="quiet" name="required" value="\(isOn ? "no" : "yes")">\(isOn
                ? visit("Sluta kräva det av alla", "Stop demanding it of everybody")
                : visit("Kräv det av alla", "Demand it of everybody"))</button></form>
            """
    }
}
