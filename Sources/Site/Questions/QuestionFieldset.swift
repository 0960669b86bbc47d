import Conference

/// The questions of one attendee, with what was answered and what was wrong with it.
struct QuestionFieldset {
    let visit: Visit
    let questions: [Question]
    let type: OrganisationType
    let answers: QuestionAnswers
    let problems: [AnswerProblem]

    var html: HTML {
        let controls = questions.map { question in
            QuestionControl(
                visit: visit, question: question, values: answers[question.id],
                problem: problems.first { $0.question.id == question.id },
                isAsked: answers.isAsked(question, of: type)
            ).html
        }
        return "\(controls)"
    }
}
