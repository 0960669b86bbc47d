import Conference
import Markdown

/// Somebody's Markdown as a part of a page. All of it goes through the type that escapes: see `MarkdownText`.
struct Prose {
    let text: MarkdownText
    /// The level of its highest headings, one below that of the heading it stands under.
    let headingsFrom: Int

    /// - Parameter text: As somebody wrote it.
    init(_ text: String, headingsFrom: Int) {
        self.text = MarkdownText(text)
        self.headingsFrom = headingsFrom
    }

    var html: HTML { blocks(text.blocks) }

    private func blocks(_ blocks: [MarkdownText.Block]) -> HTML {
        "\(blocks.map { "\(block($0))\n" as HTML })"
    }

    private func block(_ block: MarkdownText.Block) -> HTML {
        switch block {
        case .paragraph(let words): "<p>\(inlines(words))</p>"
        case .heading(let level, let words): heading(min(6, headingsFrom + level - 1), inlines(words))
        case .list(nil, let isTight, let items): "<ul>\n\(items.map { item($0, isTight: isTight) })</ul>"
        case .list(let start?, let isTight, let items):
            "<ol\(start == 1 ? "" : " start=\"\(start)\"" as HTML)>\n\(items.map { item($0, isTight: isTight) })</ol>"
        case .quote(let content): "<blockquote>\n\(blocks(content))</blockquote>"
        case .code(let text): "<pre tabindex=\"0\"><code>\(text)</code></pre>"
        case .rule: "<hr />"
        }
    }

    private func heading(_ level: Int, _ words: HTML) -> HTML {
        switch level {
        case 2: "<h2>\(words)</h2>"
        case 3: "<h3>\(words)</h3>"
        case 4: "<h4>\(words)</h4>"
        case 5: "<h5>\(words)</h5>"
        default: "<h6>\(words)</h6>"
        }
    }

    private func item(_ content: [MarkdownText.Block], isTight: Bool) -> HTML {
        let parts = content.map { part -> HTML in
            if isTight, case .paragraph(let words) = part { return inlines(words) }
            return "\n\(block(part))\n"
        }
        return "<li>\(parts)</li>\n"
    }

    private func inlines(_ inlines: [MarkdownText.Inline]) -> HTML { "\(inlines.map(inline))" }

    private func inline(_ inline: MarkdownText.Inline) -> HTML {
        switch inline {
        case .text(let text): "\(text)"
        case .emphasis(let content): "<em>\(inlines(content))</em>"
        case .strong(let content): "<strong>\(inlines(content))</strong>"
        case .code(let text): "<code>\(text)</code>"
        case .link(let address, let content): "<a href=\"\(address.text)\">\(inlines(content))</a>"
        case .lineBreak: "<br />"
        case .space: "\n"
        }
    }
}

extension Visit {
    /// A text in the visitor's language, or else in Swedish and marked as that.
    func prose(_ text: Translated, headingsFrom level: Int) -> HTML {
        let (words, language) = text.words(in: language)
        let lang: HTML = language == self.language ? "" : " lang=\"\(language.rawValue)\""
        return "<div class=\"prose\"\(lang)>\n\(Prose(words, headingsFrom: level).html)</div>"
    }

    /// A line of text, in the same way.
    func line(_ text: Translated) -> HTML {
        let (words, language) = text.words(in: language)
        return language == self.language ? "\(words)" : "<span lang=\"\(language.rawValue)\">\(words)</span>"
    }
}
