import Conference
import HTTP
import HTTPTypes
import QRCode
import Secrets
import Storage

/// `/anmalan/{link}/biljett`: what is shown at the door, on a telephone or on paper. It says all in words as well.
struct TicketPage: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let (attendee, _) = try await store.attendee(link: link),
            let conference = try await store.conference()
        else { return problems.notFound(visit) }
        guard attendee.state == .confirmed else { return .seeOther(visit.path(.personal(link))) }
        let code = try TicketCode(bookingCode: attendee.code, key: store.ticketKey)
        let drawing = QRDrawing(
            matrix: try QRMatrix(code.text),
            label: visit("QR-kod med bokningskoden \(attendee.code)", "QR code with the booking code \(attendee.code)"))
        return frame.page(
            visit, title: visit("Din biljett", "Your ticket"),
            content: """
                <article class="ticket reading">
                <h1>\(visit("Biljett till \(conference.title.sv)", "Ticket to \(conference.title.en)"))</h1>
                \(drawing.html)
                <p class="booking-code">\(attendee.code)</p>
                <dl class="answers">
                \(rows(visit, attendee, conference))</dl>
                <p>\(visit(
                    "Visa QR-koden vid entrén, eller säg bokningskoden. Det går bra på papper eller i telefonen.",
                    "Show the QR code at the door, or say the booking code. Paper or telephone will do."))</p>
                <p class="screen-only"><a href="\(visit.path(.personal(link)))">\(visit(
                    "Till din personliga sida", "To your personal page"))</a></p>
                </article>
                """)
    }

    private func rows(_ visit: Visit, _ attendee: Attendee, _ conference: ConferenceFacts) -> [HTML] {
        let day = SwedishTime.longDay(conference.day)[visit.language].capitalisedFirst
        let place = [conference.venue, conference.city].compactMap { $0?[visit.language] }.joined(separator: ", ")
        let facts = [
            (visit("Namn", "Name"), attendee.registration.fullName),
            (Field.organisation.label[visit.language], attendee.registration[.organisation]),
            (visit("När", "When"), [day, conference.hours?[visit.language]].compactMap { $0 }.joined(separator: ", ")),
            (visit("Var", "Where"), place),
        ]
        return facts.map { term, value in "<div><dt>\(term)</dt><dd>\(value)</dd></div>\n" }
    }
}

/// A QR code as a drawing, dark on light in every colour scheme: that is how readers want it.
struct QRDrawing {
    let matrix: QRMatrix
    let label: String

    var html: HTML {
        let side = matrix.side + 2 * QRMatrix.quietZone
        let path = matrix.darkRuns.map { run -> HTML in
            let (x, y) = (run.column + QRMatrix.quietZone, run.row + QRMatrix.quietZone)
            return "M\(x) \(y)h\(run.length)v1h-\(run.length)z"
        }
        return """
            <svg class="qr" role="img" aria-label="\(label)" viewBox="0 0 \(side) \(side)" \
            shape-rendering="crispEdges" xmlns="http://www.w3.org/2000/svg">
            <rect width="\(side)" height="\(side)" fill="#ffffff" />
            <path fill="#000000" d="\(path)" />
            </svg>
            """
    }
}
