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
}

extension Store {
    /// All quotas as they stand.
    package func quotaBoard() async throws -> QuotaBoard {
        try await pool.read(Self.quotaBoard)
    }

    /// Sets a group's guaranteed seats and ceiling, and offers seats at once to those whom the change lets in.
    ///
    /// - Returns: To how many people seats went by it. Nil when there is no such quota.
    /// - Throws: `QuotaProblem` when the rules forbid the change.
    package func changeQuota(
        id: Int64, reserved: Int, ceiling: Int, by actor: Actor, now: Date
    ) async throws -> Int? {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let row = try Row.fetchOne(db, sql: "SELECT * FROM quota WHERE id = ?", arguments: [id]) else {
                return nil
            }
            let quota = Quota(row: row)
            let changed = try quota.changed(reserved: reserved, ceiling: ceiling, pool: try Self.seatPool(db))
            return try Self.change(db, quota: id, from: quota, to: changed, by: actor, random: random, now: now)
        }
    }

    /// Sets a quota that the rules allow, and offers seats at once to those whom the change lets in.
    ///
    /// - Returns: To how many people seats went by it.
    static func change(
        _ db: Database, quota id: Int64, from quota: Quota, to changed: Quota, by actor: Actor, random: RandomBytes,
        now: Date
    ) throws -> Int {
        try db.execute(
            sql: "UPDATE quota SET reserved = ?, ceiling = ? WHERE id = ?",
            arguments: [changed.reserved, changed.ceiling, id])
        try log(
            db, .quotaChanged, by: actor, quota: id, now: now,
            detail: "\(quota.reserved)/\(quota.ceiling) -> \(changed.reserved)/\(changed.ceiling)")
        return try handOutSeats(db, random: random, now: now)
    }

    static func quotaBoard(_ db: Database) throws -> QuotaBoard {
        let conference = try Row.fetchOne(db, sql: "SELECT capacity, committed FROM conference")
        let lines = try Row.fetchAll(db, sql: "SELECT * FROM quota ORDER BY id").map { row in
            QuotaBoard.Line(id: row["id"], group: try QuotaGroup(row: row), quota: Quota(row: row))
        }
        return QuotaBoard(
            capacity: conference?["capacity"] ?? 0, committed: conference?["committed"] ?? 0, lines: lines)
    }

    /// Seats no group holds; 0 before there is a conference.
    static func seatPool(_ db: Database) throws -> Int {
        let statement = try db.cachedStatement(sql: "SELECT capacity - committed FROM conference")
        return try Int.fetchOne(statement) ?? 0
    }
}

extension Quota {
    init(row: Row) {
        self.init(
            reserved: row["reserved"], ceiling: row["ceiling"], taken: row["taken"], waiting: row["waiting"])
    }
}
