import HTTP
import HTTPTypes
import Testing

struct AcceptedLanguageTests {
    @Test(
        arguments: [
            (nil, 1000, 1000), ("", 0, 0), ("sv", 1000, 0), ("sv-SE, sv;q=0.9, en;q=0.8", 1000, 800),
            ("en, SV;q=0.5", 500, 1000), ("en-GB;q=0.7", 0, 700), ("*", 1000, 1000), ("sv, *;q=0.1", 1000, 100),
            ("svx, s", 0, 0), ("sv;q=2, en;q=x", 0, 0), (" ,;, sv ;q=0.001 ", 1, 0), ("de", 0, 0),
        ] as [(String?, Int, Int)])
    func `a language weighs what its best range does (RFC 9110 §12.5.4)`(
        field: String?, swedish: Int, english: Int
    ) {
        var fields = HTTPFields()
        fields[.acceptLanguage] = field
        let head = RequestHead(method: .get, path: "/", fields: fields)
        #expect(head.weight(ofLanguage: "sv") == swedish)
        #expect(head.weight(ofLanguage: "en") == english)
    }
}
