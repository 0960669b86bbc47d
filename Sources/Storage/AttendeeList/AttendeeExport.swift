package import Conference
import Dispatch
import GRDB

/// All attendees of a filter as they stood when the export began.
package struct AttendeeExport: Sendable {
    /// Two batches are in memory at once: one is read while the other is written.
    private static let batch = 500

    private let snapshot: DatabaseSnapshot
    private let filter: AttendeeFilter
    private let order: AttendeeOrder
    private let kommuner: KommunRegister

    init(snapshot: DatabaseSnapshot, filter: AttendeeFilter, order: AttendeeOrder, kommuner: KommunRegister) {
        self.kommuner = kommuner
        self.snapshot = snapshot
        self.filter = filter
        self.order = order
    }

    /// - Parameter parts: What is read beside the registrations.
    package func records(with parts: AttendeeRecord.Parts = []) -> AttendeeBatches<[AttendeeRecord]> {
        AttendeeBatches(snapshot) { [self] db, cursor in
            let page = try Store.attendees(db, try plan(db), after: cursor, size: Self.batch)
            return (try Store.records(db, of: page.attendees, with: parts), page.next)
        }
    }

    /// - Parameter writer: As it is before it has written anything; each batch is written by a copy of it.
    package func written(
        by writer: some AttendeeRowWriter, with parts: AttendeeRecord.Parts
    ) -> AttendeeBatches<[UInt8]> {
        AttendeeBatches(snapshot) { [self] db, cursor in
            let plan = try plan(db)
            let ids = parts.isEmpty ? [] : try plan.ids(db, after: cursor, limit: Self.batch)
            let beside = try Store.beside(db, of: ids, with: parts)
            var writer = writer
            if cursor == nil { writer.begin() }
            var (count, last, next): (Int, AttendeeCursor?, AttendeeCursor?) = (0, nil, nil)
            // One more, to know whether there is a next batch.
            try plan.forEachRow(db, after: cursor, limit: Self.batch + 1) { row in
                count += 1
                if count > Self.batch {
                    next = last
                    return
                }
                if count == Self.batch { last = AttendeeCursor(order: plan.order, key: row.key, id: row.id) }
                writer.write(row, beside: beside.isEmpty ? nil : beside[row.id])
            }
            return (writer.bytes, next)
        }
    }

    private func plan(_ db: Database) throws -> AttendeePlan {
        try AttendeePlan(db, filter, order: order, kommuner: kommuner, mayReorder: false)
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
