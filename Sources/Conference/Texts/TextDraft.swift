/// A text as the organisers have typed it, checked. What its Markdown may hold is asked where that is read.
package struct TextDraft: Sendable, Equatable {
    /// Nil for the built-in words.
    package let text: Translated?

    package init(text: Translated?) {
        self.text = text
    }

    /// The names of the form's controls.
    package enum Control: String, Sendable, CaseIterable {
        case textSv, textEn
    }

    package typealias Complaint = DraftComplaint<Control, TypedProblem>
    package typealias Outcome = DraftOutcome<TextDraft, Complaint>

    /// What says the same as the built-in words is kept as those, so that it follows when a newer program has others.
    package static func check(_ name: ConferenceText, typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let text = answers.translated(.textSv, .textEn, longest: ConferenceText.longest)
        let complaints = answers.problems.map { Complaint($0.control, $0.problem) }
        guard complaints.isEmpty else { return .invalid(complaints) }
        return .valid(TextDraft(text: text == name.builtIn ? nil : text))
    }
}
