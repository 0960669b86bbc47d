package import Conference
package import Foundation
import GRDB
package import Secrets

/// A registration as it stands in the database.
package struct Attendee: Sendable, Identifiable {
    /// Also the order of arrival.
    package let id: Int64
    /// As `BookingCode` writes it.
    package let code: String
    package let state: RegistrationState
    /// The language the form was filled in.
    package let language: Language
    package let createdAt: Date
    /// Nil for those who registered themselves.
    package let delegation: Int64?
    package let registration: Registration

    init(row: Row) throws {
        id = row["id"]
        code = row["code"]
        state = try row.value("state")
        language = try row.value("language")
        createdAt = Date(epochSeconds: row["createdAt"])
        delegation = row["delegationId"]
        var answers: [String: String] = [:]
        for field in Field.all { answers[field.name] = row[field.name] }
        registration = Registration(stored: answers)
    }
}

extension Store {
    /// The registration with this number; nil when there is none.
    package func attendee(id: Int64) async throws -> Attendee? {
        try await pool.read { db in try Self.attendee(db, where: "id = ?", id) }
    }

    /// The registration a personal link leads to, with its place in line while it waits.
    package func attendee(link: SecretLink) async throws -> (Attendee, PlaceInLine?)? {
        try await pool.read { db in
            guard let attendee = try Self.attendee(db, link: link) else { return nil }
            return (attendee, try Self.placeInLine(db, of: attendee.id))
        }
    }

    /// Nil for somebody who does not wait.
    package func placeInLine(of id: Int64) async throws -> PlaceInLine? {
        try await pool.read { db in try Self.placeInLine(db, of: id) }
    }

    static func attendee(
        _ db: Database, where condition: String, _ value: any DatabaseValueConvertible
    ) throws -> Attendee? {
        let statement = try db.cachedStatement(sql: "SELECT * FROM registration WHERE \(condition)")
        return try Row.fetchOne(statement, arguments: [value]).map(Attendee.init)
    }

    /// The registration that a personal link leads to: the one from the sign-up, or one that a mail carried.
    static func attendee(_ db: Database, link: SecretLink) throws -> Attendee? {
        let hash = Data(link.hash)
        if let attendee = try attendee(db, where: "linkHash = ?", hash) { return attendee }
        return try attendee(db, where: "id = (SELECT registrationId FROM personalLink WHERE hash = ?)", hash)
    }

    static func placeInLine(_ db: Database, of id: Int64) throws -> PlaceInLine? {
        let waiting = "SELECT quotaId FROM registration WHERE id = ? AND state = 'waiting'"
        guard let own = try Int64.fetchOne(db, sql: waiting, arguments: [id]) else { return nil }
        let lines = try Row.fetchAll(
            db,
            sql: """
                SELECT quota.*, count(*) AS people FROM registration JOIN quota ON quota.id = registration.quotaId
                WHERE registration.state = 'waiting' AND registration.id <= ? GROUP BY quota.id
                """,
            arguments: [id])
        let isOwn = { (row: Row) in row["id"] == own }
        guard let line = lines.first(where: isOwn) else { return nil }
        return PlaceInLine(
            quota: Quota(row: line), ownPlace: line["people"],
            others: lines.filter { !isOwn($0) }.map { .init(quota: Quota(row: $0), people: $0["people"]) })
    }
}
