import JSON
import Testing

struct JSONTests {
    @Test(
        arguments: [
            ("null", JSON.null), (" true ", true), ("-0", 0), ("9223372036854775807", 9_223_372_036_854_775_807),
            ("9223372036854775808", .otherNumber("9223372036854775808")), ("1.0", .otherNumber("1.0")),
            ("1e3", .otherNumber("1e3")), (#""å\n\u00e5\ud83d\ude00\/""#, "å\nå😀/"), ("[]", []), ("{}", [:]),
            (#"{"b":[1,{"a":null}],"a":""}"#, ["b": [1, ["a": .null]], "a": ""]),
            (#"{"a":1,"A":2}"#, ["a": 1, "A": 2]),
        ] as [(String, JSON)])
    func `a text is read as it says`(text: String, value: JSON) throws {
        #expect(try JSON(parsing: Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "nul", "tru", "01", "-", "1.", ".5", "1e", "+1", "NaN", "Infinity", "'a'", "\"a", "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"a\nb\"", "[1,]", "[1 2]", "[", "{", "{\"a\"}",
        "{\"a\":}",
        "{a:1}", "{\"a\":1,}", "1 2", "[]]", "// a\n1", "\u{FEFF}1",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONProblem.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func `bytes that are no UTF-8 are no text`(bytes: [UInt8]) {
        #expect(throws: JSONProblem.self) { try JSON(parsing: bytes) }
    }

    @Test(arguments: [#"{"a":1,"a":2}"#, #"{"a":1,"\u0061":2}"#])
    func `a name that comes twice in an object is refused`(text: String) {
        #expect(throws: JSONProblem.nameTwice("a")) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func `nesting has an end`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSON(parsing: nested(JSON.deepest))
        #expect(throws: JSONProblem.nestedTooDeep) { try JSON(parsing: nested(JSON.deepest + 1)) }
        #expect(throws: JSONProblem.nestedTooDeep) { try JSON(parsing: Array(repeating: 0x5B, count: 60_000)) }
    }

    @Test func `what is written is read as the same`() throws {
        let value: JSON = [
            "text": "\"\\\u{0}\u{1F}\u{7F}\n\t åäö 😀", "list": [1, -2, true, .null, []], "object": ["": [:]],
        ]
        #expect(try JSON(parsing: value.bytes) == value)
        #expect(try JSON(parsing: value.indentedBytes) == value)
        #expect(JSON.bytes(["a": [1, 2]]) == Array(#"{"a":[1,2]}"#.utf8))
    }
}

extension JSON {
    fileprivate static func bytes(_ value: JSON) -> [UInt8] { value.bytes }
}
