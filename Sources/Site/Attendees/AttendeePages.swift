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
        let form = try visit.request.head.queryFields()
        let query = AttendeeQuery(form, kommuner: store.kommuner)
        let choices = try await AttendeeChoices(store: store)
        let views = try await store.savedViews(of: signedIn.organiser.id)
        var done: Labelling?
        if let id = form["done"].flatMap({ Int64($0) }) { done = try await store.labelling(id: id) }
        return frame.page(
            visit, title: visit("Deltagare", "Attendees"), organiser: signedIn,
            content: """
                <h1>\(visit("Deltagare", "Attendees"))</h1>
                \(done.map { LabellingNotice(visit: visit, signedIn: signedIn, labelling: $0, query: query).html })
                \(SavedViewList(visit: visit, signedIn: signedIn, views: views, query: query).html)
                \(AttendeeFilterForm(visit: visit, query: query, choices: choices).html)
                \(try await rows(visit, signedIn, query, choices))
                """)
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
        let needs: SensitiveAnswers = signedIn.may(.readNeeds) ? .folded : .leftOut
        // None where the contact is forgotten, or was a door.
        var delegation: Delegation?
        if let id = attendee.delegation { delegation = try await store.delegation(id: id) }
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
                    attendee: attendee, language: visit.language, kommuner: store.kommuner, needs: needs).html)
                \(delegation.map { group(visit, signedIn, $0.id) })
                \(questionnaire.flatMap { answers(visit, $0, needs: needs) })
                <h2>\(visit("Historik", "History"))</h2>
                <ol class="history">
                \(history.map { entry(visit, $0) })
                </ol>
                \(attendee.state == .cancelled || !signedIn.may(.changeAttendees) ? nil : cancelLink(visit, id))
                </div>
                """)
    }

    private func group(_ visit: Visit, _ signedIn: SignedIn, _ id: Int64) -> HTML {
        let words = visit("Anmäld med en grupp", "Registered with a group")
        return signedIn.may(.changeAttendees)
            ? "<p><a href=\"\(visit.path(.delegationSetting(id: id)))\">\(words)</a></p>" : "<p>\(words)</p>"
    }

    private func answers(_ visit: Visit, _ questionnaire: Questionnaire, needs: SensitiveAnswers) -> HTML? {
        let answers = QuestionAnswerList(
            questions: questionnaire.questions, answers: questionnaire.answers, language: visit.language,
            sensitive: needs
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
        let who = LogWords.label(of: entry.actor, store.kommuner)[visit.language]
        let what = LogWords.label(of: entry.action)[visit.language]
        return """
            <li><time datetime="\(SwedishTime.isoMinute(entry.at))">\(SwedishTime.isoMinute(entry.at))</time> \
            \(what), \(who)</li>

            """
    }

    private func cancelLink(_ visit: Visit, _ id: Int64) -> HTML {
        "<p><a href=\"\(visit.path(.cancelAttendee(id: id)))\">\(visit("Avboka", "Cancel"))</a></p>"
    }
}
