package import Conference
package import Foundation
import GRDB
package import Secrets

/// What a kommun may see of itself: its seats, its people's names, states and workshops, and what it has asked for.
/// Nothing of what anybody has answered, no address, no booking code and no link.
package struct KommunAccount: Sendable {
    package struct Person: Sendable, Identifiable {
        package let id: Int64
        package let givenName: String
        package let familyName: String
        package let state: RegistrationState
        package let createdAt: Date
        package let places: [WorkshopPlace]

        package var name: String { givenName + " " + familyName }
    }

    package let kommun: Kommun
    package let conference: ConferenceFacts
    package let quota: Quota
    /// Seats it could still take if nobody else took any.
    package let left: Int
    /// When guaranteed seats that nobody has taken go back to the pool; nil for never.
    package let releasesAt: Date?
    /// Whether they have gone.
    package let isReleased: Bool
    /// Of those taken: held for lists that are being filled in.
    package let held: Int
    /// In Swedish order of their names.
    package let people: [Person]
    package let workshops: [Workshop]
    /// Newest first.
    package let requests: [SeatRequest]
    /// Where the organisers write to it.
    package let email: String?
}

extension Store {
    /// More than any kommun has.
    private static let mostPeopleOfKommun = 10_000
    private static let requestsShown = 20

    /// What a link of a kommun leads to; nil for a link that opens nothing.
    package func kommunAccount(link: SecretLink, now: Date) async throws -> KommunAccount? {
        try await pool.read { [kommuner] db in
            guard let code = try Self.kommun(db, link: link, now: now), let kommun = kommuner[code],
                let conference = try Self.conference(db)
            else { return nil }
            let id = try Int64.fetchOne(db, sql: "SELECT id FROM quota WHERE kommun = ?", arguments: [code])
            let line = try id.flatMap { try Self.quotaLine(db, id: $0) }
            let quota = line?.quota ?? Quota(reserved: 0, ceiling: 0)
            let held = "SELECT sum(seats) FROM seatHold WHERE quotaId = ?"
            return KommunAccount(
                kommun: kommun, conference: conference, quota: quota, left: quota.left(pool: try Self.seatPool(db)),
                releasesAt: line?.releasesAt, isReleased: line?.releasedAt != nil,
                held: try Int.fetchOne(db, sql: held, arguments: [id]) ?? 0,
                people: try Self.people(db, of: kommun), workshops: try Self.workshops(db),
                requests: try Self.seatRequests(db, ofKommun: code, limit: Self.requestsShown),
                email: try String.fetchOne(
                    db, sql: "SELECT email FROM kommunContact WHERE kommun = ?", arguments: [code]))
        }
    }

    /// The kommun's person with this number; nil for anybody else's.
    package func person(_ id: Int64, ofKommun link: SecretLink, now: Date) async throws -> KommunAccount.Person? {
        try await pool.read { db in
            guard let code = try Self.kommun(db, link: link, now: now),
                let attendee = try Self.attendee(db, id: id, ofKommun: code)
            else { return nil }
            return KommunAccount.Person(
                id: id, givenName: attendee.registration[.givenName], familyName: attendee.registration[.familyName],
                state: attendee.state, createdAt: attendee.createdAt, places: try Self.places(db, of: [id])[id] ?? [])
        }
    }

    static func attendee(_ db: Database, id: Int64, ofKommun code: String) throws -> Attendee? {
        let sql = "SELECT * FROM registration WHERE id = ? AND quotaId = (SELECT id FROM quota WHERE kommun = ?)"
        return try Row.fetchOne(db, sql: sql, arguments: [id, code]).map(Attendee.init)
    }

    private static func people(_ db: Database, of kommun: Kommun) throws -> [KommunAccount.Person] {
        // The beginning of the key is the kommun's name, so its people stand together in that index.
        let key = SwedishOrder.key(kommun.name)
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT id, givenName, familyName, state, createdAt FROM registration INDEXED BY registrationKommun
                WHERE kommunSortKey >= ? AND kommunSortKey < ?
                    AND quotaId = (SELECT id FROM quota WHERE kommun = ?)
                ORDER BY kommunSortKey, id LIMIT ?
                """,
            arguments: [key + SwedishOrder.separator, key + "\u{2}", kommun.code, mostPeopleOfKommun])
        let places = try places(db, of: rows.map { $0["id"] })
        return try rows.map { row in
            let id: Int64 = row["id"]
            return KommunAccount.Person(
                id: id, givenName: row["givenName"], familyName: row["familyName"], state: try row.value("state"),
                createdAt: Date(epochSeconds: row["createdAt"]), places: places[id] ?? [])
        }
    }
}
