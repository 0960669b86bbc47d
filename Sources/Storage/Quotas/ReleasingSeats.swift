import Conference
package import Foundation
import GRDB
import Secrets

/// When the reserved seats of a group that nobody has taken go back to the pool.
package enum ReleaseDay: Sendable, Equatable {
    case withConference
    case own(Date)
}

extension Store {
    /// SQL over `quota` and `conference`, with the time as its two arguments: groups whose day has come and which have
    /// not had it yet. A group without a day of its own goes with the conference, also when that was before it came.
    private static let releaseIsDue = """
        quota.releasedAt IS NULL AND (quota.releasesAt <= ? OR quota.releasesAt IS NULL
            AND (conference.releasedAt IS NOT NULL OR conference.releasesAt <= ?))
        """

    /// From then on no group has more than the others: what it gives back later goes to the first in line, too.
    static func releaseReservedSeats(_ db: Database, now: Date) throws {
        let time = now.epochSeconds
        let due = try Row.fetchAll(
            db,
            sql: """
                SELECT quota.id, quota.reserved, quota.ceiling FROM quota, conference WHERE \(releaseIsDue)
                """,
            arguments: [time, time])
        try SeatClock.set(db, now, cause: .released)
        for row in due {
            let (id, reserved, ceiling): (Int64, Int, Int) = (row["id"], row["reserved"], row["ceiling"])
            try db.execute(
                sql: "UPDATE quota SET reserved = 0, releasedAt = ? WHERE id = ?", arguments: [time, id])
            if reserved > 0 {
                try log(
                    db, .quotaChanged, by: .system, quota: id, now: now,
                    detail: "\(reserved)/\(ceiling) -> 0/\(ceiling)")
            }
        }
        try SeatClock.set(db, now)
        try db.execute(
            sql: "UPDATE conference SET releasedAt = ? WHERE releasedAt IS NULL AND releasesAt <= ?",
            arguments: [time, time])
    }

    /// A group that gets a new day has that before it, whatever it had before.
    static func setRelease(_ db: Database, ofQuota id: Int64, to day: ReleaseDay) throws {
        switch day {
        case .withConference:
            try db.execute(
                sql: "UPDATE quota SET releasesAt = NULL WHERE id = ? AND releasesAt IS NOT NULL", arguments: [id])
        case .own(let date):
            try db.execute(
                sql: "UPDATE quota SET releasesAt = ?1, releasedAt = NULL WHERE id = ?2 AND releasesAt IS NOT ?1",
                arguments: [date.epochSeconds, id])
        }
    }
}
