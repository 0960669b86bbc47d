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
    package let registration: Registration

    init(row: Row) {
        id = row["id"]
        code = row["code"]
        // Both are CHECKed by the schema, so the other value never stands for a broken one.
        state = RegistrationState(rawValue: row["state"]) ?? .cancelled
        language = Language(rawValue: row["language"]) ?? .swedish
        createdAt = Date(epochSeconds: row["createdAt"])
        var answers: [String: String] = [:]
        for field in Field.all { answers[field.name] = row[field.name] }
        registration = Registration(stored: answers)
    }
}

/// Where somebody stands who waits.
package struct PlaceInLine: Sendable, Equatable {
    /// 1 is next.
    package let place: Int
    package let reason: WaitReason
}

extension Store {
    /// The registration with this number; nil when there is none.
    package func attendee(id: Int64) async throws -> Attendee? {
        try await pool.read { db in try Self.attendee(db, where: "id = ?", id) }
    }

    /// The registration a personal link leads to, with its place in line while it waits.
    package func attendee(link: SecretLink) async throws -> (Attendee, PlaceInLine?)? {
        try await pool.read { db in
            guard let attendee = try Self.attendee(db, where: "linkHash = ?", Data(link.hash)) else { return nil }
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

    /// Those ahead are those who would be seated before: in a full group its own line,
    /// else everybody whose group may still have more.
    private static func placeInLine(_ db: Database, of id: Int64) throws -> PlaceInLine? {
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT quota.* FROM registration JOIN quota ON quota.id = registration.quotaId
                    WHERE registration.id = ? AND registration.state = 'waiting'
                    """,
                arguments: [id])
        else { return nil }
        let reason = Admission.waitReason(quota: Quota(row: row))
        let quotaID: Int64 = row["id"]
        let place =
            switch reason {
            case .groupFull:
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM registration WHERE state = 'waiting' AND quotaId = ? AND id <= ?
                        """,
                    arguments: [quotaID, id])
            case .conferenceFull:
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM registration JOIN quota ON quota.id = registration.quotaId
                        WHERE registration.state = 'waiting' AND quota.taken < quota.ceiling AND registration.id <= ?
                        """,
                    arguments: [id])
            }
        return PlaceInLine(place: place ?? 1, reason: reason)
    }
}
