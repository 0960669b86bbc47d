import HTTPTypes

extension RequestHead {
    /// The language of the reader's choice among those there are (RFC 9110 §12.5.4, lookup of RFC 4647 §3.4).
    ///
    /// - Parameter supported: Primary tags in lower case, such as "sv". "sv-FI" is served by "sv".
    /// - Returns: nil if the reader has named none of them; a "*" names none.
    package func preferredLanguage(among supported: [String]) -> String? {
        var best: (language: String, quality: Int)?
        for range in (fields[.acceptLanguage] ?? "").utf8.split(separator: UInt8(ascii: ",")) {
            let parts = range.split(separator: UInt8(ascii: ";")).map { part in
                part.filter { !$0.isOptionalWhitespace }.map(\.lowercased)
            }
            guard let tag = parts.first, let quality = Self.quality(parts.dropFirst().first), quality > 0 else {
                continue
            }
            let primary = tag.prefix { $0 != UInt8(ascii: "-") }
            guard let language = supported.first(where: { $0.utf8.elementsEqual(primary) }) else { continue }
            if quality > best?.quality ?? 0 { best = (language, quality) }
        }
        return best?.language
    }

    /// In thousandths; 1 if it is left out (RFC 9110 §12.4.2), nil if it is malformed.
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
