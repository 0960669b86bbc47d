import CLinux
import Dispatch
import Glibc
import HTTP

/// Kept content in a file without a name: the kernel sends its pages as they are, where it copies bytes.
///
/// In the directory for temporary files (O_TMPFILE), or in memory (memfd_create(2)) where that has none. Filesystems on
/// disks give the kernel many pages at once, memory gives one by one (docs/http.md has the figures). What is sent often
/// stays in the page cache, so that a loop reads from the disk only where memory is short.
final class ContentFile: Sendable {
    /// Files are made here, for a disk may be slow and a loop must not wait.
    private static let maker = DispatchQueue(label: "http.files")

    private let descriptor: Descriptor

    /// - Returns: nil while there is none. The first who asks has it made; it is not tried again where descriptors or
    ///   room have run out.
    static func holding(_ content: KeptContent) -> ContentFile? {
        content.form { maker.async { if let file = ContentFile(content.bytes) { content.keep(file) } } }
    }

    private init?(_ bytes: [UInt8]) {
        guard let descriptor = try? Descriptor(adopting: clinux_unnamed_file(), from: "open") else { return nil }
        guard write(descriptor.rawValue, bytes, bytes.count) == bytes.count else { return nil }
        self.descriptor = descriptor
    }

    /// As sendfile(2). A peer that has gone raises SIGPIPE, which it has no flag against: see `Server.start()`.
    func send(to socket: borrowing Descriptor, from offset: Int, count: Int) -> Int {
        var offset = off_t(offset)
        return sendfile(socket.rawValue, descriptor.rawValue, &offset, count)
    }
}
