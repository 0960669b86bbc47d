import HTTPTypes

/// What a request is about, in one of the forms of RFC 9112 §3.2.
struct RequestTarget {
    let path: String
    let query: String?
    /// From the absolute form; it replaces the Host field (§3.2.2).
    let authority: String?

    init(parsing target: Span<UInt8>, method: HTTPRequest.Method) throws(Refusal) {
        for index in 0..<target.count where !target[index].isVisible || target[index] == UInt8(ascii: "#") {
            throw .malformed
        }
        guard !target.isEmpty else { throw .malformed }

        if target[0] == UInt8(ascii: "/") {
            authority = nil
            (path, query) = Self.split(target)
        } else if target.equals("*") {
            guard method == .options else { throw .malformed }
            (path, query, authority) = ("*", nil, nil)
        } else {
            guard let start = Self.authorityStart(in: target) else { throw .malformed }
            let rest = target.extracting(start...)
            var end = 0
            while end < rest.count, rest[end] != UInt8(ascii: "/"), rest[end] != UInt8(ascii: "?") { end += 1 }
            let authority = rest.extracting(0..<end)
            guard authority.isAuthority else { throw .malformed }
            self.authority = authority.string()
            (path, query) = Self.split(rest.extracting(end...))
        }
    }

    /// An absolute form without a path means "/" (RFC 9110 §4.2.3).
    private static func split(_ target: Span<UInt8>) -> (path: String, query: String?) {
        let mark = target.firstIndex(of: UInt8(ascii: "?"))
        let path = target.extracting(0..<(mark ?? target.count)).string()
        return (path.isEmpty ? "/" : path, mark.map { target.extracting(($0 + 1)...).string() })
    }

    private static func authorityStart(in target: Span<UInt8>) -> Int? {
        for scheme in ["http://", "https://"] as [StaticString] {
            let length = scheme.utf8CodeUnitCount
            if target.count > length, target.extracting(0..<length).string().equalsIgnoringCase(scheme) {
                return length
            }
        }
        return nil
    }
}

extension Span<UInt8> {
    /// `host [":" port]` (RFC 9110 §7.2), with a host. User information is refused (§4.2.4): it only misleads.
    var isAuthority: Bool {
        var index = 0
        if count > 0, self[0] == UInt8(ascii: "[") {
            index = 1
            while index < count, self[index].isAddressLiteral { index += 1 }
            guard index > 1, index < count, self[index] == UInt8(ascii: "]") else { return false }
            index += 1
        } else {
            while index < count, self[index].isHostName { index += 1 }
            guard index > 0 else { return false }
        }
        guard index < count else { return true }
        guard self[index] == .colon, count - index <= 6 else { return false }
        index += 1
        while index < count, self[index].isDigit { index += 1 }
        return index == count
    }
}
