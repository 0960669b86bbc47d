import CLinux
import Glibc

/// Wakes a loop that waits in epoll, from another thread (eventfd(2)).
final class Doorbell: Sendable {
    let descriptor: Descriptor

    init() throws {
        descriptor = try Descriptor(
            adopting: eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC)), from: "eventfd")
    }

    func ring() {
        eventfd_write(descriptor.rawValue, 1)  // fails only when it has been rung 2^64 times
    }

    func stop() {
        var times: eventfd_t = 0
        eventfd_read(descriptor.rawValue, &times)
    }
}
