import Foundation

/// Addresses that a mail server would take.
package enum EmailAddress {
    /// Longest address that fits a mail command (RFC 5321 §4.5.3.1.3, less the angle brackets).
    package static let byteLimit = 254

    /// Judges the form only (RFC 5321 §4.1.2 without quoted local parts); whether anybody reads it, mail must show.
    package static func isValid(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= byteLimit else { return false }
        return isLocalPart(parts[0]) && isDomain(parts[1])
    }

    /// One address has one key, whatever case, width or composition it was typed in, as in a lookup of its domain
    /// (UTS #46 §4, its mapping step). A domain written as "xn--…" keeps a key of its own.
    package static func key(_ address: String) -> String {
        if address.utf8.allSatisfy({ $0 < 0x80 }) { return address.lowercased() }  // nearly all, and far quicker
        return address.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCanonicalMapping
    }

    private static func isLocalPart(_ part: Substring) -> Bool {
        (1...64).contains(part.utf8.count) && part.utf8.first != UInt8(ascii: ".")
            && part.utf8.last != UInt8(ascii: ".")
            && !part.contains("..") && part.utf8.allSatisfy { isLetterOrDigit($0) || special.contains($0) }
    }

    private static let special = Set("!#$%&'*+/=?^_`{|}~-.".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.utf8.count >= 2,
            !top.utf8.allSatisfy({ (0x30...0x39).contains($0) })  // 192.0.2.10 is no name (RFC 3696 §2)
        else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.unicodeScalars.allSatisfy(isInLabel)
        }
    }

    /// The tables of Unicode are asked about the few that are not ASCII only: it takes a hundred times as long.
    private static func isInLabel(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar == "-" || isLetterOrDigit(UInt8(scalar.value)) }
        return scalar.properties.isAlphabetic || scalar.properties.generalCategory == .decimalNumber
    }
}
