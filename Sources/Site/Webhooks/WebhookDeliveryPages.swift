import Conference
import HTTP
import Storage

/// `/admin/webhookar/leverans/{id}`: one thing a webhook was told, each try of it, and another.
struct WebhookDeliveryPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let (delivery, attempts) = try await store.delivery(id: id) else {
            return problems.notFound(visit, signedIn)
        }
        let title = delivery.event.label[visit.language]
        let nothing: HTML = """
            <p>\(visit("Inget än. Ladda om sidan om en stund.", "None yet. Reload the page in a while."))</p>
            """
        let next: HTML? =
            delivery.state == .pending && delivery.attempts > 0
            ? """
            <div><dt>\(visit("Nästa försök", "Next try"))</dt>\
            <dd>\(SwedishTime.moment(delivery.nextAttemptAt)[visit.language])</dd></div>
            """ : nil
        let about = delivery.registration.map { registration -> HTML in
            """
            <div><dt>\(visit("Gäller", "About"))</dt>\
            <dd><a href="\(visit.path(.attendee(id: registration.id)))">\(registration.code)</a>, \
            \(registration.state.label[visit.language])</dd></div>
            """
        }
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <p><a href="\(visit.path(.webhook(id: delivery.webhook)))">\(visit("Webhooken", "The webhook"))</a></p>
                <h1>\(title)</h1>
                <dl class="answers">
                <div><dt>\(visit("Läge", "State"))</dt>\
                <dd data-state="\(delivery.state.rawValue)">\(WebhookWords.label(of: delivery.state)[visit.language])</dd></div>
                <div><dt>\(visit("Hände", "Happened"))</dt>\
                <dd>\(SwedishTime.moment(delivery.occurredAt)[visit.language])</dd></div>
                \(about)
                \(next)
                </dl>
                <h2 id="attempts">\(visit("Försök", "Tries"))</h2>
                \(attempts.isEmpty ? nothing : table(visit, attempts))
                <form method="post" class="row-actions" action="\(visit.path(.webhookDelivery(id: id)))">\
                \(signedIn.tokenField)<button class="main">\(visit("Skicka igen", "Send again"))</button></form>
                """)
    }

    private func table(_ visit: Visit, _ attempts: [WebhookAttempt]) -> HTML {
        let rows = attempts.map { attempt -> HTML in
            """
            <tr><th scope="row">\(SwedishTime.isoMinute(attempt.at))</th>
            <td>\(WebhookWords.result(attempt, visit))</td>
            <td>\(visit("\(attempt.milliseconds) ms", "\(attempt.milliseconds) ms"))</td></tr>

            """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="attempts" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("När", "When"))</th><th scope="col">\(visit("Svar", "Answer"))</th>
            <th scope="col">\(visit("Tid", "Time"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    func resend(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard try await store.resendDelivery(id: id, by: signedIn.actor, now: visit.now) != nil else {
            return problems.notFound(visit, signedIn)
        }
        return .seeOther(visit.path(.webhookDelivery(id: id)))
    }
}
