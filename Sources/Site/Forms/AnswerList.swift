import Conference
import Storage

/// What somebody answered, as terms and values. Fields without an answer are left out.
struct AnswerList {
    let attendee: Attendee
    let language: Language
    let kommuner: KommunRegister
    /// What becomes of food and access needs.
    var needs = SensitiveAnswers.shown

    var html: HTML {
        let given = Field.all.filter { !attendee.registration[$0].isEmpty }
        let hidden = needs == .shown ? [] : given.filter(\.isSensitive)
        let folded: HTML = """
            <details>
            <summary>\(Phrase(sv: "Visa mat och tillgänglighet", en: "Show food and access")[language])</summary>
            \(list(hidden))
            </details>
            """
        return "\(list(given.filter { !hidden.contains($0) }))\(hidden.isEmpty || needs == .leftOut ? nil : folded)"
    }

    private func list(_ fields: [Field]) -> HTML {
        let rows = fields.map { field -> HTML in
            """
            <div>
            <dt>\(field.label[language])</dt>
            <dd>\(AnswerText(kommuner: kommuner, language: language).text(attendee.registration, field))</dd>
            </div>

            """
        }
        return "<dl class=\"answers\">\n\(rows)</dl>"
    }
}

/// An answer as people read it.
struct AnswerText {
    let kommuner: KommunRegister
    let language: Language

    func text(_ registration: Registration, _ field: Field) -> String {
        let answer = registration[field]
        return switch field.kind {
        case .line, .paragraph, .email: answer
        case .phone: PhoneNumber.display(answer)
        case .organisationType: OrganisationType(rawValue: answer)?.label[language] ?? answer
        case .kommun: kommuner[answer]?.name ?? answer
        }
    }
}
