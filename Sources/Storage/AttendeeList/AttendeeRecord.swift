package import Conference
import GRDB

/// An attendee with what stands beside the registration.
package struct AttendeeRecord: Sendable {
    package let attendee: Attendee
    package let beside: Beside

    package var labels: [Label] { beside.labels }
    package var places: [WorkshopPlace] { beside.places }

    package struct Beside: Sendable {
        package var answers = QuestionAnswers()
        package var places: [WorkshopPlace] = []
        package var labels: [Label] = []
    }

    /// What is read. What nobody looks at is left out.
    package struct Parts: OptionSet, Sendable {
        package let rawValue: Int

        package init(rawValue: Int) { self.rawValue = rawValue }

        package static let answers = Parts(rawValue: 1)
        package static let places = Parts(rawValue: 2)
        package static let labels = Parts(rawValue: 4)
    }
}

extension Store {
    /// The attendees in the same order, with what else is asked for.
    package func records(of attendees: [Attendee], with parts: AttendeeRecord.Parts) async throws -> [AttendeeRecord] {
        try await pool.read { db in try Self.records(db, of: attendees, with: parts) }
    }

    static func records(
        _ db: Database, of attendees: [Attendee], with parts: AttendeeRecord.Parts
    ) throws -> [AttendeeRecord] {
        let beside = try beside(db, of: attendees.map(\.id), with: parts)
        return attendees.map { AttendeeRecord(attendee: $0, beside: beside[$0.id] ?? AttendeeRecord.Beside()) }
    }

    /// Those who have nothing are left out.
    static func beside(
        _ db: Database, of ids: [Int64], with parts: AttendeeRecord.Parts
    ) throws -> [Int64: AttendeeRecord.Beside] {
        let answers = parts.contains(.answers) ? try answers(db, of: ids) : [:]
        let places = parts.contains(.places) ? try places(db, of: ids) : [:]
        let labels = parts.contains(.labels) ? try labels(db, of: ids) : [:]
        let somebody = Set(answers.keys).union(places.keys).union(labels.keys)
        return somebody.reduce(into: [:]) { beside, id in
            beside[id] = AttendeeRecord.Beside(
                answers: answers[id] ?? QuestionAnswers(), places: places[id] ?? [], labels: labels[id] ?? [])
        }
    }
}
