import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/kalender/{link}.ics`: the day for a calendar, to be saved once or followed. Its link opens nothing else, for it
/// lies with the makers of calendars.
struct CalendarPage: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func file(_ visit: Visit, _ link: CalendarLink) async throws -> Response {
        guard let event = try await store.calendarEvent(link) else { return problems.notFound(visit) }
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
    let link: CalendarLink
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
                "så att kalendern själv följer med om tid eller lokal ändras.",
                "so that the calendar itself follows when time or venue change."))</li>
            </ul>
            <details>
            <summary>\(visit("Adressen att prenumerera på", "The address to subscribe to"))</summary>
            <p>\(visit(
                "I Google Kalender och Outlook på webben lägger du till kalendern från en adress. Den visar bara din dag "
                    + "och din bokningskod, och går inte att ändra eller avboka med.",
                "In Google Calendar and Outlook on the web you add the calendar by its address. It shows only your day "
                    + "and your booking code, and nothing can be changed or cancelled by it."))</p>
            <p class="full-address">\(visit.address(.calendar(link)))</p>
            </details>
            """
    }
}
