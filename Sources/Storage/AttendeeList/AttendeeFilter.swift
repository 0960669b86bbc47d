package import Conference
import Foundation
import GRDB

/// Which attendees an organiser wants to see. As JSON it stands in the database, with a mailing.
package struct AttendeeFilter: Sendable, Equatable, Codable {
    /// Looked for in name, e-mail, organisation and code; "" for all.
    package var search: String
    /// A kommun's code.
    package var kommun: String?
    package var organisationType: OrganisationType?
    package var state: RegistrationState?
    /// Whether they have been checked in at a door.
    package var hasArrived: Bool?
    /// The number of a label of the organisers.
    package var label: Int64?
    package var workshop: Workshop?
    /// All of these.
    package var answers: [Answer]
    /// Who were chosen one by one; empty for all.
    package var chosen: [Int64]

    package struct Workshop: Sendable, Equatable, Codable {
        package let id: Int64
        /// Nil for whatever they have there.
        package let state: WorkshopPlaceState?

        package init(id: Int64, state: WorkshopPlaceState? = nil) {
            self.id = id
            self.state = state
        }
    }

    package struct Answer: Sendable, Equatable, Codable {
        package let question: Int64
        /// As it is stored.
        package let value: String

        package init(question: Int64, value: String) {
            self.question = question
            self.value = value
        }
    }

    package init(
        search: String = "", kommun: String? = nil, organisationType: OrganisationType? = nil,
        state: RegistrationState? = nil, hasArrived: Bool? = nil, label: Int64? = nil, workshop: Workshop? = nil,
        answers: [Answer] = [], chosen: [Int64] = []
    ) {
        self.search = search
        self.kommun = kommun
        self.organisationType = organisationType
        self.state = state
        self.hasArrived = hasArrived
        self.label = label
        self.workshop = workshop
        self.answers = answers
        self.chosen = chosen
    }
}

extension RegistrationState: Codable {}
extension OrganisationType: Codable {}
extension WorkshopPlaceState: Codable {}

/// One part of a filter.
struct Narrowing {
    /// Of a row of `registration`. Every value is bound.
    let condition: SQL
    /// The numbers of those it lets through, from an index, or of some more. Nil where it lets most through.
    let source: SQL?
}

extension AttendeeFilter {
    /// - Parameters:
    ///   - kommuner: The order of kommuner is also an index of theirs.
    ///   - search: What `search` stands for, which comes first; nil where it is empty.
    func narrowings(kommuner: KommunRegister, search: Narrowing?) -> [Narrowing] {
        var narrowings: [Narrowing] = []
        if let search { narrowings.append(search) }
        if !chosen.isEmpty {
            let source: SQL = "SELECT DISTINCT value AS id FROM json_each(\(chosen.jsonList))"
            narrowings.append(Narrowing(condition: "registration.id IN (\(source))", source: source))
        }
        if let label {
            let source: SQL = "SELECT registrationId AS id FROM registrationLabel WHERE labelId = \(label)"
            narrowings.append(Narrowing(condition: "registration.id IN (\(source))", source: source))
        }
        if let workshop {
            var source: SQL = "SELECT registrationId AS id FROM workshopPlace WHERE workshopId = \(workshop.id)"
            if let state = workshop.state { source += " AND state = \(state.rawValue)" }
            narrowings.append(Narrowing(condition: "registration.id IN (\(source))", source: source))
        }
        for answer in answers {
            let source: SQL = """
                SELECT registrationId AS id FROM answer
                WHERE questionId = \(answer.question) AND value = \(answer.value)
                """
            narrowings.append(Narrowing(condition: "registration.id IN (\(source))", source: source))
        }
        if let kommun {
            let source = Self.kommunRange(kommun, kommuner).map { range in
                "SELECT id FROM registration WHERE \(range)" as SQL
            }
            narrowings.append(Narrowing(condition: "registration.kommun = \(kommun)", source: source))
        }
        // Nearly all are confirmed, and come from a kommun: the others have an index (migration 0012).
        if let state {
            let condition: SQL =
                state == .confirmed
                ? "state = 'confirmed'" : "(state = \(state.rawValue) AND state <> 'confirmed')"
            let source: SQL? = state == .confirmed ? nil : "SELECT id FROM registration WHERE \(condition)"
            narrowings.append(Narrowing(condition: condition, source: source))
        }
        if let hasArrived {
            // Who is there is in the index of scans; who is not is found along the order.
            let condition: SQL =
                "\(sql: hasArrived ? "" : "NOT ")EXISTS (\(sql: Store.arrivals) AND registrationId = registration.id)"
            let source: SQL? = hasArrived ? "SELECT DISTINCT id FROM (\(sql: Store.arrivals))" : nil
            narrowings.append(Narrowing(condition: condition, source: source))
        }
        if let organisationType {
            let condition: SQL =
                organisationType == .kommun
                ? "organisationType = 'kommun'"
                : "(organisationType = \(organisationType.rawValue) AND organisationType <> 'kommun')"
            let source: SQL? = organisationType == .kommun ? nil : "SELECT id FROM registration WHERE \(condition)"
            narrowings.append(Narrowing(condition: condition, source: source))
        }
        return narrowings
    }

    /// The part of the order by kommun that is one kommun's, in the order of names.
    static func kommunRange(_ code: String, _ kommuner: KommunRegister) -> SQL? {
        guard let kommun = kommuner[code] else { return nil }
        let key = SwedishOrder.key(kommun.name)
        return "kommunSortKey >= \(key + SwedishOrder.separator) AND kommunSortKey < \(key + "\u{2}")"
    }
}
