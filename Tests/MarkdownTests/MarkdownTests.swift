import Markdown
import Testing

struct MarkdownTests {
    @Test func `a text is read into what pages may show`() {
        let text = MarkdownText("Hej *du* **där**, se [vår sida](/program).\n\n- ett\n- två\n\n1. först\n")
        #expect(
            text.blocks == [
                .paragraph([
                    .text("Hej "), .emphasis([.text("du")]), .text(" "), .strong([.text("där")]), .text(", se "),
                    .link(LinkAddress("/program")!, [.text("vår sida")]), .text("."),
                ]),
                .list(start: nil, isTight: true, items: [[.paragraph([.text("ett")])], [.paragraph([.text("två")])]]),
                .list(start: 1, isTight: true, items: [[.paragraph([.text("först")])]]),
            ])
        #expect(text.refusals.isEmpty)
    }
}
