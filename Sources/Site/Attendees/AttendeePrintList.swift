import Conference
import Storage

/// The attendee list as a page for paper, sent piece by piece.
struct AttendeePrintList: AttendeeWriter {
    let visit: Visit
    let title: String
    /// The query of the list it was made from.
    let back: String
    let columns: AttendeeColumns
    private let start: HTML
    private let last: HTML
    private var hasBegun = false
    private var count = 0

    init(
        visit: Visit, title: String, back: String, columns: AttendeeColumns, start: HTML, end: HTML
    ) {
        self.visit = visit
        self.title = title
        self.back = back
        self.columns = columns
        self.start = start
        last = end
    }

    mutating func bytes(of records: [AttendeeRecord]) -> [UInt8] {
        var bytes = hasBegun ? [] : head.bytes
        hasBegun = true
        for record in records {
            count += 1
            bytes += row(record).bytes
        }
        return bytes
    }

    func end() -> [UInt8] {
        let html: HTML = """
            </tbody>
            </table>
            </div>
            <p>\(visit("Antal", "Number")): \(count)</p>
            \(last)
            """
        return html.bytes
    }

    private var head: HTML {
        let headings = columns.all.map { "<th scope=\"col\">\($0.heading[visit.language])</th>" as HTML }
        return """
            \(start)
            <p class="screen-only"><a href="\(visit.path(.attendees))\(back)">\(visit("Tillbaka till listan", "Back to the list"))</a>. \
            \(visit("Skriv ut sidan från webbläsaren.", "Print the page from the browser."))</p>
            <h1>\(title)</h1>
            <p>\(SwedishTime.moment(visit.now)[visit.language])</p>
            <div class="wide-table" role="region" aria-labelledby="print-caption" tabindex="0">
            <table class="paper">
            <caption id="print-caption" class="for-ears">\(title)</caption>
            <thead><tr><th scope="col">\(visit("Namn", "Name"))</th>\(headings)</tr></thead>
            <tbody>

            """
    }

    private func row(_ record: AttendeeRecord) -> HTML {
        let answers = record.attendee.registration
        let cells = columns.all.map { column -> HTML in
            "<td>\(column.value(of: record, kommuner: columns.kommuner).words(visit.language))</td>"
        }
        return "<tr><th scope=\"row\">\(answers[.familyName]), \(answers[.givenName])</th>\(cells)</tr>\n"
    }
}
