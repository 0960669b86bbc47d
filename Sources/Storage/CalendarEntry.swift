package import Conference
import Foundation
import GRDB
package import Secrets

extension Store {
    /// Where the calendar of a registration is. Ends with its personal links.
    package func calendarLink(ofRegistration id: Int64) async throws -> CalendarLink? {
        try await pool.read { [signingKey] db in
            try Self.linkHash(db, of: id).map {
                CalendarLink(registration: id, personalHash: $0, key: signingKey)
            }
        }
    }

    /// What somebody's calendar should say now; nil when the link leads nowhere.
    package func calendarEvent(_ link: CalendarLink) async throws -> CalendarEvent? {
        try await pool.read { [signingKey] db in
            guard let hash = try Self.linkHash(db, of: link.registration),
                link.isRight(personalHash: hash, key: signingKey)
            else { return nil }
            return try Self.attendee(db, where: "id = ?", link.registration).flatMap {
                try Self.calendarEvent(db, of: $0)
            }
        }
    }

    private static func linkHash(_ db: Database, of id: Int64) throws -> [UInt8]? {
        try Data.fetchOne(db, sql: "SELECT linkHash FROM registration WHERE id = ?", arguments: [id]).map(Array.init)
    }

    /// In the language of the registration: one file in a calendar has one.
    static func calendarEvent(_ db: Database, of attendee: Attendee) throws -> CalendarEvent? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT conference.revision + registration.revision,
                    max(registration.createdAt, coalesce(conference.revisedAt, 0),
                        coalesce((SELECT max(at) FROM logEntry WHERE registrationId = registration.id), 0))
                FROM registration, conference WHERE registration.id = ?
                """,
            arguments: [attendee.id])
        guard let row, let conference = try conference(db) else { return nil }
        return CalendarEvent(
            conference: conference, code: attendee.code, state: attendee.state,
            revision: .init(sequence: row[0], changedAt: Date(epochSeconds: row[1])), language: attendee.language)
    }
}
