package import Conference
import GRDB
import Secrets

/// What a form was filled with, in few letters that travel in the form: another text is another tag.
///
/// It keeps nobody out, so there is no key in it. It lets an honest form know that it is old.
package struct EditTag: Sendable, Equatable {
    package let text: String

    /// - Parameter text: As it came back in a form. None is the tag of "".
    package init(_ text: String) { self.text = text }

    /// Each value with its length, so that nothing can pass from one into the next.
    fileprivate init(_ tables: [[Row]]) {
        var bytes: [UInt8] = []
        for rows in tables {
            bytes += "\(rows.count) rows ".utf8
            for row in rows {
                for value in row.databaseValues {
                    let text = value.description.utf8
                    bytes += "\(text.count):".utf8
                    bytes += text
                }
            }
        }
        text = base64URLEncode(Array(sha256(bytes).prefix(12)))
    }
}

/// What organisers change by a form of its own.
package enum Setting: Sendable, Hashable {
    case conference
    case quota(Int64), workshop(Int64), question(Int64), mailing(Int64)
    /// Its draft and what is used of it.
    case mailText(MessageKind)
}

extension Store {
    /// The tag of what stands now. To be read before the values that a form is filled with: should somebody come between,
    /// the tag is too old for them, and nothing is lost by that.
    package func editTag(of setting: Setting) async throws -> EditTag {
        try await pool.read { db in try Self.editTag(db, of: setting) }
    }

    private static func editTag(_ db: Database, of setting: Setting) throws -> EditTag {
        EditTag(
            try shown(db, of: setting).map { sql, arguments in
                try Row.fetchAll(db, sql: sql, arguments: arguments)
            })
    }

    /// To be called in the transaction that writes.
    ///
    /// - Parameter seen: What the form was filled with; nil to write whatever stands.
    /// - Throws: `ChangedMeanwhile` when that is not what stands.
    static func expect(_ db: Database, _ seen: EditTag?, of setting: Setting) throws {
        guard let seen, try editTag(db, of: setting) != seen else { return }
        throw try lastChange(db, of: setting)
    }

    /// What a form of it would overwrite, and nothing that changes by itself, such as the number of seats taken.
    private static func shown(
        _ db: Database, of setting: Setting
    ) throws -> [(sql: String, arguments: StatementArguments)] {
        switch setting {
        case .conference:
            let names = try conference(db)?.columns.map(\.name) ?? []
            return [("SELECT \((names + ["reminderDays"]).joined(separator: ", ")) FROM conference", [])]
        case .quota(let id):
            return [("SELECT reserved, ceiling, releasesAt FROM quota WHERE id = ?", [id])]
        case .workshop(let id):
            return [
                (
                    """
                    SELECT titleSv, titleEn, aboutSv, aboutEn, startsAt, endsAt, capacity, roomId
                    FROM workshop WHERE id = ?
                    """, [id]
                ),
                ("SELECT speakerId FROM workshopSpeaker WHERE workshopId = ? ORDER BY speakerId", [id]),
            ]
        case .question(let id):
            return [
                (
                    """
                    SELECT labelSv, labelEn, hintSv, hintEn, purposeSv, purposeEn, isRequired, isSensitive, lowest,
                        highest, conditionQuestionId, conditionAnswer, retentionDays
                    FROM question WHERE id = ?
                    """, [id]
                ),
                (
                    """
                    SELECT id, labelSv, labelEn FROM questionChoice WHERE questionId = ? AND retiredAt IS NULL
                    ORDER BY place, id
                    """, [id]
                ),
                (
                    "SELECT organisationType FROM questionAudience WHERE questionId = ? ORDER BY organisationType", [id]
                ),
            ]
        case .mailing(let id):
            // When it begins, too: to write it anew takes that away.
            return [
                (
                    """
                    SELECT subjectSv, subjectEn, bodySv, bodyEn, filter, includesCancelled, isVoluntary, perMinute, startsAt
                    FROM mailing WHERE id = ?
                    """, [id]
                )
            ]
        case .mailText(let kind):
            return [
                (
                    """
                    SELECT isDraft, subjectSv, subjectEn, bodySv, bodyEn FROM mailText WHERE kind = ? ORDER BY isDraft
                    """, [kind.rawValue]
                )
            ]
        }
    }

    private static func lastChange(_ db: Database, of setting: Setting) throws -> ChangedMeanwhile {
        switch setting {
        case .conference:
            return try changedMeanwhile(
                db,
                where: """
                    action IN ('\(LoggedAction.conferenceCreated.rawValue)', '\(LoggedAction.conferenceChanged.rawValue)')
                    """)
        case .quota(let id):
            return try changedMeanwhile(
                db,
                where: """
                    action = '\(LoggedAction.quotaChanged.rawValue)' AND quotaId = ?
                        OR action = '\(LoggedAction.quotasDecided.rawValue)'
                    """, [id])
        case .workshop(let id): return try changedMeanwhile(db, [.workshopChanged], detail: "\(id)")
        case .question(let id): return try changedMeanwhile(db, [.questionChanged], detail: "\(id)")
        case .mailing(let id):
            let names = [LoggedAction.mailingWritten, .mailingScheduled, .mailingStopped].map { "'\($0.rawValue)'" }
            return try changedMeanwhile(
                db, where: "action IN (\(names.joined(separator: ", "))) AND (detail = ?1 OR detail LIKE ?1 || ' %')",
                ["\(id)"])
        // Drafts are in no line of the log.
        case .mailText: return ChangedMeanwhile(by: nil, at: nil)
        }
    }
}
