/// A body that is asked for piece by piece.
struct ResponseStream: Sendable {
    enum Framing: Sendable {
        case chunked, untilClose
    }

    let next: @Sendable () async throws -> [UInt8]?
    let framing: Framing
    /// What the head of the response has promised.
    let keepsAlive: Bool

    /// - Parameter piece: Not empty: in the chunked coding an empty chunk is the end (RFC 9112 §7.1).
    func frame(_ piece: [UInt8]) -> Output {
        switch framing {
        case .untilClose:
            return Output(body: .own(piece))
        case .chunked:
            var chunk: [UInt8] = []
            chunk.reserveCapacity(piece.count + 20)
            chunk.append(piece.count, radix: 16)
            chunk.append("\r\n")
            chunk.append(contentsOf: piece)
            chunk.append("\r\n")
            return Output(body: .own(chunk))
        }
    }

    /// What tells the reader that the body is whole; nil when only the end of the connection can.
    var end: Output? {
        switch framing {
        case .chunked: Output(body: .own(Array("0\r\n\r\n".utf8)))
        case .untilClose: nil
        }
    }
}
