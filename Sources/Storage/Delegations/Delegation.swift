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
        /// While an offer stands.
        package let offerEndsAt: Date?
    }
}

extension Store {
    /// The delegation that a contact's link leads to.
    package func delegation(link: SecretLink) async throws -> Delegation? {
        try await pool.read { db in try Self.delegation(db, link: link) }
    }

    static func delegation(_ db: Database, link: SecretLink) throws -> Delegation? {
        let sql = "SELECT * FROM delegation WHERE linkHash = ?"
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [Data(link.hash)]) else { return nil }
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
                SELECT registration.id, code, state, email, givenName || ' ' || familyName AS name, offer.endsAt
                FROM registration
                LEFT JOIN offer ON offer.registrationId = registration.id AND offer.outcome IS NULL
                WHERE delegationId = ? ORDER BY registration.id
                """,
            arguments: [id])
        return try rows.map { row in
            Delegation.Member(
                id: row["id"], name: row["name"], code: row["code"], state: try row.value("state"),
                email: row["email"], offerEndsAt: (row["endsAt"] as Int64?).map(Date.init(epochSeconds:)))
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
