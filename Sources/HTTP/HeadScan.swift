/// Finds the empty line that ends a head, across as many arrivals of bytes as it takes.
///
/// Looks at each byte once. What it decides depends only on the bytes before, never on how they were cut: the limits
/// are checked where they are crossed, in the order in which the bytes came.
struct HeadScan {
    /// Empty lines before a request line that are ignored: old browsers sent one after a form (RFC 9112 §2.2).
    private static let emptyLinesIgnored = 2
    /// `OPTIONS`, `HTTP/1.1`, two spaces and the line end.
    private static let requestLineOverhead = 19

    /// Where the request line begins, behind ignored empty lines.
    private(set) var start = 0
    private var scanned = 0
    private var lineStart = 0
    private var lines = 0
    private var emptyLines = 0

    /// - Parameter bytes: All bytes since the last request, those of earlier calls included.
    /// - Returns: The index behind the empty line, or nil until it has come.
    mutating func end(in bytes: Span<UInt8>, limits: Limits) throws(Refusal) -> Int? {
        while scanned < bytes.count {
            let byte = bytes[scanned]
            scanned += 1
            guard byte == .lineFeed else { continue }

            try checkSize(limits)
            // A bare LF is a line end to some readers and not to others (RFC 9112 §2.2).
            guard scanned - lineStart >= 2, bytes[scanned - 2] == .carriageReturn else { throw .malformed }
            let isEmpty = scanned - lineStart == 2
            lineStart = scanned
            if !isEmpty {
                lines += 1
                guard lines <= limits.fieldCount + 1 else { throw .headTooLarge }
            } else if lines > 0 {
                return scanned
            } else {
                emptyLines += 1
                guard emptyLines <= Self.emptyLinesIgnored else { throw .malformed }
                start = scanned
            }
        }
        try checkSize(limits)
        return nil
    }

    private func checkSize(_ limits: Limits) throws(Refusal) {
        if lines == 0 {
            guard scanned - lineStart <= limits.targetBytes + Self.requestLineOverhead else { throw .targetTooLong }
        } else {
            guard scanned - start <= limits.headBytes else { throw .headTooLarge }
        }
    }
}
