import Foundation

/// How wide a text gets at most, in ems, whatever letters the machine has that prints it.
///
/// The widths are those of DejaVu Sans Bold, rounded up: of the usual sans-serif letters none are wider. A text that fits
/// by these fits by all of them, and nothing has to be measured in a browser by a script.
enum TextWidth {
    static func of(_ text: some StringProtocol) -> Double {
        text.decomposedStringWithCanonicalMapping.unicodeScalars.reduce(0) { $0 + of($1) }
    }

    static func of(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "\u{AD}", "\u{200C}", "\u{200D}": 0
        case "i", "j", "l", "I", "J", ".", ",", "'", "’", ":", ";", " ", "|": 0.4
        case "f", "t", "r", "s", "z", "c", "-", "/", "(", ")", "!", "\"": 0.61
        case "a"..."z" where scalar != "m" && scalar != "w": 0.72
        case "0"..."9": 0.7
        case "E", "F", "L", "P", "S", "T", "Y", "Z", "C", "B": 0.77
        case "A"..."Z" where scalar != "M" && scalar != "W": 0.86
        default:
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: 0
            // Pictures are the widest there are.
            default: scalar.value > 0xFFFF ? 1.5 : 1.12
            }
        }
    }
}
