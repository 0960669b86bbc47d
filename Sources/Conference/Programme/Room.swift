/// Where something of the programme is held.
package struct Room: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: Phrase
    /// Nil when nobody has counted them.
    package let seats: Int?
    package let isRetired: Bool
    /// Grows with every change.
    package let revision: Int

    package init(id: Int64, name: Phrase, seats: Int?, isRetired: Bool = false, revision: Int = 1) {
        self.id = id
        self.name = name
        self.seats = seats
        self.isRetired = isRetired
        self.revision = revision
    }
}

/// A room as the organisers have described it, checked.
package struct RoomDraft: Sendable, Equatable {
    package let name: Phrase
    package let seats: Int?

    package init(name: Phrase, seats: Int?) {
        self.name = name
        self.seats = seats
    }

    private static let longestName = 100
    private static let mostSeats = 100_000

    /// The names of the form's controls.
    package enum Control: String, Sendable, CaseIterable {
        case nameSv, nameEn, seats
    }

    package typealias Complaint = DraftComplaint<Control, TypedProblem>
    package typealias Outcome = DraftOutcome<RoomDraft, Complaint>

    package static func check(typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let name = answers.phrase(.nameSv, .nameEn, isRequired: true, longest: longestName)
        let seats = answers.voluntaryNumber(.seats, in: 1...mostSeats)
        let complaints = answers.problems.map { Complaint($0.control, $0.problem) }
        guard complaints.isEmpty, let name else { return .invalid(complaints) }
        return .valid(RoomDraft(name: name, seats: seats))
    }
}
