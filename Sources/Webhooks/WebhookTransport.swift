import CCurl
package import Curl
import Foundation
import HTTP
import Storage

/// What came back.
package struct WebhookAnswer: Sendable, Equatable {
    /// Nil without an answer.
    package let status: Int?
    /// What was wrong; nil for what was taken.
    package let error: String?

    /// 410 says that nobody will ever want it again (RFC 9110 §15.5.11).
    package var isFinal: Bool { status == 410 }
}

/// Posts messages to one address after another, on a queue of its own where a slow receiver holds up nobody else.
package actor WebhookTransport {
    private let allowsPrivate: Bool
    private let order: AbortOrder
    private let queue = BlockingQueue("vemfn.webhooks")

    /// - Parameter allowsPrivate: Whether addresses may be told that the public network does not have, and in plain text.
    package init(allowsPrivate: Bool, order: AbortOrder) {
        self.allowsPrivate = allowsPrivate
        self.order = order
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    package func post(_ message: WebhookMessage, to url: String, secret: [UInt8]) -> WebhookAnswer {
        do {
            return try WebhookRequest(allowsPrivate: allowsPrivate, order: order).perform(
                url: url,
                fields: [
                    "Content-Type: application/json", "User-Agent: vemfn",
                    "webhook-id: \(message.id)", "webhook-timestamp: \(message.timestamp)",
                    "webhook-signature: \(message.signature(secret: secret))",
                    "Expect:",  // no waiting for 100 Continue
                ],
                body: message.body)
        } catch {
            return WebhookAnswer(status: nil, error: (error as? CurlError)?.reason ?? "\(error)")
        }
    }
}

/// One request of libcurl. Touched by its callbacks, inside `curl_easy_perform`, and around it.
private final class WebhookRequest {
    /// More of an answer is not read.
    private static let mostBytes = 16 << 10
    private static let connectSeconds = 5
    private static let seconds = 10

    private let allowsPrivate: Bool
    private let order: AbortOrder
    private var received = 0
    private var isTooLong = false
    private var isPrivate = false

    init(allowsPrivate: Bool, order: AbortOrder) {
        self.allowsPrivate = allowsPrivate
        self.order = order
    }

    private static func of(_ context: UnsafeMutableRawPointer) -> WebhookRequest {
        Unmanaged<WebhookRequest>.fromOpaque(context).takeUnretainedValue()
    }

    func perform(url: String, fields: [String], body: [UInt8]) throws -> WebhookAnswer {
        // A fresh one each time: no connection is used that was opened before the address was looked up anew.
        let handle = try CurlHandle()
        try handle.set(CURLOPT_NOSIGNAL, 1)
        try handle.set(CURLOPT_URL, url)
        try handle.set(CURLOPT_PROTOCOLS_STR, allowsPrivate ? "http,https" : "https")
        try handle.set(CURLOPT_FOLLOWLOCATION, 0)
        // Behind a proxy of the environment it would be the proxy that looks up and connects, and asks nobody.
        try handle.set(CURLOPT_PROXY, "")
        try handle.set(CURLOPT_CONNECTTIMEOUT, Self.connectSeconds)
        try handle.set(CURLOPT_TIMEOUT, Self.seconds)
        try handle.set(CURLOPT_NOPROGRESS, 0)
        try handle.check(ccurl_set_body(handle.pointer, body, body.count))
        let list = fields.reduce(nil) { curl_slist_append($0, $1) }
        defer { curl_slist_free_all(list) }
        try handle.check(ccurl_set_fields(handle.pointer, list))
        try setCallbacks(handle)

        let result = withExtendedLifetime(self) { curl_easy_perform(handle.pointer) }
        var status = 0
        try handle.check(ccurl_get_status(handle.pointer, &status))
        if isPrivate {
            return WebhookAnswer(status: nil, error: WebhookAttempt.notPublic)
        }
        // Whoever has answered has answered, however long the rest is.
        if result == CURLE_OK || isTooLong {
            let isTaken = (200...299).contains(status)
            return WebhookAnswer(status: status, error: isTaken ? nil : "answered \(status)")
        }
        return WebhookAnswer(status: nil, error: CurlHandle.reason(result))
    }

    private func setCallbacks(_ handle: CurlHandle) throws {
        let context = Unmanaged.passUnretained(self).toOpaque()
        try handle.check(
            ccurl_set_writer(
                handle.pointer,
                { _, size, count, context in
                    guard let context else { return 0 }
                    return WebhookRequest.of(context).receive(size * count)
                }, context))
        try handle.check(
            ccurl_set_progress(
                handle.pointer,
                { context, _, _, _, _ in
                    guard let context else { return 0 }
                    return WebhookRequest.of(context).order.isGiven ? 1 : 0
                }, context))
        // Asked with the very address that is connected to next: what a name led to before does not matter.
        try handle.check(
            ccurl_set_opener(
                handle.pointer,
                { context, _, address in
                    guard let context, let address else { return CURL_SOCKET_BAD }
                    return WebhookRequest.of(context).open(address)
                }, context))
    }

    private func receive(_ count: Int) -> Int {
        received += count
        isTooLong = received > Self.mostBytes
        return isTooLong ? 0 : count
    }

    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
        let found = Self.ipAddress(address)
        guard allowsPrivate || found.map(PublicAddress.contains) == true else {
            isPrivate = true
            return CURL_SOCKET_BAD
        }
        return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
    }

    private static func ipAddress(_ address: UnsafeMutablePointer<curl_sockaddr>) -> IPAddress? {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        let start = UnsafeRawPointer(address) + offset
        switch address.pointee.family {
        case AF_INET:
            return withUnsafeBytes(of: start.loadUnaligned(as: sockaddr_in.self).sin_addr) {
                IPAddress(networkOrder: Array($0))
            }
        case AF_INET6:
            return withUnsafeBytes(of: start.loadUnaligned(as: sockaddr_in6.self).sin6_addr) {
                IPAddress(networkOrder: Array($0))
            }
        default: return nil
        }
    }
}
