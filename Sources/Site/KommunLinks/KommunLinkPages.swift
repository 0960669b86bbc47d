import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/kommunlankar`: the links of all kommuner, and what is done to all of them at once.
struct KommunLinkPages: Sendable {
    let store: Store
    let frame: Frame
    let random: RandomBytes

    private enum Name {
        static let addresses = "addresses"
    }

    private struct Attempt {
        var addresses = ""
        var problem: String?
    }

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        try await page(visit, signedIn, Attempt())
    }

    @Sendable func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let all = store.kommuner.all.map(\.code)
        switch form["action"] {
        case "make", "renew":
            guard let token = KommunLinksShown.token(form, key: store.signingKey, visit) else {
                return try await page(visit, signedIn, Attempt(problem: FormToken.problem(visit)))
            }
            let links = try await store.makeKommunLinks(
                all, isRenewal: form["action"] == "renew", form: token, by: signedIn.actor, now: visit.now)
            let shown = KommunLinksShown(
                visit: visit, kommuner: store.kommuner, links: links, form: token.text(key: store.signingKey),
                action: form["action"] ?? "make", page: .kommunLinks)
            return form["format"] == "csv" ? shown.csv : shown.page(frame, signedIn)
        case "send":
            let known = try await store.kommunLinks().compactMap { status in
                status.email.map { (status.kommun.code, $0) }
            }
            let sent = try await store.sendKommunLinks(
                to: Dictionary(uniqueKeysWithValues: known), isRenewal: false, by: signedIn.actor, now: visit.now)
            return .seeOther(visit.path(.kommunLinks) + "?sent=\(sent)")
        case "revoke":
            let revoked = try await store.revokeKommunLinks(all, by: signedIn.actor, now: visit.now)
            return .seeOther(visit.path(.kommunLinks) + "?revoked=\(revoked)")
        case "addresses":
            let typed = form[Name.addresses] ?? ""
            switch addresses(in: typed, visit) {
            case .failure(let refusal):
                return try await page(visit, signedIn, Attempt(addresses: typed, problem: refusal.words))
            case .success(let addresses):
                let sent = try await store.sendKommunLinks(
                    to: addresses, isRenewal: false, by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.kommunLinks) + "?sent=\(sent)")
            }
        default: return try await page(visit, signedIn, Attempt())
        }
    }

    private struct Refusal: Error {
        let words: String
    }

    /// A kommun and an address on each line, as a spreadsheet copies them.
    private func addresses(in typed: String, _ visit: Visit) -> Result<[String: String], Refusal> {
        let table: PastedTable
        do throws(TableProblem) {
            let limits = TableLimits(rows: store.kommuner.all.count, columns: 10, bytes: 64 << 10)
            table = try PastedTable(typed, limits: limits) { _ in false }
        } catch {
            return .failure(Refusal(words: error.message[visit.language]))
        }
        var addresses: [String: String] = [:]
        for row in table.rows {
            let cells = row.cells.map(\.trimmed).filter { !$0.isEmpty }
            let kommun = cells.first.flatMap { store.kommuner.find($0) }
            let (email, problem) = RegistrationForm.check(
                .email, typed: cells.last ?? "", kommuner: store.kommuner)
            guard cells.count >= 2, let kommun, problem == nil else {
                let words = visit(
                    "Rad \(row.number) (\(cells.joined(separator: " "))) ska vara en kommun och en e-postadress.",
                    "Row \(row.number) (\(cells.joined(separator: " "))) must be a municipality and an e-mail address.")
                return .failure(Refusal(words: words))
            }
            addresses[kommun.code] = email
        }
        if addresses.isEmpty {
            return .failure(Refusal(words: visit("Klistra in minst en rad.", "Paste at least one row.")))
        }
        return .success(addresses)
    }

    private func page(_ visit: Visit, _ signedIn: SignedIn, _ attempt: Attempt) async throws -> Response {
        let all = try await store.kommunLinks()
        let query = try visit.request.head.queryFields()
        let search = (query["q"] ?? "").trimmed
        let shown = all.filter { search.isEmpty || $0.kommun.name.lowercased().contains(search.lowercased()) }
        let title = visit("Kommunernas länkar", "Links of the municipalities")
        let living = all.count { $0.living > 0 }
        return frame.page(
            visit, title: title, status: attempt.problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: attempt.problem.map {
                ErrorSummary(
                    title: visit("Inget skickades", "Nothing was sent"),
                    items: [ErrorSummary.Item(message: $0, control: attempt.addresses.isEmpty ? nil : Name.addresses)])
            },
            content: """
                <h1>\(title)</h1>
                \(done(visit, query))
                <div class="reading">
                <p>\(visit(
                    "Med sin länk sköter en kommun sina platser själv, utan konto: ser vilka som är anmälda, anmäler, byter "
                        + "person, avbokar, lämnar tillbaka platser och ber er om fler. Inga svar om mat eller tillgänglighet "
                        + "visas, och ingenting av andra kommuners.",
                    "By its link a municipality looks after its seats without an account: sees who is registered, registers, "
                        + "swaps people, cancels, gives seats back and asks you for more. No answers about food or access are "
                        + "shown, and nothing of other municipalities."))</p>
                <p>\(visit(
                    "\(living) av \(all.count) kommuner har en länk.",
                    "\(living) of \(all.count) municipalities have a link."))</p>
                </div>
                \(signedIn.may(.changeSettings) ? forAll(visit, signedIn, all, attempt) : nil)
                <form method="get" action="\(visit.path(.kommunLinks))" role="search" class="search">
                <label for="q">\(visit("Sök kommun", "Find a municipality"))</label>
                <input type="search" id="q" name="q" value="\(search)" data-filters="kommun-links" />
                <button>\(visit("Sök", "Find"))</button>
                </form>
                \(table(visit, shown))
                """)
    }

    private func done(_ visit: Visit, _ query: FormData) -> HTML? {
        let words: String? =
            if let sent = query["sent"].flatMap({ Int($0) }) {
                visit(
                    sent == 1 ? "1 länk är på väg med e-post." : "\(sent) länkar är på väg med e-post.",
                    sent == 1 ? "1 link is on its way by mail." : "\(sent) links are on their way by mail.")
            } else if let revoked = query["revoked"].flatMap({ Int($0) }) {
                visit(
                    "Länkarna till \(revoked) kommuner är indragna.",
                    "The links of \(revoked) municipalities are revoked.")
            } else {
                nil
            }
        return words.map { "<p class=\"success\" role=\"status\">\($0)</p>" }
    }

    private func forAll(
        _ visit: Visit, _ signedIn: SignedIn, _ all: [KommunLinkStatus], _ attempt: Attempt
    ) -> HTML {
        let form = FormToken(for: .kommunLinks, random: random, visit).text(key: store.signingKey)
        let lacking = all.count { $0.living == 0 }
        let living = all.count - lacking
        let addressed = all.count { $0.email != nil }
        func button(_ action: String, _ words: String, isWarning: Bool = false) -> HTML {
            """
            <form method="post" action="\(visit.path(.kommunLinks))" data-once="true">
            \(signedIn.tokenField)
            <input type="hidden" name="form" value="\(form)" />
            <button class="\(isWarning ? "warning" : "quiet")" name="action" value="\(action)">\(words)</button>
            </form>
            """
        }
        let make: HTML = """
            \(button("make", visit("Gör länkar till \(lacking) som saknar", "Make links for \(lacking) that have none")))
            <p class="hint">\(visit(
                "De visas som en lista att skriva ut eller spara som CSV och skicka själv. Listan går inte att få fram igen.",
                "They are shown as a list to print or save as CSV and send yourself. The list cannot be shown again."))</p>
            """
        let send: HTML = """
            \(button("send", visit(
                addressed == 1 ? "Mejla en länk till den 1 som har adress" : "Mejla en länk till alla \(addressed) som har adress",
                addressed == 1 ? "Mail a link to the 1 that has an address" : "Mail a link to all \(addressed) that have an address")))
            """
        let change: HTML = """
            <details>
            <summary>\(visit("Byt ut eller dra in alla länkar", "Renew or revoke all links"))</summary>
            <p>\(visit(
                "De \(living) kommuner som har länkar kan inte öppna dem längre.",
                "The \(living) municipalities that have links cannot open them any more."))</p>
            <div class="choices">
            \(button("renew", visit("Byt ut alla länkar", "Renew all links"), isWarning: true))
            \(button("revoke", visit("Dra in alla länkar", "Revoke all links"), isWarning: true))
            </div>
            </details>
            """
        let control = FormControl(
            name: Name.addresses,
            label: visit("Kommun och e-postadress på varje rad", "Municipality and e-mail address on each line"),
            hint: visit("Till exempel två kolumner ur ett kalkylblad", "For example two columns of a spreadsheet"),
            problem: attempt.addresses.isEmpty ? nil : attempt.problem, problemWord: visit("Fel:", "Error:"))
        return """
            <div class="reading">
            <h2>\(visit("Alla på en gång", "All at once"))</h2>
            \(lacking > 0 ? make : nil)
            \(addressed > 0 ? send : nil)
            <details\(attempt.problem == nil ? "" : " open=\"open\"" as HTML)>
            <summary>\(visit("Mejla länkar till adresser ni klistrar in", "Mail links to addresses that you paste"))</summary>
            <form method="post" action="\(visit.path(.kommunLinks))" data-once="true">
            \(signedIn.tokenField)
            \(control.html { "<textarea \($0) rows=\"6\" spellcheck=\"false\">\n\(attempt.addresses)</textarea>" })
            <button name="action" value="addresses">\(visit("Mejla länkarna", "Mail the links"))</button>
            </form>
            </details>
            \(living > 0 ? change : nil)
            </div>
            """
    }

    private func table(_ visit: Visit, _ all: [KommunLinkStatus]) -> HTML {
        let rows = all.map { status -> HTML in
            """
            <tr data-code="\(status.kommun.code)">
            <th scope="row"><a href="\(visit.path(.kommunLink(code: status.kommun.code)))">\(status.kommun.name)</a></th>
            <td>\(KommunLinkWords(visit: visit, status: status).state)</td>
            <td>\(status.email ?? "")</td>
            </tr>

            """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="kommun-links-caption" tabindex="0">
            <table id="kommun-links">
            <caption id="kommun-links-caption">\(visit("Kommuner", "Municipalities"))
            <span class="count" data-count-of="kommun-links">\(all.count)</span></caption>
            <thead><tr><th scope="col">\(visit("Kommun", "Municipality"))</th>
            <th scope="col">\(visit("Länk", "Link"))</th>
            <th scope="col">\(visit("E-postadress", "E-mail address"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            <p data-nothing-in="kommun-links"\(all.isEmpty ? "" : " hidden=\"hidden\"" as HTML) role="status">\
            \(visit("Ingen kommun heter så.", "No municipality by that name."))</p>
            </div>
            """
    }
}

/// Where a kommun stands with its links.
struct KommunLinkWords {
    let visit: Visit
    let status: KommunLinkStatus

    var state: String {
        guard let madeAt = status.madeAt else { return visit("Ingen", "None") }
        let day = SwedishTime.isoDay(madeAt)
        return status.living == 1
            ? visit("1, gjord \(day)", "1, made \(day)")
            : visit("\(status.living), senast \(day)", "\(status.living), the last \(day)")
    }
}
