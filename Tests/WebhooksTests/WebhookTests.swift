import Curl
import Foundation
import HTTP
import Secrets
import Storage
import Testing

@testable import Webhooks

struct PublicAddressTests {
    @Test(arguments: [
        "127.0.0.1", "127.255.0.1", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1", "192.0.2.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2001::1",
        "64:ff9b::7f00:1", "::7f00:1",
    ])
    func `addresses that the public network does not have are told from others`(address: String) throws {
        #expect(!PublicAddress.contains(try #require(IPAddress(address))))
    }

    @Test(arguments: ["8.8.8.8", "172.32.0.1", "172.15.0.1", "11.0.0.1", "192.169.0.1", "2a00:1450::1", "2600::"])
    func `addresses of the public network may be told`(address: String) throws {
        #expect(PublicAddress.contains(try #require(IPAddress(address))))
    }
}

struct SignatureTests {
    /// The vector of the reference implementations of Standard Webhooks.
    @Test func `a message is signed as the standard has it`() throws {
        let secret = try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let message = WebhookMessage(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(message.signature(secret: Array(secret)) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }
}

struct TransportTests {
    private func post(_ url: String, allowsPrivate: Bool) async -> WebhookAnswer {
        await WebhookTransport(allowsPrivate: allowsPrivate, order: .init()).post(
            WebhookMessage(id: "a", timestamp: 1, body: []), to: url, secret: [1])
    }

    @Test(arguments: [
        "https://127.0.0.1:1/", "https://localhost:1/", "https://[::1]:1/", "https://2130706433:1/",
        "https://0x7f.1:1/",
        "https://[::ffff:127.0.0.1]:1/", "https://169.254.169.254/latest/meta-data",
    ])
    func `nothing is opened to an address that is not public, however it is written`(url: String) async {
        let answer = await post(url, allowsPrivate: false)
        #expect(answer.error == WebhookAttempt.notPublic)
    }

    @Test(arguments: ["http://example.se/", "file:///etc/passwd", "gopher://example.se/"])
    func `other protocols are not spoken`(url: String) async {
        let answer = await post(url, allowsPrivate: false)
        #expect(answer.status == nil && answer.error != nil)
        #expect(answer.error != WebhookAttempt.notPublic)
    }
}
