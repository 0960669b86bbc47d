package import HTTPTypes

extension RequestHead {
    /// The value of a cookie (RFC 6265 §5.4). The first, if a name comes twice: browsers put the one with the longest
    /// path first, and a cookie planted for a parent domain comes behind.
    package func cookie(_ name: String) -> String? {
        for line in fields[values: .cookie] {
            for pair in line.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop(while: \.isOptionalWhitespace)
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")),
                    pair[..<equals].elementsEqual(name.utf8)
                else { continue }
                let value = pair[pair.index(after: equals)...]
                let end = value.lastIndex { !$0.isOptionalWhitespace }
                return end.map { String(value[...$0]) ?? "" } ?? ""
            }
        }
        return nil
    }
}

/// A cookie to be set (RFC 6265 §4.1). Secure, out of reach for scripts and same-site unless told otherwise.
package struct SetCookie: Sendable {
    /// Whether the cookie comes along when another site leads here: never, or for plain links only.
    package enum SameSite: String, Sendable {
        case strict = "Strict", lax = "Lax"
    }

    /// A token; the prefix `__Host-` wants `path` "/" and `isSecure` (RFC 6265bis §4.1.3.2).
    package var name: String
    /// Visible ASCII without quotes, comma, semicolon and backslash. Ours are codes, so nothing is escaped.
    package var value: String
    package var path = "/"
    /// Seconds; nil for as long as the browser runs, 0 to delete it.
    package var maxAge: Int?
    package var isSecure = true
    package var isHTTPOnly = true
    package var sameSite = SameSite.lax

    /// A cookie for the whole site that lasts as long as the browser runs.
    package init(_ name: String, _ value: String) {
        precondition(!name.isEmpty && name.utf8.allSatisfy(\.isToken), "a cookie's name is a token")
        precondition(value.utf8.allSatisfy(\.isCookieValue), "a cookie's value is made of cookie-octets")
        self.name = name
        self.value = value
    }

    /// For `fields.append`: cookies must not be joined into one line.
    package var field: HTTPField {
        var text = "\(name)=\(value); Path=\(path); SameSite=\(sameSite.rawValue)"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if isSecure { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        return HTTPField(name: .setCookie, value: text)
    }
}

extension UInt8 {
    /// cookie-octet (RFC 6265 §4.1.1).
    fileprivate var isCookieValue: Bool {
        switch self {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"): false
        default: isVisible
        }
    }
}
