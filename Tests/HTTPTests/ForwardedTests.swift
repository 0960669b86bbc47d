import HTTP
import HTTPTypes
import Testing

private let proxies = TrustedProxies(
    ["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"].compactMap { AddressRange($0) })
private let peer = "127.0.0.1"

struct ForwardedTests {
    @Test(
        arguments: [
            // RFC 7239 §4, §6
            ("for=192.0.2.43", "192.0.2.43"), ("For=\"192.0.2.43:47011\"", "192.0.2.43"),
            ("for=\"[2001:DB8::0:1]\"", "2001:db8::1"), ("FOR=\"[2001:db8::1]:4711\"", "2001:db8::1"),
            ("for=\"[2001:db8::1]:_port\"", "2001:db8::1"), ("for=192.0.2.43;proto=https;by=203.0.113.4", "192.0.2.43"),
            ("for=192.0.2.43, for=10.1.2.3", "192.0.2.43"), ("for=\"\\192.0.2.43\"", "192.0.2.43"),
            (" , for=192.0.2.43 ;; proto=http , ", "192.0.2.43"), ("for=\"[::ffff:192.0.2.43]\"", "192.0.2.43"),
            ("for=192.0.2.43, for=\"[2001:db8:1::9]\", for=10.1.2.3", "192.0.2.43"),
            // What the client itself has put before
            ("for=203.0.113.9, for=192.0.2.43", "192.0.2.43"), ("for=127.0.0.1, for=192.0.2.43", "192.0.2.43"),
            ("for=10.0.0.1, for=192.0.2.43, for=10.1.2.3", "192.0.2.43"),
            // Nobody outside
            ("for=10.0.0.7", "10.0.0.7"), ("for=10.0.0.8, for=10.0.0.7", "10.0.0.8"),
            // Steps that say nothing stand for themselves
            ("for=unknown", peer), ("for=_hidden", peer), ("for=\"_SEVKISEK\"", peer), ("proto=https", peer),
            ("for=192.0.2.43, for=unknown", peer), ("for=192.0.2.43, for=_x, for=10.1.2.3", "10.1.2.3"),
            ("for=\"\"", peer), ("for=\"192.0.2.43:\"", peer), ("for=\"[192.0.2.43]\"", peer), ("for=10.1", peer),
            ("for=\"2001:db8::1\"", "2001:db8::1"), ("for=\"192.0.2.43:1:2\"", peer), ("for=\"[::1%lo]\"", peer),
            // What cannot be read is not believed at all
            ("for=192.0.2.43, for=", peer), ("for", peer), ("for=[2001:db8::1]", peer), ("for=\"192.0.2.43", peer),
            ("for=1.2.3.4;for=192.0.2.43", peer), ("for = 192.0.2.43", peer), ("for=192.0.2.43 proto=http", peer),
            ("for=\"x, for=192.0.2.43", peer), ("for=\"192.0.2.43\\", peer), ("\u{FF}", peer), ("", peer),
        ])
    func `the right-most address that is no proxy of ours has asked (RFC 7239)`(field: String, expected: String) {
        #expect(proxies.origin(of: RequestFields([.forwarded: field]), from: peer).address == expected)
    }

    @Test(
        arguments: [
            ("192.0.2.43", "192.0.2.43"), ("203.0.113.9, 192.0.2.43", "192.0.2.43"),
            ("203.0.113.9,192.0.2.43 , 10.1.2.3", "192.0.2.43"), ("2001:db8::1", "2001:db8::1"),
            ("[2001:db8::1]:4711", "2001:db8::1"), ("192.0.2.43:4711", "192.0.2.43"), ("10.0.0.1", "10.0.0.1"),
            ("192.0.2.43, unknown", peer), ("192.0.2.43,", peer), ("garbage", peer), ("", peer),
            ("192.0.2.43, 999.1.1.1", peer), ("192.0.2.43, 010.1.1.1", peer), ("192.0.2.43, \"10.0.0.1\"", peer),
        ])
    func `X-Forwarded-For is read the same way`(field: String, expected: String) {
        #expect(proxies.origin(of: RequestFields([.xForwardedFor: field]), from: peer).address == expected)
    }

    @Test func `both families together are believed in neither`() {
        let fields: HTTPFields = [.xForwardedFor: "192.0.2.43", .forwarded: "for=203.0.113.9;proto=https"]
        #expect(proxies.origin(of: RequestFields(fields), from: peer) == TrustedProxies.Origin(address: peer))
    }

    @Test func `scheme and host are those of the step the client took`() {
        let inside = "for=192.0.2.43;proto=HTTPS;host=\"vemfn.example.se:8443\", for=10.1.2.3;proto=http;host=inner"
        let origin = TrustedProxies.Origin(address: "192.0.2.43", isSecure: true, host: "vemfn.example.se:8443")
        #expect(proxies.origin(of: RequestFields([.forwarded: inside]), from: peer) == origin)

        var fields: HTTPFields = [.xForwardedFor: "192.0.2.43, 10.1.2.3"]
        (fields[.xForwardedProto], fields[.xForwardedHost]) = ("https, http", "vemfn.example.se:8443")
        #expect(proxies.origin(of: RequestFields(fields), from: peer) == origin)
        // One value for two steps was written by the nearest proxy.
        fields[.xForwardedFor] = "203.0.113.9, 192.0.2.43"
        fields[.xForwardedProto] = "https"
        #expect(proxies.origin(of: RequestFields(fields), from: peer) == origin)
    }

    @Test(arguments: ["ftp", "https://", "", "\"https\""])
    func `a scheme that is none is not secure, a host that is none is left out`(text: String) {
        let fields: HTTPFields = [
            .xForwardedFor: "192.0.2.43", .xForwardedProto: text, .xForwardedHost: "evil/\(text) x",
        ]
        #expect(proxies.origin(of: RequestFields(fields), from: peer) == TrustedProxies.Origin(address: "192.0.2.43"))
    }

    @Test func `a flood of steps is read to its end and no further`() {
        let flood = String(repeating: "for=10.0.0.1,", count: 1000)
        let ended = RequestFields([.forwarded: flood + "for=192.0.2.43"])
        #expect(proxies.origin(of: ended, from: peer).address == "192.0.2.43")
        #expect(proxies.origin(of: RequestFields([.forwarded: flood]), from: peer).address == "10.0.0.1")
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("10.255.0.1", true), ("11.0.0.1", false), ("2001:db8:1:f::1", true),
        ("2001:db8:2::1", false), ("unknown", false), ("", false),
    ])
    func `only the named are trusted, and nobody by default`(address: String, isTrusted: Bool) {
        #expect(proxies.contains(address) == isTrusted)
        #expect(!TrustedProxies().contains(address))
    }
}

struct IPAddressTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"),
        ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"), ("::", "::"), ("::1", "::1"),
        ("1::", "1::"), ("::ffff:192.0.2.1", "192.0.2.1"), ("0:0:0:0:0:FFFF:C000:0201", "192.0.2.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("fe80::0001", "fe80::1"),
    ])
    func `an address has one text (RFC 5952 §4)`(text: String, canonical: String) {
        #expect(IPAddress(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.4 ", "+1.2.3.4", "0x7f.0.0.1", "1.2.3.", ":",
        ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "g::", "12345::", ":1::", "1::2:",
        "::1%eth0", "[::1]", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:1.2.3.4", "٣.1.1.1",
    ])
    func `what is no address, or is one in another notation, is refused`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test(arguments: [
        "10.0.0.0/33", "10.0.0.1/8", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/8/8", "/8", "10/8", "::/129", "::1/64", "a",
    ])
    func `a range that means nothing is refused`(text: String) {
        #expect(AddressRange(text) == nil)
    }
}

extension HTTPField.Name {
    fileprivate static let forwarded = HTTPField.Name("Forwarded")!  // tokens all
    fileprivate static let xForwardedFor = HTTPField.Name("X-Forwarded-For")!
    fileprivate static let xForwardedProto = HTTPField.Name("X-Forwarded-Proto")!
    fileprivate static let xForwardedHost = HTTPField.Name("X-Forwarded-Host")!
}
