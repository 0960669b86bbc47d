package import Conference
package import Foundation
import GRDB
package import Secrets

private typealias Earlier = PlaceInLine.Earlier

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

    /// The same with other answers.
    func answering(_ registration: Registration) -> Attendee { Attendee(self, registration) }

    private init(_ other: Attendee, _ registration: Registration) {
        id = other.id
        code = other.code
        state = other.state
        language = other.language
        createdAt = other.createdAt
        delegation = other.delegation
        self.registration = registration
    }

    /// What `init(row:from:)` reads, in order.
    static let columns = (["id", "code", "state", "language", "createdAt", "delegationId"] + Field.all.map(\.name))
        .map { "registration." + $0 }

    private static let fieldNames = Field.all.map(\.name)

    /// To look each up by its name takes longer than to read it.
    ///
    /// - Parameter first: Where `columns` begin in the row.
    init(row: Row, from first: Int) throws {
        id = row[first]
        code = row[first + 1]
        state = try row.value(at: first + 2, "state")
        language = try row.value(at: first + 3, "language")
        createdAt = Date(epochSeconds: row[first + 4])
        delegation = row[first + 5]
        var answers = [String: String](minimumCapacity: Self.fieldNames.count)
        for (index, name) in Self.fieldNames.enumerated() {
            if let answer = row[first + 6 + index] as String? { answers[name] = answer }
        }
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

    /// Where those of a delegation stand who wait, by their numbers.
    package func placesInLine(ofDelegation id: Int64) async throws -> [Int64: PlaceInLine] {
        try await pool.read { db in
            let members = "SELECT id FROM registration WHERE delegationId = ? AND state = 'waiting'"
            return try Self.places(db, inLine: try Int64.fetchAll(db, sql: members, arguments: [id]))
        }
    }

    /// By their numbers; those who do not wait have none.
    static func places(_ db: Database, inLine ids: [Int64]) throws -> [Int64: PlaceInLine] {
        if ids.isEmpty { return [:] }
        let line = try Line(db)
        return try ids.reduce(into: [:]) { places, id in places[id] = try placeInLine(db, of: id, in: line) }
    }

    /// What is the same for all who wait.
    private struct Line {
        let parties: [WaitingParty]
        let quotas: [Int64: Quota]

        init(_ db: Database) throws {
            parties = try Store.partiesInLine(db)
            quotas = try Store.freeSeats(db).quotas
        }
    }

    static func placeInLine(_ db: Database, of id: Int64) throws -> PlaceInLine? {
        try placeInLine(db, of: id, in: try Line(db))
    }

    /// - Parameter line: Asked for only when they wait.
    private static func placeInLine(
        _ db: Database, of id: Int64, in line: @autoclosure () throws -> Line
    ) throws -> PlaceInLine? {
        let waiting = "SELECT quotaId, delegationId FROM registration WHERE id = ? AND state = 'waiting'"
        guard let own = try Row.fetchOne(db, sql: waiting, arguments: [id]) else { return nil }
        let (ownQuota, delegation): (Int64, Int64?) = (own[0], own[1])
        let line = try line()
        let inLine = line.parties
        // A party of which one is left waits as people do who came alone.
        let parties = inLine.filter { $0.party.size > 1 }
        let leftAlone = inLine.filter { $0.party.size == 1 }.map(\.party)
        let ownParty = delegation.flatMap { delegation in parties.first { $0.delegation == delegation } }?.party
        let arrival = ownParty?.arrival ?? id
        let partiesBefore = parties.filter { $0.party.arrival < arrival }.count
        // Of those who wait alone, one of whom is this one unless there is a party of theirs.
        let counted = try Row.fetchAll(
            db,
            sql: """
                SELECT quotaId, count(*) FROM registration
                WHERE registration.state = 'waiting' AND registration.id <= ?
                    AND (registration.delegationId IS NULL OR NOT \(keepsTogether))
                GROUP BY quotaId
                """,
            arguments: [arrival])
        var people = Dictionary(uniqueKeysWithValues: counted.map { ($0[0] as Int64, $0[1] as Int) })
        for party in leftAlone where party.arrival <= arrival {
            for id in party.people.keys { people[id, default: 0] += 1 }
        }
        let quotas = line.quotas
        let earlier = people.compactMap { id, people in
            quotas[id].map { (id: id, line: Earlier(quota: $0, people: people)) }
        }
        if let ownParty {
            return PlaceInLine(
                party: ownParty, quotas: quotas, earlier: earlier.map(\.line),
                partiesBefore: partiesBefore)
        }
        guard let line = earlier.first(where: { $0.id == ownQuota })?.line else { return nil }
        return PlaceInLine(
            quota: line.quota, ownPlace: line.people,
            others: earlier.filter { $0.id != ownQuota }.map(\.line), partiesBefore: partiesBefore)
    }
}
