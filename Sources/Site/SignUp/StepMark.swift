import Conference

/// Where on the way through the sign-up somebody is.
struct StepMark {
    enum Step: Int {
        case details = 1
        case questions, done
    }

    let step: Step
    let language: Language

    var html: HTML {
        let what =
            switch step {
            case .details: Phrase(sv: "Dina uppgifter", en: "Your details")
            case .questions: Phrase(sv: "Frågor och workshoppar", en: "Questions and workshops")
            case .done: Phrase(sv: "Klart", en: "Done")
            }
        let count = Phrase(sv: "Steg \(step.rawValue) av 3", en: "Step \(step.rawValue) of 3")
        return "<p class=\"step\">\(count[language]): \(what[language])</p>\n"
    }
}
