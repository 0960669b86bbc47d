package import Foundation
import GRDB

/// What a form was shown from has been changed by somebody since: what is in the form would undo that unseen.
package struct ChangedMeanwhile: Error, Equatable {
    /// Who did; nil when the log does not tell.
    package let by: Actor?
    package let at: Date?

    package init(by: Actor?, at: Date?) {
        self.by = by
        self.at = at
    }
}

extension Store {
    /// - Parameters:
    ///   - action: What a change is logged as.
    ///   - detail: What of it.
    static func changedMeanwhile(_ db: Database, _ actions: [LoggedAction], detail: String) throws -> ChangedMeanwhile {
        let names = actions.map { "'\($0.rawValue)'" }.joined(separator: ", ")  // an enum's own words
        return try changedMeanwhile(db, where: "action IN (\(names)) AND detail = ?", [detail])
    }

    /// - Parameter condition: Which lines of the log tell of such a change.
    static func changedMeanwhile(
        _ db: Database, where condition: String, _ arguments: StatementArguments = []
    ) throws -> ChangedMeanwhile {
        let sql = "SELECT actor, at FROM logEntry WHERE \(condition) ORDER BY id DESC LIMIT 1"
        let last = try Row.fetchOne(db, sql: sql, arguments: arguments)
        return ChangedMeanwhile(
            by: last.map { Actor(text: $0["actor"]) }, at: last.map { Date(epochSeconds: $0["at"]) })
    }
}
