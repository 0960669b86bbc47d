import Glibc

/// An open file descriptor with one owner; closed when the owner lets go of it, and nowhere else.
struct Descriptor: ~Copyable {
    let rawValue: Int32

    init(adopting rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// - Parameter rawValue: What a system call returned, -1 for failure.
    init(adopting rawValue: Int32, from call: String) throws {
        guard rawValue >= 0 else { throw SystemError(call) }
        self.init(adopting: rawValue)
    }

    deinit { Glibc.close(rawValue) }
}
