import Conference
package import Foundation
import GRDB
import Secrets

extension Store {
    /// So many are told in one transaction, between which sign-ups have their turn.
    private static let noticesAtOnce = 100

    /// Puts into the outbox what tells of reserved seats that are soon released: a week before and a day before, once
    /// each. Those who wait are told that seats may come, and contacts of groups of which seats are released that theirs
    /// may go. Where nothing is left to release nobody is told. Safe to call as often as one likes.
    ///
    /// - Returns: How many messages were put there.
    @discardableResult
    package func enqueueReleaseNotices(now: Date) async throws -> Int {
        var all = 0
        for notice in try await pool.read({ db in try Self.notices(db, due: now) }) {
            while true {
                let count = try await writer.write { [random] db in
                    try Self.enqueue(db, notice, random: random, now: now)
                }
                all += count
                if count < Self.noticesAtOnce { break }
            }
        }
        return all
    }

    private struct Notice: Sendable {
        let release: ComingRelease
        let daysBefore: Int
    }

    private static func notices(_ db: Database, due now: Date) throws -> [Notice] {
        try quotaBoard(db).comingReleases(after: now).compactMap { release in
            release.noticeDue(at: now).map { Notice(release: release, daysBefore: $0) }
        }
    }

    private static func enqueue(
        _ db: Database, _ notice: Notice, random: RandomBytes, now: Date
    ) throws -> Int {
        let moment = notice.release.at.epochSeconds
        let detail = MessageDetail(endsAt: moment)
        let waiting = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM registration WHERE state = 'waiting' AND email IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM releaseNotice
                    WHERE registrationId = registration.id AND releasesAt = ? AND daysBefore = ?)
                ORDER BY id LIMIT ?
                """,
            arguments: [moment, notice.daysBefore, noticesAtOnce])
        for id in waiting {
            try note(db, notice, registration: id)
            try enqueue(db, .release, registration: id, detail: detail, random: random, now: now)
        }
        let groups = notice.release.groups.map(\.id)
        // Whoever waits without an address of their own is told of through the contact.
        let contacts = try Int64.fetchAll(
            db,
            sql: """
                SELECT id FROM delegation WHERE contactEmail IS NOT NULL
                    AND EXISTS (
                        SELECT 1 FROM registration WHERE delegationId = delegation.id AND (
                            state <> 'cancelled' AND quotaId IN (\(databaseQuestionMarks(count: groups.count)))
                            OR state = 'waiting' AND email IS NULL))
                    AND NOT EXISTS (
                        SELECT 1 FROM releaseNotice
                        WHERE delegationId = delegation.id AND releasesAt = ? AND daysBefore = ?)
                ORDER BY id LIMIT ?
                """,
            arguments: StatementArguments(groups) + [moment, notice.daysBefore, noticesAtOnce - waiting.count])
        for id in contacts {
            try note(db, notice, delegation: id)
            let link = try freshLink(db, ofDelegation: id, random: random, now: now)
            try enqueue(db, .release, delegation: id, link: link, detail: detail, random: random, now: now)
        }
        return waiting.count + contacts.count
    }

    private static func note(
        _ db: Database, _ notice: Notice, registration: Int64? = nil, delegation: Int64? = nil
    ) throws {
        try db.execute(
            sql: """
                INSERT INTO releaseNotice (releasesAt, daysBefore, registrationId, delegationId) VALUES (?, ?, ?, ?)
                """,
            arguments: [notice.release.at.epochSeconds, notice.daysBefore, registration, delegation])
    }
}
