import HTTP
import TLS

/// A connection's socket, used as it is or through TLS.
struct Transport: ~Copyable {
    enum Received {
        /// Valid until the next `receive` of any connection of the loop. None when TLS only got on with itself.
        case bytes(UnsafeRawBufferPointer, mayHaveMore: Bool)
        case end
        case nothingYet
        /// TLS has something to say that the socket does not take, and reads no more before.
        case blocked
        case lost
        case failed(TLSFailure)
    }

    /// Plaintext that is encrypted ahead of the socket: four records, and so all the ciphertext a slow reader can
    /// make us hold.
    private static let bytesAhead = 64 * 1024
    /// The largest record (RFC 8446 §5.1).
    private static let recordBytes = 16 * 1024

    private let socket: Socket
    /// nil for a plain connection.
    private var session: TLSSession?

    init(_ socket: consuming Socket, session: TLSSession?) {
        self.socket = socket
        self.session = session
    }

    var isSecure: Bool { session != nil }
    var isHandshaking: Bool { session?.isHandshaking ?? false }
    /// Whether there is ciphertext that the socket has not taken.
    var hasUnsent: Bool { session.map { $0.unsentCount > 0 } ?? false }

    // MARK: Receiving

    /// Reads once from the socket.
    ///
    /// - Parameter plaintext: With room for all that can be decrypted of one `buffer`, so that no bytes stay in the
    ///   session, where no event of the socket would remind of them.
    func receive(
        into buffer: UnsafeMutableRawBufferPointer, decryptingInto plaintext: UnsafeMutableRawBufferPointer
    ) -> Received {
        if let session {
            if session.inputHasEnded { return .end }
            switch sendUnsent(of: session) {
            case .bytes: break
            case .full: return .blocked
            case .lost: return .lost
            }
        }
        switch socket.receive(into: buffer) {
        case .bytes(let count):
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            let mayHaveMore = count == buffer.count
            guard let session else { return .bytes(bytes, mayHaveMore: mayHaveMore) }
            return decrypt(bytes, with: session, into: plaintext, mayHaveMore: mayHaveMore)
        case .end: return .end
        case .nothingYet: return .nothingYet
        case .lost: return .lost
        }
    }

    private func decrypt(
        _ ciphertext: UnsafeRawBufferPointer, with session: TLSSession,
        into plaintext: UnsafeMutableRawBufferPointer, mayHaveMore: Bool
    ) -> Received {
        do throws(TLSFailure) {
            let count = try session.receive(ciphertext, into: plaintext)
            if case .lost = sendUnsent(of: session) { return .lost }
            return .bytes(
                UnsafeRawBufferPointer(rebasing: plaintext[..<count]),
                mayHaveMore: mayHaveMore || session.inputHasEnded)
        } catch {
            _ = sendUnsent(of: session)  // the alert, if the peer is still there to hear it
            return .failed(error)
        }
    }

    // MARK: Sending

    /// Sends a part of `output`, if only by encrypting it.
    ///
    /// - Parameters:
    ///   - offset: How many of its bytes have been taken before.
    ///   - isLast: Whether nothing follows it: then TLS says so in the same packet.
    /// - Returns: How many bytes are taken now. With TLS it can be none while the socket takes ciphertext; all are
    ///   with the socket when nothing `hasUnsent`.
    func send(_ output: Output, from offset: Int, isLast: Bool) -> Socket.Sent {
        guard let session else { return socket.send(output, from: offset) }
        var taken = 0
        do {
            if session.unsentCount == 0 { taken = try Self.encrypt(output, from: offset, with: session) }
        } catch {
            return .lost
        }
        if isLast, offset + taken == output.count { session.finishSending() }
        switch sendUnsent(of: session) {
        case .bytes: return .bytes(taken)
        case .full: return taken > 0 ? .bytes(taken) : .full
        case .lost: return .lost
        }
    }

    /// - Returns: How many bytes of `output` it has taken.
    private static func encrypt(_ output: Output, from offset: Int, with session: TLSSession) throws -> Int {
        let headLeft = output.head.count - offset
        if headLeft <= 0 {
            return try output.body.bytes.withUnsafeBytes { body in
                let part = UnsafeRawBufferPointer(rebasing: body.dropFirst(-headLeft).prefix(bytesAhead))
                try session.send(part)
                return part.count
            }
        }
        // Head and body share their first record: one instead of two for most answers.
        let count = min(output.count - offset, recordBytes)
        var first = [UInt8]()
        first.reserveCapacity(count)
        first.append(contentsOf: output.head.dropFirst(offset).prefix(count))
        first.append(contentsOf: output.body.bytes.prefix(count - first.count))
        try first.withUnsafeBytes { try session.send($0) }
        return count
    }

    private func sendUnsent(of session: TLSSession) -> Socket.Sent {
        var result = Socket.Sent.bytes(0)
        while session.unsentCount > 0 {
            session.withUnsent { bytes in
                result = socket.send(bytes)
                return if case .bytes(let count) = result { count } else { 0 }
            }
            guard case .bytes = result else { return result }
            if session.unsentCount == 0, session.outputHasEnded { socket.finishSending() }
        }
        return result
    }

    // MARK: Ending

    /// Tells the peer that nothing more will come.
    func finishSending() {
        guard let session, !session.isHandshaking else { return socket.finishSending() }
        session.finishSending()
        _ = sendUnsent(of: session)  // what the socket does not take goes with the next `receive`
    }

    /// To be called before a close that is no reset: without close_notify a peer would see a truncation.
    func prepareToClose() {
        guard let session else { return }
        session.finishSending()
        _ = sendUnsent(of: session)  // what a full socket or a lost peer does not take is given up
    }

    /// Makes the coming close a reset.
    func resetOnClose() {
        socket.resetOnClose()
    }

    /// Gives up TLS on a connection whose session has failed.
    mutating func dropTLS() {
        session = nil
    }
}
