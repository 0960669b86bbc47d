import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/konto`: an organiser's own account, with the sessions it has open.
struct AccountPages: Sendable {
    let store: Store
    let frame: Frame

    private static let others = "others"

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let organiser = signedIn.organiser
        let sessions = try await store.sessions(of: organiser, this: signedIn.session, now: visit.now)
        let title = visit("Mitt konto", "My account")
        let secondStep = organiser.hasSecondFactor ? visit("på", "on") : visit("av", "off")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                <dl class="answers reading">
                <div><dt>\(visit("Namn", "Name"))</dt><dd>\(organiser.name)</dd></div>
                <div><dt>\(visit("Roller", "Roles"))</dt><dd>\(organiser.roles.words(in: visit.language))</dd></div>
                <div><dt>\(visit("Lösenord", "Password"))</dt><dd><a href="\(visit.path(.choosePassword))">\(visit(
                    "Byt lösenord", "Change your password"))</a></dd></div>
                <div><dt>\(visit("Tvåstegsinloggning", "Two-step sign-in"))</dt><dd>\(secondStep), \
                <a href="\(visit.path(.secondFactor))">\(organiser.hasSecondFactor
                    ? visit("ändra", "change") : visit("slå på", "turn on"))</a></dd></div>
                \(signedIn.may(.makeKeys) ? keys(visit) : nil)
                </dl>
                <h2 id="sessions">\(visit("Inloggningar", "Sessions"))</h2>
                <p class="reading">\(visit(
                    "Här är du inloggad. Känner du inte igen någon, avsluta den och byt lösenord.",
                    "This is where you are signed in. If there is one you do not know, end it and change your password."
                ))</p>
                \(table(visit, signedIn, sessions))
                \(sessions.count > 1 ? endOthers(visit, signedIn) : nil)
                """)
    }

    private func keys(_ visit: Visit) -> HTML {
        """
        <div><dt>\(visit("Andra program", "Other programs"))</dt><dd><a href="\(visit.path(.apiKeys))">\(visit(
            "Nycklar till API:et", "Keys to the API"))</a></dd></div>
        """
    }

    /// Ends one, or all but this one.
    @Sendable func endSession(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let chosen = form["session"] ?? ""
        let id = Int64(chosen)
        if id != nil || chosen == Self.others {
            try await store.endSession(id: id, of: signedIn.organiser, this: signedIn.session, now: visit.now)
        }
        return .seeOther(visit.path(.account))
    }

    private func table(_ visit: Visit, _ signedIn: SignedIn, _ sessions: [OrganiserSession]) -> HTML {
        let rows = sessions.map { session -> HTML in
            let browser = session.browser.isEmpty ? visit("okänd webbläsare", "unknown browser") : session.browser
            let (opened, seen) = (SwedishTime.moment(session.openedAt), SwedishTime.moment(session.lastSeenAt))
            return """
                <tr><th scope="row">\(browser)\(session.isThisOne ? "<br />\(visit("(den här)", "(this one)"))" : nil)</th>
                <td>\(visit("Inloggad \(opened.sv)", "Signed in \(opened.en)"))<br />
                \(visit("Senast använd \(seen.sv)", "Last used \(seen.en)"))<br />
                \(visit("Nät", "Network")) \(session.network)
                \(session.isThisOne ? nil : end(visit, signedIn, session, browser))</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="sessions" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Webbläsare", "Browser"))</th>
            <th scope="col">\(visit("När och varifrån", "When and where from"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func end(_ visit: Visit, _ signedIn: SignedIn, _ session: OrganiserSession, _ browser: String) -> HTML {
        """
        <form method="post" class="row-actions" action="\(visit.path(.sessions))">\(signedIn.tokenField)\
        <button class="quiet" name="session" value="\(String(session.id))">\(visit("Avsluta", "End"))\
        <span class="for-ears">: \(browser), \(SwedishTime.moment(session.openedAt)[visit.language])</span></button></form>
        """
    }

    private func endOthers(_ visit: Visit, _ signedIn: SignedIn) -> HTML {
        """
        <form method="post" action="\(visit.path(.sessions))">\(signedIn.tokenField)\
        <button class="quiet" name="session" value="\(Self.others)">\(visit(
            "Avsluta alla andra", "End all others"))</button></form>
        """
    }
}
