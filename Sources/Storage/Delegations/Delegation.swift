package import Conference
package import Foundation
import GRDB
package import Secrets

/// Who registers others, and how the others want their seats.
package struct DelegationContact: Sendable, Equatable {
    package let name: String
    package let email: String
    package let language: Language
    /// Whether those who wait want their seats all at once or not at all.
    package let keepsTogether: Bool

    package init(name: String, email: String, language: Language, keepsTogether: Bool) {
        self.name = name
        self.email = email
        self.language = language
        self.keepsTogether = keepsTogether
    }

    package var address: ContactAddress { ContactAddress(name: name, email: email) }
}

/// A delegation as its contact may see it: who has a seat and who waits, and nothing of anybody's needs and answers.
package struct Delegation: Sendable, Identifiable {
    package let id: Int64
    package let contact: DelegationContact
    /// In order of arrival.
    package let members: [Member]

    package struct Member: Sendable, Identifiable {
        package let id: Int64
        package let name: String
        package let code: String
        package let state: RegistrationState
        /// Nil for those who are reached through the contact.
        package let email: String?
        /// Whether they have done something on their own page. From then on their address is not the contact's to choose:
        /// what they have told there would be mailed to wherever the contact likes.
        package let hasActed: Bool
        /// While an offer stands.
        package let offerEndsAt: Date?
    }
}

extension Store {
    /// The delegation that a contact's link leads to.
    package func delegation(link: SecretLink) async throws -> Delegation? {
        try await pool.read { db in try Self.delegation(db, link: link) }
    }

    /// The delegation with this number.
    package func delegation(id: Int64) async throws -> Delegation? {
        try await pool.read { db in try Self.delegation(db, id: id) }
    }

    static func delegation(_ db: Database, link: SecretLink) throws -> Delegation? {
        try delegation(
            db, where: "linkHash = ?1 OR id = (SELECT delegationId FROM delegationLink WHERE hash = ?1)",
            Data(link.hash))
    }

    static func delegation(_ db: Database, id: Int64) throws -> Delegation? {
        try delegation(db, where: "id = ?", id)
    }

    /// With the contact goes what only a contact can use: nil once the contact is forgotten.
    private static func delegation(
        _ db: Database, where condition: String, _ value: any DatabaseValueConvertible
    ) throws -> Delegation? {
        let sql = "SELECT * FROM delegation WHERE (\(condition)) AND contactEmail IS NOT NULL"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [value]) else { return nil }
        let id: Int64 = row["id"]
        return Delegation(
            id: id,
            contact: DelegationContact(
                name: row["contactName"], email: row["contactEmail"], language: try row.value("language"),
                keepsTogether: row["keepsTogether"]),
            members: try members(db, ofDelegation: id))
    }

    private static func members(_ db: Database, ofDelegation id: Int64) throws -> [Delegation.Member] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT registration.id, code, state, email, givenName || ' ' || familyName AS name, offer.endsAt,
                    EXISTS (
                        SELECT 1 FROM logEntry WHERE registrationId = registration.id AND actor = ?
                    ) AS hasActed
                FROM registration
                LEFT JOIN offer ON offer.registrationId = registration.id AND offer.outcome IS NULL
                WHERE delegationId = ? ORDER BY registration.id
                """,
            arguments: [Actor.attendee.text, id])
        return try rows.map { row in
            Delegation.Member(
                id: row["id"], name: row["name"], code: row["code"], state: try row.value("state"),
                email: row["email"], hasActed: row["hasActed"],
                offerEndsAt: (row["endsAt"] as Int64?).map(Date.init(epochSeconds:)))
        }
    }

    /// Which of these keys of addresses have living registrations.
    package func registeredAddresses(among keys: Set<String>) async throws -> Set<String> {
        try await pool.read { db in
            let statement = try db.cachedStatement(
                sql: "SELECT EXISTS (SELECT 1 FROM registration WHERE emailKey = ? AND state <> 'cancelled')")
            return try keys.filter { try Bool.fetchOne(statement, arguments: [$0]) ?? false }
        }
    }
}
