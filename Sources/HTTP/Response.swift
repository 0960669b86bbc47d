package import HTTPTypes

/// What goes back. Framing (`Content-Length`, `Transfer-Encoding`), `Connection` and `Date` are the encoder's.
package struct Response: Sendable {
    package var status: HTTPResponse.Status
    package var fields: HTTPFields
    package var body: Body
    /// Goes out as `X-Request-Id`: what somebody who asks about this answer should mention.
    package var requestID: RequestID?
    /// Has the client come by TLS from now on, without a detour in plain text (RFC 6797 §7.1).
    package var demandsTLS = false

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Called for the next piece when the last one has been taken by the socket, so memory stays flat.
        /// Nil ends the body; an error cuts the connection, so that nobody takes the part for the whole.
        case stream(@Sendable () async throws -> [UInt8]?)
    }

    package init(status: HTTPResponse.Status, fields: HTTPFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}
