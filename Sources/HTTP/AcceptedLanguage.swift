import HTTPTypes

extension RequestHead {
    /// How much the client likes a language, in thousandths (RFC 9110 §12.5.4). "sv" is also what asks for "sv-SE":
    /// we have no other Swedish to offer. Without the field all are liked alike.
    ///
    /// - Parameter language: A primary subtag, as "sv".
    package func weight(ofLanguage language: StaticString) -> Int {
        var (named, anyOther): (Int?, Int?) = (nil, nil)
        fields.forEachValue(of: .acceptLanguage) { list in
            list.forEachWeighted { range, weight in
                let primary = range.firstIndex(of: UInt8(ascii: "-")) ?? range.count
                if range.extracting(0..<primary).equalsIgnoringCase(language) {
                    named = max(named ?? 0, weight)
                } else if range.equals("*") {
                    anyOther = weight
                }
            }
        }
        return named ?? anyOther ?? (fields.contains(.acceptLanguage) ? 0 : 1000)
    }
}
