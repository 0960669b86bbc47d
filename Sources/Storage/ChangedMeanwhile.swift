import GRDB

/// What a form was shown from has been changed by somebody since: what is in the form would undo that unseen.
package struct ChangedMeanwhile: Error, Equatable {
    /// Who did; nil when the log does not tell.
    package let by: Actor?
}

extension Store {
    /// - Parameters:
    ///   - action: What a change is logged as.
    ///   - detail: What of it.
    static func changedMeanwhile(_ db: Database, _ actions: [LoggedAction], detail: String) throws -> ChangedMeanwhile {
        let names = actions.map { "'\($0.rawValue)'" }.joined(separator: ", ")  // an enum's own words
        let actor = try String.fetchOne(
            db, sql: "SELECT actor FROM logEntry WHERE action IN (\(names)) AND detail = ? ORDER BY id DESC",
            arguments: [detail])
        return ChangedMeanwhile(by: actor.map(Actor.init(text:)))
    }
}
