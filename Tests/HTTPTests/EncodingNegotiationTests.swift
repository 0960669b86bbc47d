import HTTP
import HTTPTypes
import Testing

struct EncodingNegotiationTests {
    @Test(
        arguments: [
            (nil, .identity), ("", .identity), ("gzip", .gzip), ("br", .brotli), ("gzip, br", .brotli),
            ("gzip, deflate, br, zstd", .brotli), ("br;q=0.5, gzip", .gzip), ("GZIP;Q=1", .gzip), ("x-gzip", .gzip),
            ("deflate", .identity), ("gzip;q=0", .identity), ("*", .brotli), ("*;q=0.5, br;q=0", .gzip),
            ("br;q=0, *", .gzip), ("identity", .identity), ("identity, gzip;q=0.5", .identity),
            ("identity;q=0.5, gzip;q=0.6", .gzip), ("identity;q=0, gzip;q=0.001", .gzip), ("*;q=0, gzip", .gzip),
            ("gzip;q=1.5", .identity), ("gzip;q=", .identity), ("gzip;q=0.0001", .identity), ("gzipx", .identity),
            (";;,,gzip ; q=1", .gzip),
        ] as [(String?, ContentCoding)])
    func `the coding is the one the client weighs most, the smaller at equal weight (RFC 9110 §12.5.3)`(
        field: String?, expected: ContentCoding
    ) {
        var fields = HTTPFields()
        fields[.acceptEncoding] = field
        let head = RequestHead(method: .get, path: "/", fields: fields)
        #expect(head.preferredCoding(among: ContentCoding.allCases) == expected)
    }

    @Test(arguments: ["identity;q=0", "*;q=0", "identity;q=0, br"])
    func `a client that accepts nothing there is gets the thing itself (RFC 9110 §12.4.1)`(field: String) {
        let head = RequestHead(method: .get, path: "/", fields: [.acceptEncoding: field])
        #expect(head.preferredCoding(among: [.identity]) == .identity)
    }
}
