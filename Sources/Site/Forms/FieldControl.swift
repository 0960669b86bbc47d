import Conference

/// The built-in questions as controls, with what was typed and what was wrong with it.
struct FieldControl {
    let visit: Visit
    let kommuner: KommunRegister
    let typed: (Field) -> String
    let problems: [FieldProblem]
    /// A field that may be left out although the form asks for it.
    var voluntary: Field?
    /// False where somebody else than the person fills in the form, whose browser would offer its own user's answers.
    var isOwn = true

    func html(_ field: Field) -> HTML {
        let asksAlways = field != voluntary && (field.isRequired || field == .kommun)
        let control = FormControl(
            name: field.name, label: field.label[visit.language], hint: field.hint?[visit.language],
            problem: problems.first { $0.field == field }?.message[visit.language],
            optional: asksAlways ? nil : visit("frivilligt", "optional"),
            problemWord: visit("Fel:", "Error:"))
        return control.html { attributes in self.control(field, attributes) }
    }

    private func control(_ field: Field, _ common: HTML) -> HTML {
        let value = typed(field)
        let filledIn = isOwn ? field.autocomplete : field.autocomplete.map { _ in "off" }
        let attributes: HTML = """
            \(common)\(field.isRequired && field != voluntary ? " required=\"required\"" : "" as HTML)\
            \(filledIn.map { " autocomplete=\"\($0)\"" as HTML })
            """
        return FieldInput(visit: visit, kommuner: kommuner, field: field, value: value).html(attributes)
    }
}
