import CLinux
import Glibc

/// One epoll set. Used on its loop's queue only.
final class Epoll: @unchecked Sendable {  // the event buffer belongs to the loop's queue
    /// What happened, and the key under which the descriptor was added.
    struct Event {
        let key: UInt64
        let flags: UInt32

        var isReadable: Bool { flags & (EPOLLIN.rawValue | EPOLLRDHUP.rawValue) != 0 }
        var isWritable: Bool { flags & EPOLLOUT.rawValue != 0 }
        /// The peer has shut its sending side.
        var inputEnds: Bool { flags & EPOLLRDHUP.rawValue != 0 }
        /// Reset, or shut on both sides.
        var isLost: Bool { flags & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 }
    }

    private let descriptor: Descriptor
    private var buffer = [epoll_event](repeating: epoll_event(), count: 256)

    init() throws {
        descriptor = try Descriptor(adopting: epoll_create1(Int32(EPOLL_CLOEXEC)), from: "epoll_create1")
    }

    /// Reports a listener for as long as somebody waits in it. Of loops that share one, not all are woken.
    func add(listener: Listener, key: UInt64) throws {
        let flags = listener.isShared ? EPOLLIN.rawValue | EPOLLEXCLUSIVE.rawValue : EPOLLIN.rawValue
        try control(EPOLL_CTL_ADD, listener.descriptor.rawValue, flags, key: key)
    }

    func remove(listener: Listener) {
        // Cannot fail: it is called for a listener that was added.
        try? control(EPOLL_CTL_DEL, listener.descriptor.rawValue, 0, key: 0)
    }

    /// Reports a connection once per change, in both directions: no further system call for it before it is closed.
    /// The price is to read and write until the socket says that it would block.
    func add(connection: borrowing Descriptor, key: UInt64) throws {
        let flags = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        try control(EPOLL_CTL_ADD, connection.rawValue, flags, key: key)
    }

    /// Reports that the bell has been rung, until it is stopped.
    func add(_ doorbell: Doorbell, key: UInt64) throws {
        try control(EPOLL_CTL_ADD, doorbell.descriptor.rawValue, EPOLLIN.rawValue, key: key)
    }

    /// Waits until something has happened, but no longer than that.
    ///
    /// - Returns: How many events there are, to be had by their index until the next call.
    func wait(atMost duration: Duration) -> Int {
        // Rounded up: half a millisecond too early would mean to look twice.
        let (seconds, attoseconds) = duration.components
        let milliseconds = Int32(max(0, seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000))
        return max(0, Int(epoll_wait(descriptor.rawValue, &buffer, Int32(buffer.count), milliseconds)))
    }

    subscript(index: Int) -> Event { Event(key: buffer[index].data.u64, flags: buffer[index].events) }

    private func control(_ operation: Int32, _ descriptor: Int32, _ flags: UInt32, key: UInt64) throws {
        var event = epoll_event(events: flags, data: epoll_data_t(u64: key))
        guard epoll_ctl(self.descriptor.rawValue, operation, descriptor, &event) == 0 else {
            throw SystemError("epoll_ctl")
        }
    }
}
