import HTTP
import HTTPTypes
import Testing

private let tag = EntityTag("\"a,b\"")!  // a tag with a comma

struct PreconditionTests {
    @Test(
        arguments: [
            ("\"a,b\"", .unchanged), ("W/\"a,b\"", .unchanged), ("*", .unchanged), ("\"x\", \"a,b\"", .unchanged),
            ("\"x\",,W/\"a,b\" ,", .unchanged), ("\"x\"", .holds), ("", .holds), ("a,b", .holds), ("\"a\"", .holds),
            ("\"a,b", .holds), ("w/\"a,b\"", .holds), ("\"x\" \"a,b\"", .holds), ("\"a,b\", x", .holds),
            ("\"A,B\"", .holds), ("*, \"a,b\"", .holds),
        ] as [(String, Precondition)])
    func `If-None-Match compares weakly, and what cannot be read matches nothing (RFC 9110 §13.1.2)`(
        field: String, expected: Precondition
    ) {
        #expect(head([.ifNoneMatch: field]).precondition(for: tag) == expected)
    }

    @Test(
        arguments: [
            ("\"a,b\"", .holds), ("*", .holds), ("\"x\", \"a,b\"", .holds), ("W/\"a,b\"", .failed), ("\"x\"", .failed),
            ("", .failed), ("\"a,b", .failed),
        ] as [(String, Precondition)])
    func `If-Match compares strongly, and what cannot be read fails (RFC 9110 §13.1.1)`(
        field: String, expected: Precondition
    ) {
        #expect(head([.ifMatch: field]).precondition(for: tag) == expected)
    }

    @Test func `If-Match goes before If-None-Match (RFC 9110 §13.2.2)`() {
        #expect(head([.ifMatch: "\"x\"", .ifNoneMatch: "*"]).precondition(for: tag) == .failed)
        #expect(head([.ifMatch: "*", .ifNoneMatch: "*"]).precondition(for: tag) == .unchanged)
    }

    @Test func `dates say nothing, for none was sent (RFC 9110 §13.1.3, §13.1.4)`() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT"
        #expect(head([.ifModifiedSince: date]).precondition(for: tag) == .holds)
        #expect(head([.ifUnmodifiedSince: date]).precondition(for: tag) == .holds)
    }
}

struct ByteRangeTests {
    @Test(
        arguments: [
            ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<100)), ("bytes=10-19", .part(10..<20)),
            ("bytes=90-", .part(90..<100)), ("bytes=90-1000", .part(90..<100)), ("bytes=-1", .part(99..<100)),
            ("bytes=-1000", .part(0..<100)), ("Bytes= 0-9 ", .part(0..<10)), ("bytes=00-09", .part(0..<10)),
            ("bytes=5-99999999999999999999", .part(5..<100)), ("bytes=-99999999999999999999", .part(0..<100)),
            ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
            ("bytes=99999999999999999999-", .unsatisfiable),
            ("bytes=0-1,2-3", .whole), ("bytes=9-0", .whole), ("bytes=-", .whole), ("bytes=", .whole),
            ("bytes=a-b", .whole), ("bytes=+1-2", .whole), ("bytes=1--2", .whole), ("bytes=1 - 2", .whole),
            ("bytes 0-1", .whole), ("lines=0-1", .whole), ("", .whole), ("bytes=٠-١", .whole), ("=0-1", .whole),
        ] as [(String, ByteRange)])
    func `one range is taken, what cannot be read or is a list is ignored (RFC 9110 §14.2)`(
        field: String, expected: ByteRange
    ) {
        #expect(head([.range: field]).byteRange(of: 100, tag: tag) == expected)
    }

    @Test(arguments: [("bytes=0-", ByteRange.unsatisfiable), ("bytes=-1", .whole), ("bytes=-0", .unsatisfiable)])
    func `nothing has no first byte`(field: String, expected: ByteRange) {
        #expect(head([.range: field]).byteRange(of: 0, tag: tag) == expected)
    }

    @Test(arguments: [
        ("\"a,b\"", true), ("W/\"a,b\"", false), ("\"x\"", false), ("Sun, 06 Nov 1994 08:49:37 GMT", false),
        ("\"a,b\", \"a,b\"", false), ("*", false),
    ])
    func `If-Range wants exactly these bytes, else all are sent (RFC 9110 §13.1.5)`(field: String, isPart: Bool) {
        let range = head([.range: "bytes=0-9", .ifRange: field]).byteRange(of: 100, tag: tag)
        #expect(range == (isPart ? .part(0..<10) : .whole))
    }

    @Test(arguments: [HTTPRequest.Method.head, .post])
    func `ranges are for GET alone (RFC 9110 §14.2)`(method: HTTPRequest.Method) {
        let head = RequestHead(method: method, path: "/", fields: [.range: "bytes=0-0"])
        #expect(head.byteRange(of: 100, tag: tag) == .whole)
    }
}

private func head(_ fields: HTTPFields) -> RequestHead {
    RequestHead(method: .get, path: "/", fields: fields)
}
