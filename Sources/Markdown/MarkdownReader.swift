internal import CCMark

/// From libcmark's tree to ours.
///
/// Its own writer of HTML is not used. Reading goes no deeper than `MarkdownText.deepest`: what a page's text nests is
/// up to whoever writes it, and this program's stack is not.
struct MarkdownReader {
    private(set) var refusals: [MarkdownText.Refusal] = []
    /// The levels of the headings that the next one may stand under.
    private var outline: [Int32] = []

    mutating func blocks(of text: String) -> [MarkdownText.Block] {
        var text = text
        let document = text.withUTF8 { utf8 in
            utf8.withMemoryRebound(to: CChar.self) { cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT) }
        }
        guard let document else { return [] }
        defer { cmark_node_free(document) }
        return children(of: document).flatMap { blocks($0, depth: 1) }
    }

    private func children(of node: OpaquePointer) -> [OpaquePointer] {
        var children: [OpaquePointer] = []
        var next = cmark_node_first_child(node)
        while let child = next {
            children.append(child)
            next = cmark_node_next(child)
        }
        return children
    }

    private mutating func blocks(_ node: OpaquePointer, depth: Int) -> [MarkdownText.Block] {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: return [.paragraph(inlines(of: node, depth: depth))]
        case CMARK_NODE_HEADING: return heading(node, depth: depth).map { [$0] } ?? []
        case CMARK_NODE_CODE_BLOCK: return [.code(literal(node))]
        case CMARK_NODE_THEMATIC_BREAK: return [.rule]
        case CMARK_NODE_HTML_BLOCK:
            refuse(.html)
            let literal = literal(node)  // with the end of its last line
            return [.paragraph([.text(literal.last == "\n" ? String(literal.dropLast()) : literal)])]
        case CMARK_NODE_BLOCK_QUOTE, CMARK_NODE_LIST:
            guard depth < MarkdownText.deepest else {
                refuse(.tooDeep)
                return [.paragraph([.text(words(in: node))])]
            }
            if cmark_node_get_type(node) == CMARK_NODE_LIST { return [list(node, depth: depth)] }
            return [.quote(children(of: node).flatMap { blocks($0, depth: depth + 1) })]
        default: return []
        }
    }

    /// One that skips a level in its text does not in ours, for those who go by headings.
    private mutating func heading(_ node: OpaquePointer, depth: Int) -> MarkdownText.Block? {
        let words = inlines(of: node, depth: depth)
        if words.isEmpty { return nil }
        let level = cmark_node_get_heading_level(node)
        while let last = outline.last, last >= level { outline.removeLast() }
        outline.append(level)
        return .heading(level: outline.count, words)
    }

    private mutating func list(_ node: OpaquePointer, depth: Int) -> MarkdownText.Block {
        let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
        return .list(
            start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
            isTight: cmark_node_get_list_tight(node) == 1,
            items: children(of: node).map { item in
                children(of: item).flatMap { blocks($0, depth: depth + 1) }
            })
    }

    private mutating func inlines(of node: OpaquePointer, depth: Int) -> [MarkdownText.Inline] {
        children(of: node).map { inline($0, depth: depth) }
    }

    private mutating func inline(_ node: OpaquePointer, depth: Int) -> MarkdownText.Inline {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_SOFTBREAK: return .space
        case CMARK_NODE_LINEBREAK: return .lineBreak
        case CMARK_NODE_CODE: return .code(literal(node))
        case CMARK_NODE_HTML_INLINE:
            refuse(.html)
            return .text(literal(node))
        case CMARK_NODE_IMAGE:
            refuse(.image)
            return .text(words(in: node))
        case CMARK_NODE_EMPH, CMARK_NODE_STRONG, CMARK_NODE_LINK:
            guard depth < MarkdownText.deepest else {
                refuse(.tooDeep)
                return .text(words(in: node))
            }
            let content = inlines(of: node, depth: depth + 1)
            switch cmark_node_get_type(node) {
            case CMARK_NODE_EMPH: return .emphasis(content)
            case CMARK_NODE_STRONG: return .strong(content)
            default: return link(node, content)
            }
        default: return .text(literal(node))
        }
    }

    private mutating func link(_ node: OpaquePointer, _ content: [MarkdownText.Inline]) -> MarkdownText.Inline {
        let written = cmark_node_get_url(node).map { String(cString: $0) } ?? ""
        let words = words(in: node)
        guard let address = LinkAddress(written) else {
            refuse(.link(address: ReadableText.of(written)))
            return .text(words)
        }
        // A link without words is none for those who hear the page.
        return .link(address, words.allSatisfy(\.isWhitespace) ? [.text(address.text)] : content)
    }

    private mutating func refuse(_ refusal: MarkdownText.Refusal) {
        if !refusals.contains(refusal) { refusals.append(refusal) }
    }

    private func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { ReadableText.of(String(cString: $0)) } ?? ""
    }

    /// All words below a node, however deep.
    private func words(in node: OpaquePointer) -> String {
        guard let walk = cmark_iter_new(node) else { return "" }
        defer { cmark_iter_free(walk) }
        var words = ""
        while true {
            let event = cmark_iter_next(walk)
            if event == CMARK_EVENT_DONE { return words }
            let node = cmark_iter_get_node(walk)
            switch (event, cmark_node_get_type(node)) {
            case (CMARK_EVENT_ENTER, CMARK_NODE_SOFTBREAK), (CMARK_EVENT_ENTER, CMARK_NODE_LINEBREAK),
                (CMARK_EVENT_EXIT, CMARK_NODE_PARAGRAPH), (CMARK_EVENT_EXIT, CMARK_NODE_HEADING):
                words += " "
            case (CMARK_EVENT_ENTER, _): if let node { words += literal(node) }
            default: break
            }
        }
    }
}
