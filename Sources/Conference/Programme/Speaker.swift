/// Somebody who speaks, leads or takes part on stage.
package struct Speaker: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: String
    package let title: Translated?
    package let organisation: String?
    /// Markdown.
    package let about: Translated?
    package let isRetired: Bool
    /// Grows with every change.
    package let revision: Int

    package init(
        id: Int64, name: String, title: Translated? = nil, organisation: String? = nil, about: Translated? = nil,
        isRetired: Bool = false, revision: Int = 1
    ) {
        self.id = id
        self.name = name
        self.title = title
        self.organisation = organisation
        self.about = about
        self.isRetired = isRetired
        self.revision = revision
    }
}

/// A speaker as the organisers have described them, checked.
package struct SpeakerDraft: Sendable, Equatable {
    package let name: String
    package let title: Translated?
    package let organisation: String?
    package let about: Translated?

    package init(name: String, title: Translated? = nil, organisation: String? = nil, about: Translated? = nil) {
        self.name = name
        self.title = title
        self.organisation = organisation
        self.about = about
    }

    private static let longestName = 100
    private static let longestTitle = 200
    private static let longestAbout = 2000

    /// The names of the form's controls.
    package enum Control: String, Sendable, CaseIterable {
        case name, titleSv, titleEn, organisation, aboutSv, aboutEn
    }

    package typealias Complaint = DraftComplaint<Control, TypedProblem>
    package typealias Outcome = DraftOutcome<SpeakerDraft, Complaint>

    package static func check(typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let name = answers.text(.name, longest: longestName)
        let title = answers.translated(.titleSv, .titleEn, longest: longestTitle, allowsLines: false)
        let organisation = answers.voluntaryText(.organisation, longest: longestTitle)
        let about = answers.translated(.aboutSv, .aboutEn, longest: longestAbout)
        let complaints = answers.problems.map { Complaint($0.control, $0.problem) }
        guard complaints.isEmpty, let name else { return .invalid(complaints) }
        return .valid(SpeakerDraft(name: name, title: title, organisation: organisation, about: about))
    }
}
