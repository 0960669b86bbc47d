/// One thing the sign-up form asks. The list `Field.all` drives form, validation, error summary, table, CSV and JSON.
package struct Field: Sendable, Hashable {
    /// The name in the form, in the column, in JSON and in the plain CSV.
    package let name: String
    package let kind: Kind
    /// Where on the form it is asked.
    package let section: Section
    package let label: Phrase
    package let hint: Phrase?
    /// What to say when it is missing. Nil makes the field optional.
    package let missing: Phrase?
    /// Longest answer, in Unicode scalars.
    package let longest: Int
    /// What browsers may fill in (HTML `autocomplete`).
    package let autocomplete: String?
    /// Deleted after the conference, and shown to as few as possible until then.
    package let isSensitive: Bool

    package enum Section: Sendable, CaseIterable {
        case person, work, needs

        package var label: Phrase {
            switch self {
            case .person: Phrase(sv: "Om dig", en: "About you")
            case .work: Phrase(sv: "Var du arbetar eller verkar", en: "Where you work or are active")
            case .needs: Phrase(sv: "Så att dagen fungerar för dig", en: "To make the day work for you")
            }
        }
    }

    package enum Kind: Sendable {
        case line, email, phone, organisationType, kommun, paragraph
    }

    package var isRequired: Bool { missing != nil }

    /// Whether the attendee may change it later. Kind of organisation and kommun decide whose seat it is: with another
    /// one it would be another seat.
    package var mayChange: Bool { kind != .organisationType && kind != .kommun }

    init(
        _ name: String, _ kind: Kind, in section: Section, label: Phrase, hint: Phrase? = nil, missing: Phrase? = nil,
        longest: Int, autocomplete: String? = nil, isSensitive: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.section = section
        self.label = label
        self.hint = hint
        self.missing = missing
        self.longest = longest
        self.autocomplete = autocomplete
        self.isSensitive = isSensitive
    }

    package static func == (left: Field, right: Field) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
