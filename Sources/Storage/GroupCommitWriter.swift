import Dispatch
import GRDB
import Synchronization

/// One writer for all: takes every write that waits, runs each in a savepoint, commits once, then answers all.
///
/// A commit with `synchronous = FULL` waits for the disk. Sharing it is what makes durable sign-ups quick when many
/// come at once, and costs nothing when one comes alone. A write that throws undoes its own savepoint only.
final class GroupCommitWriter: Sendable {
    /// Bounds how long the first of a batch waits for the last.
    private static let largestBatch = 64

    private struct Line {
        var writes: [any PendingWrite] = []
        var isDraining = false
    }

    private let pool: DatabasePool
    private let beforeCommit: @Sendable (Database) throws -> Void
    private let queue = DispatchQueue(label: "vemfn.writer")
    private let line = Mutex(Line())
    private let committed = Atomic<Int>(0)
    private let bells = Mutex(Bells())

    private struct Bells {
        var byNumber: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
    }

    /// - Parameter beforeCommit: Ends every batch. What it throws undoes all of it.
    init(pool: DatabasePool, beforeCommit: @escaping @Sendable (Database) throws -> Void = { _ in }) {
        self.pool = pool
        self.beforeCommit = beforeCommit
    }

    /// One element after some commits from now on, for one listener; to a slow one many commits are one.
    var commits: AsyncStream<Void> {
        let (stream, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = bells.withLock { bells in
            bells.next += 1
            bells.byNumber[bells.next] = bell
            return bells.next
        }
        bell.onTermination = { [weak self] _ in
            self?.bells.withLock { _ = $0.byNumber.removeValue(forKey: number) }
        }
        return stream
    }

    /// The number of batches committed so far.
    var version: Int { committed.load(ordering: .acquiring) }

    /// Writes that no batch has taken up yet.
    var inLine: Int { line.withLock { $0.writes.count } }

    /// Runs `work` inside a write transaction and returns its value once that transaction is on disk.
    ///
    /// - Throws: What `work` throws, its own changes undone; or the error of a commit that failed, all changes undone.
    func write<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let write = Write(work: work, continuation: continuation)
            let mustStart = line.withLock { line in
                line.writes.append(write)
                defer { line.isDraining = true }
                return !line.isDraining
            }
            if mustStart { queue.async { self.drain() } }
        }
    }

    /// Runs `work`, undoes all it did, and returns what it returned: what a change would lead to is found by making it,
    /// for to work it out beside would be to write the rules twice.
    func attempt<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await write { db in throw Undone(value: try work(db)) }
        } catch let undone as Undone<Value> {
            return undone.value
        }
    }

    private func drain() {
        while true {
            let batch = line.withLock { line in
                let batch = Array(line.writes.prefix(Self.largestBatch))
                line.writes.removeFirst(batch.count)
                if batch.isEmpty { line.isDraining = false }
                return batch
            }
            if batch.isEmpty { return }
            let failure = commit(batch)
            for write in batch { write.answer(failure: failure) }
        }
    }

    /// Returns what kept the whole batch from being committed.
    private func commit(_ batch: [any PendingWrite]) -> (any Error)? {
        do {
            try pool.writeWithoutTransaction { db in
                try db.inTransaction(.immediate) {
                    for write in batch { try write.run(db) }
                    try beforeCommit(db)
                    return .commit
                }
            }
            committed.add(1, ordering: .releasing)
            for bell in bells.withLock({ Array($0.byNumber.values) }) { bell.yield() }
            return nil
        } catch {
            return error
        }
    }
}

/// Thrown, so that the savepoint is undone.
private struct Undone<Value: Sendable>: Error {
    let value: Value
}

private protocol PendingWrite: AnyObject, Sendable {
    /// Runs in a savepoint. Throws only when the transaction around it is lost.
    func run(_ db: Database) throws
    /// Called exactly once, after the commit or its failure.
    func answer(failure: (any Error)?)
}

// Touched by the writer's queue alone once it has been handed over, hence unchecked.
private final class Write<Value: Sendable>: PendingWrite, @unchecked Sendable {
    private let work: @Sendable (Database) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private var result: Result<Value, any Error>?

    init(
        work: @escaping @Sendable (Database) throws -> Value, continuation: CheckedContinuation<Value, any Error>
    ) {
        self.work = work
        self.continuation = continuation
    }

    func run(_ db: Database) throws {
        // `Database.inSavepoint` would compile these anew for each write.
        try db.cachedStatement(sql: "SAVEPOINT write").execute()
        do {
            result = .success(try work(db))
        } catch {
            result = .failure(error)
            // A full disk and the like roll everything back (SQLite lang_transaction.html §3): nobody may be told yes.
            if !db.isInsideTransaction { throw error }
            try db.cachedStatement(sql: "ROLLBACK TO write").execute()
        }
        try db.cachedStatement(sql: "RELEASE write").execute()
    }

    func answer(failure: (any Error)?) {
        switch (result, failure) {
        case (.failure(let own), _): continuation.resume(throwing: own)
        case (_, .some(let failure)): continuation.resume(throwing: failure)
        case (.success(let value), nil): continuation.resume(returning: value)
        case (nil, nil): preconditionFailure("a committed batch has run all its writes")
        }
    }
}
