package import Conference
import Dispatch
import GRDB

/// All attendees of a filter as they stood when the export began, a batch at a time so that memory stays flat.
package actor AttendeeExport {
    /// Rows held in memory at once.
    private static let batch = 500

    private let snapshot: DatabaseSnapshot
    private let filter: AttendeeFilter
    private let order: AttendeeOrder
    private var position = Position.start

    private enum Position {
        case start
        case after(AttendeeCursor)
        case end
    }

    init(snapshot: DatabaseSnapshot, filter: AttendeeFilter, order: AttendeeOrder) {
        self.snapshot = snapshot
        self.filter = filter
        self.order = order
    }

    /// The next batch; nil at the end and from then on.
    ///
    /// At least one batch comes, without attendees when the filter lets none through: whoever writes a header with the
    /// first batch has always written one.
    package func next() async throws -> [Attendee]? {
        let cursor: AttendeeCursor?
        switch position {
        case .start: cursor = nil
        case .after(let last): cursor = last
        case .end: return nil
        }
        let page = try await snapshot.read { [filter, order] db in
            try Store.attendees(db, filter, order: order, after: cursor, size: Self.batch)
        }
        position = page.next.map(Position.after) ?? .end
        return page.attendees
    }

    /// The organisers' questions, those that are retired too, as they stood when the export began.
    package func questions() async throws -> [Question] {
        try await snapshot.read(Store.questions)
    }

    package func workshops() async throws -> [Workshop] {
        try await snapshot.read(Store.workshops).filter { !$0.isRetired }
    }

    /// What some of them have in the workshops, as it stood when the export began.
    package func places(of attendees: [Attendee]) async throws -> [Int64: [WorkshopPlace]] {
        try await snapshot.read { db in try Store.places(db, of: attendees.map(\.id)) }
    }

    /// What some of them have answered to the organisers' questions, as it stood when the export began.
    package func answers(of attendees: [Attendee]) async throws -> [Int64: QuestionAnswers] {
        try await snapshot.read { db in try Store.answers(db, of: attendees.map(\.id)) }
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
        return AttendeeExport(snapshot: snapshot, filter: filter, order: order)
    }
}
