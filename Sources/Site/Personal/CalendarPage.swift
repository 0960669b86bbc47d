import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/kalender.ics`: the day for a calendar, to be saved once or followed.
struct CalendarPage: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func file(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let event = try await store.calendarEvent(link: link) else { return problems.notFound(visit) }
        var fields = SecurityHeaders.page(visit.page)
        fields[.contentType] = "text/calendar; charset=utf-8"
        fields[.contentDisposition] = "attachment; filename=\"vemfn.ics\""
        fields[.cacheControl] = "no-store"
        return Response(
            status: .ok, fields: fields, body: .bytes(Array(event.file(organiser: frame.contact, now: visit.now).utf8)))
    }
}

/// The ways into a calendar, on the personal page.
struct CalendarSection {
    let visit: Visit
    let link: SecretLink
    let state: RegistrationState

    var html: HTML? {
        guard state != .cancelled else { return nil }
        let path = visit.path(.calendar(link))
        let feed = "webcal://" + (visit.request.head.host ?? "") + path
        return """
            <h2>\(visit("Lägg in dagen i din kalender", "Put the day into your calendar"))</h2>
            <ul>
            <li><a href="\(path)">\(visit("Hämta en kalenderfil", "Get a calendar file"))</a> \
            \(visit("som du lägger in en gång.", "that you put in once."))</li>
            <li><a href="\(feed)">\(visit("Prenumerera", "Subscribe"))</a> \
            \(visit(
                "så att kalendern själv följer med om tid eller lokal ändras. Adressen är lika personlig som den här sidan: "
                    + "dela den inte.",
                "so that the calendar itself follows when time or venue change. The address is as personal as this page: do "
                    + "not share it."))</li>
            </ul>
            """
    }
}
