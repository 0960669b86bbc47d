import CLinux
import Glibc
import HTTP

/// A file without a name, in memory (memfd_create(2)): the kernel sends its pages as they are, where it copies bytes.
final class MemoryFile: Sendable {
    private let descriptor: Descriptor

    /// - Returns: nil where there is none to be had, for descriptors or memory have run out.
    init?(_ bytes: [UInt8]) {
        guard let descriptor = try? Descriptor(adopting: clinux_memory_file(), from: "memfd_create") else { return nil }
        guard write(descriptor.rawValue, bytes, bytes.count) == bytes.count else { return nil }
        self.descriptor = descriptor
    }

    /// As sendfile(2). A peer that has gone raises SIGPIPE, which it has no flag against: see `Server.start()`.
    func send(to socket: borrowing Descriptor, from offset: Int, count: Int) -> Int {
        var offset = off_t(offset)
        return sendfile(socket.rawValue, descriptor.rawValue, &offset, count)
    }
}
