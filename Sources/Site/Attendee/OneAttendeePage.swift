import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/admin/deltagare/{id}`: all that is known about one attendee, and what can be done.
struct OneAttendeePage: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    /// A form of the page that was refused, with what was typed into it.
    struct Attempt {
        /// The control it is about.
        let control: String
        let problem: String
        let typed: String
    }

    private static let messagesShown = 50

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        try await show(visit, signedIn, id: id, attempt: nil)
    }

    /// - Parameter attempt: Nil when nothing has been refused.
    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64, attempt: Attempt?) async throws -> Response {
        guard let attendee = try await store.attendee(id: id), let questionnaire = try await store.questionnaire(of: id)
        else { return problems.notFound(visit, signedIn) }
        let place = try await store.placeInLine(of: id)
        let mayChange = signedIn.may(.changeAttendees)
        let needs: SensitiveAnswers = signedIn.may(.readNeeds) ? .folded : .leftOut
        // None where the contact is forgotten, or was a door.
        var delegation: Delegation?
        if let id = attendee.delegation { delegation = try await store.delegation(id: id) }
        let history = AttendeeHistory(
            visit: visit, kommuner: store.kommuner, questions: questionnaire.questions,
            mayReadNeeds: signedIn.may(.readNeeds), entries: try await store.history(ofRegistration: id))
        let summary = attempt.map { attempt in
            ErrorSummary(
                title: visit("Det sparades inte", "It was not saved"),
                items: [ErrorSummary.Item(message: attempt.problem, control: attempt.control)])
        }
        return frame.page(
            visit, title: attendee.registration.fullName, status: attempt == nil ? .ok : .unprocessableContent,
            organiser: signedIn, problems: summary,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendees))">\(visit("Alla deltagare", "All attendees"))</a></p>
                \(try done(visit))
                <h1>\(attendee.registration.fullName)</h1>
                <p>\(StateMark(state: attendee.state, language: visit.language).html)
                \(place.map { reason(visit, $0) })
                <span class="booking-code">\(attendee.code)</span></p>
                \(mayChange && attendee.state != .cancelled ? actions(visit, id) : nil)
                \(AnswerList(
                    attendee: attendee, language: visit.language, kommuner: store.kommuner, needs: needs).html)
                \(delegation.map { group(visit, signedIn, $0.id) })
                \(answers(visit, questionnaire, needs: needs))
                \(try await labels(visit, signedIn, attendee, attempt).html)
                \(try await notes(visit, signedIn, attendee, attempt).html)
                \(try await mail(visit, signedIn, attendee))
                \(history.html)
                </div>
                """)
    }

    private func actions(_ visit: Visit, _ id: Int64) -> HTML {
        """
        <p class="choices"><a class="button" href="\(visit.path(.editAttendee(id: id)))">\(visit(
            "Ändra uppgifter", "Change the answers"))</a>
        <a href="\(visit.path(.cancelAttendee(id: id)))">\(visit("Avboka", "Cancel"))</a></p>
        """
    }

    private func done(_ visit: Visit) throws -> HTML? {
        let words: String
        switch try visit.request.head.queryFields()["done"] {
        case "saved": words = visit("Ändringarna är sparade.", "The changes are saved.")
        case "unchanged": words = visit("Inget var ändrat.", "Nothing was changed.")
        case "resent": words = visit("Mejlet är på väg igen.", "The mail is on its way again.")
        case "label": words = visit("Etiketterna är sparade.", "The labels are saved.")
        case "note": words = visit("Anteckningarna är sparade.", "The notes are saved.")
        default: return nil
        }
        return "<p class=\"success\" role=\"status\">\(words)</p>"
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

    private func reason(_ visit: Visit, _ place: PlaceInLine) -> HTML {
        let why =
            switch place.reason {
            case .groupFull: visit("gruppens platser räcker inte till", "the group’s seats are not enough")
            case .conferenceFull: visit("konferensen är full", "the conference is full")
            }
        return "<span>\(visit("nummer", "number")) \(place.place), \(why)</span>"
    }

    private func labels(
        _ visit: Visit, _ signedIn: SignedIn, _ attendee: Attendee, _ attempt: Attempt?
    ) async throws -> AttendeeLabels {
        AttendeeLabels(
            visit: visit, signedIn: signedIn, id: attendee.id,
            own: try await store.records(of: [attendee], with: [.labels]).first?.labels ?? [],
            all: try await store.labels(),
            attempt: attempt.flatMap { $0.control == LabelName.control ? $0 : nil })
    }

    private func notes(
        _ visit: Visit, _ signedIn: SignedIn, _ attendee: Attendee, _ attempt: Attempt?
    ) async throws -> AttendeeNotes {
        let isOver = try await store.conference().map { visit.now >= $0.erasesSensitiveAnswersAt } ?? false
        return AttendeeNotes(
            visit: visit, signedIn: signedIn, id: attendee.id,
            notes: try await store.notes(ofRegistration: attendee.id),
            attempt: attempt.flatMap { $0.control == AttendeeNotes.control ? $0 : nil }, isOver: isOver)
    }

    private func mail(_ visit: Visit, _ signedIn: SignedIn, _ attendee: Attendee) async throws -> HTML? {
        guard signedIn.may(.handleMail) else { return nil }
        let messages = try await store.messages(ofRegistration: attendee.id, limit: Self.messagesShown)
        return AttendeeMail(visit: visit, signedIn: signedIn, state: attendee.state, messages: messages).html
    }

    /// Puts a label on one attendee, or takes it off.
    func label(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard try await store.attendee(id: id) != nil else { return problems.notFound(visit, signedIn) }
        let name = RegistrationForm.tidied(form[LabelName.control] ?? "")
        var problem = LabelName.problem(name, visit)
        if problem == nil {
            let outcome = try await store.label(
                AttendeeFilter(chosen: [id]), name: name, isAdding: form["what"] != "remove", by: signedIn.actor,
                now: visit.now)
            switch outcome {
            case .done: return .seeOther(visit.path(.attendee(id: id)) + "?done=label")
            case .unknownLabel, .tooMany:
                problem = visit("Det finns ingen etikett med det namnet", "There is no label of that name")
            }
        }
        return try await show(
            visit, signedIn, id: id,
            attempt: problem.map {
                Attempt(control: LabelName.control, problem: $0, typed: form[LabelName.control] ?? "")
            })
    }
}
