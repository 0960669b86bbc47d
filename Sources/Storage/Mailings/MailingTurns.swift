import Conference
package import Foundation
import GRDB
import Secrets

package enum MailingOutcome: Sendable, Equatable {
    case done
    /// It is not in the state for it: somebody else was quicker.
    case notNow
    /// More than may be written to at once.
    case tooMany
    case nobody
}

extension Store {
    /// So many messages of mailings lie in the outbox at once, so that nobody's confirmation waits behind many and a
    /// mailing that is stopped is stopped.
    private static let mostUnderWay = 20
    /// Looked at in one transaction, between which sign-ups have their turn.
    private static let turnsAtOnce = 200

    /// Fixes who gets a mailing, and lets it begin.
    ///
    /// - Parameter seen: What the page showed of it; nil to send whatever stands.
    /// - Throws: `ChangedMeanwhile`.
    package func start(
        mailing id: Int64, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> MailingOutcome {
        try await writer.write { [kommuner] db in
            guard let mailing = try Self.mailing(db, id: id), mailing.isOpen else { return .notNow }
            try Self.expect(db, seen, of: .mailing(id))
            return try Self.start(db, mailing, by: actor, kommuner: kommuner, now: now)
        }
    }

    private static func start(
        _ db: Database, _ mailing: Mailing, by actor: Actor, kommuner: KommunRegister, now: Date
    ) throws -> MailingOutcome {
        guard let audience = try audience(db, mailing.draft, mailing.filter, kommuner: kommuner) else {
            return .tooMany
        }
        guard !audience.recipients.isEmpty else { return .nobody }
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO mailingRecipient (mailingId, place, registrationId, state, reason) VALUES (?, ?, ?, ?, ?)
                """)
        for (place, turn) in audience.turns.enumerated() {
            try statement.execute(
                arguments: [
                    mailing.id, place, turn.registration, turn.skipped == nil ? "waiting" : "skipped",
                    turn.skipped?.rawValue,
                ])
        }
        try db.execute(
            sql: "UPDATE mailing SET state = 'running', startedAt = ?, nextAt = ? WHERE id = ?",
            arguments: [now.epochSeconds, now.milliseconds, mailing.id])
        try log(
            db, .mailingStarted, by: actor, now: now, detail: "\(mailing.id) \(audience.recipients.count)")
        return .done
    }

    /// Lets mailings begin whose time has come, and puts the messages of those whose turn has come into the outbox.
    ///
    /// A turn and its message are one transaction, so whatever happens nobody gets two and nobody none. Safe to call as
    /// often as one likes; to be called about once a second.
    ///
    /// - Returns: How many messages were put there.
    @discardableResult
    package func advanceMailings(now: Date) async throws -> Int {
        let isDue = try await pool.read { db in try !Self.dueMailings(db, now: now).isEmpty }
        guard isDue else { return 0 }
        return try await writer.write { [random, kommuner] db in
            var count = 0
            for id in try Self.dueMailings(db, now: now) {
                guard let mailing = try Self.mailing(db, id: id) else { continue }
                if mailing.state == .scheduled {
                    switch try Self.start(db, mailing, by: .system, kommuner: kommuner, now: now) {
                    case .done: break
                    case .tooMany, .nobody, .notNow:
                        // For an organiser to decide: asked each second, it would be no other.
                        try db.execute(
                            sql: "UPDATE mailing SET state = 'draft', startsAt = NULL WHERE id = ?", arguments: [id])
                        try Self.log(db, .mailingStopped, by: .system, now: now, detail: "\(id)")
                        continue
                    }
                }
                count += try Self.takeTurns(db, mailing, random: random, now: now)
            }
            return count
        }
    }

    private static func dueMailings(_ db: Database, now: Date) throws -> [Int64] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT id FROM mailing WHERE state IN ('scheduled', 'running')
                    AND ((state = 'scheduled' AND startsAt <= ?) OR (state = 'running' AND nextAt <= ?)) ORDER BY id
                """)
        return try Int64.fetchAll(statement, arguments: [now.epochSeconds, now.milliseconds])
    }

    private static func takeTurns(
        _ db: Database, _ mailing: Mailing, random: RandomBytes, now: Date
    ) throws -> Int {
        let underWay =
            try Int.fetchOne(
                db,
                sql: """
                    SELECT count(*) FROM message
                    WHERE mailingId IS NOT NULL AND state = 'pending' AND nextAttemptAt <= ?
                    """,
                arguments: [now.epochSeconds]) ?? 0
        let nextAt = try Int64.fetchOne(db, sql: "SELECT nextAt FROM mailing WHERE id = ?", arguments: [mailing.id])
        let due = MailingPace(perMinute: mailing.draft.perMinute).due(
            next: nextAt ?? 0, now: now.milliseconds, most: mostUnderWay - underWay)
        guard due.count > 0 else { return 0 }
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT place, registrationId, registration.email, registration.language, \(turnColumns)
                FROM mailingRecipient JOIN registration ON registration.id = registrationId
                WHERE mailingId = ? AND mailingRecipient.state = 'waiting' ORDER BY place LIMIT ?
                """,
            arguments: [mailing.id, turnsAtOnce])
        var taken = 0
        for row in rows where taken < due.count {
            let reason = try skipReason(row, mailing.draft, mailing.filter)
            try db.execute(
                sql: "UPDATE mailingRecipient SET state = ?, reason = ? WHERE mailingId = ? AND place = ?",
                arguments: [reason == nil ? "taken" : "skipped", reason?.rawValue, mailing.id, row["place"] as Int])
            guard reason == nil else { continue }  // costs no time
            let registration: Int64 = row["registrationId"]
            try insertMessage(
                db, .mailing, registration: registration, delegation: nil, mailing: mailing.id,
                recipient: row["email"], language: row["language"],
                link: try freshLink(db, of: registration, random: random, now: now), detail: MessageDetail(),
                random: random, now: now)
            taken += 1
        }
        try db.execute(
            sql: "UPDATE mailing SET nextAt = ? WHERE id = ?", arguments: [due.next, mailing.id])
        try endIfOver(db, mailing.id, now: now)
        return taken
    }

    private static func endIfOver(_ db: Database, _ id: Int64, now: Date) throws {
        try db.execute(
            sql: """
                UPDATE mailing SET state = 'done', endedAt = ? WHERE id = ? AND state = 'running' AND NOT EXISTS (
                    SELECT 1 FROM mailingRecipient WHERE mailingId = mailing.id AND state = 'waiting')
                """,
            arguments: [now.epochSeconds, id])
        if db.changesCount > 0 { try log(db, .mailingEnded, by: .system, now: now, detail: "\(id)") }
    }

    /// Halts a mailing. What lies in the outbox and has not been tried is taken out again: those people's turn is to come.
    package func stop(mailing id: Int64, by actor: Actor, now: Date) async throws -> MailingOutcome {
        try await writer.write { db in
            guard try Self.mailing(db, id: id)?.state == .running else { return .notNow }
            let untried = "mailingId = ? AND state = 'pending' AND attempts = 0 AND sendingSince IS NULL"
            let rows = try Row.fetchAll(
                db, sql: "DELETE FROM message WHERE \(untried) RETURNING registrationId, link", arguments: [id])
            for row in rows {
                try db.execute(
                    sql: "UPDATE mailingRecipient SET state = 'waiting' WHERE mailingId = ? AND registrationId = ?",
                    arguments: [id, row["registrationId"] as Int64])
                if let link = (row["link"] as String?).flatMap(SecretLink.init) {
                    try db.execute(sql: "DELETE FROM personalLink WHERE hash = ?", arguments: [Data(link.hash)])
                }
            }
            try db.execute(sql: "UPDATE mailing SET state = 'stopped' WHERE id = ?", arguments: [id])
            try Self.log(db, .mailingStopped, by: actor, now: now, detail: "\(id)")
            return .done
        }
    }

    /// Goes on with a mailing that was stopped.
    package func goOn(mailing id: Int64, by actor: Actor, now: Date) async throws -> MailingOutcome {
        try await writer.write { db in
            guard try Self.mailing(db, id: id)?.state == .stopped else { return .notNow }
            try db.execute(
                sql: "UPDATE mailing SET state = 'running', nextAt = ? WHERE id = ?",
                arguments: [now.milliseconds, id])
            try Self.log(db, .mailingContinued, by: actor, now: now, detail: "\(id)")
            try Self.endIfOver(db, id, now: now)
            return .done
        }
    }
}
