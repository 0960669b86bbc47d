import Conference
import Storage

/// The name of a label as it is typed: one there is, or a new one.
struct LabelName {
    let visit: Visit
    let labels: [Label]
    let problem: String?
    let typed: String

    static let control = "label"

    var html: HTML {
        FormControl(
            name: Self.control, label: visit("Etikettens namn", "Name of the label"),
            hint: visit("En du har, eller en ny", "One you have, or a new one"), problem: problem,
            problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            """
            <input \(attributes) value="\(typed)" list="labels" maxlength="\(Label.longestName)" class="short" \
            autocomplete="off" data-none="\(visit("Ny etikett", "New label"))" \
            data-count="\(visit("etiketter", "labels"))" />
            <datalist id="labels">\(labels.map { "<option value=\"\($0.name)\"></option>" as HTML })</datalist>
            """
        }
    }

    /// - Parameter name: Tidied.
    static func problem(_ name: String, _ visit: Visit) -> String? {
        switch TypedProblem.with(name, longest: Label.longestName) {
        case nil: nil
        case .missing: visit("Skriv etikettens namn", "Enter the name of the label")
        default:
            visit(
                "Namnet får ha högst \(Label.longestName) tecken, på en rad",
                "The name can have at most \(Label.longestName) characters, on one line")
        }
    }
}
