package import HTTPTypes

/// The part of a request that stands before its body (RFC 9112 §2.1), checked.
package struct RequestHead: Sendable, Equatable {
    package let method: HTTPRequest.Method
    /// The path as it was sent: begins with "/", printable ASCII, still percent-encoded.
    package let path: String
    /// What stood behind "?", as it was sent; nil without one.
    package let query: String?
    package let version: Version
    package let fields: HTTPFields

    package enum Version: Sendable, Equatable {
        case http10, http11
    }

    package init(
        method: HTTPRequest.Method, path: String, query: String? = nil, version: Version = .http11,
        fields: HTTPFields = [:]
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.version = version
        self.fields = fields
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
    package let id: String

    package init(
        head: RequestHead, body: [UInt8] = [], remoteAddress: String = "127.0.0.1", isSecure: Bool = false,
        id: String = "-"
    ) {
        self.head = head
        self.body = body
        self.remoteAddress = remoteAddress
        self.isSecure = isSecure
        self.id = id
    }
}
