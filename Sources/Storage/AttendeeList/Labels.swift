import Conference
package import Foundation
import GRDB

/// A mark the organisers have made for themselves.
package struct Label: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let name: String

    /// In Unicode scalars.
    package static let longestName = 60
    /// More are not marked at once.
    package static let mostAtOnce = 10_000
}

/// What was done to many at once, until it is undone.
package struct Labelling: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let label: Label
    /// Whether they got the label, rather than lost it.
    package let isAdding: Bool
    /// Who had it already, or not, are not among them.
    package let count: Int
}

package enum LabelOutcome: Sendable, Equatable {
    case done(Labelling)
    /// There is no label of that name to take away.
    case unknownLabel
    case tooMany
}

extension Store {
    /// How long something that was done to many can be undone.
    static let undoSeconds: Int64 = 7 * 86_400

    /// In Swedish order.
    package func labels() async throws -> [Label] {
        try await pool.read(Self.labels)
    }

    static func labels(_ db: Database) throws -> [Label] {
        try Row.fetchAll(db, sql: "SELECT id, name FROM label").map { Label(id: $0[0], name: $0[1]) }
            .sorted { SwedishOrder.key($0.name) < SwedishOrder.key($1.name) }
    }

    /// Gives a label to all whom a filter lets through, or takes it from them. A new name is a new label.
    package func label(
        _ filter: AttendeeFilter, name: String, isAdding: Bool, by actor: Actor, now: Date
    ) async throws -> LabelOutcome {
        try await writer.write { [kommuner] db in
            guard
                let ids = try Self.ids(db, filter, kommuner: kommuner, limit: Label.mostAtOnce)
            else { return .tooMany }
            if isAdding { try db.execute(sql: "INSERT OR IGNORE INTO label (name) VALUES (?)", arguments: [name]) }
            let found = try Row.fetchOne(db, sql: "SELECT id, name FROM label WHERE name = ?", arguments: [name])
            guard let label = found.map({ Label(id: $0[0], name: $0[1]) }) else { return .unknownLabel }
            try db.execute(
                sql: "DELETE FROM labelling WHERE at < ?", arguments: [now.epochSeconds - Self.undoSeconds])
            try db.execute(
                sql: "INSERT INTO labelling (at, labelId, isAdding) VALUES (?, ?, ?)",
                arguments: [now.epochSeconds, label.id, isAdding])
            let labelling = db.lastInsertedRowID
            var changed = 0
            for id in ids where try Self.mark(db, id, with: label.id, isAdding: isAdding) {
                try db.cachedStatement(sql: "INSERT INTO labelled VALUES (?, ?)").execute(arguments: [labelling, id])
                changed += 1
            }
            try Self.log(
                db, isAdding ? .labelled : .unlabelled, by: actor, registration: ids.count == 1 ? ids[0] : nil,
                now: now,
                detail: "\(label.id) \(changed)")
            return .done(Labelling(id: labelling, label: label, isAdding: isAdding, count: changed))
        }
    }

    /// Something that can still be undone.
    package func labelling(id: Int64) async throws -> Labelling? {
        try await pool.read { db in try Self.labelling(db, id: id) }
    }

    private static func labelling(_ db: Database, id: Int64) throws -> Labelling? {
        try Row.fetchOne(
            db,
            sql: """
                SELECT label.id, name, isAdding, (SELECT count(*) FROM labelled WHERE labellingId = labelling.id)
                FROM labelling JOIN label ON label.id = labelId WHERE labelling.id = ?
                """, arguments: [id]
        ).map { Labelling(id: id, label: Label(id: $0[0], name: $0[1]), isAdding: $0[2], count: $0[3]) }
    }

    /// Gives back what was taken, or takes what was given, of those it was done to. A label that nobody has any more is
    /// no more.
    ///
    /// - Returns: What was undone; nil when it has been, or is too long ago.
    package func undoLabelling(id: Int64, by actor: Actor, now: Date) async throws -> Labelling? {
        try await writer.write { db in
            guard let labelling = try Self.labelling(db, id: id) else { return nil }
            let ids = try Int64.fetchAll(
                db, sql: "SELECT registrationId FROM labelled WHERE labellingId = ?", arguments: [id])
            for one in ids { _ = try Self.mark(db, one, with: labelling.label.id, isAdding: !labelling.isAdding) }
            try db.execute(sql: "DELETE FROM labelling WHERE id = ?", arguments: [id])
            try db.execute(
                sql: """
                    DELETE FROM label WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM registrationLabel WHERE labelId = ?1)
                        AND NOT EXISTS (SELECT 1 FROM labelling WHERE labelId = ?1)
                    """, arguments: [labelling.label.id])
            try Self.log(
                db, labelling.isAdding ? .unlabelled : .labelled, by: actor, now: now,
                detail: "\(labelling.label.id) \(ids.count)")
            return labelling
        }
    }

    private static func mark(_ db: Database, _ id: Int64, with label: Int64, isAdding: Bool) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: isAdding
                ? "INSERT OR IGNORE INTO registrationLabel (labelId, registrationId) VALUES (?, ?)"
                : "DELETE FROM registrationLabel WHERE labelId = ? AND registrationId = ?")
        try statement.execute(arguments: [label, id])
        return db.changesCount > 0
    }

    /// By registration; those without a label are left out.
    static func labels(_ db: Database, of ids: [Int64]) throws -> [Int64: [Label]] {
        let labels = try labels(db)
        if labels.isEmpty { return [:] }
        let rows = try Row.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT registrationId, labelId FROM registrationLabel
                    WHERE registrationId IN (SELECT value FROM json_each(?))
                    """),
            arguments: [ids.jsonList])
        let own = Dictionary(grouping: rows, by: { $0[0] as Int64 }).mapValues { Set($0.map { $0[1] as Int64 }) }
        return own.mapValues { own in labels.filter { own.contains($0.id) } }
    }
}
