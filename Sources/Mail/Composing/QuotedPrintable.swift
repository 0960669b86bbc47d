/// Text in printable ASCII, in lines of at most 76 characters (RFC 2045 §6.7).
enum QuotedPrintable {
    private static let longestLine = 76

    static func escaped(_ byte: UInt8) -> String {
        let digits = Array("0123456789ABCDEF")
        return "=\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }

    /// - Parameter text: Its line breaks, of whatever kind, become those of mail.
    static func encoded(_ text: String) -> String {
        var lines: [String] = []
        var line: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case 0x0D where index + 1 < bytes.count && bytes[index + 1] == 0x0A: break  // the next byte ends the line
            case 0x0A, 0x0D:
                lines.append(encoded(line))
                line = []
            default: line.append(bytes[index])
            }
            index += 1
        }
        if !line.isEmpty { lines.append(encoded(line)) }
        return lines.map { $0 + "\r\n" }.joined()
    }

    private static func encoded(_ line: [UInt8]) -> String {
        var lines = [""]
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let piece: String
            switch byte {
            case 0x20, 0x09: piece = isLast ? escaped(byte) : String(UnicodeScalar(byte))
            // A dot alone on a line would end the message, were it not doubled on the way (RFC 5321 §4.5.2).
            case UInt8(ascii: ".") where lines[lines.count - 1].isEmpty: piece = escaped(byte)
            case UInt8(ascii: "="), 0x00...0x1F, 0x7F...0xFF: piece = escaped(byte)
            default: piece = String(UnicodeScalar(byte))
            }
            // The last line needs no room for the soft break.
            let room = isLast ? longestLine : longestLine - 1
            if lines[lines.count - 1].utf8.count + piece.utf8.count > room {
                lines[lines.count - 1] += "="
                lines.append("")
            }
            lines[lines.count - 1] += piece == "." && lines[lines.count - 1].isEmpty ? escaped(byte) : piece
        }
        return lines.joined(separator: "\r\n")
    }

    /// The text that `encoded` was given, its line breaks as plain line feeds.
    static func decoded(_ text: Substring) -> String {
        let text = text.replacing("=\r\n", with: "").replacing("\r\n", with: "\n")
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
