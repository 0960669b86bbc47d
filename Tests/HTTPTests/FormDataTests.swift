import HTTP
import HTTPTypes
import Testing

struct FormDataTests {
    @Test(arguments: [
        ("a=1&b=2", ["a": "1", "b": "2"]),
        ("givenName=%C3%85sa&role=", ["givenName": "Åsa", "role": ""]),
        ("a+b=c+d%2B", ["a b": "c d+"]),
        ("a", ["a": ""]),
        ("=x", ["": "x"]),
        ("a=b=c", ["a": "b=c"]),
        ("&&a=1&", ["a": "1"]),
        ("a=%", ["a": "%"]),
        ("a=%4", ["a": "%4"]),
        ("a=%zz%41", ["a": "%zzA"]),
        ("a=%+1", ["a": "% 1"]),
        ("a=%FF%C3", ["a": "\u{FFFD}\u{FFFD}"]),
        ("a=%00%0d%0A", ["a": "\u{0}\r\n"]),
        ("a=%2526", ["a": "%26"]),
        ("a=\"\u{301}<", ["a": "\"\u{301}<"]),
        ("", [:]),
    ])
    func `fields are decoded as the URL standard says (WHATWG URL §5.1)`(text: String, expected: [String: String])
        throws
    {
        let form = try FormData(text.utf8)
        #expect(Dictionary(form.pairs.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }) == expected)
    }

    @Test func `a name that comes twice keeps its order, and the first value speaks for it`() throws {
        let form = try FormData("day=fri&day=thu&x=1".utf8)
        #expect(form["day"] == "fri")
        #expect(form.all("day") == ["fri", "thu"])
        #expect(form["none"] == nil)
    }

    @Test func `more pairs than the limit are refused`() throws {
        let most = Array(repeating: "a=b", count: FormData.pairLimit).joined(separator: "&")
        #expect(try FormData(most.utf8).pairs.count == FormData.pairLimit)
        #expect(throws: FormData.FormError.tooManyPairs(limit: FormData.pairLimit)) { try FormData((most + "&c").utf8) }
    }

    @Test func `a query string that was written reads back the same`() throws {
        let text = FormData.encode([("namn", "Åsa & Öst"), ("e-post", "a+b@c.se"), ("q", "50 % = \"½\"\r\n"), ("", "")])
        #expect(text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
        let form = try RequestHead(method: .get, path: "/", query: text).queryFields()
        #expect(form.pairs.map(\.name) == ["namn", "e-post", "q", ""])
        #expect(form.pairs.map(\.value) == ["Åsa & Öst", "a+b@c.se", "50 % = \"½\"\r\n", ""])
    }
}

struct PathTests {
    @Test(
        arguments: [
            ("/", []), ("/a", ["a"]), ("/a/", ["a", ""]), ("//a", ["", "a"]),
            ("/kommun/Malm%C3%B6", ["kommun", "Malmö"]),
            ("/a%20b+c", ["a b+c"]), ("/%2525", ["%25"]), ("/...", ["..."]), ("/a;b=c", ["a;b=c"]),
        ] as [(String, [String])])
    func `a path is decoded once, segment by segment`(path: String, segments: [String]) {
        #expect(RequestHead(method: .get, path: path).pathSegments == segments)
    }

    @Test(arguments: [
        "/..", "/a/../b", "/%2e%2E/b", "/.", "/%2e", "/a%2Fb", "/a%2f..%2f", "/%", "/%4", "/%zz", "/%+1", "/%00",
        "/%FF",
        "/%C0%AF", "/%ED%A0%80", "*",
    ])
    func `a path that could name another place has no segments`(path: String) {
        #expect(RequestHead(method: .get, path: path).pathSegments == nil)
    }

    @Test func `what is percent-encoded decodes to itself`() {
        let text = "Åsa/..?&=+ %\"😀"
        #expect(percentDecoded(percentEncoded(text)) == text)
        #expect(percentEncoded(text).utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") })
    }
}
