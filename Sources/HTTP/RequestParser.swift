/// Takes requests out of a connection's bytes, one after the other, however the bytes are cut (RFC 9112).
///
/// Append what arrives, ask for `head()`, then for `body(limit:)`, each until it is there, then for the next head.
/// Or hand over what arrives with the question for the head: mostly it is one whole request, and is read where it is.
/// Bytes that belong to later requests wait inside. After a refusal the parser has nothing more to say.
package struct RequestParser: Sendable {
    private enum Body: Sendable {
        case length(remaining: Int, content: [UInt8])
        case chunked(ChunkedBody)
    }

    private let limits: Limits
    private var input: [UInt8] = []
    /// Input before it has been used.
    private var used = 0
    private var scan = HeadScan()
    private var body = Body.length(remaining: 0, content: [])

    package init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// No byte is waiting to be used.
    package var isEmpty: Bool { used == input.count }

    /// The request whose head came last has a body, all or some of which has not been taken.
    package var awaitsBody: Bool {
        if case .length(remaining: 0, _) = body { false } else { true }
    }

    /// Adds what the peer sent. The caller bounds how much it appends before it asks for the request.
    package mutating func append(_ bytes: Span<UInt8>) {
        if used > 0 {
            input.removeFirst(used)
            used = 0
        }
        bytes.withUnsafeBufferPointer { input.append(contentsOf: $0) }
    }

    /// The head of the next request, or nil until all of it is here.
    package mutating func head() throws(Refusal) -> RequestHead? {
        var scan = scan
        let found = try scan.head(in: input.span.extracting(used...), limits: limits)
        self.scan = scan
        guard let (head, end) = found else { return nil }
        try begin(head)
        use(end)
        return head
    }

    /// The same after some more bytes, which are kept only as far as they are not used.
    package mutating func head(after bytes: Span<UInt8>) throws(Refusal) -> RequestHead? {
        guard isEmpty, let (head, end) = try scan.head(in: bytes, limits: limits) else {
            append(bytes)
            return try head()
        }
        try begin(head)
        if end < bytes.count { append(bytes.extracting(end...)) }
        return head
    }

    private mutating func begin(_ head: RequestHead) throws(Refusal) {
        switch try BodyFraming(of: head) {
        case .length(let length): body = .length(remaining: length, content: [])
        case .chunked: body = .chunked(ChunkedBody())
        }
        scan = HeadScan()
    }

    /// The body of the request whose head came last, or nil until all of it is here.
    ///
    /// - Parameter limit: Bytes of content. A longer one is refused as soon as its length is known, and in the
    ///   chunked coding before the chunk that would cross the limit.
    package mutating func body(limit: Int) throws(Refusal) -> [UInt8]? {
        let complete: [UInt8]?
        switch body {
        case .length(let remaining, var content):
            guard remaining <= limit - content.count else { throw .bodyTooLarge }
            body = .length(remaining: 0, content: [])  // lets go of the array: the append below must not copy it
            let taken = min(remaining, input.count - used)
            content.append(contentsOf: input[used..<(used + taken)])
            use(taken)
            complete = taken == remaining ? content : nil
            if complete == nil { body = .length(remaining: remaining - taken, content: content) }
        case .chunked(var chunked):
            body = .length(remaining: 0, content: [])
            use(try chunked.consume(input.span.extracting(used...), limit: limit, limits: limits))
            complete = chunked.isComplete ? chunked.content : nil
            if complete == nil { body = .chunked(chunked) }
        }
        return complete
    }

    private mutating func use(_ count: Int) {
        used += count
        // An idle connection should cost no buffer.
        if isEmpty { (input, used) = ([], 0) }
    }
}

extension HeadScan {
    /// - Parameter bytes: As for `end(in:limits:)`.
    fileprivate mutating func head(
        in bytes: Span<UInt8>, limits: Limits
    ) throws(Refusal) -> (head: RequestHead, end: Int)? {
        guard let end = try end(in: bytes, limits: limits) else { return nil }
        return (try RequestHead(parsing: bytes.extracting(start..<end), limits: limits), end)
    }
}
