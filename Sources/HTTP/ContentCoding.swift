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
    package func preferredCoding(among available: some Sequence<ContentCoding>) -> ContentCoding {
        guard let field = fields[.acceptEncoding] else { return .identity }
        let accepted = AcceptedCodings(field)
        var best: (coding: ContentCoding, quality: Int)?
        for coding in available {
            let quality = accepted.quality(of: coding)
            if quality > best?.quality ?? 0 { best = (coding, quality) }
        }
        return best?.coding ?? .identity
    }
}

private struct AcceptedCodings {
    private let members: [WeightedList.Member]
    private let anyOther: Int?

    init(_ field: String) {
        members = WeightedList(field).members
        anyOther = members.first { $0.value == [UInt8(ascii: "*")] }?.quality
    }

    func quality(of coding: ContentCoding) -> Int {
        if let member = members.first(where: { $0.names(coding) }) { return member.quality }
        switch coding {
        // Acceptable unless it is ruled out, but everything that is named is liked better.
        case .identity: return anyOther == 0 ? 0 : 1
        case .gzip, .brotli: return anyOther ?? 0
        }
    }
}

extension WeightedList.Member {
    fileprivate func names(_ coding: ContentCoding) -> Bool {
        // "x-gzip" means gzip (RFC 9110 §8.4.1.3).
        value.elementsEqual(coding.rawValue.utf8) || coding == .gzip && value.elementsEqual("x-gzip".utf8)
    }
}
