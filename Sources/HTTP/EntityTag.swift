/// An entity tag (RFC 9110 §8.8.3): names one version of one representation.
package struct EntityTag: Sendable, Equatable {
    package let isWeak: Bool
    /// With its quotes.
    let quoted: [UInt8]

    /// - Parameter text: As in the field ETag: `"abc"` or `W/"abc"`. nil if it is malformed.
    package init?(_ text: String) {
        guard let tags = Self.list(text), tags.count == 1 else { return nil }
        self = tags[0]
    }

    private init(isWeak: Bool, quoted: [UInt8]) {
        self.isWeak = isWeak
        self.quoted = quoted
    }

    /// Strong comparison (§8.8.3.2): the same bytes, for certain.
    package func isSame(as other: EntityTag) -> Bool { !isWeak && self == other }

    /// Weak comparison (§8.8.3.2): as good as the same.
    package func isEquivalent(to other: EntityTag) -> Bool { quoted == other.quoted }

    /// The members of a list of tags. A comma may stand within a tag, so the list cannot be cut at commas.
    ///
    /// - Returns: nil if anything in it is malformed.
    package static func list(_ text: String) -> [EntityTag]? {
        var tags: [EntityTag] = []
        var rest = Array(text.utf8)[...]
        while true {
            // Empty members are allowed (§5.6.1.2).
            rest = rest.drop { $0.isOptionalWhitespace || $0 == UInt8(ascii: ",") }
            guard !rest.isEmpty else { return tags }
            let isWeak = rest.starts(with: "W/".utf8)
            if isWeak { rest = rest.dropFirst(2) }
            guard rest.first == UInt8(ascii: "\"") else { return nil }
            let content = rest.dropFirst().prefix { $0.isEntityTagContent }
            guard rest.dropFirst(content.count + 1).first == UInt8(ascii: "\"") else { return nil }
            tags.append(EntityTag(isWeak: isWeak, quoted: Array(rest.prefix(content.count + 2))))
            rest = rest.dropFirst(content.count + 2).drop(while: \.isOptionalWhitespace)
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
        }
    }
}

extension UInt8 {
    /// etagc (RFC 9110 §8.8.3).
    fileprivate var isEntityTagContent: Bool { isVisible && self != UInt8(ascii: "\"") || self >= 0x80 }
}
