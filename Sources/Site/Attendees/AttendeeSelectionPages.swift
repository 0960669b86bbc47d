import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// What is done to many at once: the chosen ones, or all of a filter.
struct AttendeeSelectionPages: Sendable {
    let store: Store
    let frame: Frame

    /// Names that are shown, so that one sees who is meant.
    private static let namesShown = 20

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        try await show(
            visit, signedIn, query: try AttendeeQuery(selecting: visit, kommuner: store.kommuner), problem: nil,
            typed: "")
    }

    private func show(
        _ visit: Visit, _ signedIn: SignedIn, query: AttendeeQuery, problem: String?, typed: String
    ) async throws -> Response {
        let count = try await store.countAttendees(query.filter)
        guard count != .exactly(0) else { return frame.nobodyChosen(visit, signedIn, query) }
        let page = try await store.attendees(query.filter, order: .name, after: nil, size: Self.namesShown)
        let labels = try await store.labels()
        let title = visit("Gör något med många", "Do something with many")
        let summary = problem.map {
            ErrorSummary(
                title: visit("Etiketten ändrades inte", "The label was not changed"),
                items: [ErrorSummary.Item(message: $0, control: "label")])
        }
        return frame.page(
            visit, title: title, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: summary,
            content: """
                <div class="reading">
                \(query.back(visit))
                <h1>\(title)</h1>
                <p class="count-line">\(AttendeeCountWords(count: count, visit: visit).html)</p>
                <ul>
                \(page.attendees.map { "<li>\($0.registration.fullName), \($0.registration[.organisation])</li>\n" as HTML })
                </ul>
                \(page.next == nil ? nil : "<p>\(visit("… och fler.", "… and more."))</p>" as HTML)
                \(signedIn.may(.changeAttendees) ? changes(visit, signedIn, query, labels, problem: problem, typed: typed) : nil)
                \(signedIn.may(.handleMail) ? mail(visit, query) : nil)
                \(AttendeeFileLinks(visit: visit, signedIn: signedIn, query: query).html)
                </div>
                """)
    }

    private func mail(_ visit: Visit, _ query: AttendeeQuery) -> HTML {
        """
        <h2>\(visit("Mejla", "Mail"))</h2>
        <p><a href="\(visit.path(.newMailing))\(query.text)">\(visit("Skriv ett utskick till dem", "Write a mailing to them"))</a></p>
        """
    }

    private func changes(
        _ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery, _ labels: [Label], problem: String?, typed: String
    ) -> HTML {
        """
        <h2>\(visit("Etikett", "Label"))</h2>
        <form method="post" action="\(visit.path(.labelSelection))\(query.text)">
        \(signedIn.tokenField)
        \(LabelName(visit: visit, labels: labels, problem: problem, typed: typed).html)
        <div class="row-actions">
        <button name="what" value="add">\(visit("Sätt etiketten", "Put the label on"))</button>
        <button class="quiet" name="what" value="remove">\(visit("Ta bort etiketten", "Take the label off"))</button>
        </div>
        </form>
        <h2>\(visit("Flytta", "Move"))</h2>
        <p><a href="\(visit.path(.moveSelection))\(query.text)">\(visit(
            "Flytta dem till en annan kommun eller typ av organisation, eller in i en workshop",
            "Move them to another municipality or kind of organisation, or into a workshop"))</a></p>
        <h2>\(visit("Avboka", "Cancel"))</h2>
        <p><a href="\(visit.path(.cancelSelection))\(query.text)">\(visit(
            "Se vad som händer om de avbokas", "See what happens if they are cancelled"))</a></p>
        """
    }

    @Sendable func label(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let query = try AttendeeQuery(selecting: visit, kommuner: store.kommuner)
        let name = RegistrationForm.tidied(form["label"] ?? "")
        let problem: String
        if let wrong = LabelName.problem(name, visit) {
            problem = wrong
        } else {
            let outcome = try await store.label(
                query.filter, name: name, isAdding: form["what"] != "remove",
                by: .organiser(signedIn.organiser.name), now: visit.now)
            switch outcome {
            case .done(let labelling):
                let list = query.withoutChoice
                let separator = list.text.isEmpty ? "?" : "&"
                return .seeOther(visit.path(.attendees) + list.text + separator + "done=\(labelling.id)")
            case .unknownLabel:
                problem = visit("Det finns ingen etikett med det namnet", "There is no label of that name")
            case .tooMany:
                problem = visit(
                    "Högst \(Label.mostAtOnce) personer kan få en etikett på en gång. Välj färre.",
                    "At most \(Label.mostAtOnce) people can get a label at once. Choose fewer.")
            }
        }
        return try await show(visit, signedIn, query: query, problem: problem, typed: form["label"] ?? "")
    }

    func undo(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        let query = try AttendeeQuery(selecting: visit, kommuner: store.kommuner)
        _ = try await store.undoLabelling(id: id, by: .organiser(signedIn.organiser.name), now: visit.now)
        return .seeOther(visit.path(.attendees) + query.text)
    }

    @Sendable func askToCancel(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = try AttendeeQuery(selecting: visit, kommuner: store.kommuner)
        guard let ids = try await store.ids(query.filter, limit: MassCancellation.most) else {
            return tooMany(visit, signedIn, query)
        }
        let preview = try await store.previewCancelling(ids: ids, now: visit.now)
        guard preview.count > 0 else { return frame.nobodyChosen(visit, signedIn, query) }
        let title = visit(
            "Vill du avboka \(preview.count) personer?", "Do you want to cancel \(preview.count) registrations?")
        return frame.page(
            visit, title: visit("Avboka", "Cancel"), organiser: signedIn,
            content: """
                <div class="reading">
                \(query.back(visit))
                <h1>\(title)</h1>
                <ul>
                \(consequences(visit, preview))
                </ul>
                <p>\(visit("Det går inte att ångra.", "This cannot be undone."))</p>
                <form method="post" action="\(visit.path(.cancelSelection))\(query.withoutChoice.text)" class="choices">
                \(signedIn.tokenField)
                <input type="hidden" name="people" value="\(ids.map(String.init).joined(separator: ","))" />
                <button class="warning">\(visit("Ja, avboka", "Yes, cancel"))</button>
                <a href="\(visit.path(.attendees))\(query.withoutChoice.text)">\(visit("Nej, tillbaka", "No, go back"))</a>
                </form>
                </div>
                """)
    }

    private func consequences(_ visit: Visit, _ preview: MassCancellation) -> [HTML] {
        let waiting = preview.cancelled[.waiting] ?? 0
        return [
            (preview.seats, visit("\(preview.seats) platser blir lediga.", "\(preview.seats) seats become free.")),
            (waiting, visit("\(waiting) lämnar kön.", "\(waiting) leave the line.")),
            (
                preview.handedOut,
                visit(
                    "\(preview.handedOut) som står i kö får en plats eller ett erbjudande om en, direkt.",
                    "\(preview.handedOut) who wait get a seat or the offer of one, at once.")
            ),
            (
                preview.count,
                visit(
                    "De som har en e-postadress får ett mejl om att de är avbokade.",
                    "Those who have an e-mail address get a mail that they are cancelled.")
            ),
            (
                preview.alreadyCancelled,
                visit(
                    "\(preview.alreadyCancelled) är redan avbokade.",
                    "\(preview.alreadyCancelled) are cancelled already.")
            ),
        ].filter { $0.0 > 0 }.map { "<li>\($0.1)</li>\n" }
    }

    /// Cancels whom the preview was about, and nobody who has come into the filter since.
    @Sendable func cancel(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let query = try AttendeeQuery(selecting: visit, kommuner: store.kommuner)
        let ids = (form["people"] ?? "").split(separator: ",").compactMap { Int64($0) }
        let done = try await store.cancel(
            ids: ids, by: .organiser(signedIn.organiser.name), now: visit.now)
        return frame.page(
            visit, title: visit("Avbokade", "Cancelled"), organiser: signedIn,
            content: """
                <div class="reading">
                <div class="success" role="status"><p>\(visit(
                    "\(done.count) personer är avbokade. \(done.handedOut) i kön fick plats eller erbjudande.",
                    "\(done.count) registrations are cancelled. \(done.handedOut) in line got a seat or an offer."))</p></div>
                \(query.back(visit))
                </div>
                """)
    }

    private func tooMany(_ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery) -> Response {
        frame.tooManyChosen(
            visit, signedIn, query,
            visit(
                "Högst \(MassCancellation.most) kan avbokas på en gång. Välj färre.",
                "At most \(MassCancellation.most) can be cancelled at once. Choose fewer."))
    }
}
