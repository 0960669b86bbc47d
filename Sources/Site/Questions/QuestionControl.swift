import Conference

/// One of the organisers' questions as part of a form: words, problem and control, tied together.
struct QuestionControl {
    let visit: Visit
    let question: Question
    /// What was typed, or is stored.
    let values: [String]
    let problem: AnswerProblem?
    /// Whether the answers as they stand bring the question about. Else it waits in a template for the script that
    /// shows it with the answer; where no script runs, the server asks it next.
    let isAsked: Bool

    static func name(_ question: Int64) -> String { "q\(question)" }
    /// Tells the server which questions the form showed.
    static let shown = "shown"

    var html: HTML {
        guard let condition = question.condition else { return block }
        let attribute = "\(Self.name(condition.question))=\(condition.answer)"
        let followUp: HTML = "<div class=\"follow-up\" data-asked-if=\"\(attribute)\">\n\(mark)\n\(block)\n</div>"
        return isAsked ? followUp : "<template>\n\(followUp)\n</template>\n"
    }

    private var name: String { Self.name(question.id) }
    private var words: QuestionWords { QuestionWords(question: question, language: visit.language) }

    private var mark: HTML { "<p class=\"hint\">\(visit("Följdfråga", "Follow-up question"))</p>" }

    private var block: HTML {
        let wrong: HTML = problem == nil ? "" : " wrong"
        let shown: HTML = "<input type=\"hidden\" name=\"\(Self.shown)\" value=\"\(String(question.id))\" />"
        switch question.kind {
        case .choice, .choices, .yesNo:
            return """
                <fieldset class="question\(wrong)"\(described)>
                <legend>\(label)</legend>
                \(shown)
                \(notes)
                \(options)
                </fieldset>

                """
        case .line, .paragraph, .number, .day:
            return """
                <div class="question\(wrong)">
                <label for="\(name)">\(label)</label>
                \(shown)
                \(notes)
                \(control)
                </div>

                """
        }
    }

    private var label: HTML {
        let optional: HTML = " <span class=\"optional\">(\(visit("frivilligt", "optional")))</span>"
        return "\(question.label[visit.language])\(question.isRequired ? nil : optional)"
    }

    private var notes: HTML {
        """
        \(question.hint.map { "<p class=\"hint\" id=\"\(name)-hint\">\($0[visit.language])</p>\n" as HTML })\
        <p class="hint purpose" id="\(name)-purpose">\(words.purpose) \(words.retention)</p>
        \(problem.map { problem -> HTML in
            """
            <p class="problem" id="\(name)-error"><span class="for-ears">\(visit("Fel:", "Error:")) </span>\
            \(problem.message[visit.language])</p>
            """
        })
        """
    }

    private var described: HTML {
        let hint = question.hint == nil ? "" : "\(name)-hint "
        let error = problem == nil ? "" : " \(name)-error"
        return " aria-describedby=\"\(hint)\(name)-purpose\(error)\""
    }

    private var options: HTML {
        let type: HTML = question.kind.kind == .choices ? "checkbox" : "radio"
        let options = question.options.enumerated().map { index, option -> HTML in
            // The summary leads to the first one.
            let id = index == 0 ? name : "\(name)-\(option.answer)"
            let checked: HTML = values.contains(option.answer) ? " checked=\"checked\"" : ""
            return """
                <div class="option">
                <input type="\(type)" id="\(id)" name="\(name)" value="\(option.answer)"\(checked) />
                <label for="\(id)">\(option.label[visit.language])</label>
                </div>

                """
        }
        return "\(options)"
    }

    private var control: HTML {
        let attributes: HTML = """
            id="\(name)" name="\(name)"\(described)\(problem == nil ? "" : " aria-invalid=\"true\"" as HTML)\
            \(question.isRequired ? " required=\"required\"" : "" as HTML)
            """
        let value = values.first ?? ""
        switch question.kind {
        case .paragraph: return "<textarea \(attributes) rows=\"4\">\n\(value)</textarea>"
        case .number: return "<input \(attributes) inputmode=\"numeric\" class=\"short\" value=\"\(value)\" />"
        case .day:
            // What is no date cannot stand in a date field, and must not be lost.
            let type: HTML = SwedishTime.day(typed: value) == nil && !value.isEmpty ? "text" : "date"
            return "<input type=\"\(type)\" \(attributes) class=\"short\" value=\"\(value)\" />"
        case .line, .choice, .choices, .yesNo: return "<input \(attributes) value=\"\(value)\" />"
        }
    }
}
