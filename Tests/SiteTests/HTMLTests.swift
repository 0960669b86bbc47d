import Site
import Testing

struct HTMLTests {
    @Test(arguments: [
        ("<b>", "&lt;b&gt;"), ("\" autofocus", "&quot; autofocus"), ("'", "&#39;"), ("&amp;", "&amp;amp;"),
        ("\"\u{301} onfocus=alert(1)", "&quot;\u{301} onfocus=alert(1)"), ("<\u{338}script", "&lt;\u{338}script"),
        ("åäö", "åäö"), ("", ""),
    ])
    func `text is escaped byte by byte, so no combining mark hides a quote`(text: String, expected: String) {
        let markup: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(String(decoding: markup.bytes, as: UTF8.self) == "<p title=\"\(expected)\">\(expected)</p>")
    }

    @Test func `markup goes into markup as it is, and nothing into nothing`() {
        let inner: HTML = "<b>\("&")</b>"
        let none: HTML? = nil
        let outer: HTML = "<p>\(inner)\(none)\([inner, inner])\(7)</p>"
        #expect(
            String(decoding: outer.bytes, as: UTF8.self) == "<p><b>&amp;</b><b>&amp;</b><b>&amp;</b>7</p>")
    }
}
