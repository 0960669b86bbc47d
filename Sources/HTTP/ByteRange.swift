import HTTPTypes

/// What a request wants of a representation's bytes (RFC 9110 §14).
package enum ByteRange: Sendable, Equatable {
    case whole
    case part(Range<Int>)
    /// None of its bytes: 416.
    case unsatisfiable
}

extension RequestHead {
    /// Whether the request names a range at all, so that the representation without a coding has to be chosen.
    package var asksForRange: Bool { method == .get && fields[.range] != nil }

    /// For a request whose preconditions hold.
    ///
    /// Several ranges are answered with the whole (§14.2 allows it): their overlaps and their multipart framing have
    /// been used to make servers send far more than there is.
    ///
    /// - Parameters:
    ///   - length: Bytes of the representation.
    ///   - tag: Its strong tag, for If-Range.
    package func byteRange(of length: Int, tag: EntityTag) -> ByteRange {
        guard method == .get, let field = fields[.range] else { return .whole }
        // A weak tag and a date never match: dates because we send none (§13.1.5).
        if let condition = fields[.ifRange], EntityTag(condition)?.isSame(as: tag) != true { return .whole }
        guard let spec = RangeSpec(field) else { return .whole }
        return spec.range(of: length)
    }
}

/// A single `bytes=…` (RFC 9110 §14.1.2).
private enum RangeSpec {
    case from(Int, through: Int?)
    case suffix(Int)

    /// nil for what is malformed, in another unit, or a list: all of that is ignored.
    init?(_ field: String) {
        let bytes = Array(field.utf8)
        guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")),
            Substring(field.utf8.prefix(equals)).equalsIgnoringCase("bytes")
        else { return nil }
        let spec = Self.trimmed(bytes[(equals + 1)...])
        guard let dash = spec.firstIndex(of: UInt8(ascii: "-")) else { return nil }
        let (first, last) = (spec[..<dash], spec[(dash + 1)...])
        if first.isEmpty {
            guard let count = Self.number(last) else { return nil }
            self = .suffix(count)
        } else {
            guard let first = Self.number(first) else { return nil }
            if last.isEmpty {
                self = .from(first, through: nil)
            } else {
                guard let last = Self.number(last), first <= last else { return nil }
                self = .from(first, through: last)
            }
        }
    }

    func range(of length: Int) -> ByteRange {
        switch self {
        case .from(let first, let last):
            guard first < length else { return .unsatisfiable }
            return .part(first..<min(last ?? length, length - 1) + 1)
        case .suffix(let count):
            guard count > 0 else { return .unsatisfiable }
            // Content-Range cannot name a part of nothing.
            return length == 0 ? .whole : .part(max(0, length - count)..<length)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let bytes = bytes.drop(while: \.isOptionalWhitespace)
        return bytes.lastIndex { !$0.isOptionalWhitespace }.map { bytes[...$0] } ?? []
    }

    /// One run of digits. What is too large to count is as good as endless.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.allSatisfy(\.isDigit) else { return nil }
        var number = 0
        for digit in digits {
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow2) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            if overflow || overflow2 { return .max }
            number = sum
        }
        return number
    }
}
