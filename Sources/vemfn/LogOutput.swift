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
    private enum State {
        case idle
        /// The queue is at work, or about to be.
        case writing(next: [UInt8], lost: Int)
    }

    /// Beyond that, lines are lost rather than memory.
    private static let limit = 1 << 20

    private let descriptor: Int32
    private let state = Mutex(State.idle)
    private let queue = DispatchQueue(label: "log")
    private let work = DispatchGroup()

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    func add(_ line: String) {
        let wasIdle = state.withLock { state in
            switch state {
            case .idle:
                state = .writing(next: Array(line.utf8), lost: 0)
                return true
            case .writing(var next, let lost):
                state = .idle  // lets go of the array, so that the append below does not copy it
                let hasRoom = next.count < Self.limit
                if hasRoom { next.append(contentsOf: line.utf8) }
                state = .writing(next: next, lost: hasRoom ? lost : lost + 1)
                return false
            }
        }
        if wasIdle { queue.async(group: work) { self.drain() } }
    }

    func finish() { _ = work.wait(timeout: .now() + .seconds(1)) }

    private func drain() {
        while let bytes = take() { write(bytes) }
    }

    private func take() -> [UInt8]? {
        state.withLock { state in
            guard case .writing(let next, let lost) = state, !next.isEmpty else {
                state = .idle
                return nil
            }
            state = .writing(next: lost == 0 ? [] : Array("(\(lost) lines of the log lost)\n".utf8), lost: 0)
            return next
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
