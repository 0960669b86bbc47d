import Conference

/// The bare element that answers one of the built-in questions.
struct FieldInput {
    let visit: Visit
    let kommuner: KommunRegister
    let field: Field
    let value: String
    /// False where a page asks for many kommuner: the list is long, and there can be one only.
    var listsKommuner = true

    /// - Parameter attributes: Those that tie the control to its question, and others that any element may have.
    func html(_ attributes: HTML) -> HTML {
        switch field.kind {
        case .line: "<input \(attributes) value=\"\(value)\" />"
        case .email:
            "<input type=\"email\" \(attributes) value=\"\(value)\" spellcheck=\"false\" autocapitalize=\"none\" />"
        case .phone: "<input type=\"tel\" \(attributes) value=\"\(value)\" class=\"short\" />"
        case .paragraph: "<textarea \(attributes) rows=\"3\">\n\(value)</textarea>"
        case .organisationType: OrganisationTypeChoice(visit: visit, chosen: value).html(attributes)
        case .kommun where listsKommuner:
            KommunChoice(visit: visit, kommuner: kommuner, typed: value).html(attributes)
        case .kommun: "<input \(attributes) value=\"\(kommuner[value]?.name ?? value)\" autocomplete=\"off\" />"
        }
    }
}
