import Foundation
import GRDB

/// A line of the log, with what it is about.
package struct LoggedEvent: Sendable, Identifiable {
    package let id: Int64
    package let entry: LogEntry
    package let registration: Int64?
    package let quota: Int64?
}

extension Store {
    /// The log, newest first.
    ///
    /// - Parameters:
    ///   - actor: Nil for anybody.
    ///   - actions: None for any.
    ///   - before: Only those with a lower number.
    package func log(
        by actor: Actor?, actions: [LoggedAction], before: Int64?, limit: Int
    ) async throws -> [LoggedEvent] {
        try await pool.read { db in
            let condition = actions.isEmpty ? "" : "AND action IN (\(databaseQuestionMarks(count: actions.count)))"
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM logEntry WHERE id < ? AND actor = ifnull(?, actor) \(condition)
                    ORDER BY id DESC LIMIT ?
                    """,
                arguments: [before ?? .max, actor?.text] + StatementArguments(actions.map(\.rawValue)) + [limit])
            return rows.compactMap { row in
                LogEntry(row: row).map {
                    LoggedEvent(id: row["id"], entry: $0, registration: row["registrationId"], quota: row["quotaId"])
                }
            }
        }
    }

    /// Everybody who has done something, in order of their names in the file.
    package func actors() async throws -> [Actor] {
        try await pool.read { db in
            try String.fetchAll(db, sql: "SELECT DISTINCT actor FROM logEntry ORDER BY actor").map(Actor.init(text:))
        }
    }
}
