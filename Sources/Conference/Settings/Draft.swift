/// What is wrong with one answer of a form of settings.
package struct DraftComplaint<Control: Sendable & Equatable, Problem: Sendable & Equatable>: Error, Equatable {
    package let control: Control
    package let problem: Problem

    package init(_ control: Control, _ problem: Problem) {
        self.control = control
        self.problem = problem
    }
}

/// What became of a form of settings.
package enum DraftOutcome<Draft: Sendable & Equatable, Complaint: Sendable & Equatable>: Sendable, Equatable {
    case valid(Draft)
    /// Never empty.
    case invalid([Complaint])
}
