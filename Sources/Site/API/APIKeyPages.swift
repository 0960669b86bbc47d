import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/nycklar`: the keys that programs ask by.
struct APIKeyPages: Sendable {
    let store: Store
    let frame: Frame

    // MARK: All keys

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let title = visit("Nycklar till API:et", "Keys to the API")
        let keys = try await store.keys()
        let nothing: HTML = "<p>\(visit("Det finns inga nycklar än.", "There are no keys yet."))</p>"
        let webhooks: HTML? =
            signedIn.may(.changeSettings)
            ? "<p><a href=\"\(visit.path(.webhooks))\">\(visit("Webhookar", "Webhooks"))</a></p>" : nil
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1 id="keys">\(title)</h1>
                <p>\(visit(
                    "Andra program kan läsa och ändra anmälningar med en nyckel. Ge varje program en egen, med så få "
                        + "rätter som det klarar sig med.",
                    "Other programs can read and change registrations by a key. Give each program its own, with as few "
                        + "rights as it can do with."))
                <a href="\(visit.path(.apiDocumentation))">\(visit("Så fungerar API:et", "How the API works"))</a></p>
                <p><a class="button" href="\(visit.path(.newAPIKey))">\(visit("Gör en nyckel", "Make a key"))</a></p>
                \(keys.isEmpty ? nothing : table(visit, signedIn, keys))
                \(webhooks)
                """)
    }

    private func table(_ visit: Visit, _ signedIn: SignedIn, _ keys: [APIKey]) -> HTML {
        let rows = keys.map { key -> HTML in
            let scopes = APIScope.allCases.filter(key.scopes.contains).map { scope -> HTML in
                "<li>\(scope.label[visit.language])</li>"
            }
            let used = key.lastUsedAt.map { SwedishTime.moment($0)[visit.language] } ?? visit("aldrig", "never")
            return """
                <tr><th scope="row">\(key.name)</th><td><ul class="plain">\(scopes)</ul></td><td>\(key.maker)</td>
                <td>\(used)</td><td>\(end(visit, key))</td>
                <td>\(key.isLiving(at: visit.now) ? revocation(visit, signedIn, key) : nil)</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="keys" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Namn", "Name"))</th><th scope="col">\(visit("Får", "May"))</th>
            <th scope="col">\(visit("Gjord av", "Made by"))</th>
            <th scope="col">\(visit("Senast använd", "Last used"))</th>
            <th scope="col">\(visit("Gäller till", "Good until"))</th>
            <th scope="col">\(visit("Ändra", "Change"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func end(_ visit: Visit, _ key: APIKey) -> String {
        if let revokedAt = key.revokedAt {
            let moment = SwedishTime.moment(revokedAt)[visit.language]
            return visit("Återkallad \(moment)", "Revoked \(moment)")
        }
        let moment = SwedishTime.moment(key.endsAt)[visit.language]
        return visit.now < key.endsAt ? moment : visit("Gick ut \(moment)", "Ended \(moment)")
    }

    private func revocation(_ visit: Visit, _ signedIn: SignedIn, _ key: APIKey) -> HTML {
        """
        <form method="post" class="row-actions" action="\(visit.path(.revokeAPIKey(id: key.id)))">\(signedIn.tokenField)\
        <button class="quiet">\(visit("Återkalla", "Revoke"))<span class="for-ears">: \(key.name)</span></button></form>
        """
    }

    func revoke(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        try await store.revokeKey(id: id, by: signedIn.actor, now: visit.now)
        return .seeOther(visit.path(.apiKeys))
    }

    // MARK: A new one

    private struct Typed {
        var name = ""
        var scopes: [String] = []
        var days = String(APIKeyDraft.days[1])
    }

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        page(visit, signedIn, Typed(), complaints: [])
    }

    @Sendable func make(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let typed = Typed(name: form["name"] ?? "", scopes: form.all("scope"), days: form["days"] ?? "")
        switch APIKeyDraft.check(name: typed.name, scopes: typed.scopes, days: typed.days, allows: signedIn.may) {
        case .invalid(let complaints): return page(visit, signedIn, typed, complaints: complaints)
        case .valid(let draft):
            let secret = try await store.makeKey(draft, by: signedIn.organiser, now: visit.now)
            return made(visit, signedIn, draft, APIGate.keyPrefix + secret.text)
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ typed: Typed, complaints: [APIKeyDraft.Complaint]
    ) -> Response {
        let title = visit("Gör en nyckel", "Make a key")
        let form = DraftForm<APIKeyDraft.Control>(
            visit: visit, problems: complaints.map { .init(control: $0.control, message: $0.problem.message) },
            typed: { $0 == .name ? typed.name : "" })
        let boxes = APIScope.allCases.filter { signedIn.may($0.permission) }.map {
            TickBoxes.Box(value: $0.rawValue, label: $0.label[visit.language], hint: $0.rawValue)
        }
        return frame.page(
            visit, title: title, status: complaints.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: form.summary(title: visit("Något behöver rättas", "Something needs to be corrected")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.apiKeys))">\(visit("Alla nycklar", "All keys"))</a></p>
                <h1>\(title)</h1>
                <form method="post" action="\(visit.path(.newAPIKey))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(form.line(.name, visit("Namn", "Name"), hint: visit(
                    "Programmet som får nyckeln, till exempel ”Intranätet i Exempelby”. Syns i loggen.",
                    "The program that gets the key, such as “Intranet of Exempelby”. Seen in the log.")))
                \(TickBoxes(
                    name: "scope", legend: visit("Vad får nyckeln göra?", "What may the key do?"), boxes: boxes,
                    chosen: Set(typed.scopes),
                    problem: form.problems.first { $0.control == .scope }?.message[visit.language],
                    problemWord: visit("Fel:", "Error:")
                ).html)
                \(days(visit, typed, form.problems.first { $0.control == .days }?.message[visit.language]))
                <p>\(visit(
                    "Nyckeln får aldrig mer än du själv får, och slutar gälla om du tas bort ur laget.",
                    "The key may never do more than you may, and ends if you are removed from the team."))</p>
                <button class="main">\(visit("Gör nyckeln", "Make the key"))</button>
                </form>
                </div>
                """)
    }

    private func days(_ visit: Visit, _ typed: Typed, _ problem: String?) -> HTML {
        let options = APIKeyDraft.days.map { days -> HTML in
            let chosen: HTML = typed.days == String(days) ? " selected=\"selected\"" : ""
            return "<option value=\"\(days)\"\(chosen)>\(visit("\(days) dagar", "\(days) days"))</option>\n"
        }
        return FormControl(
            name: "days", label: visit("Hur länge gäller den?", "How long is it good for?"), problem: problem,
            problemWord: visit("Fel:", "Error:")
        ).html { "<select \($0)>\(options)</select>" }
    }

    private func made(_ visit: Visit, _ signedIn: SignedIn, _ draft: APIKeyDraft, _ key: String) -> Response {
        let title = visit("Nyckeln är gjord", "The key is made")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit("Nyckeln för \(draft.name):", "The key for \(draft.name):"))</p>
                <p class="full-address"><code id="key">\(key)</code></p>
                <p>\(visit(
                    "Den visas bara nu. Lägg den direkt i programmet som ska ha den, aldrig i mejl eller kod. Är den borta, "
                        + "återkalla den och gör en ny.",
                    "It is shown now and never again. Put it straight into the program that is to have it, never into mail "
                        + "or code. If it is lost, revoke it and make another."))</p>
                <p><a class="button" href="\(visit.path(.apiKeys))">\(visit("Till nycklarna", "To the keys"))</a></p>
                </div>
                """)
    }
}
