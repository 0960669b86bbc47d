import Conference
import Storage

/// What somebody answered, as terms and values. Fields without an answer are left out.
struct AnswerList {
    let attendee: Attendee
    let language: Language
    let kommuner: KommunRegister

    var html: HTML {
        let rows = Field.all.filter { !attendee.registration[$0].isEmpty }.map { field -> HTML in
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
