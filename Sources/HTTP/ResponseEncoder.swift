import HTTPTypes

/// Writes responses so that no two readers can disagree about where they end (RFC 9112 §6).
///
/// Everything about framing is decided here: lengths agree with bodies by construction, and what a handler says about
/// framing is left out. Field values cannot break out of their line, for `HTTPField` holds no CR, LF or NUL.
package enum ResponseEncoder {
    /// A response that is ready for the socket.
    struct Encoded {
        var output: Output
        /// Set when more is to come behind the output.
        var stream: ResponseStream?
        /// What the head says about the connection.
        var keepsAlive: Bool
    }

    static let continueResponse: [UInt8] = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    /// All there will be on a connection whose peer is turned away unheard.
    package static func encode(refusal: Response, date: HTTPDate) -> Output {
        encode(refusal, to: nil, keepsAlive: false, date: date).output
    }

    /// - Parameters:
    ///   - request: nil when no head could be read.
    ///   - keepsAlive: Whether both sides would go on; the answer may still have to end with the connection.
    ///   - isSecure: Whether TLS carries the answer. Then it says that nothing else may for a year (RFC 6797 §7.1).
    static func encode(
        _ response: Response, to request: RequestHead?, keepsAlive: Bool, isSecure: Bool = false, date: HTTPDate
    ) -> Encoded {
        let hasContent = !response.status.forbidsContent
        let sendsContent = hasContent && request?.method != .head
        let version = request?.version ?? .http11
        var encoded = Encoded(output: Output(), stream: nil, keepsAlive: keepsAlive)

        var head: [UInt8] = []
        head.reserveCapacity(512)
        head.appendStatusLine(response.status)
        head.appendDate(date)
        head.append(response.fields)

        switch response.body {
        case .bytes(let body):
            if hasContent { head.append(contentLength: body.count) }
            if sendsContent { encoded.output.body = .own(body) }
        case .stream(let next):
            if version == .http11 {
                if hasContent { head.append("Transfer-Encoding: chunked\r\n") }
            } else if sendsContent {
                encoded.keepsAlive = false  // HTTP/1.0 knows no other end of such a body than the connection's (§6.3)
            }
            if sendsContent {
                encoded.stream = ResponseStream(
                    next: next, framing: version == .http11 ? .chunked : .untilClose, keepsAlive: encoded.keepsAlive)
            }
        }

        head.appendAside(id: response.requestID, demandsTLS: response.demandsTLS || isSecure)
        head.append(connectionField(to: request, keepsAlive: encoded.keepsAlive))
        head.append("\r\n")
        encoded.output.head = head
        return encoded
    }

    /// - Parameters:
    ///   - id: What the server calls the request.
    ///   - demandsTLS: As `Response.demandsTLS`.
    static func encode(
        _ written: WrittenResponse, to request: RequestHead, id: RequestID, keepsAlive: Bool, demandsTLS: Bool,
        date: HTTPDate
    ) -> Encoded {
        let head = written.head(
            date: date, id: id, demandsTLS: demandsTLS, connection: connectionField(to: request, keepsAlive: keepsAlive)
        )
        return Encoded(
            output: Output(head: head, body: request.method == .head ? .own([]) : .kept(written.content)), stream: nil,
            keepsAlive: keepsAlive)
    }

    /// HTTP/1.0 has to be told when the connection goes on, HTTP/1.1 when it does not (RFC 9112 §9.3).
    private static func connectionField(to request: RequestHead?, keepsAlive: Bool) -> StaticString {
        guard keepsAlive else { return "Connection: close\r\n" }
        return request?.version == .http10 ? "Connection: keep-alive\r\n" : ""
    }
}
