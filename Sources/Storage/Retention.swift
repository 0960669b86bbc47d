import Conference
package import Foundation
import GRDB

extension Store {
    /// Deletes the answers that were asked for on the promise of deletion, once the conference is long enough over:
    /// from the tables, from the pages of the file and from its write-ahead log.
    ///
    /// Safe to call at any time and as often as one likes: before that day, and when nothing is left, it deletes nothing.
    ///
    /// - Returns: How many registrations lost an answer.
    /// - Throws: `DatabaseError` `SQLITE_BUSY` when a reader holds the log open; call again later.
    @discardableResult
    package func eraseSensitiveAnswers(now: Date) async throws -> Int {
        guard let conference = try await conference(), now >= conference.erasesSensitiveAnswersAt else { return 0 }
        let erased = try await writer.write { db in
            let columns = Field.all.filter(\.isSensitive).map(\.name)
            try db.execute(
                sql: """
                    UPDATE registration SET \(columns.map { "\($0) = NULL" }.joined(separator: ", "))
                    WHERE \(columns.map { "\($0) IS NOT NULL" }.joined(separator: " OR "))
                    """)
            let erased = db.changesCount
            if erased > 0 { try Self.log(db, .needsErased, by: .system, now: now, detail: "\(erased)") }
            return erased
        }
        try await pool.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        return erased
    }
}
