import Conference
import HTTP

/// The roles to choose from, one or several.
struct RoleBoxes {
    static let name = "role"

    let visit: Visit
    let chosen: Set<Role>
    let problem: String?

    /// What a form chose; nil when it names what is no role, or none.
    static func chosen(in form: FormData) -> Set<Role>? {
        let roles = form.all(name).map(Role.init(rawValue:))
        guard !roles.isEmpty, !roles.contains(nil) else { return nil }
        return Set(roles.compactMap { $0 })
    }

    static func noneChosen(_ visit: Visit) -> ErrorSummary.Item {
        ErrorSummary.Item(message: visit("Välj minst en roll.", "Choose one role at least."), control: name)
    }

    var html: HTML {
        let boxes = Role.allCases.enumerated().map { index, role -> HTML in
            // The summary leads to the first one.
            let id = index == 0 ? Self.name : "\(Self.name)-\(role.rawValue)"
            let checked: HTML = chosen.contains(role) ? " checked=\"checked\"" : ""
            return """
                <div class="choice">
                <input type="checkbox" id="\(id)" name="\(Self.name)" value="\(role.rawValue)" \
                aria-describedby="\(id)-hint"\(checked) />
                <label for="\(id)">\(role.label[visit.language])</label>
                <p class="hint" id="\(id)-hint">\(role.explanation[visit.language])</p>
                </div>

                """
        }
        let shown = problem.map { problem -> HTML in
            """
            <p class="problem" id="\(Self.name)-error"><span class="for-ears">\(visit("Fel:", "Error:")) </span>\(problem)</p>
            """
        }
        return """
            <fieldset class="question\(problem == nil ? "" : " wrong" as HTML)"\
            \(problem == nil ? "" : " aria-describedby=\"\(Self.name)-error\"" as HTML)>
            <legend>\(visit("Roller", "Roles"))</legend>
            \(shown)
            \(boxes)
            </fieldset>
            """
    }
}

extension Set<Role> {
    /// "Arrangör, Behovsansvarig".
    func words(in language: Language) -> String { inOrder.map { $0.label[language] }.joined(separator: ", ") }
}
