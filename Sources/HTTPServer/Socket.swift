import Glibc
import HTTP

/// A connected, non-blocking socket: the one place where a connection's bytes come in and go out.
struct Socket: ~Copyable {
    /// Bytes of a body from which on to let the kernel send pages is faster than to have it copy (docs/http.md).
    private static let worthAFile = 16 * 1024

    private let descriptor: Descriptor

    enum Received {
        case bytes(Int)
        case end
        case nothingYet
        case lost
    }

    enum Sent {
        case bytes(Int)
        case full
        case lost
    }

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }

    func register(with epoll: Epoll, key: UInt64) throws {
        try epoll.add(connection: descriptor, key: key)
    }

    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Received {
        while true {
            let count = recv(descriptor.rawValue, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .end }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .nothingYet
            default: return .lost
            }
        }
    }

    /// Sends some of head and body.
    ///
    /// - Parameter offset: How many bytes of the two together have gone before.
    func send(_ output: Output, from offset: Int) -> Sent {
        if case .kept(let content) = output.body, content.bytes.count >= Self.worthAFile,
            let file = ContentFile.holding(content)
        {
            return send(output.head, file, count: content.bytes.count, from: offset)
        }
        return output.head.withUnsafeBytes { head in
            output.body.bytes.withUnsafeBytes { body in
                let head = head.dropFirst(offset)
                let body = body.dropFirst(max(0, offset - output.head.count))
                return gather(UnsafeRawBufferPointer(rebasing: head), UnsafeRawBufferPointer(rebasing: body))
            }
        }
    }

    private func send(_ head: [UInt8], _ file: ContentFile, count: Int, from offset: Int) -> Sent {
        let headLeft = head.count - offset
        if headLeft > 0 {
            // MSG_MORE: the first bytes of the file go in the same packet.
            let sent = retry {
                head.withUnsafeBytes {
                    Glibc.send(descriptor.rawValue, $0.baseAddress! + offset, headLeft, Int32(MSG_NOSIGNAL | MSG_MORE))
                }
            }
            guard case .bytes(headLeft) = sent else { return sent }
        }
        let start = max(0, -headLeft)
        let sent = retry { file.send(to: descriptor, from: start, count: count - start) }
        return switch sent {
        case .bytes(0): .lost  // the file has lost its end: what cannot be sent is cut
        case .bytes(let count): .bytes(max(0, headLeft) + count)
        case .full: headLeft > 0 ? .bytes(headLeft) : .full
        case .lost: .lost
        }
    }

    func send(_ bytes: UnsafeRawBufferPointer) -> Sent {
        gather(bytes, UnsafeRawBufferPointer(start: nil, count: 0))
    }

    private func gather(_ head: UnsafeRawBufferPointer, _ body: UnsafeRawBufferPointer) -> Sent {
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
            parts[0] = iovec(iov_base: UnsafeMutableRawPointer(mutating: head.baseAddress), iov_len: head.count)
            parts[1] = iovec(iov_base: UnsafeMutableRawPointer(mutating: body.baseAddress), iov_len: body.count)
            var message = msghdr()
            message.msg_iov = parts.baseAddress
            message.msg_iovlen = 2
            // MSG_NOSIGNAL: a peer that has gone is an error here, not a SIGPIPE that ends the process.
            return retry { sendmsg(descriptor.rawValue, &message, Int32(MSG_NOSIGNAL)) }
        }
    }

    /// - Parameter call: Returns how many bytes it has taken, or -1 and `errno`.
    private func retry(_ call: () -> Int) -> Sent {
        while true {
            let count = call()
            if count >= 0 { return .bytes(count) }
            switch errno {
            case EINTR: continue
            case EAGAIN: return .full
            default: return .lost
            }
        }
    }

    /// Tells the peer that nothing more will come.
    func finishSending() {
        shutdown(descriptor.rawValue, Int32(SHUT_WR))  // fails only for a peer that has gone, which the next read tells
    }

    /// Says one thing to a peer that nothing is read from, before the socket is closed.
    ///
    /// As much as the kernel takes at once. What the peer has sent already is thrown away, for closing over unread
    /// bytes would be a reset; one that comes later is, and may lose the answer on its way.
    func turnAway(with output: Output, scratch: UnsafeMutableRawBufferPointer) {
        _ = send(output, from: 0)
        finishSending()
        _ = receive(into: scratch)
    }

    /// Makes the coming close a reset (socket(7), `SO_LINGER` with time zero).
    func resetOnClose() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor.rawValue, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}
