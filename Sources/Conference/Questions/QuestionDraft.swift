/// A question as the organisers have described it, checked, before it is kept.
package struct QuestionDraft: Sendable, Equatable {
    package var kind: QuestionKind = .line
    package var label = Phrase(sv: "", en: "")
    package var hint: Phrase?
    package var purpose = Phrase(sv: "", en: "")
    package var isRequired = false
    package var isSensitive = false
    package var audience: Set<OrganisationType> = []
    package var condition: Question.Condition?
    package var lowest: Int64?
    package var highest: Int64?
    package var retentionDays: Int?
    /// In order. Choices of the question that are left out are retired.
    package var choices: [Choice] = []

    package struct Choice: Sendable, Equatable {
        /// Nil for a new one.
        package let id: Int64?
        package let label: Phrase

        package init(id: Int64?, label: Phrase) {
            self.id = id
            self.label = label
        }
    }

    package init() {}

    /// The longest of its texts, in Unicode scalars.
    package static let longestText = 500
    package static let longestRetention = 3650
    package static let mostChoices = 30

    /// The names of the form's controls.
    package enum Control: String, Sendable {
        case kind, labelSv, labelEn, hintSv, hintEn, purposeSv, purposeEn, required, sensitive, audience, condition,
            lowest, highest, retention, retentionDays, choices

        package static func choiceSv(_ row: Int) -> String { "choice\(row)Sv" }
        package static func choiceEn(_ row: Int) -> String { "choice\(row)En" }
        package static func choiceID(_ row: Int) -> String { "choice\(row)ID" }
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case unknownKind
        case notANumber
        case lowestAboveHighest
        case notDays
        /// Sensitive answers must not stay as long as the registration.
        case sensitiveWithoutEnd
        /// Else whoever may not see its answers could let themselves see them.
        case staysSensitive
        case tooFewChoices
        case unknownCondition
    }

    /// By the name of the control.
    package typealias Complaint = DraftComplaint<String, Problem>
    package typealias Outcome = DraftOutcome<QuestionDraft, Complaint>

    /// Checks what the organisers typed.
    ///
    /// - Parameters:
    ///   - existing: The question that is changed; its kind stays as it is, for answers of one kind are none of another.
    ///   - earlier: The questions asked before it, which it may depend on.
    ///   - typed: All that came under the name of a control.
    ///   - maySeeNeeds: Whether whoever changes the question may see sensitive answers.
    package static func check(
        existing: Question?, earlier: [Question], typed: @escaping (String) -> [String],
        maySeeNeeds: Bool = true
    ) -> Outcome {
        var reading = Reading(typed: typed)
        var draft = QuestionDraft()
        if let existing { draft.kind = existing.kind.kind } else { draft.kind = reading.kind() }
        draft.label = reading.phrase(.labelSv, .labelEn, isRequired: true) ?? draft.label
        draft.hint = reading.phrase(.hintSv, .hintEn, isRequired: false)
        if draft.kind.hasChoices { draft.choices = reading.choices(of: existing) }
        if draft.kind == .number { (draft.lowest, draft.highest) = reading.range() }
        draft.isRequired = reading.isTicked(.required)
        draft.audience = Set(typed(Control.audience.rawValue).compactMap(OrganisationType.init))
        draft.condition = reading.condition(among: earlier)
        draft.purpose = reading.phrase(.purposeSv, .purposeEn, isRequired: true) ?? draft.purpose
        draft.isSensitive = reading.isTicked(.sensitive)
        if existing?.isSensitive == true, !draft.isSensitive, !maySeeNeeds {
            reading.complain(Control.sensitive.rawValue, .staysSensitive)
        }
        draft.retentionDays = reading.retentionDays(isSensitive: draft.isSensitive)
        return reading.complaints.isEmpty ? .valid(draft) : .invalid(reading.complaints)
    }

    private struct Reading {
        let typed: (String) -> [String]
        var complaints: [Complaint] = []

        func text(_ name: String) -> String { RegistrationForm.tidied(typed(name).first ?? "") }

        func isTicked(_ control: Control) -> Bool { !text(control.rawValue).isEmpty }

        mutating func complain(_ name: String, _ problem: Problem) {
            complaints.append(Complaint(name, problem))
        }

        mutating func kind() -> QuestionKind {
            if let kind = QuestionKind(rawValue: text(Control.kind.rawValue)) { return kind }
            complain(Control.kind.rawValue, .unknownKind)
            return .line
        }

        mutating func phrase(_ sv: Control, _ en: Control, isRequired: Bool) -> Phrase? {
            phrase(sv.rawValue, en.rawValue, isRequired: isRequired)
        }

        mutating func phrase(_ sv: String, _ en: String, isRequired: Bool) -> Phrase? {
            var answers = TypedAnswers<String> { [typed] in typed($0).first ?? "" }
            let phrase = answers.phrase(sv, en, isRequired: isRequired, longest: QuestionDraft.longestText)
            complaints += answers.problems.map { Complaint($0.control, .typed($0.problem)) }
            return phrase
        }

        mutating func choices(of existing: Question?) -> [Choice] {
            let known = Set((existing?.kind.allChoices ?? []).filter { !$0.isRetired }.map(\.id))
            var choices: [Choice] = []
            for row in 0..<QuestionDraft.mostChoices {
                guard let label = phrase(Control.choiceSv(row), Control.choiceEn(row), isRequired: false) else {
                    continue
                }
                let id = Int64(text(Control.choiceID(row))).flatMap { known.contains($0) ? $0 : nil }
                choices.append(Choice(id: choices.contains { $0.id == id } ? nil : id, label: label))
            }
            if choices.count < 2 { complain(Control.choiceSv(choices.count), .tooFewChoices) }
            return choices
        }

        mutating func range() -> (Int64?, Int64?) {
            let lowest = number(Control.lowest.rawValue)
            let highest = number(Control.highest.rawValue)
            if let lowest, let highest, lowest > highest { complain(Control.highest.rawValue, .lowestAboveHighest) }
            return (lowest, highest)
        }

        private mutating func number(_ name: String) -> Int64? {
            let text = text(name)
            if text.isEmpty { return nil }
            let number = WholeNumber.parse(text)
            if number == nil { complain(name, .notANumber) }
            return number
        }

        mutating func condition(among earlier: [Question]) -> Question.Condition? {
            let text = text(Control.condition.rawValue)
            if text.isEmpty { return nil }
            let condition = earlier.lazy.flatMap(\.conditions).first { $0.text == text }
            if condition == nil { complain(Control.condition.rawValue, .unknownCondition) }
            return condition
        }

        mutating func retentionDays(isSensitive: Bool) -> Int? {
            guard text(Control.retention.rawValue) == "days" else {
                if isSensitive { complain(Control.retentionDays.rawValue, .sensitiveWithoutEnd) }
                return nil
            }
            let days = WholeNumber.parse(text(Control.retentionDays.rawValue))
            guard let days, (0...Int64(QuestionDraft.longestRetention)).contains(days) else {
                complain(Control.retentionDays.rawValue, .notDays)
                return nil
            }
            return Int(days)
        }
    }
}

extension Question {
    /// The answers to this question that others may depend on.
    package var conditions: [Condition] { options.map { Condition(question: id, answer: $0.answer) } }
}

extension Question.Condition {
    /// For a form.
    package var text: String { "\(question)=\(answer)" }
}

extension QuestionDraft.Problem {
    package var message: Phrase {
        switch self {
        case .typed(let problem): problem.message
        case .unknownKind: Phrase(sv: "Välj hur frågan besvaras", en: "Choose how the question is answered")
        case .notANumber: Phrase(sv: "Skriv ett heltal, eller inget", en: "Enter a whole number, or none")
        case .lowestAboveHighest:
            Phrase(sv: "Det högsta talet är lägre än det lägsta", en: "The highest number is lower than the lowest")
        case .notDays:
            Phrase(
                sv: "Skriv antalet dagar, från 0 till \(QuestionDraft.longestRetention)",
                en: "Enter the number of days, from 0 to \(QuestionDraft.longestRetention)")
        case .sensitiveWithoutEnd:
            Phrase(
                sv: "Känsliga svar måste raderas efter ett antal dagar. Skriv hur många.",
                en: "Sensitive answers must be deleted after a number of days. Enter how many.")
        case .staysSensitive:
            Phrase(
                sv: "Frågan är känslig, och det kan bara en ägare eller behovsansvarig ändra",
                en: "The question is sensitive, and only an owner or who is responsible for needs can change that")
        case .tooFewChoices: Phrase(sv: "Skriv minst två alternativ", en: "Enter at least two options")
        case .unknownCondition:
            Phrase(sv: "Välj ett svar på en tidigare fråga", en: "Choose an answer to an earlier question")
        }
    }
}
