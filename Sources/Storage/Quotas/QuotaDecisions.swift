package import Conference
package import Foundation
import GRDB
import Secrets

/// What dividing the seats anew does to those who wait.
package struct QuotaDecisionEffect: Sendable, Equatable {
    /// How many get a seat or the offer of one at once.
    package let seated: [QuotaGroup: Int]
    /// How many wait thereafter.
    package let waiting: [QuotaGroup: Int]

    package var seatedInAll: Int { seated.values.reduce(0, +) }
}

/// Somebody has changed quotas or decided since.
package struct QuotasHaveChanged: Error {}

extension Store {
    package func census() async throws -> Census {
        try await pool.read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT code, population FROM kommun")
            let days = try String.fetchAll(db, sql: "SELECT DISTINCT populationDay FROM kommun ORDER BY populationDay")
            return Census(
                day: days.joined(separator: ", "),
                populations: Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) }))
        }
    }

    /// Gives every group the quota of the plan, in one transaction, and keeps what was decided and from what.
    ///
    /// - Parameter standing: What stood when the plan was looked at, as `quotasStanding` has it; nil to decide whatever
    ///   stands.
    /// - Returns: The number of the decision, and what it did to those who wait. Nil before there is a conference.
    /// - Throws: `QuotaTerms.Complaint` when the seats do not suffice beside what is taken; `QuotasHaveChanged`.
    package func decideQuotas(
        _ plan: QuotaPlan, over standing: String? = nil, by actor: Actor, now: Date
    ) async throws -> (id: Int64, effect: QuotaDecisionEffect)? {
        try await writer.write { [random] db in
            if let standing, try Self.quotasStanding(db) != standing { throw QuotasHaveChanged() }
            return try Self.decideQuotas(db, plan, by: actor, random: random, now: now)
        }
    }

    /// A digest of what organisers have decided about seats so far, to know whether it is still what a page showed.
    package func quotasStanding() async throws -> String { try await pool.read(Self.quotasStanding) }

    private static func quotasStanding(_ db: Database) throws -> String {
        let quotas = try String.fetchAll(
            db, sql: "SELECT id || ':' || reserved || '/' || ceiling FROM quota ORDER BY id")
        let decision = try Int64.fetchOne(db, sql: "SELECT max(id) FROM quotaDecision") ?? 0
        return base64URLEncode(Array(sha256(Array("\(decision) \(quotas.joined(separator: " "))".utf8)).prefix(12)))
    }

    /// What `decideQuotas` would do now. Nothing is changed.
    package func tryDecidingQuotas(_ plan: QuotaPlan, now: Date) async throws -> QuotaDecisionEffect? {
        try await writer.attempt { [random] db in
            try Self.decideQuotas(db, plan, by: .system, random: random, now: now)?.effect
        }
    }

    /// The newest first.
    package func quotaDecisions() async throws -> [QuotaDecision] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM quotaDecision ORDER BY id DESC").map(QuotaDecision.init(row:))
        }
    }

    package func quotaDecision(id: Int64) async throws -> QuotaDecision? {
        try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM quotaDecision WHERE id = ?", arguments: [id])
                .map(QuotaDecision.init(row:))
        }
    }

    package func lastQuotaDecision() async throws -> QuotaDecision? {
        try await pool.read { db in
            try Row.fetchOne(db, sql: "SELECT * FROM quotaDecision ORDER BY id DESC LIMIT 1")
                .map(QuotaDecision.init(row:))
        }
    }

    private static func decideQuotas(
        _ db: Database, _ plan: QuotaPlan, by actor: Actor, random: RandomBytes, now: Date
    ) throws -> (id: Int64, effect: QuotaDecisionEffect)? {
        try advance(db, random: random, now: now)
        guard try conference(db) != nil else { return nil }
        for group in plan.shares.keys { _ = try quotaID(db, of: group) }
        let board = try quotaBoard(db)
        let before = board.quotas
        guard plan.committed(before) <= board.capacity else {
            let most = plan.mostSeats(fitting: board.capacity, before)
            throw QuotaTerms.Complaint(.seats, .takenBeyondShares(most: most))
        }
        // Those who give come before those who get: between two of them nothing may be promised twice either.
        let changes = board.lines.map { ($0.id, $0.quota, plan.applied(to: $0.group, $0.quota)) }
            .sorted { $0.2.committed - $0.1.committed < $1.2.committed - $1.1.committed }
        let update = try db.cachedStatement(sql: "UPDATE quota SET reserved = ?, ceiling = ? WHERE id = ?")
        for (id, old, new) in changes where new != old {
            try update.execute(arguments: [new.reserved, new.ceiling, id])
        }
        let id = try keep(
            db, QuotaDecision.Document(terms: plan.terms, census: plan.census, quotas: try quotaBoard(db).quotas),
            now: now)
        try log(db, .quotasDecided, by: actor, now: now, detail: "\(id)")
        try handOutSeats(db, random: random, now: now)
        let after = try quotaBoard(db).quotas.mapValues(\.waiting)
        let seated = before.map { ($0.key, $0.value.waiting - (after[$0.key] ?? 0)) }.filter { $0.1 > 0 }
        return (id, QuotaDecisionEffect(seated: Dictionary(uniqueKeysWithValues: seated), waiting: after))
    }

    private static func keep(_ db: Database, _ document: QuotaDecision.Document, now: Date) throws -> Int64 {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        try db.execute(
            sql: "INSERT INTO quotaDecision (at, document) VALUES (?, ?)",
            arguments: [now.epochSeconds, String(decoding: try encoder.encode(document), as: UTF8.self)])
        return db.lastInsertedRowID
    }
}

extension QuotaDecision {
    fileprivate init(row: Row) throws {
        let document = Data((row["document"] as String).utf8)
        self.init(
            id: row["id"], at: Date(epochSeconds: row["at"]),
            document: try JSONDecoder().decode(Document.self, from: document))
    }
}
