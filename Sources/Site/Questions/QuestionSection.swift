import Conference
import Secrets
import Storage

/// The part of the personal page about questions; nothing where nothing is asked.
struct QuestionSection {
    let visit: Visit
    let link: SecretLink
    let questionnaire: Questionnaire
    let mayChange: Bool

    var html: HTML? {
        let answers = QuestionAnswerList(
            questions: questionnaire.questions, answers: questionnaire.answers, language: visit.language
        ).html
        let canAnswer = mayChange && !questionnaire.open.isEmpty
        guard answers != nil || canAnswer else { return nil }
        return """
            <section id="questions">
            <h2>\(visit("Frågor inför konferensen", "Questions before the conference"))</h2>
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
        let isDone = questionnaire.missing.isEmpty
        let words =
            hasAnswered && isDone
            ? visit("Ändra svaren", "Change the answers") : visit("Svara på frågorna", "Answer the questions")
        return """
            <p><a\(isDone ? nil : " class=\"button\"" as HTML) href="\(visit.path(.questions(link)))">\(words)</a></p>
            """
    }
}
