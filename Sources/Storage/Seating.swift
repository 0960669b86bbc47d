import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a cancellation.
package enum CancelOutcome: Sendable, Equatable {
    case cancelled
    case alreadyCancelled
    /// The conference has begun: only an organiser may cancel now.
    case tooLate
    case notFound
}

extension Store {
    /// Cancels by personal link; whoever is offered a seat declines it thereby. A seat that becomes free goes to the
    /// first in line in the same transaction.
    package func cancel(link: SecretLink, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            try Self.cancel(db, by: .attendee, random: random, now: now) { try Self.attendee(db, link: link) }
        }
    }

    /// Cancels for somebody else. A seat that becomes free goes to the first in line in the same transaction.
    package func cancel(id: Int64, by actor: Actor, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            try Self.cancel(db, by: actor, random: random, now: now) {
                try Self.attendee(db, where: "id = ?", id)
            }
        }
    }

    static func cancel(
        _ db: Database, by actor: Actor, random: RandomBytes, now: Date, find: () throws -> Attendee?
    ) throws -> CancelOutcome {
        try advance(db, random: random, now: now)
        guard let attendee = try find() else { return .notFound }
        guard attendee.state != .cancelled else { return .alreadyCancelled }
        if actor == .attendee || actor.isKommun, let begin = try conference(db)?.beginsAt, now >= begin {
            return .tooLate
        }
        try cancel(db, attendee, by: actor, random: random, now: now)
        try handOutSeats(db, random: random, now: now)
        return .cancelled
    }

    /// Cancels somebody who is not yet. The caller hands out what is free thereafter.
    static func cancel(
        _ db: Database, _ attendee: Attendee, by actor: Actor, random: RandomBytes, now: Date
    ) throws {
        if attendee.state == .offered {
            try endOffer(db, of: attendee.id, actor == .attendee ? .declined : .withdrawn, now: now)
        }
        try log(db, .cancelled, by: actor, registration: attendee.id, now: now, detail: attendee.state.rawValue)
        try leave(db, attendee.id, now: now)
        try enqueue(db, .cancelled, registration: attendee.id, detail: .by(actor), random: random, now: now)
    }

    /// The one way out: every registration that is cancelled, whyever, passes here. What it held is free thereafter, and
    /// the caller hands it out.
    static func leave(_ db: Database, _ id: Int64, now: Date) throws {
        try freeWorkshopPlaces(db, of: id, now: now)
        try setState(db, of: id, to: .cancelled)
    }

    /// Gives the free seats to those who wait, earliest first, until nobody who waits could have one. Each is offered its
    /// seat; when there is no time left for that it has it.
    ///
    /// Every change that can free a seat ends with it, so between transactions nobody waits beside a seat of theirs.
    ///
    /// - Parameter unasked: Those who are given theirs at once, for it was taken from them by mistake.
    /// - Returns: To whom a seat went, in that order.
    @discardableResult
    static func handOutSeats(
        _ db: Database, unasked: Set<Int64> = [], random: RandomBytes, now: Date
    ) throws -> [Int64] {
        try handOutWorkshopPlaces(db, random: random, now: now)
        var free = try freeSeats(db)
        guard free.haveRoomForSomebodyInLine else { return [] }
        let offerEnd = try offerTerm(db)?.end(ofOfferMadeAt: now)
        var handedOut: [Int64] = []
        while free.haveRoomForSomebodyInLine {
            let line = try line(db)
            guard let next = free.next(in: line.map(\.party)),
                let waiting = line.first(where: { $0.party == next })
            else { break }
            for id in try members(db, of: waiting) {
                if let offerEnd, !unasked.contains(id) {
                    try offer(db, to: id, until: offerEnd, random: random, now: now)
                } else {
                    try seat(db, id, random: random, now: now)
                }
                handedOut.append(id)
            }
            free.take(next)
        }
        return handedOut
    }

    private static func seat(_ db: Database, _ id: Int64, random: RandomBytes, now: Date) throws {
        try setState(db, of: id, to: .confirmed)
        try log(db, .seated, by: .system, registration: id, now: now)
        try enqueue(db, .confirmation, registration: id, random: random, now: now)
    }

    static func setState(_ db: Database, of id: Int64, to state: RegistrationState) throws {
        try db.cachedStatement(sql: "UPDATE registration SET state = ? WHERE id = ?")
            .execute(arguments: [state.rawValue, id])
    }
}
