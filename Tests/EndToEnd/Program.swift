import Dispatch
import Fixtures
import Foundation
import Testing

/// The built program, beside the tests of the same build.
private let program: URL = {
    if let path = ProcessInfo.processInfo.environment["VEMFN_PROGRAM"] { return URL(filePath: path) }
    // Inside `…/debug/vemfnPackageTests.xctest`, whose folder holds the program too.
    return URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "vemfn")
}()

/// A run of the program that has ended.
struct Run {
    let status: Int32
    let output: String
    let complaint: String
}

/// Runs a command on a folder's database and waits for its end.
func vemfn(
    _ arguments: String..., in folder: TemporaryFolder, migrations: String = ourMigrations, input: String = ""
) async throws -> Run {
    try await vemfn(arguments, in: folder, migrations: migrations, input: input)
}

func vemfn(
    _ arguments: [String], in folder: TemporaryFolder, migrations: String = ourMigrations, input: String = ""
) async throws -> Run {
    try await offPool {
        let (process, output, complaint) = prepared(arguments, in: folder, migrations: migrations)
        let typed = Pipe()
        process.standardInput = typed
        try process.run()
        try typed.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try typed.fileHandleForWriting.close()
        let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        let words = String(decoding: try complaint.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        return Run(status: process.terminationStatus, output: text, complaint: words)
    }
}

/// Waiting for another program must not take a thread from the tests that run meanwhile: the pool has one a core.
private func offPool<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Swift.Result { try body() }) }
    }
}

private func prepared(
    _ arguments: [String], in folder: TemporaryFolder, migrations: String
) -> (Process, output: Pipe, complaint: Pipe) {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.environment = [
        "VEMFN_DATABASE": folder.database, "VEMFN_MIGRATIONS": migrations, "VEMFN_PUBLIC": ourFolder("public"),
        "VEMFN_ACCESS_LOG": "off", "VEMFN_PORT": "0",
        "VEMFN_OUTBOX": folder.path + "/outbox", "VEMFN_SIGN_UPS": "0", "VEMFN_SIGN_UPS_PER_ADDRESS": "0",
        "VEMFN_LOOPS": "1",  // one listener: when it is gone, nobody else accepts
    ]
    let (output, complaint) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice  // not the terminal of whoever runs the tests
    process.standardOutput = output
    process.standardError = complaint
    return (process, output, complaint)
}

/// A program that serves on a port of its own until it is told to stop.
final class ServingProgram: Sendable {
    private let process: Process
    private let output: Pipe
    private let complaint: Pipe
    let port: UInt16

    /// - Parameter socket: One that listens already, passed as systemd does it (sd_listen_fds(3)).
    init(in folder: TemporaryFolder, _ arguments: [String] = [], passing socket: FileHandle? = nil) async throws {
        let (process, output, complaint) = prepared(["serve"] + arguments, in: folder, migrations: ourMigrations)
        (self.process, self.output, self.complaint) = (process, output, complaint)
        if let socket {
            // The shell knows the number of the process that it will become.
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = [
                "-c", #"LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" serve 3<&0 0</dev/null"#, program.path,
            ]
            process.standardInput = socket
        }
        port = try await offPool {
            try process.run()
            let line = try Self.nextLine(output.fileHandleForReading)
            return try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// How it ended; waits until it has.
    func end() async throws -> (status: Int32, reason: Process.TerminationReason) {
        try await offPool { [process] in
            process.waitUntilExit()
            return (process.terminationStatus, process.terminationReason)
        }
    }

    /// Waits for the next line of standard output.
    func nextLine() async throws -> String {
        try await offPool { [output] in try Self.nextLine(output.fileHandleForReading) }
    }

    /// Waits for the next line of standard error.
    func nextComplaint() async throws -> String {
        try await offPool { [complaint] in try Self.nextLine(complaint.fileHandleForReading) }
    }

    private static func nextLine(_ handle: FileHandle) throws -> String {
        var line: [UInt8] = []
        while let byte = try handle.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") { line.append(byte) }
        return String(decoding: line, as: UTF8.self)
    }
}
