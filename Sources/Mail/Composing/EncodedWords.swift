/// Header text in ASCII (RFC 2047), folded so that no line is longer than 76 characters.
enum EncodedWords {
    private static let longestLine = 76
    private static let opening = "=?UTF-8?Q?"
    private static let closing = "?="

    /// For a field of free words, such as Subject.
    ///
    /// - Parameter used: What stands before it on the line.
    static func text(_ text: String, after used: Int) -> String {
        let text = withoutControls(text)
        return isPlain(text, besides: "", after: used) ? text : encoded(text, after: used)
    }

    /// For the name before an address, where some characters are taken by the syntax (RFC 5322 §3.2.3).
    static func phrase(_ text: String, after used: Int) -> String {
        let text = withoutControls(text)
        return isPlain(text, besides: "()<>[]:;@\\,.\"", after: used) ? text : encoded(text, after: used)
    }

    /// A control character, a line break most of all, is a blank.
    private static func withoutControls(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
    }

    private static func isPlain(_ text: String, besides special: String, after used: Int) -> Bool {
        used + text.utf8.count <= longestLine && !text.contains("=?") && text.first != " " && text.last != " "
            && text.unicodeScalars.allSatisfy { $0.isASCII && !special.unicodeScalars.contains($0) }
    }

    /// Never splits a character over two words (RFC 2047 §5).
    private static func encoded(_ text: String, after used: Int) -> String {
        var lines: [String] = []
        var word = ""
        var room = longestLine - used - opening.count - closing.count
        for scalar in text.unicodeScalars {
            let piece = encoded(scalar)
            if word.utf8.count + piece.utf8.count > room {
                lines.append(opening + word + closing)
                word = ""
                room = longestLine - 1 - opening.count - closing.count
            }
            word += piece
        }
        lines.append(opening + word + closing)
        return lines.joined(separator: "\r\n ")
    }

    private static func encoded(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9": String(scalar)
        case " ": "_"
        default: UTF8.encode(scalar)!.map(QuotedPrintable.escaped).joined()  // every scalar has a form in UTF-8
        }
    }
}
