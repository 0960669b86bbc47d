import Fixtures
import Foundation
import FoundationXML
import Testing

@testable import Site

/// Reads a page's part as browsers do once it is well-formed, and notes what is in it.
private final class Elements: NSObject, XMLParserDelegate {
    var found: [(name: String, attributes: [String: String])] = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        found.append((name, attributes))
    }
}

private let allowed: [String: Set<String>] = [
    "p": [], "h2": [], "h3": [], "h4": [], "h5": [], "h6": [], "ul": [], "ol": ["start"], "li": [], "em": [],
    "strong": [], "a": ["href"], "br": [], "hr": [], "blockquote": [], "pre": ["tabindex"], "code": [],
]

/// What is wrong with the markup of this text; nil when nothing is.
private func fault(in text: String) -> String? {
    let html = String(decoding: Prose(text, headingsFrom: 2).html.bytes, as: UTF8.self)
    let elements = Elements()
    let parser = XMLParser(data: Data("<root>\(html)</root>".utf8))
    parser.delegate = elements
    _ = parser.parse()
    if let error = parser.parserError { return "\(error) in \(html)" }
    for (name, attributes) in elements.found where name != "root" {
        guard let names = allowed[name], Set(attributes.keys).isSubset(of: names) else {
            return "<\(name)> \(attributes)"
        }
        if let address = attributes["href"],
            address.firstMatch(of: #/^(https?://|mailto:|tel:|/(?!/))/#.ignoresCase()) == nil
        {
            return "leads to \(address)"
        }
    }
    return nil
}

struct ProseTests {
    @Test(arguments: [
        ("# Rubrik\n\ntext  \nny rad", "<h2>Rubrik</h2>\n<p>text<br />ny rad</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("- a\n\n- b", "<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>\n"),
        (
            "[a](https://example.se/?x=1&y=\"2\")",
            "<p><a href=\"https://example.se/?x=1&amp;y=&quot;2&quot;\">a</a></p>\n"
        ),
        ("<b onclick=x>", "<p>&lt;b onclick=x&gt;</p>\n"), ("![a *b*](c)", "<p>a b</p>\n"),
        ("> a\n\n---", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr />\n"), ("", ""),
    ])
    func `a text is shown as it says`(text: String, html: String) {
        #expect(String(decoding: Prose(text, headingsFrom: 2).html.bytes, as: UTF8.self) == html)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "</div></main>",
        "<a href=\"javascript:alert(1)\">x</a>", "[x](javascript:alert(1))", "[x](  javascript:alert(1))",
        "[x](&#x6A;avascript:alert(1))", "[x](https://a\" onmouseover=\"alert(1))", "[x](</\" onclick=\"a>)",
        "[x](/a 'title\" onclick=alert(1)')", "![x](data:image/svg+xml,<svg/onload=alert(1)>)", "<![CDATA[x]]>",
        "<?php x ?>", "<!DOCTYPE html>", "`</code><script>`", "```\n</code></pre><script>\n```", "&lt;script&gt;",
        "&#60;script&#62;", "&amp;lt;", "&#0;&#1;&#x1F;&#xFFFF;&#xD800;", "a\u{0}b\u{8}\u{C}c", "\u{FEFF}\u{202E}x",
        "[a]: javascript:x\n[a]", "[[x](/a)](/b)", "![[x](/a)](/b)", "[![x](/a)](/b)", "*[**x](/a)*", "]]>", "-->",
    ])
    func `nothing that is written comes alive`(text: String) {
        #expect(fault(in: text) == nil)
    }

    @Test(arguments: seeds(40))
    func `whatever is written is well-formed and holds what is allowed only`(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let pieces = [
            "a", "å", " ", "\n", "\n\n", "*", "**", "_", "`", "```\n", "[", "]", "(", ")", "](", "<", ">", "&", ";",
            "#", "# ",
            "- ", "1. ", "> ", "    ", "\t", "\\", "\"", "'", "!", "![", "javascript:", "https://", "/", "//", "data:",
            ":",
            "<script>", "</p>", "<!--", "-->", "&#1;", "&lt;", "&quot;", "---\n", "===\n", "[a]: ", "\u{0}", "\u{1}",
            "\u{202E}",
            "\u{FFFE}", "🏳️‍🌈", "<a href=", "onclick=", "mailto:", "  \n",
        ]
        for _ in 1...100 {
            let text = (0..<Int.random(in: 1...60, using: &random)).map { _ in pieces.randomElement(using: &random)! }
                .joined()
            if let fault = fault(in: text) { Issue.record("\(fault) from \(text.debugDescription), seed \(seed)") }
        }
    }
}
