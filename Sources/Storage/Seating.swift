import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a cancellation.
package enum CancelOutcome: Sendable, Equatable {
    case cancelled
    case alreadyCancelled
    case notFound
}

extension Store {
    /// Cancels by personal link. A seat that becomes free goes to the first in line in the same transaction.
    package func cancel(link: SecretLink, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            try Self.cancel(db, try Self.attendee(db, link: link), by: .attendee, random: random, now: now)
        }
    }

    /// Cancels for somebody else. A seat that becomes free goes to the first in line in the same transaction.
    package func cancel(id: Int64, by actor: Actor, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            try Self.cancel(db, try Self.attendee(db, where: "id = ?", id), by: actor, random: random, now: now)
        }
    }

    private static func cancel(
        _ db: Database, _ attendee: Attendee?, by actor: Actor, random: RandomBytes, now: Date
    ) throws -> CancelOutcome {
        guard let attendee else { return .notFound }
        guard attendee.state != .cancelled else { return .alreadyCancelled }
        try setState(db, of: attendee.id, to: .cancelled)
        try log(db, .cancelled, by: actor, registration: attendee.id, now: now, detail: attendee.state.rawValue)
        try enqueue(db, .cancelled, registration: attendee.id, random: random, now: now)
        try seatThoseWhoWait(db, now: now)
        return .cancelled
    }

    /// Seats people from the line, earliest first, until nobody who waits could be seated.
    ///
    /// Every change that can free a seat ends with it, so between transactions nobody waits beside a seat of theirs.
    @discardableResult
    static func seatThoseWhoWait(_ db: Database, now: Date) throws -> Int {
        var seated = 0
        while let next = FirstInLine.next(among: try lines(db), pool: try seatPool(db)) {
            try setState(db, of: next.arrival, to: .confirmed)
            try log(db, .seated, by: .system, registration: next.arrival, now: now)
            seated += 1
        }
        return seated
    }

    private static func lines(_ db: Database) throws -> [FirstInLine] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT quota.*,
                    (SELECT min(registration.id) FROM registration
                     WHERE registration.quotaId = quota.id AND registration.state = 'waiting') AS first
                FROM quota WHERE quota.waiting > 0
                """)
        return try Row.fetchAll(statement).map { row in
            FirstInLine(quota: Quota(row: row), arrival: row["first"])
        }
    }

    private static func setState(_ db: Database, of id: Int64, to state: RegistrationState) throws {
        try db.cachedStatement(sql: "UPDATE registration SET state = ? WHERE id = ?")
            .execute(arguments: [state.rawValue, id])
    }
}
