import Dispatch
import Synchronization

/// Where libcurl may block: not on the threads that all other tasks share.
package final class BlockingQueue: SerialExecutor {
    private let queue: DispatchQueue

    package init(_ name: String) { queue = DispatchQueue(label: name) }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}

/// Heard by whatever is under way, on whatever thread.
package final class AbortOrder: Sendable {
    private let given = Atomic<Bool>(false)

    package init() {}

    package var isGiven: Bool { given.load(ordering: .relaxed) }

    package func give() { given.store(true, ordering: .relaxed) }
}
