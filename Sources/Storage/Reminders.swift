import Conference
package import Foundation
import GRDB
package import Secrets

extension Store {
    /// So many are reminded in one transaction, between which sign-ups have their turn.
    private static let remindersAtOnce = 100

    /// Puts the reminder of everybody with a seat into the outbox, once a registration, when the day has come: at nine
    /// in the morning, `conference.reminderDays` days before the conference. Safe to call as often as one likes.
    ///
    /// - Returns: How many were put there.
    @discardableResult
    package func enqueueReminders(now: Date) async throws -> Int {
        guard try await pool.read({ db in try Self.isTimeToRemind(db, now: now) }) else { return 0 }
        var all = 0
        while true {
            let count = try await writer.write { [random] db in try Self.enqueueReminders(db, random: random, now: now)
            }
            all += count
            if count < Self.remindersAtOnce { return all }
        }
    }

    /// Whoever has the link of a registration decides that it is not reminded.
    ///
    /// - Returns: Whether the link leads anywhere.
    package func refuseReminders(link: SecretLink) async throws -> Bool {
        try await writer.write { db in
            guard let attendee = try Self.attendee(db, link: link) else { return false }
            try db.execute(
                sql: "INSERT INTO reminderRefusal (registrationId) VALUES (?) ON CONFLICT DO NOTHING",
                arguments: [attendee.id])
            return true
        }
    }

    private static func isTimeToRemind(_ db: Database, now: Date) throws -> Bool {
        guard let facts = try conference(db),
            let days = try Int.fetchOne(db, sql: "SELECT reminderDays FROM conference"),
            let begins = facts.reminds(daysBefore: days)
        else { return false }
        return begins <= now && now < facts.day
    }

    private static func enqueueReminders(_ db: Database, random: RandomBytes, now: Date) throws -> Int {
        let ids = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM registration
                WHERE state = 'confirmed'
                    AND NOT EXISTS (SELECT 1 FROM reminderRefusal WHERE registrationId = registration.id)
                    AND NOT EXISTS (
                        SELECT 1 FROM message WHERE registrationId = registration.id AND kind = 'reminder')
                LIMIT ?
                """,
            arguments: [remindersAtOnce])
        for id in ids { try enqueue(db, .reminder, registration: id, random: random, now: now) }
        return ids.count
    }
}
