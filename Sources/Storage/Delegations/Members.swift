import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of an address that a contact gave a person of the group.
package enum MemberAddressOutcome: Sendable, Equatable {
    /// The person's link is on its way to it, and all earlier ones have ended.
    case mailed
    /// It is the person's address already: nothing was written.
    case unchanged
    /// The person has been on their own page: the address is theirs to change, or an organiser's.
    case personsOwn
    /// It is the contact's, and the person is somebody else.
    case contactsOwn
    /// Another living registration has it.
    case taken
    case cancelled
    case notFound
}

extension Store {
    /// Gives a person of a group an address, or another one, and mails their personal link there.
    ///
    /// Whoever chooses an address can have chosen one of their own. So this is possible only while there is nothing to
    /// be seen on the person's page, and each earlier link ends: what is told on the page later is told by whoever has
    /// the newest link, and from then on the contact cannot move it.
    package func setAddress(
        _ email: String, ofMember id: Int64, ofDelegation link: SecretLink, now: Date
    ) async throws -> MemberAddressOutcome {
        let key = EmailAddress.key(email)
        return try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let delegation = try Self.delegation(db, link: link),
                let member = delegation.members.first(where: { $0.id == id })
            else { return .notFound }
            guard member.state != .cancelled else { return .cancelled }
            guard member.email.map(EmailAddress.key) != key else { return .unchanged }
            guard !member.hasActed else { return .personsOwn }
            guard !delegation.contact.address.isLent(to: member.name, as: email) else { return .contactsOwn }
            guard try !Self.isTaken(db, emailKey: key, byOtherThan: id) else { return .taken }
            // The address is a line of what is searched, an empty one where there is none.
            try db.execute(
                sql: """
                    UPDATE registration SET email = ?, emailKey = ?, searchText =
                        replace(searchText, char(10) || ? || char(10), char(10) || ? || char(10))
                    WHERE id = ?
                    """,
                arguments: [email, key, member.email?.lowercased() ?? "", email.lowercased(), id])
            // The link of the list's form stays, by which the same list again finds this person; it leads here too, but
            // nobody has ever been shown it.
            try Self.endMailedLinks(db, of: id)
            // A link to take over the seat went to the contact, and the seat is the person's own now.
            if let claim = try Self.standingClaim(db, of: id, now: now) {
                try Self.end(db, claim: claim.id, "withdrawn", now: now)
                try Self.log(db, .claimLinkWithdrawn, by: .contact, registration: id, now: now)
            }
            try Self.log(db, .addressAdded, by: .contact, registration: id, now: now)
            let (kind, end): (MessageKind, Date?) =
                switch member.state {
                case .offered: (.offer, member.offerEndsAt)
                case .waiting: (.waiting, nil)
                case .confirmed, .cancelled: (.confirmation, nil)
                }
            try Self.enqueue(
                db, kind, registration: id, detail: MessageDetail(endsAt: end?.epochSeconds), random: random, now: now)
            return .mailed
        }
    }

    /// Cancels a member's registration for the contact.
    package func cancel(member id: Int64, ofDelegation link: SecretLink, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            try Self.cancel(db, by: .contact, random: random, now: now) {
                guard try Self.delegation(db, link: link)?.members.contains(where: { $0.id == id }) == true else {
                    return nil
                }
                return try Self.attendee(db, where: "id = ?", id)
            }
        }
    }
}
