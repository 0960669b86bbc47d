import Conference
package import Foundation
import JSON
import Secrets
package import Storage

/// What is sent about an event, signed as Standard Webhooks 1.0 has it (standardwebhooks.com), for which there are
/// libraries in most languages.
package struct WebhookMessage: Sendable, Equatable {
    /// The same on every attempt, so that a receiver knows what it has had.
    package let id: String
    /// Of this attempt: an old one that somebody has overheard and sends again can be told.
    package let timestamp: Int64
    package let body: [UInt8]

    init(id: String, timestamp: Int64, body: [UInt8]) {
        self.id = id
        self.timestamp = timestamp
        self.body = body
    }

    /// What it is about is named, not told: no names, addresses or answers, which whoever may read them asks the API for.
    package init(_ delivery: WebhookDelivery, now: Date) {
        id = "vemfn-\(delivery.id)"
        timestamp = Int64(now.timeIntervalSince1970.rounded(.down))
        var data: [JSON.Member] = []
        if let registration = delivery.registration {
            data.append(
                JSON.Member(
                    "registration",
                    [
                        "id": .number(registration.id), "code": .text(registration.code),
                        "state": .text(registration.state.rawValue),
                    ]))
        }
        if let quota = delivery.quota { data.append(JSON.Member("quota", ["id": .number(quota)])) }
        let message: JSON = [
            "type": .text(delivery.event.rawValue), "timestamp": .text(delivery.occurredAt.ISO8601Format()),
            "data": .object(data),
        ]
        body = message.bytes
    }

    package func signature(secret: [UInt8]) -> String {
        let code = hmacSHA256(Array("\(id).\(timestamp).".utf8) + body, key: secret)
        return "v1," + Data(code).base64EncodedString()
    }
}
