import COpenSSL
import Dispatch
import Glibc
package import HTTPServer

/// A peer of the server under test, on a blocking socket, plain or after `handshake` with TLS.
///
/// Its calls block, so they run on a queue of its own: the handlers under test need the threads of the concurrency
/// pool. Nothing waits by the clock but for the socket's own time-out, which turns a hang into a failure.
package final class Client: @unchecked Sendable {  // used by one task at a time
    private let descriptor: Int32
    private let queue = DispatchQueue(label: "client")
    private var unread: [UInt8] = []
    /// nil for a plain client.
    package private(set) var tls: ClientSession?

    /// - Parameter receiveBufferBytes: Set before connecting, so that a reader can be slow.
    package init(_ address: SocketAddress, receiveBufferBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError("socket") }
        if var size = receiveBufferBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        // Late answers need a thread of the pool, which the other tests can keep from them on a small machine.
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))

        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = address.port.bigEndian
        inet_pton(AF_INET, address.host, &target.sin_addr)
        let connected = withUnsafePointer(to: &target) { target in
            target.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else {
            let error = SystemError("connect")
            close(descriptor)
            throw error
        }
    }

    deinit { close(descriptor) }

    package func send(_ text: String) {
        let bytes = Array(text.utf8)
        if let tls {
            var count = 0
            SSL_write_ex(tls.ssl, bytes, bytes.count, &count)
            return
        }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }  // the server is not interested any more; what it says tells why
            sent += count
        }
    }

    /// Sends what may be more than the server takes at once.
    package func upload(_ text: String) async {
        await offPool { self.send(text) }
    }

    /// From here on the client speaks TLS.
    package func handshake(_ offer: ClientSession.Offer = ClientSession.Offer()) async throws {
        try await offPool {
            signal(SIGPIPE, SIG_IGN)  // OpenSSL writes to a socket without MSG_NOSIGNAL
            let tls = ClientSession(offer)
            SSL_set_fd(tls.ssl, self.descriptor)
            signal(SIGPIPE, SIG_IGN)  // OpenSSL writes without MSG_NOSIGNAL, also to a server that has closed
            ERR_clear_error()
            let result = SSL_connect(tls.ssl)
            guard result == 1 else { return Result<Void, any Error>.failure(tls.failure(result)) }
            self.tls = tls
            return .success(())
        }.get()
    }

    /// Says in TLS that nothing more will come (close_notify).
    package func sayEnd() {
        if let tls { SSL_shutdown(tls.ssl) }
    }

    /// Shuts the sending side, after saying so when TLS is spoken.
    package func finishSending() {
        sayEnd()
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Shuts the sending side without a word, as a cut connection does.
    package func truncate() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the end of this client a reset.
    package func resetOnClose() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    /// One response: its head, and as much body as its length says.
    package func response(hasBody: Bool = true) async -> String {
        await offPool { self.readResponse(hasBody: hasBody) }
    }

    /// Everything until the server closes.
    package func rest() async -> String {
        await offPool {
            while self.readMore() {}
            return self.takeUnread(self.unread.count)
        }
    }

    /// The next bytes, whatever they are; none at the end.
    package func someBytes() async -> Int {
        await offPool {
            _ = self.readMore()
            return self.takeUnread(self.unread.count).utf8.count
        }
    }

    private func readResponse(hasBody: Bool) -> String {
        let end = Array("\r\n\r\n".utf8)
        while true {
            if let index = unread.indices.first(where: { unread[$0...].starts(with: end) }) {
                let head = String(decoding: unread[..<index], as: UTF8.self)
                let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
                let bodyBytes = hasBody ? length.flatMap { Int($0.dropFirst(16)) } ?? 0 : 0
                while unread.count < index + 4 + bodyBytes, readMore() {}
                return takeUnread(min(unread.count, index + 4 + bodyBytes))
            }
            guard readMore() else { return takeUnread(unread.count) }
        }
    }

    private func readMore() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var count = 0
        if let tls {
            ERR_clear_error()
            guard SSL_read_ex(tls.ssl, &buffer, buffer.count, &count) == 1 else { return false }
        } else {
            count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
        }
        unread += buffer[..<count]
        return true
    }

    private func takeUnread(_ count: Int) -> String {
        defer { unread.removeFirst(count) }
        return String(decoding: unread[..<count], as: UTF8.self)
    }

    private func offPool<Result: Sendable>(_ body: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: body()) }
        }
    }
}
