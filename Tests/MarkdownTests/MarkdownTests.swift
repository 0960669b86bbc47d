import Markdown
import Testing

struct MarkdownTests {
    @Test func `a text is read into what pages may show`() throws {
        let ours = try #require(LinkAddress("/program"))
        let text = MarkdownText("Hej *du* **där**, se [vår sida](/program).\n\n- ett\n- två\n\n1. först\n")
        #expect(
            text.blocks == [
                .paragraph([
                    .text("Hej "), .emphasis([.text("du")]), .text(" "), .strong([.text("där")]), .text(", se "),
                    .link(ours, [.text("vår sida")]), .text("."),
                ]),
                .list(start: nil, isTight: true, items: [[.paragraph([.text("ett")])], [.paragraph([.text("två")])]]),
                .list(start: 1, isTight: true, items: [[.paragraph([.text("först")])]]),
            ])
        #expect(text.refusals.isEmpty)
    }

    @Test(arguments: [
        ("<b>fet</b>", [MarkdownText.Refusal.html]), ("<script>alert(1)</script>", [.html]),
        ("a <!-- gömt --> b", [.html]), ("![bild](/bild.png)", [.image]),
        ("[x](javascript:alert(1))", [.link(address: "javascript:alert(1)")]),
        ("[x](data:text/html,x) ![y](z)", [.link(address: "data:text/html,x"), .image]), ("2 < 3 & 4 > 1", []),
        (String(repeating: "> ", count: 20) + "djupt", [.tooDeep]),
        (String(repeating: "- ", count: 20) + "djupt", [.tooDeep]), ("`<b>` är en tagg", []),
    ])
    func `what may not be in a text is named`(text: String, refusals: [MarkdownText.Refusal]) {
        #expect(MarkdownText(text).refusals == refusals)
    }

    @Test(arguments: [
        ("https://example.se/väg?a=1&b=2", true), ("HTTP://EXAMPLE.SE", true), ("mailto:a@example.se", true),
        ("tel:+46701740605", true), ("/program#speakers", true), ("", false), ("https://", false),
        ("//example.se", false),
        ("program", false), ("#top", false), ("javascript:alert(1)", false), ("JaVaScRiPt:alert(1)", false),
        ("data:text/html,x", false), ("vbscript:x", false), ("file:///etc/passwd", false),
        ("java\u{9}script:alert(1)", false), (" https://example.se", false), ("/\\example.se", false),
        ("https://example.se/\u{202E}", false), ("/\u{1}", false), ("https://a b", false),
    ])
    func `only the web, mail, telephone and our own pages can be linked to`(address: String, isAllowed: Bool) {
        #expect((LinkAddress(address) != nil) == isAllowed)
    }

    /// However it is written, it is the address that the reader of Markdown makes of it that counts.
    @Test(arguments: [
        "[x](javascript&colon;alert(1))", "[x](&#106;avascript:alert(1))", "[x](&#x6A;avascript&#58;alert(1))",
        "<javascript:alert(1)>", "[x]: javascript:alert(1)\n\n[x]", "[x](<javascript:alert(1)>)", "[x](\\javascript:a)",
    ])
    func `no way of writing makes a link of a script`(text: String) {
        let read = MarkdownText(text)
        #expect(read.refusals.count == 1)
        #expect(!"\(read.blocks)".contains("LinkAddress"))
    }

    @Test(arguments: [
        ("# a\n# b", [1, 1]), ("### a\n# b\n#### c\n## d", [1, 1, 2, 2]), ("# a\n\n> ## b\n\n### c", [1, 2, 3]),
        ("####### a", []), ("#", []), ("a\n=", [1]),
    ])
    func `an outline skips no level`(text: String, levels: [Int]) {
        func all(_ blocks: [MarkdownText.Block]) -> [Int] {
            blocks.flatMap { block -> [Int] in
                switch block {
                case .heading(let level, _): [level]
                case .quote(let content): all(content)
                default: []
                }
            }
        }
        #expect(all(MarkdownText(text).blocks) == levels)
    }

    @Test func `a link without words is called by its address`() throws {
        let address = try #require(LinkAddress("https://example.se/"))
        #expect(
            MarkdownText("[](https://example.se/)").blocks
                == [.paragraph([.link(address, [.text("https://example.se/")])])])
    }

    @Test(arguments: [
        String(repeating: ">", count: 100_000), String(repeating: "[", count: 100_000),
        String(repeating: "*a ", count: 100_000), String(repeating: "- ", count: 50_000) + "a",
        String(repeating: "![", count: 50_000), String(repeating: "<", count: 100_000),
        String(repeating: "a\n", count: 100_000), String(repeating: "[a](", count: 50_000),
    ])
    func `a huge text is read as far as texts may be long`(text: String) {
        #expect("\(MarkdownText(text).blocks)".count < 50 * MarkdownText.longest)
    }

    @Test func `what entities would smuggle in is left out`() {
        #expect(MarkdownText("a&#1;b&#x202E;c&#xFFFE;d&#0;").blocks == [.paragraph([.text("abc\u{FFFD}d\u{FFFD}")])])
    }
}
