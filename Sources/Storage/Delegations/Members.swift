import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of an address that a contact added.
package enum AddAddressOutcome: Sendable, Equatable {
    case added
    /// The person has one, which is not the contact's to change; or the registration is cancelled.
    case notNeeded
    /// Another living registration has it.
    case taken
    case notFound
}

extension Store {
    /// Gives a member without an address one of their own, and mails them their personal link.
    package func addAddress(
        _ email: String, toMember id: Int64, ofDelegation link: SecretLink, now: Date
    ) async throws -> AddAddressOutcome {
        let key = EmailAddress.key(email)
        return try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let member = try Self.member(db, id, ofDelegation: link) else { return .notFound }
            guard member.email == nil, member.state != .cancelled else { return .notNeeded }
            let taken = "SELECT 1 FROM registration WHERE emailKey = ? AND state <> 'cancelled'"
            guard try Int.fetchOne(db, sql: taken, arguments: [key]) == nil else { return .taken }
            try db.execute(
                sql: """
                    UPDATE registration SET email = ?, emailKey = ?, searchText = ? || char(10) || searchText WHERE id = ?
                    """,
                arguments: [email, key, email.lowercased(), id])
            try Self.log(db, .addressAdded, by: .contact, registration: id, now: now)
            let (kind, end): (MessageKind, Date?) =
                switch member.state {
                case .offered: (.offer, member.offerEndsAt)
                case .waiting: (.waiting, nil)
                case .confirmed, .cancelled: (.confirmation, nil)
                }
            try Self.enqueue(
                db, kind, registration: id, detail: MessageDetail(endsAt: end?.epochSeconds), random: random, now: now)
            return .added
        }
    }

    /// Cancels a member's registration for the contact.
    package func cancel(member id: Int64, ofDelegation link: SecretLink, now: Date) async throws -> CancelOutcome {
        try await writer.write { [random] db in
            try Self.cancel(db, by: .contact, random: random, now: now) {
                guard try Self.member(db, id, ofDelegation: link) != nil else { return nil }
                return try Self.attendee(db, where: "id = ?", id)
            }
        }
    }

    private static func member(
        _ db: Database, _ id: Int64, ofDelegation link: SecretLink
    ) throws -> Delegation.Member? {
        try delegation(db, link: link)?.members.first { $0.id == id }
    }
}
