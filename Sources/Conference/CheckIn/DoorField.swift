/// What a door may be shown of somebody beside the name. Needs, addresses and telephone numbers are not among it.
///
/// Raw values stand in the database and in what devices keep.
package enum DoorField: String, Sendable, CaseIterable {
    case organisation, kommun, role, workshops

    /// Shown until the organisers choose otherwise.
    package static let usual: Set<DoorField> = [.organisation, .kommun, .workshops]

    package var label: Phrase {
        switch self {
        case .organisation: Phrase(sv: "Organisation", en: "Organisation")
        case .kommun: Phrase(sv: "Kommun", en: "Municipality")
        case .role: Phrase(sv: "Roll", en: "Role")
        case .workshops: Phrase(sv: "Workshoppar", en: "Workshops")
        }
    }
}

/// What a door is shown beside names.
package struct DoorView: Sendable, Equatable {
    package var fields: Set<DoorField>
    /// Numbers of questions that are not sensitive.
    package var questions: Set<Int64>

    package init(fields: Set<DoorField> = DoorField.usual, questions: Set<Int64> = []) {
        self.fields = fields
        self.questions = questions
    }
}
