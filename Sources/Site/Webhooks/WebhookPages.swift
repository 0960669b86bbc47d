import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/admin/webhookar`: addresses of other programs that are told what happens.
struct WebhookPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    /// Whether an address may be of our own network, and in plain text.
    let allowsPrivate: Bool

    private static let pageLength = 50

    // MARK: All of them

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let title = visit("Webhookar", "Webhooks")
        let webhooks = try await store.webhooks()
        let nothing: HTML = "<p>\(visit("Det finns inga webhookar än.", "There are no webhooks yet."))</p>"
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1 id="webhooks">\(title)</h1>
                <p>\(visit(
                    "En webhook säger till ett annat program när något händer, till exempel när någon anmäler sig. Det får "
                        + "bokningskoden och statusen, men inga namn.",
                    "A webhook tells another program when something happens, such as a new registration. It gets the "
                        + "booking code and the state, but no names."))
                <a href="\(visit.path(.apiDocumentation))#webhooks">\(visit(
                    "Så tar man emot dem", "How to receive them"))</a></p>
                <p><a class="button" href="\(visit.path(.newWebhook))">\(visit("Lägg till en webhook", "Add a webhook"))</a></p>
                \(webhooks.isEmpty ? nothing : table(visit, webhooks))
                <p><a href="\(visit.path(.apiKeys))">\(visit("Nycklar till API:et", "Keys to the API"))</a></p>
                """)
    }

    private func table(_ visit: Visit, _ webhooks: [Webhook]) -> HTML {
        let rows = webhooks.map { webhook -> HTML in
            let state =
                webhook.isActive
                ? webhook.lastState.map { WebhookWords.label(of: $0)[visit.language] }
                    ?? visit("inget än", "nothing yet")
                : visit("Pausad", "Paused")
            return """
                <tr><th scope="row"><a href="\(visit.path(.webhook(id: webhook.id)))">\(webhook.url)</a></th>
                <td>\(webhook.events.count == 1
                    ? visit("1 händelse", "1 event")
                    : visit("\(webhook.events.count) händelser", "\(webhook.events.count) events"))</td>
                <td>\(state)</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="webhooks" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Adress", "Address"))</th>
            <th scope="col">\(visit("Får veta", "Is told of"))</th>
            <th scope="col">\(visit("Senast", "Last"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    // MARK: A new one

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        page(visit, signedIn, url: "", events: [], complaints: [])
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let (url, events) = (form["url"] ?? "", form.all("event"))
        switch check(url: url, events: events) {
        case .invalid(let complaints): return page(visit, signedIn, url: url, events: events, complaints: complaints)
        case .valid(let draft):
            guard let added = try await store.addWebhook(draft, by: signedIn.actor, now: visit.now) else {
                let most = Store.mostWebhooks
                return page(
                    visit, signedIn, url: url, events: events, complaints: [],
                    problem: Phrase(
                        sv: "Det finns redan \(most) webhookar, och fler får det inte vara. Ta bort en först.",
                        en: "There are \(most) webhooks already, and there may be no more. Remove one first."))
            }
            return secret(
                visit, signedIn, added.secret, of: added.id,
                title: visit("Webhooken är tillagd", "The webhook is added"))
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, url: String, events: [String], complaints: [WebhookDraft.Complaint],
        problem: Phrase? = nil
    ) -> Response {
        let title = visit("Lägg till en webhook", "Add a webhook")
        let form = form(visit, url: url, complaints, problem)
        return frame.page(
            visit, title: title, status: form.problems.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: form.summary(title: visit("Något behöver rättas", "Something needs to be corrected")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.webhooks))">\(visit("Alla webhookar", "All webhooks"))</a></p>
                <h1>\(title)</h1>
                <form method="post" action="\(visit.path(.newWebhook))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(controls(form, events: events))
                <button class="main">\(visit("Lägg till", "Add"))</button>
                </form>
                </div>
                """)
    }

    private func check(url: String, events: [String]) -> DraftOutcome<WebhookDraft, WebhookDraft.Complaint> {
        WebhookDraft.check(
            url: url, events: events, allowsPrivate: allowsPrivate, isPublic: PublicAddress.mayContain(host:))
    }

    private func form(
        _ visit: Visit, url: String, _ complaints: [WebhookDraft.Complaint], _ problem: Phrase? = nil
    ) -> DraftForm<WebhookDraft.Control> {
        DraftForm(
            visit: visit,
            problems: complaints.map { .init(control: $0.control, message: $0.problem.message) }
                + (problem.map { [.init(control: .url, message: $0)] } ?? []),
            typed: { _ in url })
    }

    private func controls(_ form: DraftForm<WebhookDraft.Control>, events: [String]) -> HTML {
        let visit = form.visit
        return """
            \(form.line(.url, visit("Adress", "Address"), hint: visit(
                "Dit programmet vill ha beskedet. Börjar med https://.",
                "Where the program wants to be told. Begins with https://.")))
            \(TickBoxes(
                name: "event", legend: visit("Vad ska det få veta?", "What is it to be told of?"),
                boxes: WebhookEvent.choices.map {
                    TickBoxes.Box(value: $0.rawValue, label: $0.label[visit.language], hint: $0.rawValue)
                },
                chosen: Set(events), problem: form.problems.first { $0.control == .event }?.message[visit.language],
                problemWord: visit("Fel:", "Error:")
            ).html)
            """
    }

    private func secret(_ visit: Visit, _ signedIn: SignedIn, _ secret: [UInt8], of id: Int64, title: String)
        -> Response
    {
        frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "Mottagaren ser på signaturen att beskedet är vårt. Ge den den här hemligheten:",
                    "The receiver knows by the signature that it is from us. Give it this secret:"))</p>
                <p class="full-address"><code id="secret">whsec_\(Data(secret).base64EncodedString())</code></p>
                <p>\(visit(
                    "Den visas bara nu. Är den borta kan du göra en ny.",
                    "It is shown now and never again. If it is lost you can make another."))</p>
                <p><a class="button" href="\(visit.path(.webhook(id: id)))">\(visit("Till webhooken", "To the webhook"))</a></p>
                </div>
                """)
    }

    // MARK: One of them

    /// What the buttons of its page do.
    private enum Action: String {
        case save, ping, pause, resume, renew, remove
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let webhook = try await store.webhook(id: id) else { return problems.notFound(visit, signedIn) }
        return try await page(
            visit, signedIn, webhook, url: webhook.url, events: webhook.events.map(\.rawValue), complaints: [])
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let webhook = try await store.webhook(id: id) else { return problems.notFound(visit, signedIn) }
        let (actor, own) = (signedIn.actor, visit.path(.webhook(id: id)))
        switch Action(rawValue: form["action"] ?? "") {
        case .save, nil:
            let (url, events) = (form["url"] ?? "", form.all("event"))
            switch check(url: url, events: events) {
            case .invalid(let complaints):
                return try await page(visit, signedIn, webhook, url: url, events: events, complaints: complaints)
            case .valid(let draft):
                _ = try await store.changeWebhook(id: id, to: draft, by: actor, now: visit.now)
                return .seeOther(own + "?saved=yes")
            }
        case .ping:
            let delivery = try await store.pingWebhook(id: id, now: visit.now)
            return .seeOther(delivery.map { visit.path(.webhookDelivery(id: $0)) } ?? own)
        case .pause, .resume:
            try await store.setWebhook(id: id, isActive: form["action"] == "resume", by: actor, now: visit.now)
            return .seeOther(own)
        case .renew:
            guard let new = try await store.renewSecret(ofWebhook: id, by: actor, now: visit.now) else {
                return problems.notFound(visit, signedIn)
            }
            return secret(visit, signedIn, new, of: id, title: visit("Hemligheten är ny", "The secret is new"))
        case .remove:
            try await store.removeWebhook(id: id, by: actor, now: visit.now)
            return .seeOther(visit.path(.webhooks))
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ webhook: Webhook, url: String, events: [String],
        complaints: [WebhookDraft.Complaint]
    ) async throws -> Response {
        let query = try visit.request.head.queryFields()
        let deliveries = try await store.deliveries(
            ofWebhook: webhook.id, before: query["before"].flatMap { Int64($0) }, limit: Self.pageLength)
        let form = form(visit, url: url, complaints)
        let title = visit("Webhook", "Webhook")
        let address = visit.path(.webhook(id: webhook.id))
        let saved: HTML? =
            query["saved"] == "yes" && complaints.isEmpty
            ? "<p class=\"success\" role=\"status\">\(visit("Webhooken är sparad.", "The webhook is saved."))</p>" : nil
        let paused: HTML? =
            webhook.isActive
            ? nil
            : """
            <p class="notice">\(visit(
                "Den är pausad: det som händer nu får den aldrig veta.",
                "It is paused: it will never be told of what happens now."))</p>
            """
        func button(_ action: Action, _ words: String, style: String) -> HTML {
            "<button class=\"\(style)\" name=\"action\" value=\"\(action.rawValue)\">\(words)</button>"
        }
        return frame.page(
            visit, title: title, status: complaints.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: form.summary(title: visit("Något behöver rättas", "Something needs to be corrected")),
            content: """
                <p><a href="\(visit.path(.webhooks))">\(visit("Alla webhookar", "All webhooks"))</a></p>
                <h1>\(title)</h1>
                <p class="full-address"><code>\(webhook.url)</code></p>
                \(saved)\(paused)
                <form method="post" class="choices" action="\(address)">\(signedIn.tokenField)\
                \(button(.ping, visit("Skicka ett prov", "Send a test"), style: "main"))
                \(webhook.isActive
                    ? button(.pause, visit("Pausa", "Pause"), style: "quiet")
                    : button(.resume, visit("Sätt i gång", "Resume"), style: "quiet"))</form>
                <h2 id="deliveries">\(visit("Skickat", "Sent"))</h2>
                \(deliveries.isEmpty
                    ? "<p>\(visit("Inget har skickats än.", "Nothing has been sent yet."))</p>"
                    : table(visit, deliveries))
                \(deliveries.count < Self.pageLength ? nil : deliveries.last.map { older(visit, address, $0.delivery.id) })
                <div class="reading">
                <h2>\(visit("Ändra", "Change"))</h2>
                <form method="post" action="\(address)" novalidate="novalidate">
                \(signedIn.tokenField)
                \(controls(form, events: events))
                \(button(.save, visit("Spara", "Save"), style: "main"))
                </form>
                <h2>\(visit("Ny hemlighet", "New secret"))</h2>
                <details>
                <summary>\(visit("Byt hemligheten", "Change the secret"))</summary>
                <p>\(visit(
                    "Den gamla slutar gälla direkt. Mottagaren nekar det vi skickar tills den har fått den nya; det skickas "
                        + "om.",
                    "The old one ends at once. The receiver refuses what we send until it has the new one; it is sent "
                        + "again."))</p>
                <form method="post" action="\(address)">\(signedIn.tokenField)\
                \(button(.renew, visit("Gör en ny", "Make another"), style: "warning"))</form>
                </details>
                <h2>\(visit("Ta bort", "Remove"))</h2>
                <details>
                <summary>\(visit("Ta bort webhooken", "Remove the webhook"))</summary>
                <p>\(visit(
                    "Det som inte har kommit fram skickas aldrig, och listan över vad som skickats försvinner.",
                    "What has not arrived is never sent, and the list of what was sent is deleted."))</p>
                <form method="post" action="\(address)">\(signedIn.tokenField)\
                \(button(.remove, visit("Ja, ta bort", "Yes, remove"), style: "warning"))</form>
                </details>
                </div>
                """)
    }

    private func table(_ visit: Visit, _ deliveries: [(delivery: WebhookDelivery, last: WebhookAttempt?)]) -> HTML {
        let rows = deliveries.map { delivery, last -> HTML in
            """
            <tr><th scope="row"><a href="\(visit.path(.webhookDelivery(id: delivery.id)))">\
            \(delivery.event.label[visit.language])</a></th>
            <td>\(SwedishTime.moment(delivery.occurredAt)[visit.language])</td>
            <td>\(delivery.registration?.code ?? "–")</td>
            <td>\(WebhookWords.label(of: delivery.state)[visit.language])</td>
            <td>\(last.map { WebhookWords.result($0, visit) } ?? "–")</td></tr>

            """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="deliveries" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Vad", "What"))</th><th scope="col">\(visit("När", "When"))</th>
            <th scope="col">\(visit("Gäller", "About"))</th><th scope="col">\(visit("Läge", "State"))</th>
            <th scope="col">\(visit("Svar", "Answer"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func older(_ visit: Visit, _ address: String, _ last: Int64) -> HTML {
        "<p class=\"pages\"><a href=\"\(address + "?before=\(last)")\">\(visit("Äldre", "Older"))</a></p>"
    }
}
