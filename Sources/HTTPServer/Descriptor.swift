import Glibc

/// An open file descriptor with one owner; closed when the owner lets go of it, and nowhere else.
struct Descriptor: ~Copyable {
    let rawValue: Int32

    /// - Parameter rawValue: What a system call returned, -1 for failure.
    init(adopting rawValue: Int32, from call: String) throws {
        guard rawValue >= 0 else { throw SystemError(call) }
        self.rawValue = rawValue
    }

    deinit { Glibc.close(rawValue) }
}
