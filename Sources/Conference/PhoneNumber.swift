/// Telephone numbers as people write them, kept as E.164 and shown as Swedes read them.
package enum PhoneNumber {
    /// "+46701234567" from "070-123 45 67", "0046 70…" or "+46 (0)70…"; nil when it cannot be a number.
    ///
    /// A number without a country is Swedish. Seven to fifteen digits (E.164 §6.2.1).
    package static func normalised(_ text: String) -> String? {
        let kept = text.replacing("(0)", with: "").filter { !" -–/().\u{A0}".contains($0) }
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
}
