package import Conference
import Foundation
import GRDB
package import Secrets

extension Store {
    /// What somebody's calendar should say now.
    package func calendarEvent(link: SecretLink) async throws -> CalendarEvent? {
        try await pool.read { db in try Self.attendee(db, link: link).flatMap { try Self.calendarEvent(db, of: $0) } }
    }

    /// What somebody's calendar should say now.
    package func calendarEvent(ofRegistration id: Int64) async throws -> CalendarEvent? {
        try await pool.read { db in
            try Self.attendee(db, where: "id = ?", id).flatMap { try Self.calendarEvent(db, of: $0) }
        }
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
