/// What a kommun asks for: more seats, and why.
package struct SeatRequestDraft: Sendable, Equatable {
    package enum Control: String, Sendable {
        case seats, reason
    }

    package typealias Complaint = DraftComplaint<Control, TypedProblem>

    package static let mostSeats = 1000
    package static let longestReason = 1000

    package let seats: Int
    /// Nil where none was given.
    package let reason: String?

    package static func check(typed: @escaping (Control) -> String) -> DraftOutcome<SeatRequestDraft, Complaint> {
        var answers = TypedAnswers(typed)
        let seats = answers.number(.seats, in: 1...mostSeats)
        let reason = answers.voluntaryText(.reason, longest: longestReason, allowsLines: true)
        guard answers.problems.isEmpty, let seats else {
            return .invalid(answers.problems.map { Complaint($0.control, $0.problem) })
        }
        return .valid(SeatRequestDraft(seats: seats, reason: reason))
    }
}

/// Why organisers say no to it.
package struct SeatRequestRefusal: Sendable, Equatable {
    package enum Control: String, Sendable {
        case reply
    }

    package let reply: String

    package static func check(typed: @escaping (Control) -> String) -> DraftOutcome<
        Self, DraftComplaint<Control, TypedProblem>
    > {
        var answers = TypedAnswers(typed)
        let reply = answers.text(.reply, longest: SeatRequestDraft.longestReason, allowsLines: true)
        guard answers.problems.isEmpty, let reply else {
            return .invalid(answers.problems.map { DraftComplaint($0.control, $0.problem) })
        }
        return .valid(Self(reply: reply))
    }
}
