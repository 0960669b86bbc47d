/// Text that entities and escapes were read from: `&#1;` may have become what no page can hold.
enum ReadableText {
    static func allows(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F || scalar == "\n" || scalar == "\t" }
        return switch scalar.properties.generalCategory {
        case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        case .format: scalar == "\u{200D}" || scalar == "\u{200C}" || scalar == "\u{AD}"  // joiners and soft hyphen
        default: true
        }
    }

    static func of(_ text: String) -> String {
        if text.unicodeScalars.allSatisfy(allows) { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter(allows)))
    }
}
