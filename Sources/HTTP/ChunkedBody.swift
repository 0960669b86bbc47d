/// Takes the chunked coding off a body (RFC 9112 §7.1), byte by byte where it is framing, in runs where it is data.
struct ChunkedBody {
    private enum State {
        case sizeStart
        case size(Int)
        case sizeExtension(size: Int)
        case sizeLineFeed(size: Int)
        case data(remaining: Int)
        case dataCarriageReturn
        case dataLineFeed
        case trailer(line: [UInt8])
        case trailerLineFeed(line: [UInt8])
        case complete
    }

    private(set) var content: [UInt8] = []
    private var state = State.sizeStart
    private var overheadBytes = 0
    private var trailerCount = 0

    var isComplete: Bool {
        if case .complete = state { true } else { false }
    }

    /// - Returns: How many of the bytes belonged to this body. All of them, unless it is complete.
    mutating func consume(_ bytes: Span<UInt8>, limit: Int, limits: Limits) throws(Refusal) -> Int {
        var index = 0
        while index < bytes.count, !isComplete {
            if case .data(let remaining) = state {
                let taken = min(remaining, bytes.count - index)
                bytes.extracting(index..<(index + taken)).withUnsafeBufferPointer { content.append(contentsOf: $0) }
                index += taken
                state = taken == remaining ? .dataCarriageReturn : .data(remaining: remaining - taken)
            } else {
                overheadBytes += 1
                guard overheadBytes <= limits.chunkOverheadBytes else { throw .headTooLarge }
                try consume(bytes[index], limit: limit, limits: limits)
                index += 1
            }
        }
        return index
    }

    private mutating func consume(_ byte: UInt8, limit: Int, limits: Limits) throws(Refusal) {
        switch state {
        case .sizeStart:
            guard let digit = byte.hexValue else { throw .malformed }
            state = .size(digit)
        case .size(let size):
            if let digit = byte.hexValue {
                // Checked at each digit: a size can neither overflow nor announce more than may come.
                guard size <= limit >> 4 else { throw .bodyTooLarge }
                state = .size(size << 4 | digit)
            } else if byte == .carriageReturn {
                state = .sizeLineFeed(size: size)
            } else if byte == UInt8(ascii: ";") {
                state = .sizeExtension(size: size)
            } else {
                throw .malformed
            }
        case .sizeExtension(let size):
            if byte == .carriageReturn {
                state = .sizeLineFeed(size: size)
            } else if !byte.isFieldContent {
                throw .malformed
            }
        case .sizeLineFeed(let size):
            guard byte == .lineFeed else { throw .malformed }
            guard size <= limit - content.count else { throw .bodyTooLarge }
            state = size == 0 ? .trailer(line: []) : .data(remaining: size)
        case .data, .complete:
            preconditionFailure("data is taken in runs, and nothing after the end")
        case .dataCarriageReturn:
            guard byte == .carriageReturn else { throw .malformed }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == .lineFeed else { throw .malformed }
            state = .sizeStart
        case .trailer(var line):
            if byte == .carriageReturn {
                state = .trailerLineFeed(line: line)
            } else {
                state = .sizeStart  // lets go of the array, so that the append below does not copy it
                line.append(byte)
                state = .trailer(line: line)
            }
        case .trailerLineFeed(let line):
            guard byte == .lineFeed else { throw .malformed }
            try finishTrailer(line, limits: limits)
        }
    }

    /// Trailer fields are checked like those of the head and then left out: nobody here needs one (RFC 9110 §6.5.1).
    private mutating func finishTrailer(_ line: [UInt8], limits: Limits) throws(Refusal) {
        guard !line.isEmpty else {
            state = .complete
            return
        }
        trailerCount += 1
        guard trailerCount <= limits.fieldCount else { throw .headTooLarge }
        _ = try FieldLine(parsing: line.span)
        state = .trailer(line: [])
    }
}
