import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/paminnelse`: where reminders are declined. Mail programs post to it at one click (RFC 8058 §3.2);
/// people who open it are asked first.
struct ReminderPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func ask(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard try await store.attendee(link: link) != nil else { return problems.notFound(visit) }
        return page(
            visit, title: visit("Vill du slippa påminnelser och liknande mejl?", "No more reminders and the like?"),
            """
            <p>\(visit(
                "Du får fortfarande mejl om det som gäller din anmälan, till exempel om en plats blir ledig.",
                "You will still get mail about your registration, for example when a seat becomes free."))</p>
            <form method="post" action="\(visit.path(.noReminders(link)))" class="choices">
            <button>\(visit("Ja, inga påminnelser", "Yes, no reminders"))</button>
            <a href="\(visit.path(.personal(link)))">\(visit("Nej, påminn mig", "No, remind me"))</a>
            </form>
            """)
    }

    func refuse(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard try await store.refuseReminders(link: link) else { return problems.notFound(visit) }
        return page(
            visit, title: visit("Du får inga påminnelser", "You will not be reminded"),
            """
            <p><a href="\(visit.path(.personal(link)))">\(visit("Till din personliga sida", "To your personal page"))</a></p>
            """)
    }

    private func page(_ visit: Visit, title: String, _ content: HTML) -> Response {
        frame.page(visit, title: title, content: "<div class=\"reading\">\n<h1>\(title)</h1>\n\(content)\n</div>")
    }
}
