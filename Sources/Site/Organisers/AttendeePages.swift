import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// The organisers' work with attendees: the list, one of them, cancelling, the export.
struct AttendeePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private static let pageSize = 50

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = AttendeeQuery(try visit.request.head.queryFields(), kommuner: store.kommuner)
        let count = try await store.countAttendees(query.filter)
        let page = try await store.attendees(
            query.filter, order: query.order, after: query.after, size: Self.pageSize)
        let table = AttendeeTable(
            visit: visit, query: query, page: page, kommuner: store.kommuner,
            missing: try await store.attendeesMissingAnswers(page.attendees))
        return frame.page(
            visit, title: visit("Deltagare", "Attendees"), organiser: signedIn,
            content: """
                <h1>\(visit("Deltagare", "Attendees"))</h1>
                \(AttendeeFilterForm(visit: visit, query: query, kommuner: store.kommuner).html)
                <p class="count-line"><strong>\(count)</strong> \(count == 1
                    ? visit("anmälan", "registration") : visit("anmälningar", "registrations"))
                <a class="button quiet" href="\(csvAddress(query))">\
                \(visit("Hämta som CSV för Excel", "Download CSV for Excel"))</a>
                <a href="\(csvAddress(query, "needs=yes"))">\(visit("CSV med behov", "CSV with needs"))</a>
                <a href="\(csvAddress(query, "format=plain"))">\(visit("CSV för maskiner", "CSV for machines"))</a></p>
                \(table.html)
                """)
    }

    @Sendable func csv(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        let query = AttendeeQuery(form, kommuner: store.kommuner)
        let dialect: CSV.Dialect = form["format"] == "plain" ? .plain : .excel
        let export = try await store.export(query.filter, order: query.order)
        var head = SecurityHeaders.everywhere
        head[.contentType] = "text/csv; charset=utf-8; header=present"
        head[.contentDisposition] = "attachment; filename=\"deltagare-\(SwedishTime.isoDay(visit.now)).csv\""
        head[.cacheControl] = "no-store"
        // Who needs what is for few eyes: the list that is passed around has it only when asked for.
        let hasNeeds = dialect == .plain || form["needs"] == "yes"
        let csv = AttendeeCSV(
            dialect, fields: Field.all.filter { hasNeeds || !$0.isSensitive },
            questions: try await export.questions().filter { hasNeeds || !$0.isSensitive },
            workshops: try await export.workshops(), kommuner: store.kommuner)
        let stream = AttendeeCSVStream(export: export, csv: csv)
        return Response(status: .ok, fields: head, body: .stream { try await stream.next() })
    }

    private func csvAddress(_ query: AttendeeQuery, _ choice: String? = nil) -> String {
        let filter = query.changed { $0.after = nil }.text
        let separator = filter.isEmpty ? "?" : "&"
        return Page.attendeesCSV.path(in: .swedish) + filter + (choice.map { separator + $0 } ?? "")
    }

    /// What the kitchen and the venue are told: numbers, no names.
    @Sendable func needs(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        var sections: [HTML] = []
        for field in Field.all where field.isSensitive {
            let needs = try await store.needs(field)
            let rows = needs.map { "<tr><td>\($0.answer)</td><td class=\"number\">\($0.count)</td></tr>\n" as HTML }
            let table: HTML = """
                <table>
                <thead><tr><th scope="col">\(visit("Svar", "Answer"))</th>\
                <th scope="col" class="number">\(visit("Antal", "Number"))</th></tr></thead>
                <tbody>
                \(rows)
                </tbody>
                </table>
                """
            let none: HTML = "<p>\(visit("Ingen har skrivit något.", "Nobody has written anything."))</p>"
            sections.append("<h2>\(field.label[visit.language])</h2>\n\(needs.isEmpty ? none : table)\n")
        }
        return frame.page(
            visit, title: visit("Behov", "Needs"), organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(visit("Behov", "Needs"))</h1>
                <p>\(visit(
                    "Det här kan du ge till kök och lokal: svaren från dem som har plats, utan namn.",
                    "This you can give to kitchen and venue: the answers of those who have a seat, without names."))</p>
                \(sections)
                </div>
                """)
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let attendee = try await store.attendee(id: id) else { return problems.notFound(visit, signedIn) }
        let place = try await store.placeInLine(of: id)
        let questionnaire = try await store.questionnaire(of: id)
        let history = try await store.history(ofRegistration: id)
        return frame.page(
            visit, title: attendee.registration.fullName, organiser: signedIn,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendees))">\(visit("Alla deltagare", "All attendees"))</a></p>
                <h1>\(attendee.registration.fullName)</h1>
                <p>\(StateMark(state: attendee.state, language: visit.language).html)
                \(place.map { reason(visit, $0) })
                <span class="booking-code">\(attendee.code)</span></p>
                \(AnswerList(
                    attendee: attendee, language: visit.language, kommuner: store.kommuner, hidesNeeds: true).html)
                \(questionnaire.flatMap { answers(visit, $0) })
                <h2>\(visit("Historik", "History"))</h2>
                <ol class="history">
                \(history.map { entry(visit, $0) })
                </ol>
                \(attendee.state == .cancelled ? nil : cancelLink(visit, id))
                </div>
                """)
    }

    private func answers(_ visit: Visit, _ questionnaire: Questionnaire) -> HTML? {
        let answers = QuestionAnswerList(
            questions: questionnaire.questions, answers: questionnaire.answers, language: visit.language,
            hidesSensitive: true
        ).html
        let missing = questionnaire.attendee.state == .cancelled ? [] : questionnaire.missing
        let workshops = WorkshopSection(
            visit: visit, answers: nil, workshops: questionnaire.workshops, places: questionnaire.places
        ).html
        guard answers != nil || !missing.isEmpty else { return workshops }
        let names = missing.map { $0.label[visit.language] }.joined(separator: "; ")
        return """
            <h2>\(visit("Svar på frågorna", "Answers to the questions"))</h2>
            \(answers)
            \(workshops)
            \(missing.isEmpty ? nil : "<p><strong>\(visit("Svar saknas", "Answers missing")):</strong> \(names)</p>" as HTML)
            """
    }

    func askToCancel(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let attendee = try await store.attendee(id: id) else { return problems.notFound(visit, signedIn) }
        let name = attendee.registration.fullName
        return frame.page(
            visit, title: visit("Avboka", "Cancel"), organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(visit("Vill du avboka \(name)?", "Do you want to cancel the registration of \(name)?"))</h1>
                <p>\(visit(
                    "En plats som blir ledig går direkt till den som står först i kön.",
                    "A seat that becomes free goes at once to the first in line."))</p>
                <form method="post" action="\(visit.path(.cancelAttendee(id: id)))" class="choices">
                \(signedIn.tokenField)
                <button class="warning">\(visit("Ja, avboka", "Yes, cancel"))</button>
                <a href="\(visit.path(.attendee(id: id)))">\(visit("Nej, tillbaka", "No, go back"))</a>
                </form>
                </div>
                """)
    }

    func cancel(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        switch try await store.cancel(id: id, by: .organiser(signedIn.organiser.name), now: visit.now) {
        case .cancelled, .alreadyCancelled, .tooLate: .seeOther(visit.path(.attendee(id: id)))
        case .notFound: problems.notFound(visit, signedIn)
        }
    }

    private func reason(_ visit: Visit, _ place: PlaceInLine) -> HTML {
        let why =
            switch place.reason {
            case .groupFull: visit("gruppens platser räcker inte till", "the group’s seats are not enough")
            case .conferenceFull: visit("konferensen är full", "the conference is full")
            }
        return "<span>\(visit("nummer", "number")) \(place.place), \(why)</span>"
    }

    private func entry(_ visit: Visit, _ entry: LogEntry) -> HTML {
        let who =
            switch entry.actor {
            case .attendee: visit("deltagaren", "the attendee")
            case .contact: visit("gruppens kontaktperson", "the contact of the group")
            case .system: visit("automatiskt", "automatically")
            case .organiser(let name): name
            }
        let what =
            switch entry.action {
            case .registered: visit("Anmäld", "Registered")
            case .walkedIn: visit("Anmäld och insläppt vid entrén", "Registered and let in at the door")
            case .seated: visit("Fick plats från kön", "Got a seat from the line")
            case .cancelled: visit("Avbokad", "Cancelled")
            case .offered: visit("Erbjöds en plats från kön", "Was offered a seat from the line")
            case .offerAccepted: visit("Tackade ja till platsen", "Accepted the seat")
            case .offerDeclined: visit("Tackade nej till platsen", "Declined the seat")
            case .offerExpired: visit("Svarade inte i tid på erbjudandet", "Did not answer the offer in time")
            case .changed: visit("Ändrade sina uppgifter", "Changed the answers")
            case .claimLinkMade: visit("Gjorde en länk för att lämna över platsen", "Made a link to hand over the seat")
            case .claimLinkWithdrawn: visit("Drog tillbaka länken", "Withdrew the link")
            case .handedOver: visit("Lämnade över platsen", "Handed over the seat")
            case .tookOver: visit("Tog över en kollegas plats", "Took over a colleague’s seat")
            case .quotaChanged: visit("Kvoten ändrad", "Quota changed")
            case .messageResent: visit("Meddelande skickat igen", "Message sent again")
            case .addressAdded: visit("E-postadress tillagd", "E-mail address added")
            case .needsErased: visit("Svar om mat och tillgänglighet raderade", "Answers about food and access deleted")
            case .answered: visit("Svarade på frågorna", "Answered the questions")
            case .workshopJoined: visit("Fick plats i en workshop", "Got a place in a workshop")
            case .workshopWaiting: visit("Ställde sig i kö till en workshop", "Joined the line of a workshop")
            case .workshopLeft: visit("Lämnade en workshop", "Left a workshop")
            case .workshopOffered: visit("Erbjöds plats i en workshop", "Was offered a place in a workshop")
            case .workshopOfferAccepted: visit("Tackade ja till en workshop", "Accepted a place in a workshop")
            case .workshopOfferDeclined: visit("Tackade nej till en workshop", "Declined a place in a workshop")
            case .workshopOfferExpired:
                visit("Svarade inte om en workshop i tid", "Did not answer about a workshop in time")
            case .workshopAdded, .workshopChanged: visit("Workshoppar ändrade", "Workshops changed")
            case .questionAdded, .questionChanged, .questionMoved, .questionRetired, .questionAskedAgain:
                visit("Frågorna ändrade", "Questions changed")
            }
        return """
            <li><time datetime="\(SwedishTime.isoMinute(entry.at))">\(SwedishTime.isoMinute(entry.at))</time> \
            \(what), \(who)</li>

            """
    }

    private func cancelLink(_ visit: Visit, _ id: Int64) -> HTML {
        "<p><a href=\"\(visit.path(.cancelAttendee(id: id)))\">\(visit("Avboka", "Cancel"))</a></p>"
    }
}

/// Header and rows, a batch at a time.
private actor AttendeeCSVStream {
    private let export: AttendeeExport
    private var csv: AttendeeCSV

    init(export: AttendeeExport, csv: AttendeeCSV) {
        self.export = export
        self.csv = csv
    }

    func next() async throws -> [UInt8]? {
        guard let attendees = try await export.next() else { return nil }
        return csv.bytes(
            of: attendees, answers: try await export.answers(of: attendees),
            places: try await export.places(of: attendees))
    }
}
