/// The values of a field such as Accept-Encoding with their weights (RFC 9110 §12.4.2), as they were sent.
///
/// Members that are malformed are left out: a preference that cannot be read is none.
struct WeightedList {
    struct Member {
        /// In lower case.
        let value: [UInt8]
        /// In thousandths; 0 for what is not wanted.
        let quality: Int
    }

    let members: [Member]

    init(_ text: String) {
        members = text.utf8.split(separator: UInt8(ascii: ",")).compactMap { member in
            let parts = member.split(separator: UInt8(ascii: ";")).map { part in
                part.filter { !$0.isOptionalWhitespace }.map(\.lowercased)
            }
            guard let value = parts.first, let quality = Self.quality(parts.dropFirst().first) else { return nil }
            return Member(value: value, quality: quality)
        }
    }

    /// 1000 if it is left out, nil if it is malformed.
    private static func quality(_ parameter: [UInt8]?) -> Int? {
        guard let parameter else { return 1000 }
        guard parameter.starts(with: "q=".utf8), (3...7).contains(parameter.count) else { return nil }
        let digits = parameter.dropFirst(2)
        guard let whole = digits.first, whole == UInt8(ascii: "0") || whole == UInt8(ascii: "1") else { return nil }
        var quality = whole == UInt8(ascii: "1") ? 1000 : 0
        guard digits.count > 1 else { return quality }
        guard digits.dropFirst().first == UInt8(ascii: ".") else { return nil }
        var weight = 100
        for digit in digits.dropFirst(2) {
            guard digit.isDigit else { return nil }
            quality += Int(digit - UInt8(ascii: "0")) * weight
            weight /= 10
        }
        return quality <= 1000 ? quality : nil
    }
}
