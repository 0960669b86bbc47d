import GRDB

/// What is made of the attendees of an export, a batch at a time so that memory stays flat.
package actor AttendeeBatches<Content: Sendable> {
    /// The batch behind a place, and where the next one begins.
    typealias Read = @Sendable (Database, AttendeeCursor?) throws -> (Content, next: AttendeeCursor?)

    private enum Position {
        case start
        case reading(Task<(Content, next: AttendeeCursor?), any Error>)
        case end
    }

    private let snapshot: DatabaseSnapshot
    private let read: Read
    private var position = Position.start

    init(_ snapshot: DatabaseSnapshot, read: @escaping Read) {
        self.snapshot = snapshot
        self.read = read
    }

    /// The next batch; nil at the end and from then on.
    ///
    /// At least one batch comes, without attendees when the filter lets none through: whoever writes a header with the
    /// first batch has always written one.
    package func next() async throws -> Content? {
        let batch: (content: Content, next: AttendeeCursor?)
        switch position {
        case .start: batch = try await reading(after: nil).value
        case .reading(let next): batch = try await next.value
        case .end: return nil
        }
        // Read while this one is written.
        position = batch.next.map { .reading(reading(after: $0)) } ?? .end
        return batch.content
    }

    private func reading(after cursor: AttendeeCursor?) -> Task<(Content, next: AttendeeCursor?), any Error> {
        Task { [snapshot, read] in try await snapshot.read { db in try read(db, cursor) } }
    }
}
