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
        let special = "!#$%&'*+/=?^_`{|}~-."
        return (1...64).contains(part.utf8.count) && !part.hasPrefix(".") && !part.hasSuffix(".")
            && !part.contains("..")
            && part.unicodeScalars.allSatisfy { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    || special.unicodeScalars.contains(scalar)
            }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, let top = labels.last, top.utf8.count >= 2,
            !top.utf8.allSatisfy({ (0x30...0x39).contains($0) })  // 192.0.2.10 is no name (RFC 3696 §2)
        else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.unicodeScalars.allSatisfy {
                    $0.properties.isAlphabetic || $0.properties.generalCategory == .decimalNumber || $0 == "-"
                }
        }
    }
}
