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
        TickBoxes(
            name: Self.name, legend: visit("Roller", "Roles"),
            boxes: Role.allCases.map {
                TickBoxes.Box(
                    value: $0.rawValue, label: $0.label[visit.language], hint: $0.explanation[visit.language])
            },
            chosen: Set(chosen.map(\.rawValue)), problem: problem, problemWord: visit("Fel:", "Error:")
        ).html
    }
}

extension Set<Role> {
    /// "Arrangör, Behovsansvarig".
    func words(in language: Language) -> String { inOrder.map { $0.label[language] }.joined(separator: ", ") }
}
