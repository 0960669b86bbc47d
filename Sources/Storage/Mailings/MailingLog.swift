package import Foundation
import GRDB

/// What became of one recipient. Raw values stand in addresses.
package enum RecipientState: String, Sendable, CaseIterable {
    case waiting
    /// In the outbox.
    case underWay
    case sent, failed, skipped
}

/// One recipient of a mailing.
package struct MailingRecipient: Sendable {
    /// Their place in the order of turns.
    package let place: Int
    package let registration: Int64
    package let name: String
    package let state: RecipientState
    package let reason: SkipReason?
    package let message: Int64?
    package let sentAt: Date?
    /// The mail server's words.
    package let lastError: String?
}

/// How many recipients are in which state.
package struct MailingProgress: Sendable, Equatable {
    package let counts: [RecipientState: Int]

    package subscript(state: RecipientState) -> Int { counts[state] ?? 0 }

    /// Those who get it, or were to.
    package var recipients: Int { counts.values.reduce(0, +) - self[.skipped] }
    /// For whom there is nothing more to do.
    package var finished: Int { self[.sent] + self[.failed] }
}

extension Store {
    /// SQL over a recipient and its message: where they stand.
    private static let recipientState = """
        CASE WHEN mailingRecipient.state <> 'taken' THEN mailingRecipient.state
            WHEN message.state = 'pending' THEN 'underWay'
            ELSE coalesce(message.state, 'sent') END
        """
    private static let withMessages = """
        mailingRecipient LEFT JOIN message
            ON message.mailingId = mailingRecipient.mailingId
            AND message.registrationId = mailingRecipient.registrationId
        """

    package func progress(ofMailing id: Int64) async throws -> MailingProgress {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT \(Self.recipientState) AS state, count(*) FROM \(Self.withMessages)
                    WHERE mailingRecipient.mailingId = ? GROUP BY 1
                    """,
                arguments: [id])
            var counts: [RecipientState: Int] = [:]
            for row in rows { counts[try row.value("state")] = row[1] }
            return MailingProgress(counts: counts)
        }
    }

    /// The recipients in order of their turns.
    ///
    /// - Parameters:
    ///   - state: Nil for any.
    ///   - place: Only those behind it.
    package func recipients(
        ofMailing id: Int64, _ state: RecipientState?, after place: Int?, limit: Int
    ) async throws -> [MailingRecipient] {
        try await pool.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT mailingRecipient.place, registration.id AS registration, givenName, familyName, reason,
                        message.id AS message, sentAt, lastError, \(Self.recipientState) AS state
                    FROM \(Self.withMessages)
                    JOIN registration ON registration.id = mailingRecipient.registrationId
                    WHERE mailingRecipient.mailingId = ?1 AND mailingRecipient.place > ?2
                        AND \(Self.recipientState) = ifnull(?3, \(Self.recipientState))
                    ORDER BY mailingRecipient.place LIMIT ?4
                    """,
                arguments: [id, place ?? -1, state?.rawValue, limit]
            ).map { row in
                MailingRecipient(
                    place: row["place"], registration: row["registration"],
                    name: "\(row["familyName"] as String), \(row["givenName"] as String)",
                    state: try row.value("state"),
                    reason: try (row["reason"] as String?).map { _ in try row.value("reason") },
                    message: row["message"], sentAt: (row["sentAt"] as Int64?).map(Date.init(epochSeconds:)),
                    lastError: row["lastError"])
            }
        }
    }
}
