package import Conference
package import Foundation
import GRDB
import Secrets

/// All quotas at one moment, with the figures that follow from them.
package struct QuotaBoard: Sendable, Equatable {
    /// One group's seats.
    package struct Line: Sendable, Equatable {
        package let id: Int64
        package let group: QuotaGroup
        package let quota: Quota
        /// When its unused reserved seats go back to the pool: the day of its own, or that of the conference. Nil for
        /// never.
        package let releasesAt: Date?
        package let hasOwnRelease: Bool
        /// When that was carried out.
        package let releasedAt: Date?

        package init(
            id: Int64, group: QuotaGroup, quota: Quota, releasesAt: Date? = nil, hasOwnRelease: Bool = false,
            releasedAt: Date? = nil
        ) {
            self.id = id
            self.group = group
            self.quota = quota
            self.releasesAt = releasesAt
            self.hasOwnRelease = hasOwnRelease
            self.releasedAt = releasedAt
        }
    }

    /// 0 before there is a conference.
    package let capacity: Int
    /// The sum of what the groups hold back: guarantees, and what is taken beyond them.
    package let committed: Int
    package let lines: [Line]

    /// Seats no group holds.
    package var pool: Int { capacity - committed }
    package var taken: Int { lines.reduce(0) { $0 + $1.quota.taken } }
    package var waiting: Int { lines.reduce(0) { $0 + $1.quota.waiting } }
    package var left: Int { capacity - taken }
    package var quotas: [QuotaGroup: Quota] {
        Dictionary(uniqueKeysWithValues: lines.map { ($0.group, $0.quota) })
    }

    /// The releases that are to come and have seats to release, the earliest first.
    package func comingReleases(after now: Date) -> [ComingRelease] {
        let coming = lines.filter { line in
            line.releasedAt == nil && line.quota.reserved > line.quota.taken
                && line.releasesAt.map { $0 > now } ?? false
        }
        return Dictionary(grouping: coming) { $0.releasesAt ?? now }.map { ComingRelease(at: $0, groups: $1) }
            .sorted { $0.at < $1.at }
    }
}

/// Reserved seats that nobody has taken, and when they go back to the pool.
package struct ComingRelease: Sendable, Equatable {
    package let at: Date
    /// Those with such seats.
    package let groups: [QuotaBoard.Line]

    package var seats: Int { groups.reduce(0) { $0 + $1.quota.reserved - $1.quota.taken } }

    /// How many days before it those concerned are told, the nearest last.
    package static let daysOfNotice = [7, 1]

    /// The notice whose time it is: it begins so many days before, and the next one or the release ends it.
    package func noticeDue(at now: Date) -> Int? {
        guard now < at else { return nil }
        return Self.daysOfNotice.last { days in
            SwedishTime.calendar.date(byAdding: .day, value: -days, to: at).map { $0 <= now } ?? false
        }
    }
}

extension Store {
    /// All quotas as they stand.
    package func quotaBoard() async throws -> QuotaBoard {
        try await pool.read(Self.quotaBoard)
    }

    /// The next time that reserved seats go back to the pool; nil when none will.
    package func nextRelease(after now: Date) async throws -> ComingRelease? {
        try await quotaBoard().comingReleases(after: now).first
    }

    /// Sets a group's guaranteed seats and ceiling, and offers seats at once to those whom the change lets in.
    ///
    /// - Parameters:
    ///   - releases: When its unused reserved seats go back to the pool; nil for what was so before.
    ///   - seen: What was changed into this; nil to change whatever stands.
    /// - Returns: To how many people seats went by it. Nil when there is no such quota.
    /// - Throws: `QuotaProblem` when the rules forbid the change; `ChangedMeanwhile`.
    package func changeQuota(
        id: Int64, reserved: Int, ceiling: Int, releases: ReleaseDay? = nil, over seen: EditTag? = nil, by actor: Actor,
        now: Date
    ) async throws -> Int? {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            try Self.expect(db, seen, of: .quota(id))
            return try Self.changeQuota(
                db, id: id, reserved: reserved, ceiling: ceiling, releases: releases, by: actor, random: random,
                now: now)
        }
    }

    static func changeQuota(
        _ db: Database, id: Int64, reserved: Int, ceiling: Int, releases: ReleaseDay? = nil, by actor: Actor,
        random: RandomBytes, now: Date
    ) throws -> Int? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM quota WHERE id = ?", arguments: [id]) else {
            return nil
        }
        let quota = Quota(row: row)
        let changed = try quota.changed(reserved: reserved, ceiling: ceiling, pool: try Self.seatPool(db))
        try set(db, quota: id, from: quota, to: changed, by: actor, now: now)
        if let releases {
            try Self.setRelease(db, ofQuota: id, to: releases)
            try Self.releaseReservedSeats(db, now: now)
        }
        return try Self.handOutSeats(db, random: random, now: now).count
    }

    /// Sets a quota that the rules allow. The caller hands out what is free by it.
    static func set(
        _ db: Database, quota id: Int64, from quota: Quota, to changed: Quota, by actor: Actor, now: Date
    ) throws {
        try db.execute(
            sql: "UPDATE quota SET reserved = ?, ceiling = ? WHERE id = ?",
            arguments: [changed.reserved, changed.ceiling, id])
        try log(
            db, .quotaChanged, by: actor, quota: id, now: now,
            detail: "\(quota.reserved)/\(quota.ceiling) -> \(changed.reserved)/\(changed.ceiling)")
    }

    static func quotaBoard(_ db: Database) throws -> QuotaBoard {
        let conference = try Row.fetchOne(db, sql: "SELECT capacity, committed FROM conference")
        let lines = try Row.fetchAll(db, sql: "\(quotaLines) ORDER BY id").map(QuotaBoard.Line.init(row:))
        return QuotaBoard(
            capacity: conference?["capacity"] ?? 0, committed: conference?["committed"] ?? 0, lines: lines)
    }

    static func quotaLine(_ db: Database, id: Int64) throws -> QuotaBoard.Line? {
        try Row.fetchOne(db, sql: "\(quotaLines) WHERE id = ?", arguments: [id]).map(QuotaBoard.Line.init(row:))
    }

    private static let quotaLines = """
        SELECT *, coalesce(releasesAt, (SELECT releasesAt FROM conference)) AS effectiveRelease FROM quota
        """

    /// Seats no group holds; 0 before there is a conference.
    static func seatPool(_ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT capacity - committed FROM conference")
        return try Int.fetchOne(statement) ?? 0
    }
}

extension QuotaBoard.Line {
    init(row: Row) throws {
        func date(_ column: String) -> Date? { (row[column] as Int64?).map(Date.init(epochSeconds:)) }
        self.init(
            id: row["id"], group: try QuotaGroup(row: row), quota: Quota(row: row),
            releasesAt: date("effectiveRelease"), hasOwnRelease: date("releasesAt") != nil,
            releasedAt: date("releasedAt"))
    }
}

extension Quota {
    init(row: Row) {
        self.init(
            reserved: row["reserved"], ceiling: row["ceiling"], taken: row["taken"], waiting: row["waiting"])
    }
}
