import Conference
import HTTP
import QRCode
import Secrets
import Storage

/// Badges on sheets, a batch at a time.
struct BadgeSheets: AttendeeWriter {
    private let visit: Visit
    private let draft: BadgeDraft
    private let parts: BadgeParts
    private let event: String?
    private let kommuner: KommunRegister
    private let key: TicketKey
    private let head: HTML
    private var hasBegun = false
    /// How many badges have been written.
    private var count = 0

    init(
        visit: Visit, frame: Frame, draft: BadgeDraft, parts: BadgeParts, event: String?, kommuner: KommunRegister,
        key: TicketKey
    ) {
        self.visit = visit
        self.draft = draft
        self.parts = parts
        self.event = parts.parts.contains(.event) ? event : nil
        self.kommuner = kommuner
        self.key = key
        head = BadgeSheetHead(visit: visit, frame: frame, draft: draft).html
    }

    mutating func bytes(of records: [AttendeeRecord]) throws -> [UInt8] {
        var bytes = hasBegun ? [] : head.bytes
        hasBegun = true
        for record in records {
            bytes += beginning.bytes
            bytes += try badge(record).bytes
            count += 1
        }
        return bytes
    }

    func end() -> [UInt8] {
        let nobody: HTML = """
            <p class="screen-only">\(visit("Ingen passar in på urvalet.", "Nobody fits the filter."))</p>

            """
        let html: HTML = "\(count == 0 ? nobody : Self.sheetEnd)</div>\n</main>\n</body>\n</html>\n"
        return html.bytes
    }

    private static let sheetStart: HTML = "<section class=\"sheet\"><div class=\"labels\">\n"
    private static let sheetEnd: HTML = "</div></section>\n"

    /// What comes before the next badge: a new sheet, and on the first one the labels that are used already.
    private var beginning: HTML {
        if count == 0 {
            let used = (1..<draft.start).map { _ in "<div class=\"badge\"></div>\n" as HTML }
            return "\(Self.sheetStart)\(used)"
        }
        let isFull = (draft.start - 1 + count).isMultiple(of: draft.sheet.count)
        return isFull ? "\(Self.sheetEnd)\(Self.sheetStart)" : ""
    }

    private func badge(_ record: AttendeeRecord) throws -> HTML {
        let attendee = record.attendee
        // A ticket is for those with a seat.
        let hasCode = parts.parts.contains(.code) && attendee.state == .confirmed
        let marks = record.labels.filter { parts.labels.contains($0.id) }.map(\.name)
        let rest = [
            (BadgeParts.Part.organisation, attendee.registration[.organisation]),
            (.kommun, kommuner[attendee.registration[.kommun]]?.name ?? ""), (.role, attendee.registration[.role]),
        ].filter { parts.parts.contains($0) && !$1.isEmpty }.map(\.1)
        let words = draft.sheet.words(
            heading: event, name: attendee.registration.nameOnBadge,
            lines: (marks.isEmpty ? [] : [marks.joined(separator: ", ")]) + rest, hasCode: hasCode)
        let lines = words.lines.enumerated().map { index, line -> HTML in
            let mark: HTML = index == 0 && !marks.isEmpty ? " mark" : ""
            return "<p class=\"small\(mark)\">\(line)</p>\n"
        }
        return """
            <div class="badge step-\(words.step)"><div class="words">
            \(words.heading.map { "<p class=\"small event\">\($0)</p>\n" as HTML })\
            <p class="name">\(words.name)</p>
            \(lines)</div>
            \(hasCode ? try code(attendee.code) : nil)</div>

            """
    }

    private func code(_ bookingCode: String) throws -> HTML {
        let ticket = try TicketCode(bookingCode: bookingCode, key: key)
        return QRDrawing(
            matrix: try QRMatrix(ticket.text),
            label: visit("QR-kod med bokningskoden \(bookingCode)", "QR code with the booking code \(bookingCode)")
        ).html
    }
}

/// What comes before the first sheet. Nothing of the site's frame: its style would get in the way of the paper's.
private struct BadgeSheetHead {
    let visit: Visit
    let frame: Frame
    let draft: BadgeDraft

    var html: HTML {
        let title = visit("Namnskyltar", "Name badges")
        return """
            <!DOCTYPE html>
            <html lang="\(visit.language.rawValue)">
            <head>
            <meta charset="utf-8" />
            <title>\(title) – #Vemfn</title>
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <link rel="icon" href="\(frame.assets.path("icon.svg"))" type="image/svg+xml" />
            <link rel="stylesheet" href="\(frame.assets.path("badges.css"))" />
            <link rel="stylesheet" href="\(visit.path(.badgeStyle))?\(query)" />
            </head>
            <body>
            <main>
            <div class="screen-only">
            <h1>\(title)</h1>
            <p>\(visit(
                "Skriv ut från webbläsaren i 100 % (”faktisk storlek”), utan marginaler och utan sidhuvud. Prova först på vanligt papper och håll det mot arket.",
                "Print from the browser at 100 % (“actual size”), without margins and headers. Try plain paper first and hold it against the sheet."))</p>
            <p><a href="\(visit.path(.badges))\(visit.request.head.query.map { "?" + $0 } ?? "")">\(visit(
                "Ändra hur de skrivs ut", "Change how they are printed"))</a></p>
            </div>
            <div class="sheets" role="region" aria-label="\(title)" tabindex="0">

            """
    }

    private var query: String {
        FormData.encode([
            (BadgeDraft.Control.sheet.rawValue, draft.sheet.id),
            (BadgeDraft.Control.x.rawValue, String(draft.shift.width)),
            (BadgeDraft.Control.y.rawValue, String(draft.shift.height)),
        ])
    }
}
