import Conference
import Storage

/// The form in which organisers describe a question, with what they typed and what was wrong with it.
struct QuestionSettingForm {
    let visit: Visit
    let signedIn: SignedIn
    /// Nil for a new one.
    let existing: Question?
    /// Those it may depend on.
    let earlier: [Question]
    /// All that was typed under the name of a control.
    let typed: (String) -> [String]
    let complaints: [QuestionDraft.Complaint]
    /// Nil for a new one.
    var seen: EditTag?
    /// What the form would be filled with now, once somebody else has changed it meanwhile.
    var standing: ((String) -> [String])?

    typealias Control = QuestionDraft.Control

    /// Empty rows below the options that there are.
    private static let spareChoices = 5

    var html: HTML {
        let address = visit.path(existing.map { .questionSetting(id: $0.id) } ?? .newQuestion)
        return """
            <form method="post" action="\(address)" novalidate="novalidate">
            \(signedIn.tokenField)
            \(seen?.field)
            \(kind)
            \(pair(visit("Frågan", "The question"), .labelSv, .labelEn))
            \(pair(visit("Hjälptext", "Hint"), .hintSv, .hintEn, isOptional: true))
            \(choices)
            \(range)
            \(tick(.required, visit("Måste besvaras", "Must be answered")))
            \(audience)
            \(condition)
            \(pair(visit("Vad svaret används till", "What the answer is used for"), .purposeSv, .purposeEn))
            \(retention)
            <button class="main">\(visit("Spara frågan", "Save the question"))</button>
            </form>
            """
    }

    private func value(_ name: String) -> String { typed(name).first ?? "" }

    private func problem(_ name: String) -> String? {
        complaints.first { $0.control == name }?.problem.message[visit.language]
    }

    /// What stands there now; nil where that is what was typed.
    ///
    /// - Parameter label: What a value is called.
    private func stands(_ name: String, label: (String) -> String = { $0 }) -> HTML? {
        guard let now = standing?(name), Set(now.filter { !$0.isEmpty }) != Set(typed(name).filter { !$0.isEmpty })
        else { return nil }
        return StandingNote(visit: visit, text: now.map(label).joined(separator: ", ")).html
    }

    private func line(_ name: String, _ label: String, hint: String? = nil, isOptional: Bool = false) -> HTML {
        FormControl(
            name: name, label: label, hint: hint, problem: problem(name),
            optional: isOptional ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:"),
            stands: stands(name)
        ).html { "<input \($0) value=\"\(value(name))\" />" }
    }

    private func pair(_ label: String, _ sv: Control, _ en: Control, isOptional: Bool = false) -> HTML {
        pair(label, sv.rawValue, en.rawValue, isOptional: isOptional)
    }

    private func pair(_ label: String, _ sv: String, _ en: String, isOptional: Bool = false) -> HTML {
        """
        <div class="pair">
        \(line(sv, "\(label), \(visit("på svenska", "in Swedish"))", isOptional: isOptional))
        \(line(en, "\(label), \(visit("på engelska", "in English"))", isOptional: isOptional))
        </div>

        """
    }

    private var kind: HTML {
        if let existing {
            let label = existing.kind.kind.label[visit.language]
            return "<p>\(visit("Besvaras med", "Answered by")): <strong>\(label)</strong></p>"
        }
        let name = Control.kind.rawValue
        return FormControl(
            name: name, label: visit("Hur frågan besvaras", "How the question is answered"), problem: problem(name),
            problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            let options = QuestionKind.allCases.map { option($0.rawValue, $0.label[visit.language], in: name) }
            return """
                <select \(attributes)>
                \(option("", visit("Välj", "Choose"), in: name))\(options)</select>
                """
        }
    }

    private func option(_ value: String, _ label: String, in name: String) -> HTML {
        let selected: HTML = self.value(name) == value ? " selected=\"selected\"" : ""
        return "<option value=\"\(value)\"\(selected)>\(label)</option>\n"
    }

    private var choices: HTML? {
        if let existing, !existing.kind.kind.hasChoices { return nil }
        let filled = (0..<QuestionDraft.mostChoices).last { row in
            !value(Control.choiceSv(row)).isEmpty || !value(Control.choiceEn(row)).isEmpty
        }
        let rows = min(QuestionDraft.mostChoices, (filled.map { $0 + 1 } ?? 0) + Self.spareChoices)
        let controls = (0..<rows).map { row -> HTML in
            let id = Control.choiceID(row)
            return """
                <input type="hidden" name="\(id)" value="\(value(id))" />
                \(pair(
                    "\(visit("Alternativ", "Option")) \(row + 1)", Control.choiceSv(row), Control.choiceEn(row)))
                """
        }
        return """
            <fieldset>
            <legend><h2>\(visit("Alternativ", "Options"))</h2></legend>
            <p class="hint">\(visit(
                "Bara för frågor med alternativ. Töm en rad för att sluta erbjuda alternativet.",
                "Only for questions with options. Empty a row to stop offering the option."))</p>
            \(controls)
            </fieldset>
            """
    }

    private var range: HTML? {
        if let existing, existing.kind.kind != .number { return nil }
        return """
            <fieldset>
            <legend><h2>\(visit("Gränser för heltal", "Limits of a whole number"))</h2></legend>
            <div class="pair">
            \(line(Control.lowest.rawValue, visit("Lägst", "Lowest"), isOptional: true))
            \(line(Control.highest.rawValue, visit("Högst", "Highest"), isOptional: true))
            </div>
            </fieldset>
            """
    }

    private func tick(_ control: Control, _ label: String) -> HTML {
        let name = control.rawValue
        let shown = problem(name).map { problem -> HTML in
            """
            <p class="problem" id="\(name)-error"><span class="for-ears">\(visit("Fel:", "Error:")) </span>\(problem)</p>
            """
        }
        return "\(shown)\(box("checkbox", name, id: name, value: "yes", label))"
    }

    private func box(_ type: HTML, _ name: String, id: String, value: String, _ label: String) -> HTML {
        let checked: HTML = typed(name).contains(value) ? " checked=\"checked\"" : ""
        return """
            <div class="option">
            <input type="\(type)" id="\(id)" name="\(name)" value="\(value)"\(checked) />
            <label for="\(id)">\(label)</label>
            </div>

            """
    }

    private var audience: HTML {
        let name = Control.audience.rawValue
        let boxes = OrganisationType.allCases.map { type in
            box("checkbox", name, id: "\(name)-\(type.rawValue)", value: type.rawValue, type.label[visit.language])
        }
        return """
            <fieldset>
            <legend><h2>\(visit("Vilka som får frågan", "Who is asked"))</h2></legend>
            <p class="hint">\(visit("Alla, om du inte väljer någon.", "Everybody, if you choose none."))</p>
            \(boxes)
            </fieldset>
            """
    }

    private var condition: HTML? {
        let deciding = earlier.filter { !$0.conditions.isEmpty }
        if deciding.isEmpty { return nil }
        let name = Control.condition.rawValue
        return FormControl(
            name: name, label: visit("Ställs bara efter ett visst svar", "Asked only upon a certain answer"),
            problem: problem(name), problemWord: visit("Fel:", "Error:"),
            stands: stands(name) { text in
                deciding.lazy.flatMap { question in
                    question.options.map { answer, label in
                        (Question.Condition(question: question.id, answer: answer).text, label[visit.language])
                    }
                }.first { $0.0 == text }?.1 ?? text
            }
        ).html { attributes in
            let groups = deciding.map { question -> HTML in
                let options = question.options.map { answer, label in
                    option(
                        Question.Condition(question: question.id, answer: answer).text, label[visit.language],
                        in: name)
                }
                return "<optgroup label=\"\(question.label[visit.language])\">\n\(options)</optgroup>\n"
            }
            return """
                <select \(attributes)>
                \(option("", visit("Nej, den ställs alltid", "No, it is always asked"), in: name))\(groups)</select>
                """
        }
    }

    private var retention: HTML {
        let name = Control.retention.rawValue
        return """
            <fieldset>
            <legend><h2>\(visit("Hur länge svaren sparas", "How long the answers are kept"))</h2></legend>
            \(box(
                "radio", name, id: "\(name)-days", value: "days",
                visit("De raderas ett antal dagar efter konferensen", "They are deleted some days after the conference")))
            \(line(Control.retentionDays.rawValue, visit("Antal dagar", "Number of days"), isOptional: true))
            \(box(
                "radio", name, id: "\(name)-registration", value: "registration",
                visit("Lika länge som anmälan", "As long as the registration")))
            \(tick(.sensitive, visit(
                "Svaret kan säga något om hälsa, tro eller ursprung: visas för så få som möjligt",
                "The answer may tell about health, belief or origin: shown to as few as possible")))
            </fieldset>
            """
    }
}

extension Question {
    /// What the form would hold to describe this question.
    func typed(_ name: String) -> [String] {
        let control = QuestionDraft.Control(rawValue: name)
        switch control {
        case .kind: return [kind.kind.rawValue]
        case .labelSv: return [label.sv]
        case .labelEn: return [label.en]
        case .hintSv: return [hint?.sv ?? ""]
        case .hintEn: return [hint?.en ?? ""]
        case .purposeSv: return [purpose.sv]
        case .purposeEn: return [purpose.en]
        case .required: return isRequired ? ["yes"] : []
        case .sensitive: return isSensitive ? ["yes"] : []
        case .audience: return audience.map(\.rawValue)
        case .condition: return condition.map { [$0.text] } ?? []
        case .retention: return [retentionDays == nil ? "registration" : "days"]
        case .retentionDays: return retentionDays.map { [String($0)] } ?? []
        case .lowest, .highest:
            guard case .number(let lowest, let highest) = kind else { return [] }
            return (control == .lowest ? lowest : highest).map { [String($0)] } ?? []
        case .choices, nil: break
        }
        for (row, choice) in kind.allChoices.filter({ !$0.isRetired }).enumerated() {
            if name == QuestionDraft.Control.choiceSv(row) { return [choice.label.sv] }
            if name == QuestionDraft.Control.choiceEn(row) { return [choice.label.en] }
            if name == QuestionDraft.Control.choiceID(row) { return [String(choice.id)] }
        }
        return []
    }
}
