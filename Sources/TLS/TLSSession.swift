internal import COpenSSL

/// Why a session cannot go on. After it only `unsent` is of use: it ends with the alert for the peer, if there is one.
package enum TLSFailure: Error, Sendable, Equatable {
    /// The peer speaks HTTP where TLS was to begin.
    case plainHTTP
    case broken([OpenSSLError])
}

/// The server's end of one TLS connection, over buffers: it is given what came from the network and what is to be
/// sent, gives back what the peer said and what the network is to carry, and does no I/O.
///
/// OpenSSL reads from the caller's buffer and writes into `unsent` directly, through a BIO of its own instead of a pair
/// of memory BIOs, which would copy everything once more and keep what they have once allocated.
package final class TLSSession {
    /// Plaintext that `receive` can give beyond the count of ciphertext it is given: a record that was begun before.
    package static let roomBeyondInput = 17 * 1024

    private let ssl: OpaquePointer
    /// Keeps the ticket keys alive.
    private let context: TLSContext
    /// The caller's buffer, for the time of one call.
    private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    private var output: [UInt8] = []
    private var takenOutput = 0

    package init(_ context: TLSContext) throws(TLSFailure) {
        ERR_clear_error()
        guard let ssl = SSL_new(context.pointer) else { throw .broken(OpenSSLError.drain()) }
        self.ssl = ssl
        self.context = context
        guard let bio = BIO_new(sessionBIO) else {
            throw .broken(OpenSSLError.drain())  // the instance is whole, so its deinit frees the SSL
        }
        BIO_set_data(bio, Unmanaged.passUnretained(self).toOpaque())
        SSL_set_bio(ssl, bio, bio)
        SSL_set_accept_state(ssl)
    }

    deinit { SSL_free(ssl) }

    // MARK: State

    package var isHandshaking: Bool { SSL_is_init_finished(ssl) == 0 }
    /// The peer has said that nothing more will come: without it, an end of the connection is a truncation.
    package var inputHasEnded: Bool { SSL_get_shutdown(ssl) & SSL_RECEIVED_SHUTDOWN != 0 }
    /// The peer is told, or will be by `unsent`, that nothing more will come.
    package var outputHasEnded: Bool { SSL_get_shutdown(ssl) & SSL_SENT_SHUTDOWN != 0 }
    /// Whether the handshake was shortened by a ticket.
    package var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    // MARK: From the network

    /// Takes all of `ciphertext` and writes into `plaintext` what the peer said.
    ///
    /// - Parameter plaintext: With room for `roomBeyondInput` bytes more than there are of `ciphertext`, so that
    ///   nothing is left inside that no event of the socket would tell about.
    /// - Returns: Bytes of plaintext. None while the handshake goes on, or when a record is not whole yet.
    package func receive(
        _ ciphertext: UnsafeRawBufferPointer, into plaintext: UnsafeMutableRawBufferPointer
    ) throws(TLSFailure) -> Int {
        precondition(plaintext.count >= ciphertext.count + Self.roomBeyondInput)
        input = ciphertext
        defer { input = UnsafeRawBufferPointer(start: nil, count: 0) }
        var total = 0
        repeat {
            let room = plaintext[total...]
            var count = 0
            ERR_clear_error()
            let result = SSL_read_ex(ssl, UnsafeMutableRawBufferPointer(rebasing: room).baseAddress, room.count, &count)
            if result == 1 {
                total += count
            } else {
                switch SSL_get_error(ssl, result) {
                case SSL_ERROR_WANT_READ, SSL_ERROR_ZERO_RETURN: return total
                default: throw failure()
                }
            }
        } while !input.isEmpty || SSL_pending(ssl) > 0
        return total
    }

    // MARK: To the network

    /// Encrypts all of `plaintext` behind what is unsent.
    package func send(_ plaintext: UnsafeRawBufferPointer) throws(TLSFailure) {
        var count = 0
        ERR_clear_error()
        guard SSL_write_ex(ssl, plaintext.baseAddress, plaintext.count, &count) == 1 else { throw failure() }
    }

    /// Says behind what is unsent that nothing more will come (close_notify, RFC 8446 §6.1). During the handshake there
    /// is nothing to end.
    package func finishSending() {
        guard !isHandshaking, !outputHasEnded else { return }
        ERR_clear_error()
        SSL_shutdown(ssl)  // fails only for a session that has failed already
    }

    package var unsentCount: Int { output.count - takenOutput }

    /// Runs `send` over what is unsent, and drops as many bytes as it returns.
    package func withUnsent(_ send: (UnsafeRawBufferPointer) -> Int) {
        let count = output.withUnsafeBytes { send(UnsafeRawBufferPointer(rebasing: $0[takenOutput...])) }
        takenOutput += count
        if takenOutput == output.count { (output, takenOutput) = ([], 0) }
    }

    private func failure() -> TLSFailure {
        let errors = OpenSSLError.drain()
        let isPlain = errors.contains { $0.reason == SSL_R_HTTP_REQUEST || $0.reason == SSL_R_HTTPS_PROXY_REQUEST }
        return isPlain ? .plainHTTP : .broken(errors)
    }

    // MARK: For OpenSSL

    fileprivate func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, input.count)
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: input.prefix(count)))
        input = UnsafeRawBufferPointer(rebasing: input.dropFirst(count))
        return count
    }

    fileprivate func write(_ bytes: UnsafeRawBufferPointer) {
        output.append(contentsOf: bytes)
    }
}

/// The BIO behind every session: it has the session as its data.
private nonisolated(unsafe) let sessionBIO: OpaquePointer? = {  // never changed again
    let method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "TLSSession")
    BIO_meth_set_read(method) { bio, buffer, count in
        let buffer = UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
        let read = session(of: bio).read(into: buffer)
        BIO_clear_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
        if read > 0 { return Int32(read) }
        BIO_set_flags(bio, BIO_FLAGS_READ | BIO_FLAGS_SHOULD_RETRY)
        return -1
    }
    BIO_meth_set_write(method) { bio, bytes, count in
        session(of: bio).write(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
        return count
    }
    BIO_meth_set_ctrl(method) { _, command, _, _ in
        command == BIO_CTRL_FLUSH ? 1 : 0  // nothing is held back; nothing else is known
    }
    BIO_meth_set_create(method) { bio in
        BIO_set_init(bio, 1)
        return 1
    }
    return method
}()

private func session(of bio: OpaquePointer?) -> TLSSession {
    Unmanaged<TLSSession>.fromOpaque(BIO_get_data(bio)).takeUnretainedValue()
}
