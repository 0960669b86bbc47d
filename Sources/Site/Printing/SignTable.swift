import Conference
import Storage

/// The parts of a list to sign.
struct SignTable {
    let visit: Visit
    let kommuner: KommunRegister

    /// What stands on the page before the first list.
    func head(_ title: String) -> HTML {
        """
        <p class="screen-only"><a href="\(visit.path(.printing))">\(visit("Utskrifter", "Printing"))</a>. \
        \(visit("Skriv ut sidan från webbläsaren.", "Print the page from the browser."))</p>
        <h1>\(title)</h1>
        <p>\(SwedishTime.moment(visit.now)[visit.language])</p>

        """
    }

    /// - Parameter first: The heading of a column before the names, where there is one.
    func start(caption: String, first: String? = nil) -> HTML {
        """
        <div class="wide-table" role="region" aria-label="\(caption)" tabindex="0">
        <table class="paper signed">
        <caption class="for-ears">\(caption)</caption>
        <thead><tr>\(first.map { "<th scope=\"col\">\($0)</th>" as HTML })\
        <th scope="col">\(visit("Namn", "Name"))</th>\
        <th scope="col">\(Field.organisation.label[visit.language])</th>\
        <th scope="col" class="signature">\(visit("Underskrift", "Signature"))</th></tr></thead>
        <tbody>

        """
    }

    func row(_ attendee: Attendee, first: String? = nil) -> HTML {
        let answers = attendee.registration
        let from = [answers[.organisation], kommuner[answers[.kommun]]?.name ?? ""].filter { !$0.isEmpty }
        return """
            <tr>\(first.map { "<td>\($0)</td>" as HTML })\
            <th scope="row">\(answers[.familyName]), \(answers[.givenName])</th>\
            <td>\(from.joined(separator: ", "))</td><td></td></tr>

            """
    }

    let end: HTML = "</tbody>\n</table>\n</div>\n"

    func count(_ count: Int) -> HTML { "<p>\(visit("Antal", "Number")): \(count)</p>\n" }
}

/// The list of a filter, or one for each kommun in it.
struct SignList: AttendeeWriter {
    private let table: SignTable
    private let title: String
    private let isPerKommun: Bool
    private let start: HTML
    private let last: HTML
    private var hasBegun = false
    /// The kommun whose list is being written, "" for those from none; nil before the first.
    private var kommun: String?
    private var count = 0

    init(visit: Visit, title: String, kommuner: KommunRegister, isPerKommun: Bool, start: HTML, end: HTML) {
        table = SignTable(visit: visit, kommuner: kommuner)
        self.title = title
        self.isPerKommun = isPerKommun
        self.start = start
        last = end
    }

    mutating func bytes(of records: [AttendeeRecord]) -> [UInt8] {
        var bytes: [UInt8] = []
        if !hasBegun {
            bytes += start.bytes + table.head(title).bytes
            hasBegun = true
        }
        for record in records {
            let own = isPerKommun ? record.attendee.registration[.kommun] : ""
            if own != kommun { bytes += beginning(own).bytes }
            count += 1
            bytes += table.row(record.attendee).bytes
        }
        return bytes
    }

    func end() -> [UInt8] {
        let visit = table.visit
        let nobody: HTML = "<p>\(visit("Ingen passar in på urvalet.", "Nobody fits the filter."))</p>\n"
        return (kommun == nil ? nobody : "\(table.end)\(table.count(count))" as HTML).bytes + last.bytes
    }

    /// Ends a kommun's list and begins another one's.
    private mutating func beginning(_ next: String) -> HTML {
        let end: HTML? = kommun == nil ? nil : "\(table.end)\(table.count(count))"
        let isFirst = kommun == nil
        (kommun, count) = (next, 0)
        guard isPerKommun else { return table.start(caption: title) }
        let visit = table.visit
        let name = table.kommuner[next]?.name ?? visit("Inte från en kommun", "Not from a municipality")
        return """
            \(end)
            <h2\(isFirst ? "" : " class=\"new-page\"" as HTML)>\(name)</h2>
            \(table.start(caption: name))
            """
    }
}

/// The lists of workshops, one after the other: those with a place, then those who have an offer or wait.
actor WorkshopSignLists {
    private let table: SignTable
    private let store: Store
    private let title: String
    private var workshops: ArraySlice<Workshop>
    private var start: HTML?
    private var last: HTML?
    private let first: Int64?

    init(visit: Visit, title: String, store: Store, workshops: [Workshop], start: HTML, end: HTML) {
        table = SignTable(visit: visit, kommuner: store.kommuner)
        self.store = store
        self.title = title
        self.workshops = workshops[...]
        first = workshops.first?.id
        self.start = start
        last = end
    }

    /// The next piece; nil behind the last.
    func next() async throws -> [UInt8]? {
        if let start {
            self.start = nil
            return start.bytes + table.head(title).bytes
        }
        if let workshop = workshops.popFirst() { return try await list(workshop).bytes }
        defer { last = nil }
        return last?.bytes
    }

    private func list(_ workshop: Workshop) async throws -> HTML {
        let visit = table.visit
        let name = workshop.title[visit.language]
        let guests = try await store.guests(ofWorkshop: workshop.id)
        let seated = guests.filter { $0.state == .taken }.map(\.attendee).map { (key($0), $0) }
            .sorted { ($0.0, $0.1.id) < ($1.0, $1.1.id) }.map(\.1)
        let others = guests.filter { $0.state != .taken }
        var place = 0
        let rows = others.map { guest -> HTML in
            if guest.state == .waiting { place += 1 }
            return table.row(
                guest.attendee, first: guest.state == .waiting ? String(place) : guest.state.label[visit.language])
        }
        let waiting: HTML = """
            <h3>\(visit("Väntelista", "Waiting list"))</h3>
            \(table.start(
                caption: visit("Väntelista: \(name)", "Waiting list: \(name)"), first: visit("I kön", "In line")))
            \(rows)
            \(table.end)
            """
        return """
            <h2\(workshop.id == first ? "" : " class=\"new-page\"" as HTML)>\(name)</h2>
            <p>\(SwedishTime.moment(workshop.startsAt)[visit.language])</p>
            \(table.start(caption: name))
            \(seated.map { table.row($0) })
            \(table.end)
            \(table.count(seated.count))
            \(others.isEmpty ? nil : waiting)
            """
    }

    private func key(_ attendee: Attendee) -> String {
        SwedishOrder.key(attendee.registration[.familyName], attendee.registration[.givenName])
    }
}
