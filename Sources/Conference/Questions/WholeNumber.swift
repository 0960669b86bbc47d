/// Whole numbers as people write them: "1 000", "+5", "−3" with a real minus sign.
package enum WholeNumber {
    /// Longer ones mean nothing that anybody asks.
    private static let mostDigits = 15

    package static func parse(_ text: String) -> Int64? {
        var digits = text.filter { !$0.isWhitespace }
        let isNegative = digits.hasPrefix("-") || digits.hasPrefix("−")
        if isNegative || digits.hasPrefix("+") { digits.removeFirst() }
        guard !digits.isEmpty, digits.utf8.count <= mostDigits,
            digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int64(digits).map { isNegative ? -$0 : $0 }
    }
}
