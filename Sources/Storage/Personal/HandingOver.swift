package import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of the wish for a claim link.
package enum ClaimLinkOutcome: Sendable, Equatable {
    case made
    /// One stands already.
    case stands
    /// Only a seat can be handed over, not a place in line or an offer.
    case noSeat
    /// Answers may no longer be changed, nor seats handed over.
    case tooLate
    case notFound
}

/// What became of a colleague's claim.
package enum ClaimOutcome: Sendable, Equatable {
    case claimed
    /// The same form came again: nothing was written.
    case repeated
    /// Another living registration has the address. Nothing about that one is told.
    case emailTaken
    /// Somebody else was quicker, the link was withdrawn, or its time is over: its `SeatClaim` says which.
    case over
    case notFound
}

extension Store {
    /// A claim link is good for a week.
    package static let claimSeconds: Int64 = 7 * 24 * 3600

    /// Makes a claim link for somebody's seat, and mails it to them. The page of the same personal link can show it.
    package func makeClaimLink(personal link: SecretLink, now: Date) async throws -> ClaimLinkOutcome {
        try await writer.write { [random, signingKey] db in
            try Self.advance(db, random: random, now: now)
            guard let attendee = try Self.attendee(db, link: link) else { return .notFound }
            if try Self.standingClaim(db, of: attendee.id, now: now)?.state == .open { return .stands }
            return try Self.makeClaimLink(db, to: attendee, by: .attendee, random: random, now: now) { number in
                SecretLink(claimingFrom: link, number: number, key: signingKey)
            }
        }
    }

    /// Makes a claim link for the seat of a person without an address, and mails it to the contact of their group. No
    /// page can show it again, so asking once more makes another and ends the one before.
    package func makeClaimLink(
        member id: Int64, ofDelegation link: SecretLink, now: Date
    ) async throws -> ClaimLinkOutcome {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard try Self.delegation(db, link: link)?.members.first(where: { $0.id == id })?.email == .some(nil),
                let attendee = try Self.attendee(db, where: "id = ?", id)
            else { return .notFound }
            return try Self.makeClaimLink(db, to: attendee, by: .contact, random: random, now: now) { _ in
                SecretLink(random: random)
            }
        }
    }

    /// - Parameter secret: The link that is the seat's so-manieth.
    private static func makeClaimLink(
        _ db: Database, to attendee: Attendee, by actor: Actor, random: RandomBytes, now: Date,
        secret: (_ number: Int) -> SecretLink
    ) throws -> ClaimLinkOutcome {
        guard attendee.state == .confirmed else { return .noSeat }
        guard let conference = try conference(db) else { return .notFound }
        let endsAt = min(now.epochSeconds + claimSeconds, conference.changeStopsAt.epochSeconds)
        guard endsAt > now.epochSeconds else { return .tooLate }
        if let standing = try standingClaim(db, of: attendee.id, now: now) {
            try end(db, claim: standing.id, "withdrawn", now: now)
        }
        let earlier = "SELECT count(*) FROM claim WHERE registrationId = ?"
        let secret = secret((try Int.fetchOne(db, sql: earlier, arguments: [attendee.id]) ?? 0) + 1)
        try db.execute(
            sql: "INSERT INTO claim (registrationId, linkHash, madeAt, endsAt) VALUES (?, ?, ?, ?)",
            arguments: [attendee.id, Data(secret.hash), now.epochSeconds, endsAt])
        try log(db, .claimLinkMade, by: actor, registration: attendee.id, now: now)
        try enqueue(
            db, .handOver, registration: attendee.id, detail: MessageDetail(endsAt: endsAt, claim: secret.text),
            random: random, now: now)
        return .made
    }

    /// Makes a claim link useless. Returns whether there was one.
    package func withdrawClaimLink(personal link: SecretLink, now: Date) async throws -> Bool {
        try await writer.write { db in
            guard let attendee = try Self.attendee(db, link: link),
                let standing = try Self.standingClaim(db, of: attendee.id, now: now)
            else { return false }
            try Self.end(db, claim: standing.id, "withdrawn", now: now)
            try Self.log(db, .claimLinkWithdrawn, by: .attendee, registration: attendee.id, now: now)
            return true
        }
    }

    /// Takes over a seat: the seat stays where it is and never becomes free, so nobody in line can have it in between.
    ///
    /// - Parameters:
    ///   - claim: The claim link.
    ///   - registration: The colleague's answers. Their group must be that of the seat.
    ///   - link: The colleague's personal link. The same link again is the same claim.
    package func claimSeat(
        _ claim: SecretLink, for registration: Registration, link: SecretLink, language: Language, now: Date
    ) async throws -> ClaimOutcome {
        let colleague = Newcomer(
            registration, kommun: kommuner[registration[.kommun]], link: link, language: language, random: random)
        return try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            let hash = Data(claim.hash)
            guard let claim = try Self.claim(db, where: "claim.linkHash = ?", hash, now: now) else { return .notFound }
            if claim.state == .claimed {
                let own = """
                    SELECT 1 FROM claim JOIN registration ON registration.id = claim.claimedBy
                    WHERE claim.id = ? AND registration.linkHash = ?
                    """
                let isRepeated = try Int.fetchOne(db, sql: own, arguments: [claim.id, colleague.linkHash]) != nil
                return isRepeated ? .repeated : .over
            }
            guard claim.state == .open, claim.fixed.group == registration.group else { return .over }
            guard try !Self.isTaken(db, emailKey: colleague.emailKey, byOtherThan: claim.registrationID) else {
                return .emailTaken
            }
            guard
                let id = try Self.handOver(
                    db, seatOf: claim.registrationID, to: colleague, by: .attendee, random: random, now: now)
            else { return .notFound }
            try Self.end(db, claim: claim.id, "claimed", by: id, now: now)
            return .claimed
        }
    }

    /// The seat of the former becomes the colleague's, and what the former had in workshops goes to those who wait for it.
    ///
    /// - Returns: The colleague's number. Nil when there is no such registration.
    static func handOver(
        _ db: Database, seatOf former: Int64, to colleague: Newcomer, by actor: Actor, random: RandomBytes, now: Date
    ) throws -> Int64? {
        let seat = "SELECT quotaId, delegationId FROM registration WHERE id = ?"
        guard let row = try Row.fetchOne(db, sql: seat, arguments: [former]) else { return nil }
        try SeatClock.set(db, now, cause: .handedOver)
        try leave(db, former, now: now)
        // Nobody gets the link that is left.
        try endLinks(db, of: former, successor: SecretLink(random: random))
        try log(db, .handedOver, by: actor, registration: former, now: now)
        try enqueue(db, .handedOver, registration: former, detail: .by(actor), random: random, now: now)

        let code = try unusedCode(db, preferring: colleague.code, random: random)
        let id = try colleague.insert(
            db, quota: row[0], state: .confirmed, code: code, delegation: row[1], now: now)
        try SeatClock.set(db, now)
        try log(db, .tookOver, by: actor, registration: id, now: now)
        try enqueue(db, .confirmation, registration: id, random: random, now: now)
        // The seat has not moved; what the former had in workshops is free.
        try handOutWorkshopPlaces(db, random: random, now: now)
        return id
    }

    static func end(
        _ db: Database, claim id: Int64, _ outcome: String, by colleague: Int64? = nil, now: Date
    ) throws {
        try db.execute(
            sql: "UPDATE claim SET outcome = ?, endedAt = ?, claimedBy = ? WHERE id = ?",
            arguments: [outcome, now.epochSeconds, colleague, id])
    }
}
