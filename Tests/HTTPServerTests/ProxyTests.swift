import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

struct ProxyTests {
    private static let handler = Handler { request in
        .now(.text("\(request.remoteAddress) \(request.isSecure) \(request.head.host ?? "-")"))
    }
    private static let forwarded =
        "GET / HTTP/1.1\r\nHost: inner\r\nForwarded: for=\"[2001:db8::1]\";proto=https;host=vemfn.example.se\r\n\r\n"

    @Test func `a trusted proxy says for whom it asks, request by request`() async throws {
        let proxies = TrustedProxies([AddressRange("127.0.0.0/8")].compactMap(\.self))
        try await withServer(Self.handler, configure: { $0.trustedProxies = proxies }) { _, address in
            let client = try Client(address)
            client.send(Self.forwarded)
            let secure = await client.response()
            #expect(secure.hasSuffix("\r\n\r\n2001:db8::1 true vemfn.example.se"))
            #expect(secure.contains("\r\nStrict-Transport-Security: max-age=31536000\r\n"))
            client.send("GET / HTTP/1.1\r\nHost: inner\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n")
            let plain = await client.response()
            #expect(plain.hasSuffix("\r\n\r\n192.0.2.1 false inner"))
            #expect(!plain.contains("Strict-Transport-Security"))
        }
    }

    @Test func `anybody else says it in vain`() async throws {
        try await withServer(Self.handler) { _, address in
            let client = try Client(address)
            client.send(Self.forwarded)
            #expect(await client.response().hasSuffix("\r\n\r\n127.0.0.1 false inner"))
        }
    }

    @Test func `limits on connections go by the proxy's own address`() async throws {
        let proxies = TrustedProxies([AddressRange("127.0.0.1")].compactMap(\.self))
        try await withServer(configure: { ($0.trustedProxies, $0.connectionsPerAddress) = (proxies, 1) }) {
            _, address in
            let first = try Client(address)
            first.send(Self.forwarded)
            #expect(await first.response().hasPrefix("HTTP/1.1 200 "))
            #expect(try await Client(address).rest().hasPrefix("HTTP/1.1 503 "))
        }
    }

    @Test func `an answer and a refusal carry the name of their request`() async throws {
        let handler = Handler { .now(.text($0.id.description)) }
        try await withServer(handler) { _, address in
            let client = try Client(address)
            client.send(get)
            let answer = await client.response()
            let id = try #require(answer.firstMatch(of: #/\r\nX-Request-Id: (\S+)\r\n/#)?.1)
            #expect(answer.hasSuffix("\r\n\r\n\(id)"))
            client.send("nonsense\r\n\r\n")
            let refusal = await client.rest()
            let other = try #require(refusal.firstMatch(of: #/\r\nX-Request-Id: (\S+)\r\n/#)?.1)
            #expect(other != id)
        }
    }
}
