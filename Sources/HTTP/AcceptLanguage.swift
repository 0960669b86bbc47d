import HTTPTypes

extension RequestHead {
    /// The language of the reader's choice among those there are (RFC 9110 §12.5.4, lookup of RFC 4647 §3.4).
    ///
    /// - Parameter supported: Primary tags in lower case, such as "sv". "sv-FI" is served by "sv".
    /// - Returns: nil if the reader has named none of them; a "*" names none.
    package func preferredLanguage(among supported: [String]) -> String? {
        var best: (language: String, quality: Int)?
        for member in WeightedList(fields[.acceptLanguage] ?? "").members {
            let primary = member.value.prefix { $0 != UInt8(ascii: "-") }
            guard let language = supported.first(where: { $0.utf8.elementsEqual(primary) }) else { continue }
            if member.quality > best?.quality ?? 0 { best = (language, member.quality) }
        }
        return best?.language
    }
}
