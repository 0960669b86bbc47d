import Foundation

/// A temporary file without a name: it is gone when nobody has it open any more, whatever becomes of the program. It holds
/// personal data.
package final class UnlinkedFile: Sendable {
    private let descriptor: Int32

    init() throws(WorkbookError) {
        var name = Array((NSTemporaryDirectory() + "/vemfn-XXXXXX").utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .noTemporaryFile(errno: errno) }
        unlink(name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    deinit { close(descriptor) }

    /// Opens the same file once more, for a library that wants a name (proc(5)).
    var path: String { "/proc/self/fd/\(descriptor)" }

    /// Some bytes from there on; empty at the end.
    package func read(at offset: Int, count: Int) throws(WorkbookError) -> [UInt8] {
        var read = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
            repeat { read = pread(descriptor, buffer.baseAddress, count, offset) } while read < 0 && errno == EINTR
            initialised = max(0, read)
        }
        guard read >= 0 else { throw .noTemporaryFile(errno: errno) }
        return bytes
    }
}
