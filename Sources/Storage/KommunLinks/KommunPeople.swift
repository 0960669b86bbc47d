package import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a kommun's wish to let somebody else have a seat.
package enum SwapOutcome: Sendable, Equatable {
    case swapped
    /// The same form came again: nothing was written.
    case repeated
    /// Another living registration has the address. Nothing about that one is told.
    case emailTaken
    /// Only a seat can change hands, not a place in line or an offer.
    case noSeat
    /// Seats can no longer be handed over.
    case tooLate
    case notFound
}

extension Store {
    /// Cancels a person of the kommun's. What becomes free goes to the first in line in the same transaction.
    package func cancel(person id: Int64, ofKommun link: SecretLink, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            guard let code = try Self.kommun(db, link: link, now: now) else { return .notFound }
            return try Self.cancel(db, by: .kommun(code), random: random, now: now) {
                try Self.attendee(db, id: id, ofKommun: code)
            }
        }
    }

    /// Gives the seat of a person of the kommun's to a colleague, who is told at their address with a link of their own.
    /// The seat never becomes free.
    ///
    /// - Parameters:
    ///   - colleague: Of the same kommun, with an address.
    ///   - personal: Derived from the form, so that the same form is the same person. Nobody is shown it.
    package func swap(
        person id: Int64, ofKommun link: SecretLink, for colleague: Registration, personal: SecretLink, now: Date
    ) async throws -> SwapOutcome {
        let newcomer = Newcomer(
            colleague, kommun: kommuner[colleague[.kommun]], link: personal, language: .swedish, random: random)
        return try await writer.write { [random] db in
            guard let code = try Self.kommun(db, link: link, now: now) else { return .notFound }
            try Self.advance(db, random: random, now: now)
            guard let former = try Self.attendee(db, id: id, ofKommun: code), !newcomer.emailKey.isEmpty,
                colleague.group == .kommun(code: code), let conference = try Self.conference(db)
            else { return .notFound }
            let sent = "SELECT EXISTS (SELECT 1 FROM registration WHERE linkHash = ?)"
            if try Bool.fetchOne(db, sql: sent, arguments: [newcomer.linkHash]) == true { return .repeated }
            guard former.state == .confirmed else { return .noSeat }
            guard now < conference.changeStopsAt else { return .tooLate }
            guard try !Self.isTaken(db, emailKey: newcomer.emailKey, byOtherThan: id) else { return .emailTaken }
            // The former's own link to hand the seat over leads nowhere any more.
            if let claim = try Self.standingClaim(db, of: id, now: now) {
                try Self.end(db, claim: claim.id, "withdrawn", now: now)
                try Self.log(db, .claimLinkWithdrawn, by: .kommun(code), registration: id, now: now)
            }
            _ = try Self.handOver(db, seatOf: id, to: newcomer, by: .kommun(code), random: random, now: now)
            return .swapped
        }
    }
}
