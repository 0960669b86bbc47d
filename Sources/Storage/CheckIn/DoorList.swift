package import Conference
import Foundation
import GRDB

/// Somebody as a door knows them: no address, no telephone number, no needs.
package struct DoorGuest: Sendable, Equatable {
    package let code: String
    package let givenName: String
    package let familyName: String
    package let state: RegistrationState
    package let organisation: String
    package let role: String
    /// Nil for those from no kommun.
    package let kommun: String?
    /// Numbers of the workshops they have a place in.
    package let workshops: [Int64]
    /// To the questions that a door is shown.
    package let answers: QuestionAnswers
    package let scans: [Scan]

    package var checkIn: CheckIn { CheckIn(scans) }
}

/// Everybody, as it stands at one moment.
package struct DoorList: Sendable {
    package let guests: [DoorGuest]
    package let view: DoorView
    /// Those of the view, in order.
    package let questions: [Question]
    package let workshops: [Workshop]
    package let mark: DoorMark
}

/// How far somebody has followed what happens at the doors.
package struct DoorMark: Sendable, Equatable {
    /// The number of the last scan.
    package var scan: Int64
    /// Grows when anything about registrations changes.
    package var list: Int64

    package init(scan: Int64, list: Int64) {
        self.scan = scan
        self.list = list
    }
}

package struct DoorCount: Sendable, Equatable {
    package let arrived: Int
    /// How many have a seat.
    package let seats: Int
}

/// What has happened since a mark.
package struct DoorNews: Sendable {
    package let count: DoorCount
    package let scans: [TicketScan]
    package let mark: DoorMark
}

extension Store {
    /// More than so many scans at once are told in several pieces.
    private static let newsSize = 500

    /// Those a search finds, or everybody, in order of their names.
    package func doorList(search: String? = nil, limit: Int? = nil) async throws -> DoorList {
        try await pool.read { [kommuner] db in
            let view = try Self.doorView(db)
            let guests = try Self.doorGuests(
                db, view, search: search, limit: limit, kommuner: kommuner)
            return DoorList(
                guests: guests, view: view, questions: try Self.questions(db).filter { view.questions.contains($0.id) },
                workshops: try Self.workshops(db), mark: try Self.doorMark(db))
        }
    }

    package func doorCount() async throws -> DoorCount {
        try await pool.read(Self.doorCount)
    }

    /// What happened at the doors since somebody last looked.
    package func doorNews(since mark: DoorMark) async throws -> DoorNews {
        try await pool.read { db in
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT scan.*, registration.code FROM scan JOIN registration ON registration.id = registrationId
                    WHERE number > ? ORDER BY number LIMIT ?
                    """,
                arguments: [mark.scan, Self.newsSize])
            let scans = try rows.map { TicketScan(code: $0["code"], scan: try Scan(row: $0)) }
            var reached = try Self.doorMark(db)
            if rows.count == Self.newsSize, let last = rows.last { reached.scan = last["number"] }
            return DoorNews(count: try Self.doorCount(db), scans: scans, mark: reached)
        }
    }

    /// What a door is shown beside names.
    package func doorView() async throws -> DoorView {
        try await pool.read(Self.doorView)
    }

    /// Questions that are sensitive or not there are left out.
    package func setDoorView(_ view: DoorView) async throws {
        try await writer.write { db in
            try db.execute(sql: "DELETE FROM doorField")
            for field in view.fields {
                try db.execute(sql: "INSERT INTO doorField (field) VALUES (?)", arguments: [field.rawValue])
            }
            try db.execute(sql: "DELETE FROM doorQuestion")
            for question in view.questions {
                try db.execute(
                    sql:
                        "INSERT INTO doorQuestion (questionId) SELECT id FROM question WHERE id = ? AND NOT isSensitive",
                    arguments: [question])
            }
        }
    }

    private static func doorView(_ db: Database) throws -> DoorView {
        let fields = try Row.fetchAll(db, sql: "SELECT field FROM doorField").map { row -> DoorField in
            try row.value("field")
        }
        return DoorView(
            fields: Set(fields), questions: Set(try Int64.fetchAll(db, sql: "SELECT questionId FROM doorQuestion")))
    }

    private static func doorMark(_ db: Database) throws -> DoorMark {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT (SELECT coalesce(max(number), 0) FROM scan), (SELECT coalesce(max(id), 0) FROM logEntry)
                """)!  // a SELECT without FROM always yields one row
        return DoorMark(scan: row[0], list: row[1])
    }

    /// SQL for those who have arrived, as `CheckIn` works it out, as often as they were let in.
    static let arrivals = """
        SELECT registrationId AS id FROM scan
        WHERE kind <> 'undone' AND NOT EXISTS (
            SELECT 1 FROM scan AS undoing
            WHERE undoing.registrationId = scan.registrationId AND instr(undoing.undoes, scan.id) > 0)
        """

    private static func doorCount(_ db: Database) throws -> DoorCount {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT
                    (SELECT count(DISTINCT id) FROM (\(arrivals))),
                    (SELECT count(*) FROM registration WHERE state = 'confirmed')
                """)!  // as above
        return DoorCount(arrived: row[0], seats: row[1])
    }

    private static func doorGuests(
        _ db: Database, _ view: DoorView, search: String?, limit: Int?, kommuner: KommunRegister
    ) throws -> [DoorGuest] {
        let found = try search.map { search in
            try AttendeePlan(db, AttendeeFilter(search: search), order: .name, kommuner: kommuner)
                .listed(db, after: nil, limit: limit ?? .max).map(\.attendee.id)
        }
        let condition: SQL = found.map { "id IN (SELECT value FROM json_each(\($0.jsonList)))" } ?? "true"
        let rows = try Row.fetchAll(
            db.cachedStatement(
                literal: """
                    SELECT id, code, givenName, familyName, state, organisation, role, kommun FROM registration
                    WHERE \(condition) ORDER BY sortKey, id LIMIT \(limit ?? -1)
                    """))
        // Everybody at once is asked for without a list.
        let ids = limit == nil ? nil : rows.map { $0["id"] as Int64 }
        let scans = Dictionary(grouping: try of(ids, db, "SELECT * FROM scan"), by: { $0["registrationId"] as Int64 })
        let places = Dictionary(
            grouping: try of(ids, db, "SELECT * FROM workshopPlace", "state = 'taken'"),
            by: { $0["registrationId"] as Int64 })
        let answers = Dictionary(
            grouping: try of(ids, db, "SELECT * FROM answer", "questionId IN (SELECT questionId FROM doorQuestion)"),
            by: { $0["registrationId"] as Int64 })
        return try rows.map { row in
            let id: Int64 = row["id"]
            let own = Dictionary(grouping: answers[id] ?? [], by: { $0["questionId"] as Int64 })
            return DoorGuest(
                code: row["code"], givenName: row["givenName"], familyName: row["familyName"],
                state: try row.value("state"), organisation: row["organisation"], role: row["role"],
                kommun: row["kommun"], workshops: (places[id] ?? []).map { $0["workshopId"] },
                answers: QuestionAnswers(stored: own.mapValues { $0.map { $0["value"] } }),
                scans: try (scans[id] ?? []).map(Scan.init))
        }
    }

    /// Rows of some registrations, or of all.
    private static func of(
        _ ids: [Int64]?, _ db: Database, _ select: String, _ condition: String = "true"
    ) throws -> [Row] {
        guard let ids else { return try Row.fetchAll(db, sql: "\(select) WHERE \(condition)") }
        return try Row.fetchAll(
            db.cachedStatement(
                sql: "\(select) WHERE \(condition) AND registrationId IN (SELECT value FROM json_each(?))"),
            arguments: [ids.jsonList])
    }
}
