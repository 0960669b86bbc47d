import Conference
import Secrets
import Storage

/// The part of the personal page about questions; nothing where nothing is asked.
struct QuestionSection {
    let visit: Visit
    let link: SecretLink
    let questionnaire: Questionnaire
    let mayChange: Bool

    private var isEmpty: Bool { questionnaire.open.isEmpty && questionnaire.workshops.isEmpty }

    var html: HTML? {
        let answers = QuestionAnswerList(
            questions: questionnaire.questions, answers: questionnaire.answers, language: visit.language
        ).html
        let canAnswer = mayChange && questionnaire.attendee.state != .cancelled && !isEmpty
        guard answers != nil || canAnswer else { return nil }
        return """
            <section id="questions">
            <h2>\(questionnaire.open.isEmpty
                ? visit("Ditt val", "Your choice") : visit("Frågor inför konferensen", "Questions before the conference"))</h2>
            \(canAnswer ? missing : nil)
            \(answers)
            \(canAnswer ? change(hasAnswered: answers != nil) : nil)
            </section>
            """
    }

    private var missing: HTML? {
        let missing = questionnaire.missing
        if missing.isEmpty { return nil }
        return """
            <div class="notice" data-missing="\(missing.count)">
            <p><strong>\(visit("Det här behöver vi ett svar på:", "This we need an answer to:"))</strong></p>
            <ul>
            \(missing.map { "<li>\($0.label[visit.language])</li>\n" as HTML })
            </ul>
            </div>
            """
    }

    private func change(hasAnswered: Bool) -> HTML {
        if questionnaire.open.isEmpty || questionnaire.missing.isEmpty, !questionnaire.workshops.isEmpty {
            let words =
                questionnaire.open.isEmpty
                ? visit("Välj workshoppar", "Choose workshops")
                : visit("Ändra svar och workshoppar", "Change answers and workshops")
            return "<p><a href=\"\(visit.path(.questions(link)))\">\(words)</a></p>"
        }
        let words =
            hasAnswered && questionnaire.missing.isEmpty
            ? visit("Ändra svaren", "Change the answers") : visit("Svara på frågorna", "Answer the questions")
        return "<p><a href=\"\(visit.path(.questions(link)))\">\(words)</a></p>"
    }
}
