import HTTPTypes

extension HTTPResponse.Status {
    /// 205 could have an empty body only, so it is treated the same (RFC 9110 §6.4.1, §15.3.6).
    var forbidsContent: Bool { code < 200 || code == 204 || code == 205 || code == 304 }
}

extension HTTPField.Name {
    var isFraming: Bool {
        switch self {
        case .contentLength, .transferEncoding, .connection, .date: true
        default: false
        }
    }
}

extension [UInt8] {
    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    mutating func appendDate(_ date: HTTPDate) {
        append("Date: ")
        append(contentsOf: date.bytes)
        append("\r\n")
    }

    /// What is said of this one answer.
    mutating func appendAside(id: RequestID?, demandsTLS: Bool) {
        if let id {
            append("X-Request-Id: ")
            append(id)
            append("\r\n")
        }
        if demandsTLS { append("Strict-Transport-Security: max-age=31536000\r\n") }
    }

    mutating func append(contentLength length: Int) {
        append("Content-Length: ")
        append(length)
        append("\r\n")
    }

    mutating func append(_ fields: HTTPFields) {
        for field in fields where !field.name.isFraming { append(field) }
    }

    mutating func appendStatusLine(_ status: HTTPResponse.Status) {
        append("HTTP/1.1 ")
        if status.code < 100 { append("0") }
        append(status.code)
        append(" ")  // required even before an empty reason (RFC 9112 §4)
        append(status.reasonPhrase)
        append("\r\n")
    }

    mutating func append(_ field: HTTPField) {
        append(field.name.rawName)
        append(": ")
        field.withUnsafeBytesOfValue { append(contentsOf: $0) }
        append("\r\n")
    }
}
