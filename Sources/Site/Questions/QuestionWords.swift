import Conference

/// What is said about a question wherever it is asked: what the answer is for, and how long it is kept.
struct QuestionWords {
    let question: Question
    let language: Language

    var purpose: String {
        Phrase(sv: "Varför vi frågar: \(question.purpose.sv)", en: "Why we ask: \(question.purpose.en)")[language]
    }

    var retention: String {
        let phrase =
            switch question.retentionDays {
            case nil:
                Phrase(
                    sv: "Svaret sparas lika länge som anmälan.", en: "The answer is kept as long as the registration.")
            case 0:
                Phrase(
                    sv: "Svaret raderas dagen efter konferensen.",
                    en: "The answer is deleted the day after the conference.")
            case 1:
                Phrase(
                    sv: "Svaret raderas en dag efter konferensen.",
                    en: "The answer is deleted one day after the conference.")
            case .some(let days):
                Phrase(
                    sv: "Svaret raderas \(days) dagar efter konferensen.",
                    en: "The answer is deleted \(days) days after the conference.")
            }
        return phrase[language]
    }

    /// An answer as people read it; "" where there is none.
    func text(_ answers: QuestionAnswers) -> String {
        answers[question.id].map { answer in
            switch question.kind {
            case .line, .paragraph, .number, .day: answer
            case .yesNo: YesNo(rawValue: answer)?.label[language] ?? answer
            case .choice(let choices), .choices(let choices):
                choices.first { String($0.id) == answer }?.label[language] ?? answer
            }
        }.joined(separator: ", ")
    }
}
