package import Conference
package import Foundation
import GRDB

/// What happened to seats of a group. Raw values stand in the database.
package enum SeatMovementKind: String, Sendable, CaseIterable {
    /// What stood when accounts began to be kept.
    case opening
    /// Guarantee or ceiling were set.
    case granted
    /// The guarantee went back to the pool on its day.
    case released
    case taken
    case offered
    /// An offered seat, which counts as taken from the offer on, was accepted.
    case accepted
    case returned
    /// From one person to another: two movements that come to nothing.
    case handedOver
    /// Kept for a list that is being filled in.
    case held
    case letGo
}

/// Figures of a group, or what changes them.
package struct SeatFigures: Sendable, Equatable {
    package var reserved: Int
    package var ceiling: Int
    package var taken: Int

    package init(reserved: Int, ceiling: Int, taken: Int) {
        self.reserved = reserved
        self.ceiling = ceiling
        self.taken = taken
    }

    package init(_ quota: Quota) {
        self.init(reserved: quota.reserved, ceiling: quota.ceiling, taken: quota.taken)
    }
}

/// One line of a group's account.
package struct SeatMovement: Sendable, Equatable {
    /// In the account, from 1.
    package let number: Int
    package let at: Date
    package let kind: SeatMovementKind
    package let change: SeatFigures
    package let balance: SeatFigures
    /// Whose seat it was; nil for what is nobody's.
    package let registration: Int64?
    /// Nil when the registration has been deleted.
    package let code: String?
}

/// A part of a group's account, newest first.
package struct SeatAccount: Sendable, Equatable {
    package let line: QuotaBoard.Line
    package let movements: [SeatMovement]
    /// How many there are in all.
    package let count: Int
    /// Of all of them.
    package let sum: SeatFigures

    /// Whether the movements come to what the quota says.
    package var addsUp: Bool { sum == SeatFigures(line.quota) }
}

extension Store {
    /// - Parameter before: Only movements with a lower number.
    /// - Returns: Nil when there is no such quota.
    package func seatAccount(ofQuota id: Int64, before: Int? = nil, limit: Int) async throws -> SeatAccount? {
        try await pool.read { db in
            guard let line = try Self.quotaLine(db, id: id) else { return nil }
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT seatMovement.*, registration.code FROM seatMovement
                    LEFT JOIN registration ON registration.id = registrationId
                    WHERE seatMovement.quotaId = ? AND number < ? ORDER BY number DESC LIMIT ?
                    """,
                arguments: [id, before ?? .max, limit])
            let sums = try Row.fetchOne(
                db,
                sql: """
                    SELECT count(*) AS count, coalesce(sum(reserved), 0) AS reserved, coalesce(sum(ceiling), 0) AS ceiling,
                        coalesce(sum(taken), 0) AS taken
                    FROM seatMovement WHERE quotaId = ?
                    """,
                arguments: [id])!  // an aggregate without GROUP BY always yields one row
            return SeatAccount(
                line: line, movements: try rows.map(SeatMovement.init(row:)), count: sums["count"],
                sum: SeatFigures(row: sums))
        }
    }
}

extension SeatMovement {
    fileprivate init(row: Row) throws {
        number = row["number"]
        at = Date(epochSeconds: row["at"])
        kind = try row.value("kind")
        change = SeatFigures(row: row)
        balance = SeatFigures(reserved: row["reservedAfter"], ceiling: row["ceilingAfter"], taken: row["takenAfter"])
        registration = row["registrationId"]
        code = row["code"]
    }
}

extension SeatFigures {
    fileprivate init(row: Row) {
        self.init(reserved: row["reserved"], ceiling: row["ceiling"], taken: row["taken"])
    }
}
