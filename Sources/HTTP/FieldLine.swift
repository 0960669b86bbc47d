import HTTPTypes

extension HTTPField {
    /// Reads one line of a head or a trailer section, without its CRLF (RFC 9112 §5).
    ///
    /// Refused are a line that continues the one before (obs-fold, §5.2), white space before the colon (§5.1)
    /// and every control character: each has been read differently by some proxy.
    init(parsing line: Span<UInt8>) throws(Refusal) {
        guard let colon = line.firstIndex(of: .colon), colon > 0 else { throw .malformed }
        for index in 0..<colon where !line[index].isToken { throw .malformed }
        guard let name = Name(line.extracting(0..<colon).string()) else { throw .malformed }

        var start = colon + 1
        var end = line.count
        while start < end, line[start].isOptionalWhitespace { start += 1 }
        while end > start, line[end - 1].isOptionalWhitespace { end -= 1 }
        for index in start..<end where !line[index].isFieldContent { throw .malformed }
        self = line.extracting(start..<end).withUnsafeBufferPointer { HTTPField(name: name, value: $0) }
    }
}
