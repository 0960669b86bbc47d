package import Conference
package import Foundation
import GRDB
import Secrets

extension Store {
    /// The facts as a form of the organisers holds them; nil before there is a conference.
    package func conferenceDraft() async throws -> ConferenceDraft? {
        try await pool.read { db in
            guard let facts = try Self.conference(db) else { return nil }
            let days = try Int.fetchOne(db, sql: "SELECT reminderDays FROM conference")
            return ConferenceDraft(facts: facts, reminderDays: days ?? 0)
        }
    }

    /// Puts the first facts into an empty file, and gives every group its quota.
    ///
    /// - Throws: `ConferenceExists` when somebody else was quicker.
    package func createConference(
        _ draft: ConferenceDraft, quotas: [QuotaGroup: Quota], by actor: Actor, now: Date
    ) async throws {
        try await writer.write { db in
            try SeatClock.set(db, now)
            try Self.insert(db, draft.facts)
            try db.execute(sql: "UPDATE conference SET reminderDays = ?", arguments: [draft.reminderDays])
            for (group, quota) in quotas { try Self.insert(db, quota, of: group) }
            try Self.log(db, .conferenceCreated, by: actor, now: now)
        }
    }

    /// Changes the facts. What that sets free is offered to those who wait, in the same transaction.
    ///
    /// - Parameter seen: What was changed into this; nil to change whatever stands.
    /// - Returns: To how many of those who waited seats went by it. Nil before there is a conference.
    /// - Throws: `ConferenceDraft.Complaint` when the rules of seats forbid it; `ChangedMeanwhile`.
    package func changeConference(
        to draft: ConferenceDraft, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Int? {
        try await writer.write { [random] db in
            try Self.changeConference(db, to: draft, over: seen, by: actor, random: random, now: now)
        }
    }

    /// What `changeConference` would do now. Nothing is changed.
    package func tryChangingConference(
        to draft: ConferenceDraft, over seen: EditTag? = nil, by actor: Actor, now: Date
    ) async throws -> Int? {
        try await writer.attempt { [random] db in
            try Self.changeConference(db, to: draft, over: seen, by: actor, random: random, now: now)
        }
    }

    private static func changeConference(
        _ db: Database, to draft: ConferenceDraft, over seen: EditTag?, by actor: Actor, random: RandomBytes, now: Date
    ) throws -> Int? {
        try advance(db, random: random, now: now)
        guard let old = try Row.fetchOne(db, sql: "SELECT * FROM conference") else { return nil }
        let columns = draft.facts.columns + [(name: "reminderDays", value: draft.reminderDays.databaseValue)]
        // Only what differs: what is named in an UPDATE counts as changed, also for people's calendars.
        let changed = columns.filter { old[$0.name] as DatabaseValue != $0.value }
        if changed.isEmpty { return 0 }
        try expect(db, seen, of: .conference)
        let committed: Int = old["committed"]
        if draft.facts.capacity < committed {
            throw ConferenceDraft.Complaint(.capacity, .capacityBelowCommitted(committed: committed))
        }
        if old["releasedAt"] != nil, changed.contains(where: { $0.name == "releasesAt" }) {
            throw ConferenceDraft.Complaint(.releasesDay, .alreadyReleased)
        }
        try db.execute(
            sql: "UPDATE conference SET \(changed.map { "\($0.name) = ?" }.joined(separator: ", "))",
            arguments: StatementArguments(changed.map(\.value)))
        try log(
            db, .conferenceChanged, by: actor, now: now,
            detail: changed.map { "\($0.name): \(old[$0.name] as DatabaseValue) -> \($0.value)" }
                .joined(separator: "; "))
        let waiting = try peopleWaiting(db)
        try advance(db, random: random, now: now)  // a day of release may have come by it
        try handOutSeats(db, random: random, now: now)
        return waiting - (try peopleWaiting(db))
    }

    private static func peopleWaiting(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT coalesce(sum(waiting), 0) FROM quota") ?? 0
    }
}
