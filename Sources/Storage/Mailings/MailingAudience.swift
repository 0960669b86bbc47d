package import Conference
import GRDB

/// Why somebody whom the filter lets through gets no mail. Raw values stand in the database.
package enum SkipReason: String, Sendable, CaseIterable {
    /// Is reached through the contact of their group only.
    case noAddress
    /// Wants no mail that one can do without.
    case declined
    case cancelled
    /// Had another state when their turn came than the one that was asked for.
    case otherState
    /// Another registration with this address gets it.
    case sameAddress
}

/// Who would get a mailing now, in order, and who would not.
package struct MailingAudience: Sendable, Equatable {
    package struct Turn: Sendable, Equatable {
        package let registration: Int64
        package let language: Language
        /// Nil for those who get it.
        package let skipped: SkipReason?
    }

    package let turns: [Turn]

    package var recipients: [Turn] { turns.filter { $0.skipped == nil } }

    package func count(in language: Language) -> Int {
        turns.count { $0.skipped == nil && $0.language == language }
    }

    /// How many are left out and why, in the order of the reasons.
    package var leftOut: [(reason: SkipReason, count: Int)] {
        SkipReason.allCases.map { reason in (reason, turns.count { $0.skipped == reason }) }.filter { $0.count > 0 }
    }
}

extension Store {
    /// - Returns: Nil when they are more than may be written to at once.
    package func audience(_ draft: MailingDraft, _ filter: AttendeeFilter) async throws -> MailingAudience? {
        try await pool.read { [kommuner] db in try Self.audience(db, draft, filter, kommuner: kommuner) }
    }

    static func audience(
        _ db: Database, _ draft: MailingDraft, _ filter: AttendeeFilter, kommuner: KommunRegister
    ) throws -> MailingAudience? {
        guard let ids = try ids(db, filter, kommuner: kommuner, limit: MailingDraft.mostRecipients) else { return nil }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT registration.id, \(turnColumns), registration.language FROM json_each(?) AS hit
                CROSS JOIN registration ON registration.id = hit.value ORDER BY hit.key
                """,
            arguments: [ids.jsonList])
        // Whoever has cancelled may have come back with the same address: what they have now is what it is about.
        var addresses: Set<String> = []
        for row in rows where (row["state"] as String) != RegistrationState.cancelled.rawValue {
            if let key: String = row["emailKey"] { addresses.insert(key) }
        }
        return MailingAudience(
            turns: try rows.map { row in
                var reason = try skipReason(row, draft, filter)
                let state: RegistrationState = try row.value("state")
                if reason == nil, state == .cancelled, let key: String = row["emailKey"],
                    !addresses.insert(key).inserted
                {
                    reason = .sameAddress
                }
                return MailingAudience.Turn(
                    registration: row["id"], language: try row.value("language"), skipped: reason)
            })
    }

    /// Of a row of `registration`: what decides whether it gets a mailing.
    static let turnColumns = """
        registration.state, registration.emailKey,
        EXISTS (SELECT 1 FROM reminderRefusal WHERE registrationId = registration.id) AS declines
        """

    /// Asked when the recipients are fixed, and of each once more when their turn comes.
    static func skipReason(_ row: Row, _ draft: MailingDraft, _ filter: AttendeeFilter) throws -> SkipReason? {
        let state: RegistrationState = try row.value("state")
        if state == .cancelled, !draft.includesCancelled, filter.state != .cancelled { return .cancelled }
        if let wanted = filter.state, wanted != state { return .otherState }
        if (row["emailKey"] as String?) == nil { return .noAddress }
        return draft.isVoluntary && row["declines"] ? .declined : nil
    }
}
