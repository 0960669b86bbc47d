package import HTTPTypes

/// The part of a request that stands before its body (RFC 9112 §2.1), checked.
///
/// It never changes, and passes from state to state and from hand to hand: as a class that costs one count, as a
/// struct it did one for each of its strings.
package final class RequestHead: Sendable {
    package let method: HTTPRequest.Method
    /// The path as it was sent: begins with "/", printable ASCII, still percent-encoded.
    package let path: String
    /// What stood behind "?", as it was sent; nil without one.
    package let query: String?
    package let version: Version
    package let fields: RequestFields

    package enum Version: Sendable, Equatable {
        case http10, http11
    }

    package convenience init(
        method: HTTPRequest.Method, path: String, query: String? = nil, version: Version = .http11,
        fields: HTTPFields = [:]
    ) {
        self.init(method: method, path: path, query: query, version: version, fields: RequestFields(fields))
    }

    init(method: HTTPRequest.Method, path: String, query: String?, version: Version, fields: RequestFields) {
        self.method = method
        self.path = path
        self.query = query
        self.version = version
        self.fields = fields
    }
}

extension RequestHead: Equatable {
    package static func == (left: RequestHead, right: RequestHead) -> Bool {
        left.method == right.method && left.path == right.path && left.query == right.query
            && left.version == right.version && left.fields == right.fields
    }
}

/// Names one request of one run. Most requests are never named, so the text is made when somebody reads it.
package struct RequestID: Sendable, Equatable, CustomStringConvertible {
    private let run: UInt32
    private let number: Int

    /// - Parameter run: Drawn at random, so that a log of several runs has no two the same.
    package init(run: UInt32, number: Int) {
        self.run = run
        self.number = number
    }

    package var description: String {
        var bytes: [UInt8] = []
        bytes.append(self)
        return String(decoding: bytes, as: UTF8.self)
    }

    fileprivate var parts: (UInt64, UInt64) { (UInt64(run), UInt64(number)) }
}

extension [UInt8] {
    /// Each answer has it in its head, so it is written without a detour by strings.
    mutating func append(_ id: RequestID) {
        let (run, number) = id.parts
        append(inBase36: run)
        append(UInt8(ascii: "-"))
        append(inBase36: number)
    }

    private mutating func append(inBase36 number: UInt64) {
        let start = count
        var rest = number
        repeat {
            let digit = UInt8(rest % 36)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            rest /= 36
        } while rest > 0
        self[start...].reverse()
    }
}

/// A whole request, its body in memory.
package struct Request: Sendable {
    package let head: RequestHead
    package let body: [UInt8]
    /// The address of who asked, as text: "127.0.0.1" or "::1". The socket's peer, or whom a trusted proxy names.
    package let remoteAddress: String
    /// Whether it came over TLS, to us or to a trusted proxy.
    package let isSecure: Bool
    /// Names this request in the log and on error pages; says nothing about who sent it.
    package let id: RequestID

    package init(
        head: RequestHead, body: [UInt8] = [], remoteAddress: String = "127.0.0.1", isSecure: Bool = false,
        id: RequestID = RequestID(run: 0, number: 0)
    ) {
        self.head = head
        self.body = body
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
        self.id = id
    }
}
