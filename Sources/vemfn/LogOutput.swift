import Dispatch
import Glibc
import Synchronization

/// Standard error for the log. Lines gather in memory and a queue of its own writes them, many at a time, so that no
/// event loop waits for a disk, or for a pipe whose reader has fallen asleep.
struct LogOutput: TextOutputStream, Sendable {
    private let writer: Writer

    init(descriptor: Int32 = STDERR_FILENO) {
        signal(SIGPIPE, SIG_IGN)  // a log whose reader has gone must not end the program
        writer = Writer(descriptor: descriptor)
    }

    func write(_ line: String) { writer.add(line) }

    /// Returns when all is written; after a second in any case, for nobody may be reading.
    func finish() { writer.finish() }
}

private final class Writer: Sendable {
    /// One array that grows in place: as the payload of an enum it would be copied for each line.
    private struct State {
        var gathered: [UInt8] = []
        var lost = 0
        /// The queue has been asked to write, and will look again when it has.
        var isWriting = false
    }

    /// How long a line may wait for others. To wake the queue for each would cost more than to write it.
    private static let gathering = DispatchTimeInterval.milliseconds(50)
    /// Beyond that, lines are lost rather than memory.
    private static let limit = 1 << 20

    private let descriptor: Int32
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "log")

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    func add(_ line: String) {
        let wasIdle = state.withLock { state in
            if state.gathered.count < Self.limit {
                state.gathered.append(contentsOf: line.utf8)
            } else {
                state.lost += 1
            }
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if wasIdle { writeLater() }
    }

    func finish() {
        let work = DispatchGroup()
        queue.async(group: work) { _ = self.writeGathered() }
        _ = work.wait(timeout: .now() + .seconds(1))
    }

    private func writeLater() {
        queue.asyncAfter(deadline: .now() + Self.gathering) {
            if self.writeGathered() { self.writeLater() }
        }
    }

    /// - Returns: Whether there was anything.
    private func writeGathered() -> Bool {
        guard let bytes = take() else { return false }
        write(bytes)
        return true
    }

    private func take() -> [UInt8]? {
        state.withLock { state in
            guard !state.gathered.isEmpty else {
                state.isWriting = false
                return nil
            }
            var gathered: [UInt8] = []
            swap(&gathered, &state.gathered)
            if state.lost > 0 { state.gathered.append(contentsOf: "(\(state.lost) lines of the log lost)\n".utf8) }
            state.lost = 0
            return gathered
        }
    }

    /// What the descriptor does not take at all is gone: there is nobody left to tell.
    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno != EINTR { return }
            rest = rest.dropFirst(max(0, count))
        }
    }
}
