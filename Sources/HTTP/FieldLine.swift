/// One line of a head or a trailer section, without its CRLF (RFC 9112 §5): where its parts are.
struct FieldLine {
    /// Begins where the line does.
    let name: Range<Int>
    /// Without the white space around it.
    let value: Range<Int>

    /// Refused are a line that continues the one before (obs-fold, §5.2), white space before the colon (§5.1)
    /// and every control character: each has been read differently by some proxy.
    init(parsing line: Span<UInt8>) throws(Refusal) {
        var colon = 0
        while colon < line.count, line[colon].isToken { colon += 1 }
        guard colon > 0, colon < line.count, line[colon] == .colon else { throw .malformed }

        name = 0..<colon
        value = line.trimmed((colon + 1)..<line.count)
        for index in value where !line[index].isFieldContent { throw .malformed }
    }
}
