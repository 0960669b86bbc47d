/// The character classes that the grammars of RFC 9110, RFC 9112 and RFC 3986 are made of.
extension UInt8 {
    static let carriageReturn = UInt8(ascii: "\r")
    static let lineFeed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let tab = UInt8(ascii: "\t")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")

    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

    var isLetter: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 }

    /// ASCII only; other bytes stay as they are.
    var lowercased: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }

    var hexValue: Int? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(self - UInt8(ascii: "a")) + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(self - UInt8(ascii: "A")) + 10
        default: nil
        }
    }

    /// Space or tab, which may stand around a field value (OWS, RFC 9110 §5.6.3).
    var isOptionalWhitespace: Bool { self == .space || self == .tab }

    /// VCHAR: printable ASCII without the space.
    var isVisible: Bool { self > 0x20 && self < 0x7F }

    /// What a field value may hold (RFC 9110 §5.5): no CR, no LF, no NUL, no other control.
    var isFieldContent: Bool { self >= 0x20 && self != 0x7F || self == .tab }

    /// tchar (RFC 9110 §5.6.2): methods and field names.
    var isToken: Bool {
        switch self {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
            true
        default: isDigit || isLetter
        }
    }

    /// unreserved (RFC 3986 §2.3): never needs a percent escape.
    var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: isDigit || isLetter
        }
    }

    /// IPv6address (RFC 3986 §3.2.2), without its brackets.
    var isAddressLiteral: Bool { hexValue != nil || self == .colon || self == UInt8(ascii: ".") }

    /// reg-name (RFC 3986 §3.2.2): unreserved, sub-delims and the percent sign of an escape.
    var isHostName: Bool {
        switch self {
        case UInt8(ascii: "%"), UInt8(ascii: "!"), UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"),
            UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: "="):
            true
        default: isUnreserved
        }
    }
}

extension Span<UInt8> {
    func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { buffer in
            for index in 0..<count where self[index] != buffer[index] { return false }
            return true
        }
    }

    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { buffer in
            for index in 0..<count where self[index].lowercased != buffer[index].lowercased { return false }
            return true
        }
    }

    func firstIndex(of byte: UInt8, from start: Int = 0) -> Int? {
        var index = start
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The range without the white space at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, self[start].isOptionalWhitespace { start += 1 }
        while end > start, self[end - 1].isOptionalWhitespace { end -= 1 }
        return start..<end
    }

    /// For bytes already known to be ASCII, or where U+FFFD for the rest is right.
    func string() -> String {
        withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }
}

extension StringProtocol {
    /// Whether the two are the same but for the case of ASCII letters.
    func equalsIgnoringCase(_ other: StaticString) -> Bool {
        other.withUTF8Buffer { other in
            utf8.count == other.count && zip(utf8, other).allSatisfy { $0.lowercased == $1.lowercased }
        }
    }
}
