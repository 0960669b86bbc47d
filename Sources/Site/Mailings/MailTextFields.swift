import Conference

/// The part of a form in which a text is written, and what may be put into it.
struct MailTextFields<Control: RawRepresentable<String> & Equatable> {
    let form: DraftForm<Control>
    let kind: MessageKind
    let control: (MailTextDraft.Control) -> Control
    /// Whether something stands there when nothing is written.
    let isOptional: Bool

    private var visit: Visit { form.visit }

    var html: HTML {
        let hint = isOptional ? visit("Tomt: det inbyggda ämnet", "Empty: the built-in subject") : nil
        return """
            \(form.line(control(.subjectSv), visit("Ämne på svenska", "Subject in Swedish"), hint: hint, isOptional: isOptional))
            \(form.paragraphs(control(.bodySv), visit("Text på svenska", "Text in Swedish"), hint: bodyHint, isOptional: isOptional, rows: 10))
            \(form.line(control(.subjectEn), visit("Ämne på engelska", "Subject in English"), hint: hint, isOptional: isOptional))
            \(form.paragraphs(control(.bodyEn), visit("Text på engelska", "Text in English"), hint: bodyHint, isOptional: isOptional, rows: 10))
            \(placeholders)
            """
    }

    private var bodyHint: String {
        visit("En tom rad börjar ett nytt stycke.", "An empty line begins a new paragraph.")
    }

    private var placeholders: HTML {
        let rows = (MailPlaceholder.allowed(in: kind) ?? []).map { placeholder -> HTML in
            """
            <div><dt><code>{\(placeholder.word.sv)}</code>\
            \(placeholder.word.sv == placeholder.word.en ? nil : " <code lang=\"en\">{\(placeholder.word.en)}</code>" as HTML)</dt>\
            <dd>\(placeholder.explanation[visit.language])</dd></div>

            """
        }
        return """
            <details open="open">
            <summary>\(visit("Platshållare", "Placeholders"))</summary>
            <p class="hint">\(visit(
                "Skriv dem med klamrar i ämne och text. Varje mottagare får sitt eget.",
                "Type them with their brackets into subject and text. Each recipient gets their own."))</p>
            <dl class="terms">
            \(rows)
            </dl>
            </details>
            """
    }
}
