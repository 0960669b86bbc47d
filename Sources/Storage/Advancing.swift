import Conference
package import Foundation
import GRDB
import Secrets

extension Store {
    /// Carries out what time alone brings: offers and held seats that nobody took in time pass on, and on their day the
    /// reserved seats go back to the pool.
    ///
    /// Each of these happens once. A clock that is set back undoes nothing, and what has not happened waits for it. Cheap
    /// when nothing is due, so it may be called every second; every decision calls it too, in its own transaction, and
    /// so is right though nobody calls this.
    package func advance(to now: Date) async throws {
        guard try await pool.read({ db in try Self.isSomethingDue(db, at: now) }) else { return }
        try await writer.write { [random] db in try Self.advance(db, random: random, now: now) }
    }

    static func advance(_ db: Database, random: RandomBytes, now: Date) throws {
        try SeatClock.set(db, now)
        guard try isSomethingDue(db, at: now) else { return }
        try expireOffers(db, random: random, now: now)
        try expireWorkshopOffers(db, random: random, now: now)
        try db.execute(sql: "DELETE FROM seatHold WHERE endsAt <= ?", arguments: [now.epochSeconds])
        try releaseReservedSeats(db, now: now)
        try handOutSeats(db, random: random, now: now)
    }

    /// SQL over `conference`, with the time as its five arguments.
    static let somethingIsDue = """
        (EXISTS (SELECT 1 FROM offer WHERE outcome IS NULL AND endsAt <= ?)
            OR EXISTS (SELECT 1 FROM workshopOffer WHERE outcome IS NULL AND endsAt <= ?)
            OR EXISTS (SELECT 1 FROM seatHold WHERE endsAt <= ?)
            OR EXISTS (SELECT 1 FROM quota WHERE quota.releasedAt IS NULL AND quota.releasesAt <= ?)
            OR (conference.releasedAt IS NULL AND conference.releasesAt <= ?)) IS TRUE
        """

    private static func isSomethingDue(_ db: Database, at now: Date) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT \(somethingIsDue) FROM conference")
        let now = now.epochSeconds
        return try Bool.fetchOne(statement, arguments: [now, now, now, now, now]) ?? false
    }

    static func offerTerm(_ db: Database) throws -> OfferTerm? {
        let statement = try db.cachedStatement(
            sql: "SELECT offerSeconds, coalesce(changeStopsAt, closesAt) FROM conference")
        return try Row.fetchOne(statement).map { row in
            OfferTerm(seconds: row[0], changeStopsAt: Date(epochSeconds: row[1]))
        }
    }

    private static func expireOffers(_ db: Database, random: RandomBytes, now: Date) throws {
        let sql = "SELECT registrationId FROM offer WHERE outcome IS NULL AND endsAt <= ? ORDER BY endsAt, id"
        for id in try Int64.fetchAll(db, sql: sql, arguments: [now.epochSeconds]) {
            try endOffer(db, of: id, .expired, now: now)
            try log(db, .offerExpired, by: .system, registration: id, now: now)
            try leave(db, id, now: now)
            try enqueue(db, .offerExpired, registration: id, random: random, now: now)
        }
    }
}
