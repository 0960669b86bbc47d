import Curl
import Foundation
import Secrets
import Storage
import Testing

@testable import Webhooks

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
        #expect(answer.error == WebhookFailure.notPublic.rawValue)
    }

    @Test(arguments: ["http://example.se/", "file:///etc/passwd", "gopher://example.se/"])
    func `other protocols are not spoken`(url: String) async {
        let answer = await post(url, allowsPrivate: false)
        #expect(answer.status == nil && answer.error != nil)
        #expect(answer.error != WebhookFailure.notPublic.rawValue)
    }
}
