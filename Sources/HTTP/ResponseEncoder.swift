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
        var response = response
        response.demandsTLS = response.demandsTLS || isSecure
        if let kept = response.kept, case .bytes(let body) = response.body {
            let head = kept.head(
                of: response, date: date, connection: connectionField(to: request, keepsAlive: keepsAlive))
            let sendsContent = kept.hasContent && request?.method != .head
            return Encoded(
                output: Output(head: head, body: sendsContent ? body : []), stream: nil, keepsAlive: keepsAlive)
        }
        let hasContent = !response.status.forbidsContent
        let sendsContent = hasContent && request?.method != .head
        let version = request?.version ?? .http11
        var encoded = Encoded(output: Output(), stream: nil, keepsAlive: keepsAlive)

        var head: [UInt8] = []
        head.reserveCapacity(512)
        head.appendStatusLine(response.status)
        head.appendDate(date)
        head.appendFields(of: response)
        head.append(response.fields)

        switch response.body {
        case .bytes(let body):
            if hasContent { head.append(contentLength: body.count) }
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

        head.append(connectionField(to: request, keepsAlive: encoded.keepsAlive))
        head.append("\r\n")
        encoded.output.head = head
        return encoded
    }

    /// HTTP/1.0 has to be told when the connection goes on, HTTP/1.1 when it does not (RFC 9112 §9.3).
    private static func connectionField(to request: RequestHead?, keepsAlive: Bool) -> StaticString {
        guard keepsAlive else { return "Connection: close\r\n" }
        return request?.version == .http10 ? "Connection: keep-alive\r\n" : ""
    }
}

/// A head that is written once and sent many times: per answer it is copied in one piece, and the date put in.
///
/// To go through the fields of a page one by one took longer than everything else done for a request.
struct KeptHead: Sendable {
    /// Status line, date, fields and length; what is left to say is about the connection.
    private let bytes: [UInt8]
    private let date: Range<Int>
    let hasContent: Bool

    init?(of response: Response) {
        guard case .bytes(let body) = response.body else { return nil }
        var bytes: [UInt8] = []
        bytes.appendStatusLine(response.status)
        let start = bytes.count
        bytes.appendDate(HTTPDate(epochSeconds: 0))
        date = (start + "Date: ".utf8.count)..<(bytes.count - 2)
        bytes.append(response.fields)
        hasContent = !response.status.forbidsContent
        if hasContent { bytes.append(contentLength: body.count) }
        self.bytes = bytes
    }

    /// - Parameter response: The one whose head this is; it may have been told more since.
    func head(of response: Response, date: HTTPDate, connection: StaticString) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(bytes.count + 160)
        head += bytes
        head.withUnsafeMutableBytes { head in
            date.bytes.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: head[self.date]).copyMemory(from: $0) }
        }
        head.appendFields(of: response)
        head.append(connection)
        head.append("\r\n")
        return head
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
    fileprivate mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    fileprivate mutating func appendDate(_ date: HTTPDate) {
        append("Date: ")
        append(contentsOf: date.bytes)
        append("\r\n")
    }

    /// What is said of this one answer.
    fileprivate mutating func appendFields(of response: Response) {
        if let id = response.requestID {
            append("X-Request-Id: ")
            append(contentsOf: id.bytes)
            append("\r\n")
        }
        if response.demandsTLS { append("Strict-Transport-Security: max-age=31536000\r\n") }
    }

    fileprivate mutating func append(contentLength length: Int) {
        append("Content-Length: ")
        append(length)
        append("\r\n")
    }

    fileprivate mutating func append(_ fields: HTTPFields) {
        for field in fields where !field.name.isFraming { append(field) }
    }

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
