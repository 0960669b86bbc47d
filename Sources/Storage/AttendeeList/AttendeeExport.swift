package import Conference
import Dispatch
import GRDB

/// All attendees of a filter as they stood when the export began, a batch at a time so that memory stays flat.
package actor AttendeeExport {
    /// Two batches are in memory at once: one is read while the other is written.
    private static let batch = 500

    private let snapshot: DatabaseSnapshot
    private let filter: AttendeeFilter
    private let order: AttendeeOrder
    private let kommuner: KommunRegister
    private var position = Position.start

    private enum Position {
        case start
        case reading(Task<Batch, any Error>)
        case end
    }

    private struct Batch {
        let records: [AttendeeRecord]
        let next: AttendeeCursor?
    }

    init(snapshot: DatabaseSnapshot, filter: AttendeeFilter, order: AttendeeOrder, kommuner: KommunRegister) {
        self.kommuner = kommuner
        self.snapshot = snapshot
        self.filter = filter
        self.order = order
    }

    /// The next batch; nil at the end and from then on.
    ///
    /// At least one batch comes, without attendees when the filter lets none through: whoever writes a header with the
    /// first batch has always written one.
    ///
    /// - Parameter parts: What is read beside the registrations; the same each time.
    package func next(with parts: AttendeeRecord.Parts = []) async throws -> [AttendeeRecord]? {
        let batch: Batch
        switch position {
        case .start: batch = try await read(after: nil, parts).value
        case .reading(let next): batch = try await next.value
        case .end: return nil
        }
        // Read while this one is written.
        position = batch.next.map { .reading(read(after: $0, parts)) } ?? .end
        return batch.records
    }

    private func read(after cursor: AttendeeCursor?, _ parts: AttendeeRecord.Parts) -> Task<Batch, any Error> {
        Task { [snapshot, filter, order, kommuner] in
            try await snapshot.read { db in
                let plan = try AttendeePlan(db, filter, order: order, kommuner: kommuner, mayReorder: false)
                let page = try Store.attendees(db, plan, after: cursor, size: Self.batch)
                return Batch(records: try Store.records(db, of: page.attendees, with: parts), next: page.next)
            }
        }
    }

    /// The organisers' questions, those that are retired too, as they stood when the export began.
    package func questions() async throws -> [Question] {
        try await snapshot.read(Store.questions)
    }

    package func labels() async throws -> [Label] {
        try await snapshot.read(Store.labels)
    }

    package func workshops() async throws -> [Workshop] {
        try await snapshot.read(Store.workshops).filter { !$0.isRetired }
    }
}

extension Store {
    /// Fixes what the filter lets through at this moment, to be read batch by batch.
    ///
    /// While the export lives the write-ahead log cannot be emptied, so it should not be kept for long.
    package func export(_ filter: AttendeeFilter, order: AttendeeOrder) async throws -> AttendeeExport {
        let snapshot = try await withCheckedThrowingContinuation { continuation in
            // Opens a file, which may block.
            DispatchQueue.global().async { [pool] in
                continuation.resume(with: Result { try pool.makeSnapshot() })
            }
        }
        return AttendeeExport(snapshot: snapshot, filter: filter, order: order, kommuner: kommuner)
    }
}
