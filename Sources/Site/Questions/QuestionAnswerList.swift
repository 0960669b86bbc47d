import Conference

/// What somebody answered to the organisers' questions, as terms and values.
struct QuestionAnswerList {
    let questions: [Question]
    let answers: QuestionAnswers
    let language: Language
    /// What becomes of answers that may tell about health, belief or origin.
    var sensitive = SensitiveAnswers.shown

    /// Nil where nothing was answered.
    var html: HTML? {
        let given = questions.filter { !answers[$0.id].isEmpty }
        if given.isEmpty { return nil }
        let hidden = sensitive == .shown ? [] : given.filter(\.isSensitive)
        let details: HTML = """
            <details>
            <summary>\(Phrase(sv: "Visa känsliga svar", en: "Show sensitive answers")[language])</summary>
            \(list(hidden))
            </details>
            """
        let open = given.filter { !hidden.contains($0) }
        return "\(open.isEmpty ? nil : list(open))\(hidden.isEmpty || sensitive == .leftOut ? nil : details)"
    }

    private func list(_ questions: [Question]) -> HTML {
        let rows = questions.map { question -> HTML in
            let text = QuestionWords(question: question, language: language).text(answers)
            return "<div><dt>\(question.label[language])</dt><dd>\(text)</dd></div>\n"
        }
        return "<dl class=\"answers\">\n\(rows)</dl>"
    }
}
