import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/kommunlankar/{code}`: the links of one kommun.
struct OneKommunLinkPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes

    func show(_ visit: Visit, _ signedIn: SignedIn, _ code: String) async throws -> Response {
        try await page(visit, signedIn, code, typed: nil, nil)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ code: String) async throws -> Response {
        guard store.kommuner[code] != nil else { return problems.notFound(visit, signedIn) }
        let address = visit.path(.kommunLink(code: code))
        switch form["action"] {
        case "make", "renew":
            guard let token = KommunLinksShown.token(form, key: store.signingKey, visit) else {
                let item = ErrorSummary.Item(message: FormToken.problem(visit), control: nil)
                return try await page(visit, signedIn, code, typed: nil, item)
            }
            let links = try await store.makeKommunLinks(
                [code], isRenewal: form["action"] == "renew", form: token, by: signedIn.actor, now: visit.now)
            let shown = KommunLinksShown(
                visit: visit, kommuner: store.kommuner, links: links, form: token.text(key: store.signingKey),
                action: form["action"] ?? "make", page: .kommunLink(code: code))
            return form["format"] == "csv" ? shown.csv : shown.page(frame, signedIn)
        case "send", "send-new":
            let typed = form["email"] ?? ""
            let (email, problem) = RegistrationForm.check(.email, typed: typed, kommuner: store.kommuner)
            if let problem {
                let item = ErrorSummary.Item(message: problem.message[visit.language], control: "email")
                return try await page(visit, signedIn, code, typed: typed, item)
            }
            _ = try await store.sendKommunLinks(
                to: [code: email], isRenewal: form["action"] == "send-new", by: signedIn.actor, now: visit.now)
            return .seeOther(address + "?done=sent")
        case "revoke":
            _ = try await store.revokeKommunLinks([code], by: signedIn.actor, now: visit.now)
            return .seeOther(address + "?done=revoked")
        default: return try await page(visit, signedIn, code, typed: nil, nil)
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ code: String, typed: String?, _ problem: ErrorSummary.Item?
    ) async throws -> Response {
        guard let status = try await store.kommunLinks().first(where: { $0.kommun.code == code }) else {
            return problems.notFound(visit, signedIn)
        }
        let title = visit("Länk för \(status.kommun.name)", "Link of \(status.kommun.name)")
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problem.map {
                ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: [$0])
            },
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.kommunLinks))">\(visit("Alla kommuners länkar", "Links of all municipalities"))</a></p>
                <h1>\(title)</h1>
                \(problem == nil ? done(visit) : nil)
                <dl class="facts">
                <div><dt>\(visit("Länkar som gäller", "Valid links"))</dt>\
                <dd>\(KommunLinkWords(visit: visit, status: status).state)</dd></div>
                <div><dt>\(visit("E-postadress", "E-mail address"))</dt>\
                <dd>\(status.email ?? visit("Ingen känd", "None known"))</dd></div>
                \(status.sentAt.map { sent -> HTML in
                    """
                    <div><dt>\(visit("Senast mejlad", "Last mailed"))</dt>\
                    <dd>\(SwedishTime.moment(sent)[visit.language])</dd></div>
                    """
                })
                </dl>
                \(signedIn.may(.changeSettings)
                    ? forms(visit, signedIn, status, typed: typed ?? status.email ?? "", problem) : nil)
                </div>
                """)
    }

    private func done(_ visit: Visit) -> HTML? {
        let words: String? =
            switch visit.request.head.query {
            case "done=sent": visit("En länk är på väg med e-post.", "A link is on its way by mail.")
            case "done=revoked":
                visit("Kommunens länkar är indragna.", "The links of the municipality are revoked.")
            default: nil
            }
        return words.map { "<p class=\"success\" role=\"status\">\($0)</p>" }
    }

    private func forms(
        _ visit: Visit, _ signedIn: SignedIn, _ status: KommunLinkStatus, typed: String,
        _ problem: ErrorSummary.Item?
    ) -> HTML {
        let action = visit.path(.kommunLink(code: status.kommun.code))
        let form = FormToken(for: .kommunLinks, random: random, visit).text(key: store.signingKey)
        let hasLink = status.living > 0
        let address = FormControl(
            name: "email", label: visit("Kommunens e-postadress", "The municipality’s e-mail address"),
            hint: visit(
                "Hit mejlas också svar på önskemål om fler platser",
                "Answers to requests for more seats are mailed here, too"),
            problem: problem?.control == "email" ? problem?.message : nil, problemWord: visit("Fel:", "Error:"))
        let renewed: HTML = """
            <button class="quiet" name="action" value="send-new">\
            \(visit("Mejla en ny och dra in de tidigare", "Mail a new one and revoke the earlier"))</button>
            """
        let revoke: HTML = """
            <h2>\(visit("Dra in", "Revoke"))</h2>
            <details>
            <summary>\(visit("Dra in kommunens länkar", "Revoke the municipality’s links"))</summary>
            <p>\(visit("Ingen kan öppna dem längre.", "Nobody can open them any more."))</p>
            <form method="post" action="\(action)">
            \(signedIn.tokenField)
            <button class="warning" name="action" value="revoke">\(visit("Ja, dra in", "Yes, revoke"))</button>
            </form>
            </details>
            """
        return """
            <h2>\(visit("Mejla en länk", "Mail a link"))</h2>
            <form method="post" action="\(action)" novalidate="novalidate" data-once="true">
            \(signedIn.tokenField)
            \(address.html { attributes in
                """
                <input type="email" \(attributes) value="\(typed)" spellcheck="false" autocapitalize="none" \
                autocomplete="off" />
                """
            })
            <div class="choices">
            <button name="action" value="send">\(visit("Mejla länken", "Mail the link"))</button>
            \(hasLink ? renewed : nil)
            </div>
            </form>
            <h2>\(visit("Visa en länk", "Show a link"))</h2>
            <p>\(hasLink
                ? visit(
                    "Av länkar som finns är bara kontrollsumman sparad, så de går inte att visa. En ny ersätter dem.",
                    "Only a checksum of existing links is kept, so they cannot be shown. A new one replaces them.")
                : visit("Länken visas en gång, för er att skicka själva.", "The link is shown once, for you to send yourselves."))</p>
            <form method="post" action="\(action)" data-once="true">
            \(signedIn.tokenField)
            <input type="hidden" name="form" value="\(form)" />
            <button class="quiet" name="action" value="\(hasLink ? "renew" : "make")">\(hasLink
                ? visit("Byt ut och visa en ny länk", "Renew and show a new link")
                : visit("Gör en länk", "Make a link"))</button>
            </form>
            \(hasLink ? revoke : nil)
            """
    }
}
