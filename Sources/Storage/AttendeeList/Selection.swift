package import Conference
package import Foundation
import GRDB
import Secrets

/// What becomes of many registrations that are cancelled at once.
package struct MassCancellation: Sendable, Equatable {
    /// More are not cancelled at once.
    package static let most = 500

    /// By what they had.
    package var cancelled: [RegistrationState: Int] = [:]
    /// Who were cancelled before.
    package var alreadyCancelled = 0
    /// To how many in line a seat went.
    package var handedOut = 0

    package var count: Int { cancelled.values.reduce(0, +) }
    package var seats: Int { (cancelled[.confirmed] ?? 0) + (cancelled[.offered] ?? 0) }
}

extension Store {
    /// The numbers of all whom a filter lets through, in order of name; nil when they are more than `limit`.
    package func ids(_ filter: AttendeeFilter, limit: Int) async throws -> [Int64]? {
        try await pool.read { [kommuner] db in try Self.ids(db, filter, kommuner: kommuner, limit: limit) }
    }

    static func ids(
        _ db: Database, _ filter: AttendeeFilter, kommuner: KommunRegister, limit: Int
    ) throws -> [Int64]? {
        let plan = try AttendeePlan(db, filter, order: .name, kommuner: kommuner, mayReorder: false)
        let ids = try SQLRequest<Int64>("SELECT id FROM (\(plan.query(after: nil, limit: limit + 1)))").fetchAll(db)
        return ids.count > limit ? nil : ids
    }

    /// The numbers of the first whom a filter lets through, in order of name.
    package func firstIDs(_ filter: AttendeeFilter, limit: Int) async throws -> [Int64] {
        try await pool.read { [kommuner] db in
            let plan = try AttendeePlan(db, filter, order: .name, kommuner: kommuner, mayReorder: false)
            return try SQLRequest<Int64>("SELECT id FROM (\(plan.query(after: nil, limit: limit)))").fetchAll(db)
        }
    }

    /// Cancels many, then hands out what is free.
    package func cancel(ids: [Int64], by actor: Actor, now: Date) async throws -> MassCancellation {
        try await writer.write { [random] db in try Self.cancel(db, ids, by: actor, random: random, now: now) }
    }

    /// What `cancel(ids:by:now:)` would do. Nothing is changed.
    package func previewCancelling(ids: [Int64], now: Date) async throws -> MassCancellation {
        try await writer.attempt { [random] db in try Self.cancel(db, ids, by: .system, random: random, now: now) }
    }

    private static func cancel(
        _ db: Database, _ ids: [Int64], by actor: Actor, random: RandomBytes, now: Date
    ) throws -> MassCancellation {
        try advance(db, random: random, now: now)
        var result = MassCancellation()
        for id in ids.prefix(MassCancellation.most) {
            guard let attendee = try attendee(db, where: "id = ?", id) else { continue }
            guard attendee.state != .cancelled else {
                result.alreadyCancelled += 1
                continue
            }
            try cancel(db, attendee, by: actor, random: random, now: now)
            result.cancelled[attendee.state, default: 0] += 1
        }
        result.handedOut = try handOutSeats(db, random: random, now: now).count
        return result
    }
}
