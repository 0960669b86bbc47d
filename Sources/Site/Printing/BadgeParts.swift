import Conference
import HTTP
import Storage

/// What stands on badges beside the name.
struct BadgeParts {
    enum Part: String, CaseIterable {
        case event, organisation, kommun, role, code

        func label(_ visit: Visit) -> String {
            switch self {
            case .event: visit("Konferensens namn", "Name of the conference")
            case .organisation: visit("Organisation", "Organisation")
            case .kommun: visit("Kommun", "Municipality")
            case .role: visit("Roll", "Role")
            case .code: visit("QR-kod som entrén läser", "QR code that the door reads")
            }
        }
    }

    static let control = "with"
    /// Before the number of a label of the organisers.
    private static let mark = "label:"
    private static let usual: Set<Part> = [.organisation, .kommun, .code]

    let parts: Set<Part>
    /// Labels of the organisers, by number.
    let labels: Set<Int64>

    /// The usual ones where the form was not sent.
    init(_ form: FormData) {
        let chosen = form.all(Self.control)
        parts = form[BadgeDraft.Control.sheet.rawValue] == nil ? Self.usual : Set(chosen.compactMap(Part.init))
        labels = Set(chosen.filter { $0.hasPrefix(Self.mark) }.compactMap { Int64($0.dropFirst(Self.mark.count)) })
    }

    func boxes(_ visit: Visit, labels all: [Label]) -> HTML {
        let own = Part.allCases.map { ($0.rawValue, $0.label(visit), parts.contains($0)) }
        let marks = all.map {
            (Self.mark + String($0.id), visit("Etiketten \($0.name)", "The label \($0.name)"), labels.contains($0.id))
        }
        let boxes = (own + marks).map { value, words, isChosen -> HTML in
            let checked: HTML = isChosen ? " checked=\"checked\"" : ""
            return """
                <label class="option"><input type="checkbox" name="\(Self.control)" value="\(value)"\(checked) /> \
                \(words)</label>

                """
        }
        return """
            <fieldset class="question">
            <legend>\(visit("Det här står på skylten, utöver namnet", "What stands on the badge beside the name"))</legend>
            \(boxes)
            </fieldset>
            """
    }
}
