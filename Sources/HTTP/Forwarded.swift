import HTTPTypes

/// One step of a request's way, as a proxy told it.
struct ForwardedHop: Equatable {
    /// Who sent the request to that proxy; nil where it kept that to itself (`unknown`, `_hidden`) or wrote nonsense.
    var client: IPAddress?
    /// In lower case: "http" or "https".
    var scheme: String?
    var host: String?
}

extension ForwardedHop {
    /// The steps in a field `Forwarded`, the one nearest to us last (RFC 7239 §4).
    ///
    /// - Returns: nil if any of it is malformed: a half-read line could hide the step that matters.
    static func list(forwarded field: String) -> [ForwardedHop]? {
        var hops: [ForwardedHop] = []
        var reader = ForwardedReader(rest: Array(field.utf8)[...])
        while true {
            var hop = ForwardedHop()
            var names: Set<[UInt8]> = []
            repeat {
                reader.skipWhitespace()
                guard let name = reader.token() else { continue }  // an empty pair, as in ";;"
                let lowercased = name.map(\.lowercased)
                guard reader.take(UInt8(ascii: "=")), let value = reader.token() ?? reader.quotedString(),
                    names.insert(lowercased).inserted  // "MUST NOT occur more than once"
                else { return nil }
                hop.set(String(decoding: lowercased, as: UTF8.self), to: String(decoding: value, as: UTF8.self))
                reader.skipWhitespace()
            } while reader.take(UInt8(ascii: ";"))
            if !names.isEmpty { hops.append(hop) }
            if reader.rest.isEmpty { return hops }
            guard reader.take(UInt8(ascii: ",")) else { return nil }
        }
    }

    /// The steps of the older fields, which say less: proxies add to For, and replace Proto and Host or add to them.
    static func list(for field: String, proto: String?, host: String?) -> [ForwardedHop] {
        let clients = members(field)
        let schemes = proto.map(members) ?? []
        let hosts = host.map(members) ?? []
        return clients.indices.map { index in
            ForwardedHop(
                client: address(clients[index]),
                scheme: (schemes.count == clients.count ? schemes[index] : schemes.last).flatMap(knownScheme),
                host: (hosts.count == clients.count ? hosts[index] : hosts.last).flatMap(validHost))
        }
    }

    private static func members(_ field: String) -> [String] {
        field.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { member in
            let start = member.drop(while: \.isOptionalWhitespace)
            return start.lastIndex { !$0.isOptionalWhitespace }.map { String(Substring(start[...$0])) } ?? ""
        }
    }

    private mutating func set(_ name: String, to value: String) {
        switch name {
        case "for": client = Self.address(value)
        case "proto": scheme = Self.knownScheme(value)
        case "host": host = Self.validHost(value)
        default: break  // "by", and what is to come
        }
    }

    /// A node (RFC 7239 §6) without its port: `192.0.2.1`, `192.0.2.1:4711`, `[2001:db8::1]`, `[2001:db8::1]:4711`, and
    /// `2001:db8::1` as X-Forwarded-For has it.
    private static func address(_ node: String) -> IPAddress? {
        let bytes = Array(node.utf8)
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")), isPort(bytes[(end + 1)...]) else { return nil }
            let inside = Substring(node.utf8.dropFirst().prefix(end - 1))
            return inside.utf8.contains(.colon) ? IPAddress(inside) : nil
        }
        guard let colon = bytes.firstIndex(of: .colon), bytes.lastIndex(of: .colon) == colon else {
            return IPAddress(node)
        }
        return isPort(bytes[colon...]) ? IPAddress(Substring(node.utf8.prefix(colon))) : nil
    }

    /// Nothing, or a colon and a port, which may be obfuscated (RFC 7239 §6.2).
    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        return first == .colon && bytes.count > 1 && bytes.dropFirst().allSatisfy(\.isToken)
    }

    private static func knownScheme(_ text: String) -> String? {
        let scheme = String(decoding: text.utf8.map(\.lowercased), as: UTF8.self)
        return scheme == "http" || scheme == "https" ? scheme : nil
    }

    private static func validHost(_ text: String) -> String? { text.utf8.span.isAuthority ? text : nil }
}

/// Reads the tokens and quoted strings that a `Forwarded` is made of.
private struct ForwardedReader {
    var rest: ArraySlice<UInt8>

    mutating func skipWhitespace() { rest = rest.drop(while: \.isOptionalWhitespace) }

    mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func token() -> [UInt8]? {
        let token = rest.prefix(while: \.isToken)
        rest = rest.dropFirst(token.count)
        return token.isEmpty ? nil : Array(token)
    }

    /// RFC 9110 §5.6.4, without its quotes and escapes.
    mutating func quotedString() -> [UInt8]? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        var content: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return content
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                content.append(escaped)
            default: content.append(byte)
            }
        }
        return nil
    }
}
