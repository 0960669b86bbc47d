/// How a question is answered, without what may be answered. Raw values stand in the database and the form.
package enum QuestionKind: String, Sendable, CaseIterable {
    case line, paragraph, number, day, choice, choices, yesNo

    package var label: Phrase {
        switch self {
        case .line: Phrase(sv: "Kort text", en: "Short text")
        case .paragraph: Phrase(sv: "Lång text", en: "Long text")
        case .number: Phrase(sv: "Heltal", en: "Whole number")
        case .day: Phrase(sv: "Datum", en: "Date")
        case .choice: Phrase(sv: "Ett av flera alternativ", en: "One of many")
        case .choices: Phrase(sv: "Flera av flera alternativ", en: "Several of many")
        case .yesNo: Phrase(sv: "Ja eller nej", en: "Yes or no")
        }
    }

    package var hasChoices: Bool { self == .choice || self == .choices }
}

extension Question.Kind {
    package var kind: QuestionKind {
        switch self {
        case .line: .line
        case .paragraph: .paragraph
        case .number: .number
        case .day: .day
        case .choice: .choice
        case .choices: .choices
        case .yesNo: .yesNo
        }
    }

    /// Those that have been retired, too.
    package var allChoices: [Question.Choice] {
        switch self {
        case .choice(let choices), .choices(let choices): choices
        case .line, .paragraph, .number, .day, .yesNo: []
        }
    }
}
