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
        head.append("Date: ")
        head.append(contentsOf: date.bytes)
        head.append("\r\n")
        if let id = response.requestID {
            head.append("X-Request-Id: ")
            head.append(id)
            head.append("\r\n")
        }
        if isSecure { head.append("Strict-Transport-Security: max-age=31536000\r\n") }
        for field in response.fields where !field.name.isFraming { head.append(field) }

        switch response.body {
        case .bytes(let body):
            if hasContent {
                head.append("Content-Length: ")
                head.append(body.count)
                head.append("\r\n")
            }
            if sendsContent { encoded.output.body = body }
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

        if !encoded.keepsAlive {
            head.append("Connection: close\r\n")
        } else if version == .http10 {
            head.append("Connection: keep-alive\r\n")
        }
        head.append("\r\n")
        encoded.output.head = head
        return encoded
    }
}

extension HTTPResponse.Status {
    /// 205 could have an empty body only, so it is treated the same (RFC 9110 §6.4.1, §15.3.6).
    fileprivate var forbidsContent: Bool { code < 200 || code == 204 || code == 205 || code == 304 }
}

extension HTTPField.Name {
    fileprivate var isFraming: Bool {
        switch self {
        case .contentLength, .transferEncoding, .connection, .date: true
        default: false
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendStatusLine(_ status: HTTPResponse.Status) {
        append("HTTP/1.1 ")
        if status.code < 100 { append("0") }
        append(status.code)
        append(" ")  // required even before an empty reason (RFC 9112 §4)
        append(status.reasonPhrase)
        append("\r\n")
    }

    fileprivate mutating func append(_ field: HTTPField) {
        append(field.name.rawName)
        append(": ")
        field.withUnsafeBytesOfValue { append(contentsOf: $0) }
        append("\r\n")
    }
}
