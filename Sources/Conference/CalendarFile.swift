/// Lines of iCalendar (RFC 5545 §3.1) while they are written.
struct CalendarFile {
    private(set) var text = ""

    /// A line whose value is of our own making: dates, numbers, fixed words.
    mutating func line(_ name: String, _ value: String) {
        fold("\(name):\(value)")
    }

    /// A line whose value is what people wrote (§3.3.11).
    mutating func text(_ name: String, _ value: String) {
        line(name, Self.escaped(value))
    }

    static func escaped(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case ";": escaped += "\\;"
            case ",": escaped += "\\,"
            case "\n": escaped += "\\n"
            // No other control character may stand in a text; neither does anybody see it.
            case _ where scalar.properties.generalCategory == .control: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A line has at most 75 octets, and no letter is cut in two.
    private mutating func fold(_ line: String) {
        var octets = 0
        for scalar in line.unicodeScalars {
            let width = UTF8.width(scalar)
            if octets + width > 75 {
                text += "\r\n "
                octets = 1  // the space counts
            }
            text.unicodeScalars.append(scalar)
            octets += width
        }
        text += "\r\n"
    }
}
