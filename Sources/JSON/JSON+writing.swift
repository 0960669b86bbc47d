extension JSON {
    /// UTF-8 without any space.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// As `bytes`, with a line for each member: for people to read.
    package var indentedBytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes, indent: 0)
        return bytes
    }

    /// - Parameter indent: How deep it stands; nil for all in one line.
    package func append(to bytes: inout [UInt8], indent: Int? = nil) {
        switch self {
        case .null: bytes += "null".utf8
        case .yesNo(let answer): bytes += (answer ? "true" : "false").utf8
        case .number(let number): bytes += String(number).utf8
        case .otherNumber(let text): bytes += text.utf8
        case .text(let text): bytes.append(jsonString: text)
        case .list(let elements):
            Self.append(elements, in: "[]", to: &bytes, indent) { element, bytes, indent in
                element.append(to: &bytes, indent: indent)
            }
        case .object(let members):
            Self.append(members, in: "{}", to: &bytes, indent) { member, bytes, indent in
                bytes.append(jsonString: member.name)
                bytes += (indent == nil ? ":" : ": ").utf8
                member.value.append(to: &bytes, indent: indent)
            }
        }
    }

    private static func append<Part>(
        _ parts: [Part], in brackets: String, to bytes: inout [UInt8], _ indent: Int?,
        append: (Part, inout [UInt8], Int?) -> Void
    ) {
        bytes.append(brackets.utf8.first!)  // two characters
        let inner = indent.map { $0 + 1 }
        for (index, part) in parts.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if let inner { breakLine(&bytes, inner) }
            append(part, &bytes, inner)
        }
        if let indent, !parts.isEmpty { breakLine(&bytes, indent) }
        bytes.append(brackets.utf8.last!)  // as above
    }

    private static func breakLine(_ bytes: inout [UInt8], _ indent: Int) {
        bytes.append(UInt8(ascii: "\n"))
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: indent * 2)
    }
}

extension [UInt8] {
    /// RFC 8259 §7: quotes, backslashes and control characters are escaped, all else is UTF-8.
    package mutating func append(jsonString text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case UInt8(ascii: "\n"): self += "\\n".utf8
            case 0..<0x20: self += (byte < 0x10 ? "\\u000" : "\\u00").utf8 + Array(String(byte, radix: 16).utf8)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }
}
