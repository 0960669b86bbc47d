import Conference
import HTTPTypes

/// A form of settings with what was typed into it and what is wrong with that.
struct DraftForm<Control: RawRepresentable<String> & Equatable> {
    struct Problem {
        let control: Control
        let message: Phrase
    }

    let visit: Visit
    let problems: [Problem]
    let typed: (Control) -> String
    /// What the form would be filled with now, once somebody else has changed it meanwhile.
    var standing: ((Control) -> String)?

    /// What stands there now; nil where that is what was typed.
    ///
    /// - Parameter label: What a value is called.
    func stands(_ control: Control, label: (String) -> String = { $0 }) -> HTML? {
        guard let now = standing?(control), StandingNote.differs(now, typed(control)) else { return nil }
        return StandingNote(visit: visit, text: label(now)).html
    }

    /// - Parameter hint: What helps to answer.
    func line(
        _ control: Control, _ label: String, hint: String? = nil, isOptional: Bool = false, isShort: Bool = false
    ) -> HTML {
        FormControl(
            name: control.rawValue, label: label, hint: hint,
            problem: problems.first { $0.control == control }?.message[visit.language],
            optional: isOptional ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:"),
            stands: stands(control)
        ).html { "<input \(isShort ? "class=\"short\" " : "" as HTML)\($0) value=\"\(typed(control))\" />" }
    }

    /// - Parameter options: What is sent, and what it is called.
    func choice(_ control: Control, _ label: String, hint: String? = nil, options: [(value: String, label: String)])
        -> HTML
    {
        FormControl(
            name: control.rawValue, label: label, hint: hint,
            problem: problems.first { $0.control == control }?.message[visit.language],
            problemWord: visit("Fel:", "Error:"),
            stands: stands(control) { now in options.first { $0.value == now }?.label ?? now }
        ).html { attributes in
            let list = options.map { option -> HTML in
                let selected: HTML = option.value == typed(control) ? " selected=\"selected\"" : ""
                return "<option value=\"\(option.value)\"\(selected)>\(option.label)</option>\n"
            }
            return "<select \(attributes)>\n\(list)</select>"
        }
    }

    /// For several lines.
    func paragraphs(
        _ control: Control, _ label: String, hint: String? = nil, isOptional: Bool = false, rows: Int
    ) -> HTML {
        FormControl(
            name: control.rawValue, label: label, hint: hint,
            problem: problems.first { $0.control == control }?.message[visit.language],
            optional: isOptional ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:"),
            stands: stands(control)
        ).html { "<textarea \($0) rows=\"\(rows)\">\n\(typed(control))</textarea>" }
    }

    /// Of the page that shows it.
    var status: HTTPResponse.Status {
        problems.isEmpty ? standing == nil ? .ok : .conflict : .unprocessableContent
    }

    /// Nil when nothing is wrong.
    func summary(title: String) -> ErrorSummary? {
        guard !problems.isEmpty else { return nil }
        return ErrorSummary(
            title: title,
            items: problems.map {
                ErrorSummary.Item(message: $0.message[visit.language], control: $0.control.rawValue)
            })
    }
}
