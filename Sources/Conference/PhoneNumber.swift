/// Telephone numbers as people write them, kept as E.164 and shown as Swedes read them.
package enum PhoneNumber {
    /// "+46701234567" from "070-123 45 67", "0046 70…" or "+46 (0)70…"; nil when it cannot be a number.
    ///
    /// A number without a country is Swedish. Seven to fifteen digits (E.164 §6.2.1).
    package static func normalised(_ text: String) -> String? {
        let text = text.utf8.contains(UInt8(ascii: "(")) ? text.replacing("(0)", with: "") : text
        let kept = text.filter { !" -–/().\u{A0}".contains($0) }
        var digits: Substring
        if kept.hasPrefix("+") {
            digits = kept.dropFirst()
        } else if kept.hasPrefix("00") {
            digits = kept.dropFirst(2)
        } else if kept.hasPrefix("0") {
            digits = "46" + kept.dropFirst()
        } else {
            return nil
        }
        if digits.hasPrefix("460") { digits = "46" + digits.dropFirst(3) }
        guard (7...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            digits.first != "0"
        else { return nil }
        return "+" + digits
    }

    /// "070-123 45 67" for a Swedish mobile number, anything else as E.164.
    package static func display(_ number: String) -> String {
        let digits = Array(number.dropFirst(3))
        guard number.hasPrefix("+467"), digits.count == 9 else { return number }
        return "0\(String(digits[0..<2]))-\(String(digits[2..<5])) \(String(digits[5..<7])) \(String(digits[7..<9]))"
    }

    /// "+46 70-1740605": country, area and the rest apart, so that no spreadsheet takes it for a number and drops the plus.
    ///
    /// Areas as in Sweden's numbering plan; numbers of other countries are parted behind two digits.
    package static func international(_ number: String) -> String {
        let digits = Array(number.dropFirst())
        let country = countryDigits(digits)
        let rest = digits.dropFirst(country)
        let area = country == 2 && digits.starts(with: "46") ? swedishAreaDigits(Array(rest)) : 2
        guard rest.count > area else { return number }
        return "+\(String(digits.prefix(country))) \(String(rest.prefix(area)))-\(String(rest.dropFirst(area)))"
    }

    /// E.164 country codes: one digit in zones 1 and 7, two where ITU's list has them, else three.
    private static func countryDigits(_ digits: [Character]) -> Int {
        let twoDigits: Set<String> = [
            "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49",
            "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84",
            "86", "90", "91", "92", "93", "94", "95", "98",
        ]
        if digits.first == "1" || digits.first == "7" { return 1 }
        return twoDigits.contains(String(digits.prefix(2))) ? 2 : 3
    }

    /// Area codes without their zero: 8 for Stockholm, two digits for mobiles and larger places, else three.
    private static func swedishAreaDigits(_ rest: [Character]) -> Int {
        let twoDigits: Set<String> = [
            "10", "11", "13", "16", "18", "19", "20", "21", "23", "26", "31", "33", "35", "36", "40", "42", "44", "46",
            "54", "60", "63", "70", "72", "73", "76", "77", "79", "90",
        ]
        if rest.first == "8" { return 1 }
        return twoDigits.contains(String(rest.prefix(2))) ? 2 : 3
    }
}
