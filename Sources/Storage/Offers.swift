package import Conference
package import Foundation
import GRDB
package import Secrets

/// A seat that is, or was, kept for somebody until they answer.
package struct Offer: Sendable, Equatable {
    package let madeAt: Date
    package let endsAt: Date
    /// Nil while it stands.
    package let outcome: OfferOutcome?

    fileprivate init(row: Row) throws {
        madeAt = Date(epochSeconds: row["madeAt"])
        endsAt = Date(epochSeconds: row["endsAt"])
        let outcome: String? = row["outcome"]
        self.outcome = outcome == nil ? nil : try row.value("outcome")
    }
}

package enum OfferAnswer: Sendable {
    case accept
    case decline
}

/// What became of an answer to an offer.
package enum OfferAnswerOutcome: Sendable, Equatable {
    /// Also when it was accepted before.
    case accepted
    /// Also when it was declined before.
    case declined
    /// There is no offer any more, or there never was one.
    case over
    case notFound
}

extension Store {
    /// The registration that a personal link leads to, and the last offer made to it.
    package func offer(link: SecretLink) async throws -> (Attendee, Offer?)? {
        try await pool.read { db in
            guard let attendee = try Self.attendee(db, link: link) else { return nil }
            return (attendee, try Self.lastOffer(db, to: attendee.id))
        }
    }

    /// The last offer made to a registration.
    package func lastOffer(to id: Int64) async throws -> Offer? {
        try await pool.read { db in try Self.lastOffer(db, to: id) }
    }

    /// Takes or turns down an offered seat. A seat that is turned down goes to the next in line in the same transaction.
    ///
    /// The first answer in time holds; the same answer again finds it.
    package func answerOffer(link: SecretLink, _ answer: OfferAnswer, now: Date) async throws -> OfferAnswerOutcome {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let attendee = try Self.attendee(db, link: link) else { return .notFound }
            let outcome = try Self.lastOffer(db, to: attendee.id)?.outcome
            switch (attendee.state, answer, outcome) {
            case (.offered, .accept, _):
                try Self.accept(db, attendee.id, by: .attendee, random: random, now: now)
                return .accepted
            case (.offered, .decline, _):
                try Self.decline(db, attendee.id, random: random, now: now)
                try Self.handOutSeats(db, random: random, now: now)
                return .declined
            case (.confirmed, .accept, _): return .accepted
            case (.cancelled, .decline, .declined): return .declined
            case (.confirmed, .decline, _), (.waiting, _, _), (.cancelled, _, _): return .over
            }
        }
    }

    /// Takes all seats that are offered to the people of a delegation.
    ///
    /// - Returns: How many.
    package func acceptOffers(ofDelegation id: Int64, now: Date) async throws -> Int {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            let sql = "SELECT id FROM registration WHERE delegationId = ? AND state = 'offered' ORDER BY id"
            let offered = try Int64.fetchAll(db, sql: sql, arguments: [id])
            for id in offered { try Self.accept(db, id, by: .contact, random: random, now: now) }
            return offered.count
        }
    }

    static func lastOffer(_ db: Database, to id: Int64) throws -> Offer? {
        let statement = try db.cachedStatement(
            sql: "SELECT * FROM offer WHERE registrationId = ? ORDER BY id DESC LIMIT 1")
        return try Row.fetchOne(statement, arguments: [id]).map(Offer.init(row:))
    }

    static func offer(_ db: Database, to id: Int64, until end: Date, random: RandomBytes, now: Date) throws {
        try setState(db, of: id, to: .offered)
        try db.cachedStatement(sql: "INSERT INTO offer (registrationId, madeAt, endsAt) VALUES (?, ?, ?)")
            .execute(arguments: [id, now.epochSeconds, end.epochSeconds])
        try log(db, .offered, by: .system, registration: id, now: now)
        try enqueue(
            db, .offer, registration: id, detail: MessageDetail(endsAt: end.epochSeconds), random: random, now: now)
    }

    static func endOffer(_ db: Database, of id: Int64, _ outcome: OfferOutcome, now: Date) throws {
        try db.cachedStatement(
            sql: "UPDATE offer SET outcome = ?, endedAt = ? WHERE registrationId = ? AND outcome IS NULL"
        ).execute(arguments: [outcome.rawValue, now.epochSeconds, id])
    }

    private static func accept(
        _ db: Database, _ id: Int64, by actor: Actor, random: RandomBytes, now: Date
    ) throws {
        try endOffer(db, of: id, .accepted, now: now)
        try setState(db, of: id, to: .confirmed)
        try log(db, .offerAccepted, by: actor, registration: id, now: now)
        try enqueue(db, .confirmation, registration: id, random: random, now: now)
    }

    private static func decline(_ db: Database, _ id: Int64, random: RandomBytes, now: Date) throws {
        try endOffer(db, of: id, .declined, now: now)
        try log(db, .offerDeclined, by: .attendee, registration: id, now: now)
        try leave(db, id, now: now)
        try enqueue(db, .cancelled, registration: id, random: random, now: now)
    }
}
