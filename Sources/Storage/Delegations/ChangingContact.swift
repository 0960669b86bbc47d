import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a contact's new address.
package enum ContactChangeOutcome: Sendable, Equatable {
    /// The group's page has this link now, which is mailed to the new address; all earlier ones have ended.
    case changed(SecretLink)
    /// It is the contact's address already: nothing was written.
    case unchanged
    case notFound
}

extension Store {
    /// Gives the contact of a group another address, by the group's link.
    package func changeContact(
        ofDelegation link: SecretLink, to email: String, now: Date
    ) async throws -> ContactChangeOutcome {
        try await writer.write { [random] db in
            guard let delegation = try Self.delegation(db, link: link) else { return .notFound }
            return try Self.change(db, contactOf: delegation, to: email, by: .contact, random: random, now: now)
        }
    }

    /// Gives the contact of a group another address, for an organiser.
    package func changeContact(
        ofDelegation id: Int64, to email: String, by actor: Actor, now: Date
    ) async throws -> ContactChangeOutcome {
        try await writer.write { [random] db in
            guard let delegation = try Self.delegation(db, id: id) else { return .notFound }
            return try Self.change(db, contactOf: delegation, to: email, by: actor, random: random, now: now)
        }
    }

    /// As with a person's own address, whoever has the wrong one may have a mail with a link.
    private static func change(
        _ db: Database, contactOf delegation: Delegation, to email: String, by actor: Actor, random: RandomBytes,
        now: Date
    ) throws -> ContactChangeOutcome {
        let (id, key) = (delegation.id, EmailAddress.key(email))
        guard key != EmailAddress.key(delegation.contact.email) else { return .unchanged }
        let link = SecretLink(random: random)
        try db.execute(
            sql: "UPDATE delegation SET contactEmail = ?, contactKey = ?, linkHash = ? WHERE id = ?",
            arguments: [email, key, Data(link.hash), id])
        try db.execute(sql: "DELETE FROM delegationLink WHERE delegationId = ?", arguments: [id])
        // What the contact has not been told yet goes to the new address. The link does so in a mail of its own.
        try db.execute(
            sql: """
                UPDATE message SET recipient = ?, nextAttemptAt = ?
                WHERE delegationId = ? AND state = 'pending' AND sendingSince IS NULL AND registrationId IN (
                    SELECT id FROM registration WHERE email IS NULL)
                """,
            arguments: [email, now.epochSeconds, id])
        try db.execute(
            sql: "DELETE FROM message WHERE delegationId = ? AND registrationId IS NULL AND state <> 'sent'",
            arguments: [id])
        try log(db, .contactChanged, by: actor, now: now, detail: "\(id)")
        try enqueue(db, .delegation, delegation: id, link: link, random: random, now: now)
        return .changed(link)
    }
}
