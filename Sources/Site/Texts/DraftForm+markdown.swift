import Conference
import Markdown

extension DraftForm {
    /// A text in both languages, each with what it looks like beside it. The preview is of the server's making: with the
    /// button where no script runs, else while the text is typed.
    ///
    /// - Parameters:
    ///   - level: That of its highest headings where it is shown.
    ///   - rows: How tall the controls are.
    func markdown(
        _ sv: Control, _ en: Control, _ label: String, headingsFrom level: Int, rows: Int = 12
    ) -> HTML {
        """
        \(area(sv, .swedish, "\(label), \(visit("på svenska", "in Swedish"))", headingsFrom: level, rows: rows))
        \(area(en, .english, "\(label), \(visit("på engelska", "in English"))", headingsFrom: level, rows: rows))
        """
    }

    private func area(
        _ control: Control, _ language: Language, _ label: String, headingsFrom level: Int, rows: Int
    ) -> HTML {
        let hint =
            language == .english
            ? visit(
                "Tomt: den svenska texten visas på de engelska sidorna", "Empty: the English pages show the Swedish")
            : nil
        let question = FormControl(
            name: control.rawValue, label: label, hint: hint,
            problem: problems.first { $0.control == control }?.message[visit.language],
            optional: visit("frivilligt", "optional"), problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            """
            <textarea \(attributes) rows="\(rows)" lang="\(language.rawValue)">
            \(typed(control))</textarea>
            """
        }
        return """
            <div class="beside">
            \(question)
            \(preview(control, language, headingsFrom: level))
            </div>
            """
    }

    private func preview(_ control: Control, _ language: Language, headingsFrom level: Int) -> HTML {
        let name = previewID(control.rawValue)
        let prose = Prose(typed(control), headingsFrom: level)
        let refused = prose.text.refusals.map { refusal -> HTML in
            "<p class=\"problem\">\(MarkdownRefusals.words(for: refusal)[visit.language])</p>\n"
        }
        let nothing: HTML = "<p class=\"hint\">\(visit("Inget än.", "Nothing yet."))</p>"
        return """
            <section class="preview" id="\(name)" aria-labelledby="\(name)-label" tabindex="-1">
            <p class="preview-label" id="\(name)-label">\(visit("Så här blir det", "This is how it looks")) \
            (\(language == .swedish ? "svenska" : "English" as HTML))</p>
            \(refused)
            <div class="prose" lang="\(language.rawValue)">
            \(typed(control).trimmed.isEmpty ? nothing : prose.html)
            </div>
            </section>
            """
    }

    /// Shows what was typed and saves nothing.
    ///
    /// - Parameter first: Whose preview the page then begins with.
    func previewButton(_ page: Page, first: Control) -> HTML {
        """
        <button class="quiet" name="action" value="preview" \
        formaction="\(visit.path(page))#\(previewID(first.rawValue))">\(visit("Förhandsgranska", "Preview"))</button>
        """
    }

    /// The attribute of a form whose previews follow what is typed.
    static func previews(_ controls: Control...) -> HTML {
        "data-previews=\"\(controls.map { previewID($0.rawValue) }.joined(separator: " "))\""
    }
}

/// The preview of a control.
private func previewID(_ control: String) -> String { "preview-\(control)" }

/// How texts are written, for those who never have.
struct MarkdownHelp {
    let visit: Visit

    var html: HTML {
        let rows: [(String, String)] = [
            (visit("En tom rad", "An empty line"), visit("nytt stycke", "a new paragraph")),
            (
                visit("## Rubrik", "## Heading"),
                visit("en rubrik; ### blir en mindre", "a heading; ### is a smaller one")
            ),
            (visit("- punkt", "- item"), visit("en punktlista; 1. blir en numrerad", "a list; 1. makes it numbered")),
            (visit("**viktigt**", "**important**"), visit("fet text; *så* blir kursivt", "bold; *so* is italic")),
            (
                visit("[Vägen hit](https://example.se/)", "[The way here](https://example.se/)"),
                visit(
                    "en länk; också mailto:, tel: och sidor här som /program",
                    "a link; also mailto:, tel: and pages here such as /en/programme")
            ),
        ]
        return """
            <details>
            <summary>\(visit("Så skriver du rubriker, listor och länkar", "How to write headings, lists and links"))</summary>
            <dl class="terms">
            \(rows.map { "<div><dt><code>\($0)</code></dt><dd>\($1)</dd></div>\n" as HTML })</dl>
            <p>\(visit(
                "Texten är Markdown. HTML och bilder går inte att ha med.",
                "The text is Markdown. HTML and images cannot be in it."))</p>
            </details>
            """
    }
}
