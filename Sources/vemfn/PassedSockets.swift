import Foundation

/// The listening sockets a service manager opened for this process: the protocol of sd_listen_fds(3).
///
/// They outlive the process, so that peers wait in them while the program is restarted.
enum PassedSockets {
    private static let first: Int32 = 3
    private static let variables = ["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES"]

    /// - Returns: Their descriptors; none when the variables are not there or meant for another process.
    static func descriptors(_ environment: Environment, process: Int32) throws -> [Int32] {
        guard try environment.value("LISTEN_PID") == process, let count: Int32 = try environment.value("LISTEN_FDS")
        else { return [] }
        guard (1...64).contains(count) else { throw Failure("LISTEN_FDS is \(count), but must be 1 to 64.") }
        return Array(first..<(first + count))
    }

    /// The same for this process, once: whatever it starts must not take them for its own.
    static func take() throws -> [Int32] {
        defer { for variable in variables { unsetenv(variable) } }
        return try descriptors(.process, process: getpid())
    }
}
