import HTTPTypes

extension RequestHead {
    /// Whether the body is said to be of that type, whatever its parameters are (RFC 9110 §8.3.1).
    package func hasContentType(_ type: StaticString) -> Bool {
        guard let value = fields[.contentType] else { return false }
        let essence = value.utf8.prefix { $0 != UInt8(ascii: ";") }
        let end = essence.lastIndex { !$0.isOptionalWhitespace }
        return end.map { Substring(essence[...$0]).equalsIgnoringCase(type) } ?? false
    }

    /// The body is what a form without files sends.
    package var isForm: Bool { hasContentType("application/x-www-form-urlencoded") }
}
