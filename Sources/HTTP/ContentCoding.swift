import HTTPTypes

/// How the bytes of a representation are packed for the way (RFC 9110 §8.4.1).
package enum ContentCoding: String, Sendable, CaseIterable {
    // In the order in which they are preferred where the client does not care: the smallest first.
    case brotli = "br"
    case gzip = "gzip"
    /// As they are.
    case identity = "identity"
}

extension RequestHead {
    /// The coding that suits the client best among those there are (RFC 9110 §12.5.3).
    ///
    /// Without the field it is identity: such a client seldom unpacks anything. It is identity too when nothing is
    /// acceptable, for §12.4.1 lets a server disregard the field, and a client can do more with a page than with 406.
    ///
    /// - Parameter available: The better liked first.
    package func preferredCoding(among available: [ContentCoding]) -> ContentCoding {
        var accepted = AcceptedCodings()
        fields.forEachValue(of: .acceptEncoding) { $0.forEachWeighted { accepted.take($0, weight: $1) } }
        var best: (coding: ContentCoding, weight: Int) = (.identity, 0)
        for coding in available {
            let weight = accepted.weight(of: coding)
            if weight > best.weight { best = (coding, weight) }
        }
        return best.coding
    }
}

private struct AcceptedCodings {
    private var brotli: Int?
    private var gzip: Int?
    private var identity: Int?
    private var anyOther: Int?

    /// Of what is named twice the first counts.
    mutating func take(_ name: Span<UInt8>, weight: Int) {
        if name.equalsIgnoringCase("br") {
            brotli = brotli ?? weight
        } else if name.equalsIgnoringCase("gzip") || name.equalsIgnoringCase("x-gzip") {  // the same (§8.4.1.3)
            gzip = gzip ?? weight
        } else if name.equalsIgnoringCase("identity") {
            identity = identity ?? weight
        } else if name.equals("*") {
            anyOther = anyOther ?? weight
        }
    }

    func weight(of coding: ContentCoding) -> Int {
        switch coding {
        case .brotli: brotli ?? anyOther ?? 0
        case .gzip: gzip ?? anyOther ?? 0
        // Acceptable unless it is ruled out, but everything that is named is liked better.
        case .identity: identity ?? (anyOther == 0 ? 0 : 1)
        }
    }
}
