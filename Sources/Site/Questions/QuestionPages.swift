import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/fragor`: step 2, what the organisers ask beside the form.
///
/// It is asked of somebody who has signed up already: the seat is decided first, so nobody loses one while they think
/// about an answer, and whoever stops half-way has lost nothing. What is asked may depend on what step 1 said. The same
/// page changes answers later, until the change stop.
struct QuestionPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let questionnaire = try await store.questionnaire(link: link),
            let conference = try await store.conference()
        else { return problems.notFound(visit) }
        guard !questionnaire.open.isEmpty || !questionnaire.workshops.isEmpty else {
            return .seeOther(visit.path(.personal(link)))
        }
        guard mayChange(visit, questionnaire, conference) else {
            return tooLate(visit, link, questionnaire, conference, typed: nil)
        }
        let query = try visit.request.head.queryFields()
        return page(
            visit, link, questionnaire,
            Attempt(
                answers: questionnaire.answers, workshops: Set(questionnaire.places.map(\.workshop)),
                isFurther: query["next"] != nil))
    }

    /// The link is the right to answer: nobody else's page can know it, so no token is needed beside it.
    func submit(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        let form = try visit.form()
        let shown = Set(form.all(QuestionControl.shown).compactMap { Int64($0) })
        let typed = Dictionary(
            uniqueKeysWithValues: shown.map { ($0, form.all(QuestionControl.name($0)).filter { !$0.isEmpty }) })
        let workshops =
            form[WorkshopFieldset.shown] == nil
            ? nil : Set(form.all(WorkshopFieldset.name).compactMap { Int64($0) })
        switch try await store.answer(
            link: link, shown: shown, typed: typed, workshops: workshops, now: visit.now)
        {
        case .saved(let unasked) where unasked.isEmpty:
            return .seeOther(visit.path(.personal(link)) + "?saved=yes")
        case .saved:
            return .seeOther(visit.path(.questions(link)) + "?next=yes")
        case .invalid(let found, let overlap):
            guard let questionnaire = try await store.questionnaire(link: link) else { return problems.notFound(visit) }
            return page(
                visit, link, questionnaire,
                Attempt(
                    answers: QuestionAnswers(stored: typed), workshops: workshops ?? [], problems: found,
                    overlap: overlap))
        case .tooLate:
            guard let questionnaire = try await store.questionnaire(link: link),
                let conference = try await store.conference()
            else { return problems.notFound(visit) }
            return tooLate(visit, link, questionnaire, conference, typed: QuestionAnswers(stored: typed))
        case .notFound: return problems.notFound(visit)
        }
    }

    /// A form as it is shown.
    private struct Attempt {
        /// Stored ones, or what was typed.
        let answers: QuestionAnswers
        let workshops: Set<Int64>
        var problems: [AnswerProblem] = []
        var overlap: WorkshopOverlap?
        /// Whether an answer has just brought about another question.
        var isFurther = false

        var isFaultless: Bool { problems.isEmpty && overlap == nil }
    }

    private func page(
        _ visit: Visit, _ link: SecretLink, _ questionnaire: Questionnaire, _ attempt: Attempt
    ) -> Response {
        let summary = ErrorSummary(
            title: visit("Något behöver rättas", "Something needs to be corrected"),
            items: attempt.problems.map {
                ErrorSummary.Item(
                    message: $0.message[visit.language], control: QuestionControl.name($0.question.id))
            }
                + [attempt.overlap].compactMap { $0 }.map {
                    ErrorSummary.Item(
                        message: WorkshopFieldset.message($0, visit.language),
                        control: WorkshopFieldset.control($0.one))
                })
        let workshops = WorkshopFieldset(
            visit: visit, workshops: questionnaire.workshops, places: questionnaire.places, chosen: attempt.workshops,
            overlap: attempt.overlap)
        let title =
            switch (questionnaire.open.isEmpty, questionnaire.workshops.isEmpty) {
            case (true, _): visit("Workshoppar", "Workshops")
            case (false, true): visit("Frågor inför konferensen", "Questions before the conference")
            case (false, false): visit("Frågor och workshoppar", "Questions and workshops")
            }
        let fieldset = QuestionFieldset(
            visit: visit, questions: questionnaire.open, type: questionnaire.type, answers: attempt.answers,
            problems: attempt.problems)
        return frame.page(
            visit, title: title, status: attempt.isFaultless ? .ok : .unprocessableContent,
            problems: attempt.isFaultless ? nil : summary,
            content: """
                <div class="reading">
                \(StepMark(step: .questions, language: visit.language).html)
                <h1>\(title)</h1>
                \(attempt.isFurther ? further(visit) : registered(visit, questionnaire.attendee))
                <form method="post" action="\(visit.path(.questions(link)))" novalidate="novalidate" data-once="true">
                \(fieldset.html)
                \(workshops.html)
                <div class="choices">
                <button class="main">\(visit("Spara och gå vidare", "Save and continue"))</button>
                <a href="\(visit.path(.personal(link)))">\(visit("Svara senare", "Answer later"))</a>
                </div>
                </form>
                </div>
                """)
    }

    private func registered(_ visit: Visit, _ attendee: Attendee) -> HTML {
        """
        <p data-state="\(attendee.state.rawValue)">\(StateMark(state: attendee.state, language: visit.language).html) \
        \(visit(
            "Din anmälan är sparad. Svara nu, eller senare från din personliga sida.",
            "Your registration is saved. Answer now, or later from your personal page."))</p>
        """
    }

    private func further(_ visit: Visit) -> HTML {
        """
        <p class="success" role="status">\(visit(
            "Dina svar är sparade. Ett av dem ger en fråga till, som är markerad som följdfråga.",
            "Your answers are saved. One of them brings another question, which is marked as a follow-up."))</p>
        """
    }

    private func mayChange(_ visit: Visit, _ questionnaire: Questionnaire, _ conference: ConferenceFacts) -> Bool {
        questionnaire.attendee.state != .cancelled && visit.now < conference.changeStopsAt
    }

    /// - Parameter typed: What came too late and is shown so that it is not lost. Nil when nothing did.
    private func tooLate(
        _ visit: Visit, _ link: SecretLink, _ questionnaire: Questionnaire, _ conference: ConferenceFacts,
        typed: QuestionAnswers?
    ) -> Response {
        let why =
            questionnaire.attendee.state == .cancelled
            ? visit("Din anmälan är avbokad.", "Your registration is cancelled.")
            : visit(
                "Svar kunde ändras \(SwedishTime.until(conference.changeStopsAt).sv). Behöver du ändra något, hör av dig "
                    + "till arrangörerna.",
                "Answers could be changed \(SwedishTime.until(conference.changeStopsAt).en). If you need to change "
                    + "something, write to the organisers.")
        let title = visit("Svaren kan inte ändras", "The answers cannot be changed")
        let list = { (answers: QuestionAnswers) in
            QuestionAnswerList(questions: questionnaire.questions, answers: answers, language: visit.language).html
        }
        return frame.page(
            visit, title: title, status: typed == nil ? .ok : .conflict,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(why)</p>
                \(typed.flatMap(list).map { "<h2>\(visit("Det här sparades inte", "This was not saved"))</h2>\n\($0)" as HTML })
                \(list(questionnaire.answers).map { "<h2>\(visit("Dina svar", "Your answers"))</h2>\n\($0)" as HTML })
                <p><a href="\(visit.path(.personal(link)))">\(visit(
                    "Till din personliga sida", "To your personal page"))</a></p>
                </div>
                """)
    }
}
