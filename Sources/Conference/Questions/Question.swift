/// Something the organisers ask beside what the sign-up form asks of everybody. It stands in the database, so that a new
/// one needs no new program.
package struct Question: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let kind: Kind
    package let label: Phrase
    package let hint: Phrase?
    /// What the answer is used for; shown with the question and on the page about personal data.
    package let purpose: Phrase
    package let isRequired: Bool
    /// Whether answers may tell about health, belief or origin: seen by as few as possible.
    package let isSensitive: Bool
    /// The kinds of organisation whose people are asked; empty for everybody.
    package let audience: Set<OrganisationType>
    /// Nil when it is always asked.
    package let condition: Condition?
    /// How long the answers are kept after the conference; nil for as long as the registration.
    package let retentionDays: Int?
    /// Not asked any more. The answers stay until their time is over.
    package let isRetired: Bool

    package enum Kind: Sendable, Equatable {
        case line
        case paragraph
        /// A whole number.
        case number(lowest: Int64?, highest: Int64?)
        case day
        case choice([Choice])
        case choices([Choice])
        case yesNo
    }

    /// What may be chosen. The number is kept, so its words can be corrected later.
    package struct Choice: Sendable, Equatable, Identifiable {
        package let id: Int64
        package let label: Phrase
        package let isRetired: Bool

        package init(id: Int64, label: Phrase, isRetired: Bool = false) {
            self.id = id
            self.label = label
            self.isRetired = isRetired
        }
    }

    /// The answer to an earlier question that makes this one be asked.
    package struct Condition: Sendable, Hashable {
        package let question: Int64
        /// As it is stored: "yes", "no", or the number of a choice.
        package let answer: String

        package init(question: Int64, answer: String) {
            self.question = question
            self.answer = answer
        }
    }

    package init(
        id: Int64, kind: Kind, label: Phrase, hint: Phrase? = nil, purpose: Phrase, isRequired: Bool = false,
        isSensitive: Bool = false, audience: Set<OrganisationType> = [], condition: Condition? = nil,
        retentionDays: Int? = nil, isRetired: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.label = label
        self.hint = hint
        self.purpose = purpose
        self.isRequired = isRequired
        self.isSensitive = isSensitive
        self.audience = audience
        self.condition = condition
        self.retentionDays = retentionDays
        self.isRetired = isRetired
    }

    package func isFor(_ type: OrganisationType) -> Bool { audience.isEmpty || audience.contains(type) }

    /// The answers there are to choose from, as they are stored and as they read; none where people write themselves.
    package var options: [(answer: String, label: Phrase)] {
        switch kind {
        case .line, .paragraph, .number, .day: []
        case .yesNo: YesNo.allCases.map { ($0.rawValue, $0.label) }
        case .choice(let choices), .choices(let choices):
            choices.filter { !$0.isRetired }.map { (String($0.id), $0.label) }
        }
    }

    /// The most characters, in Unicode scalars, of an answer that people write themselves.
    package static let longestLine = 200
    package static let longestParagraph = 2000
}

/// The answers to a question of kind `yesNo`. Raw values stand in the database.
package enum YesNo: String, Sendable, CaseIterable {
    case yes
    case no

    package var label: Phrase {
        switch self {
        case .yes: Phrase(sv: "Ja", en: "Yes")
        case .no: Phrase(sv: "Nej", en: "No")
        }
    }
}
