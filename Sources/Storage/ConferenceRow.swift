package import Conference
package import Foundation
import GRDB
import Secrets

/// The file holds a conference, and one file is one conference.
package struct ConferenceExists: Error {}

extension Store {
    /// The conference of this file; nil before `createConference`.
    package func conference() async throws -> ConferenceFacts? {
        try await pool.read(Self.conference)
    }

    /// Puts the conference and its quotas into an empty file. A group that is left out has no seats.
    ///
    /// - Throws: `ConferenceExists` when there is one; `DatabaseError` when the guarantees exceed the capacity.
    package func createConference(_ facts: ConferenceFacts, quotas: [QuotaGroup: Quota]) async throws {
        try await createConference(facts, quotas: quotas, arrivals: [], now: facts.opensAt)
    }

    /// Puts the conference, its quotas and its first people into an empty file: all of it or nothing.
    ///
    /// - Parameters:
    ///   - arrivals: Signed up one after another in this order, in Swedish. Nobody knows their personal links or mails them, and
    ///     whoever could not sign up at that moment is left out.
    ///   - questions: Asked in this order; conditions count them from 1.
    ///   - workshops: They name rooms and speakers of the programme, counted from 1.
    ///   - now: When they sign up.
    /// - Throws: `ConferenceExists` when there is one; `DatabaseError` when the guarantees exceed the capacity.
    package func createConference(
        _ facts: ConferenceFacts, quotas: [QuotaGroup: Quota], arrivals: [Registration],
        questions: [QuestionDraft] = [], programme: ProgrammeDraft = ProgrammeDraft(), workshops: [WorkshopDraft] = [],
        texts: [ConferenceText: Translated] = [:], now: Date
    ) async throws {
        let newcomers = arrivals.map { registration in
            Newcomer(
                registration, kommun: kommuner[registration[.kommun]], link: SecretLink(random: random),
                language: .swedish, isTold: false, random: random)
        }
        try await writer.write { [random] db in
            try SeatClock.set(db, now)
            try Self.insert(db, facts)
            for (group, quota) in quotas { try Self.insert(db, quota, of: group) }
            for question in questions { _ = try Self.addQuestion(db, question, by: .system, now: now) }
            try Self.add(db, programme, by: .system, now: now)
            for (name, text) in texts { try Self.changeText(db, name, to: text, from: 0, by: .system, now: now) }
            for workshop in workshops { _ = try Self.addWorkshop(db, workshop, by: .system, now: now) }
            for newcomer in newcomers { _ = try Self.register(db, newcomer, random: random, now: now) }
        }
    }

    /// - Throws: `ConferenceExists` when there is one.
    static func insert(_ db: Database, _ facts: ConferenceFacts) throws {
        if try conference(db) != nil { throw ConferenceExists() }
        let columns = facts.columns
        let places = columns.map { _ in "?" }.joined(separator: ", ")
        try db.execute(
            sql: "INSERT INTO conference (id, \(columns.map(\.name).joined(separator: ", "))) VALUES (1, \(places))",
            arguments: StatementArguments(columns.map(\.value)))
    }

    /// Returns the id of the quota.
    @discardableResult
    static func insert(_ db: Database, _ quota: Quota, of group: QuotaGroup) throws -> Int64 {
        let columns = group.columns
        try db.execute(
            sql: """
                INSERT INTO quota (kommun, organisationType, reserved, ceiling, releasedAt)
                VALUES (?, ?, ?, ?, (SELECT releasedAt FROM conference))
                """,
            arguments: [columns.kommun, columns.organisationType, quota.reserved, quota.ceiling])
        return db.lastInsertedRowID
    }

    /// Whether sign-up is open; nil before there is a conference.
    static func signUp(_ db: Database, at now: Date) throws -> ConferenceFacts.SignUp? {
        let statement = try db.cachedStatement(sql: "SELECT opensAt, closesAt FROM conference")
        return try Row.fetchOne(statement).map { row in
            ConferenceFacts.SignUp(
                at: now, opensAt: Date(epochSeconds: row["opensAt"]), closesAt: Date(epochSeconds: row["closesAt"]))
        }
    }

    static func conference(_ db: Database) throws -> ConferenceFacts? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM conference") else { return nil }
        func phrase(_ name: String) -> Phrase? {
            guard let sv: String = row[name + "Sv"], let en: String = row[name + "En"] else { return nil }
            return Phrase(sv: sv, en: en)
        }
        func date(_ name: String) -> Date? { (row[name] as Int64?).map(Date.init(epochSeconds:)) }
        let parts = (row["day"] as String).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3, let day = SwedishTime.day(year: parts[0], month: parts[1], day: parts[2]) else {
            throw StoredValueError(column: "day", text: row["day"])
        }
        return ConferenceFacts(
            title: phrase("title")!,  // NOT NULL, as is the city
            day: day,
            venue: phrase("venue"), city: phrase("city")!, hours: phrase("hours"),
            capacity: row["capacity"],
            opensAt: Date(epochSeconds: row["opensAt"]), closesAt: Date(epochSeconds: row["closesAt"]),
            offerSeconds: row["offerSeconds"], changeStopsAt: date("changeStopsAt"), releasesAt: date("releasesAt"))
    }
}

extension ConferenceFacts {
    /// As the table has them.
    var columns: [(name: String, value: DatabaseValue)] {
        let values: [(String, (any DatabaseValueConvertible)?)] = [
            ("titleSv", title.sv), ("titleEn", title.en), ("day", SwedishTime.isoDay(day)), ("venueSv", venue?.sv),
            ("venueEn", venue?.en), ("citySv", city.sv), ("cityEn", city.en), ("hoursSv", hours?.sv),
            ("hoursEn", hours?.en), ("capacity", capacity), ("opensAt", opensAt.epochSeconds),
            ("closesAt", closesAt.epochSeconds), ("offerSeconds", offerSeconds),
            // One that is the end of sign-up moves with it.
            ("changeStopsAt", changeStopsAt == closesAt ? nil : changeStopsAt.epochSeconds),
            ("releasesAt", releasesAt?.epochSeconds),
        ]
        return values.map { ($0, $1?.databaseValue ?? .null) }
    }
}

extension QuotaGroup {
    /// The two columns of `quota`, of which exactly one is filled.
    var columns: (kommun: String?, organisationType: String?) {
        switch self {
        case .kommun(let code): (code, nil)
        case .organisation(let type): (nil, type.rawValue)
        }
    }

    init(row: Row) throws {
        if let code: String = row["kommun"] {
            self = .kommun(code: code)
        } else {
            self = .organisation(try row.value("organisationType"))
        }
    }
}
