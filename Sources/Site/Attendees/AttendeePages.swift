import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// The organisers' work with attendees: the list, cancelling one, and what they need.
struct AttendeePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private static let pageSize = 50

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let form = try visit.request.head.queryFields()
        let query = AttendeeQuery(form, kommuner: store.kommuner)
        let choices = try await AttendeeChoices(store: store)
        let views = try await store.savedViews(of: signedIn.organiser.id)
        var done: Labelling?
        if let id = form["done"].flatMap({ Int64($0) }) { done = try await store.labelling(id: id) }
        var moved: MoveNotice?
        if let id = form["moved"].flatMap({ Int64($0) }), let move = try await store.move(id: id) {
            moved = MoveNotice(visit: visit, move: move, target: try await move.target.name(visit, store))
        }
        return frame.page(
            visit, title: visit("Deltagare", "Attendees"), organiser: signedIn,
            content: """
                <h1>\(visit("Deltagare", "Attendees"))</h1>
                \(signedIn.may(.changeAttendees) ? ways(visit) : nil)
                \(done.map { LabellingNotice(visit: visit, signedIn: signedIn, labelling: $0, query: query).html })
                \(moved?.html)
                \(SavedViewList(visit: visit, signedIn: signedIn, views: views, query: query).html)
                \(AttendeeFilterForm(visit: visit, query: query, choices: choices).html)
                \(try await rows(visit, signedIn, query, choices))
                """)
    }

    /// How people come into the list, beside signing up.
    private func ways(_ visit: Visit) -> HTML {
        """
        <p class="choices"><a class="button quiet" href="\(visit.path(.newAttendee))">\(visit("Lägg till en person", "Add a person"))</a>
        <a href="\(visit.path(.importAttendees))">\(visit("Importera från en fil", "Import from a file"))</a></p>
        """
    }

    /// What changes with the search.
    private func rows(
        _ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery, _ choices: AttendeeChoices
    ) async throws -> HTML {
        let (page, count) = try await store.attendeesCounted(
            query.filter, order: query.order, after: query.after, size: Self.pageSize)
        let columns = query.columns(of: choices.columns)
        let table = AttendeeTable(
            visit: visit, query: query, order: page.order, columns: columns,
            records: try await store.records(of: page.attendees, with: columns.parts), next: page.next,
            missing: try await store.attendeesMissingAnswers(page.attendees))
        let selection = AttendeeSelectionForm(visit: visit, query: query, count: count, table: table.html)
        return """
            <p class="count-line" id="attendees-count" role="status">\
            \(AttendeeCountWords(count: count, visit: visit).html)</p>
            <div id="attendees">
            \(page.order == query.order ? nil : reordered(visit))
            \(page.attendees.isEmpty ? table.html : selection.html)
            \(table.pages)
            \(page.attendees.isEmpty ? nil : AttendeeFileLinks(visit: visit, signedIn: signedIn, query: query).html)
            </div>
            """
    }

    /// Said where a search finds too many to sort.
    private func reordered(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Så många träffar visas i den ordning de anmälde sig. Skriv mer i sökfältet för att få dem i namnordning.",
            "So many are shown in the order they registered. Type more into the search to have them in order of name."
        ))</p>
        """
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
                    "Svaren från dem som har plats, utan namn. Det som få har skrivit kan ändå peka ut någon: ge kök och lokal siffrorna i stället.",
                    "The answers of those who have a seat, without names. What few have written may still point somebody out: give kitchen and venue the figures instead."))
                <a href="\(visit.path(.needCounts))">\(visit("Behov i siffror", "Needs in figures"))</a></p>
                \(sections)
                </div>
                """)
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
}
