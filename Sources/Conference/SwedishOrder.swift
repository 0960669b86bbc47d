import Foundation

/// The order of the Swedish alphabet: å, ä and ö last, V and W apart, other accents as their plain letter (CLDR `sv`).
///
/// Written as a text key that sorts by its bytes, so that an index on it serves any database engine
/// and a shell without our code can still open the file.
package enum SwedishOrder {
    /// `{`, `|` and `}` follow `z` in ASCII, in this order: they stand for å, ä and ö.
    package static func key(_ text: String) -> String {
        var key = ""
        key.reserveCapacity(text.utf8.count)
        for scalar in text.composed.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": key.unicodeScalars.append(scalar)
            case "å": key.append("{")
            case "ä", "æ": key.append("|")
            case "ö", "ø", "œ": key.append("}")
            case "ü": key.append("y")
            case "ß": key.append("ss")
            case "ð": key.append("d")
            case "đ": key.append("d")
            case "þ": key.append("th")
            case "ł": key.append("l")
            case " ", "-", "–", "\u{A0}": key.append(" ")
            default: appendFolded(scalar, to: &key)
            }
        }
        return key
    }

    /// Stands between the parts of a key and sorts before everything in them.
    package static let separator = "\u{1}"

    /// Keys of several parts, the first one weighing most.
    package static func key(_ parts: String...) -> String {
        parts.map(key).joined(separator: separator)
    }

    private static func appendFolded(_ scalar: Unicode.Scalar, to key: inout String) {
        let base = String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars
            .filter { !$0.properties.isDiacritic && $0.properties.generalCategory != .nonspacingMark }
        for scalar in base where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
            key.unicodeScalars.append(scalar)
        }
    }
}
