import Conference

/// The kinds of organisations to choose from.
struct OrganisationTypeChoice {
    let visit: Visit
    let chosen: String

    /// - Parameter attributes: Those that tie the control to its question.
    func html(_ attributes: HTML) -> HTML {
        let options = OrganisationType.allCases.map { type -> HTML in
            let selected: HTML = type.rawValue == chosen ? " selected=\"selected\"" : ""
            return "<option value=\"\(type.rawValue)\"\(selected)>\(type.label[visit.language])</option>\n"
        }
        // What a pasted table says stays to be seen, though it is none of the choices.
        let unknown: HTML? =
            chosen.isEmpty || OrganisationType(rawValue: chosen) != nil
            ? nil : "<option value=\"\(chosen)\" selected=\"selected\">\(chosen)</option>"
        return """
            <select \(attributes)>
            <option value="">\(visit("Välj", "Choose"))</option>
            \(unknown)
            \(options)
            </select>
            """
    }
}

/// A text field with all kommuner to pick from: browsers search in it without any script, and what is typed in full
/// works where they do not. The name stands in the option's text too, for some browsers show nothing else.
struct KommunChoice {
    let visit: Visit
    let kommuner: KommunRegister
    let typed: String
    /// The control that says whether it is a kommun at all.
    var typeControl = Field.organisationType.name

    /// - Parameter attributes: Those that tie the control to its question.
    func html(_ attributes: HTML) -> HTML {
        let options = kommuner.all.map { kommun -> HTML in
            """
            <option value="\(kommun.name)" data-county="\(kommun.county.name)">\(kommun.name), \(kommun.county.name)</option>

            """
        }
        return """
            <input \(attributes) value="\(kommuner[typed]?.name ?? typed)" list="kommuner" autocomplete="off" \
            spellcheck="false" data-only-for="\(typeControl)=kommun" \
            data-none="\(visit("Ingen kommun heter så", "No municipality by that name"))" \
            data-count="\(visit("kommuner i listan", "municipalities in the list"))" />
            <datalist id="kommuner">
            \(options)
            </datalist>
            """
    }
}
