package import Conference
package import Foundation
import GRDB
package import Secrets

/// A kommun's wish for more seats, and what the organisers said to it.
package struct SeatRequest: Sendable, Equatable, Identifiable {
    /// Raw values stand in the database.
    package enum Outcome: String, Sendable {
        case granted, declined, withdrawn
    }

    package let id: Int64
    /// Its code.
    package let kommun: String
    package let seats: Int
    package let reason: String?
    package let askedAt: Date
    /// Nil while it waits for an answer.
    package let outcome: Outcome?
    package let endedAt: Date?
    /// Why it was declined.
    package let reply: String?

    init(row: Row) throws {
        id = row["id"]
        kommun = row["kommun"]
        seats = row["seats"]
        reason = row["reason"]
        askedAt = Date(epochSeconds: row["askedAt"])
        outcome = try (row["outcome"] as String?).map { _ in try row.value("outcome") }
        endedAt = (row["endedAt"] as Int64?).map(Date.init(epochSeconds:))
        reply = row["reply"]
    }
}

/// What became of a wish for more seats.
package enum SeatRequestOutcome: Sendable, Equatable {
    /// Sent, perhaps by a first press of the same button.
    case asked
    /// Another waits for its answer already.
    case stands
    case tooMany
    case notFound
}

/// What became of an answer to it.
package enum SeatAnswerOutcome: Sendable, Equatable {
    /// - Parameter seated: To how many people seats went by it.
    case answered(seated: Int)
    /// Somebody else was quicker, or the kommun has withdrawn it.
    case over
    case notFound
}

extension Store {
    /// So many a day may a kommun ask for, answered and withdrawn ones included.
    static let seatRequestsADay = 10

    package func askForSeats(_ draft: SeatRequestDraft, kommun link: SecretLink, now: Date) async throws
        -> SeatRequestOutcome
    {
        try await writer.write { db in
            guard let code = try Self.kommun(db, link: link, now: now) else { return .notFound }
            let standing = "SELECT seats, reason FROM seatRequest WHERE kommun = ? AND outcome IS NULL"
            if let row = try Row.fetchOne(db, sql: standing, arguments: [code]) {
                return row["seats"] == draft.seats && row["reason"] == draft.reason ? .asked : .stands
            }
            let latest = "SELECT count(*) FROM seatRequest WHERE kommun = ? AND askedAt > ?"
            let asked = try Int.fetchOne(db, sql: latest, arguments: [code, now.epochSeconds - 86_400]) ?? 0
            guard asked < Self.seatRequestsADay else { return .tooMany }
            try db.execute(
                sql: "INSERT INTO seatRequest (kommun, seats, reason, askedAt) VALUES (?, ?, ?, ?)",
                arguments: [code, draft.seats, draft.reason, now.epochSeconds])
            try Self.log(
                db, .seatsAsked, by: .kommun(code), quota: Self.quotaID(db, of: .kommun(code: code)), now: now,
                detail: "\(draft.seats)")
            return .asked
        }
    }

    /// Returns whether there was one that waited.
    package func withdrawSeatRequest(id: Int64, kommun link: SecretLink, now: Date) async throws -> Bool {
        try await writer.write { db in
            guard let code = try Self.kommun(db, link: link, now: now),
                let request = try Self.seatRequest(db, id: id), request.kommun == code, request.outcome == nil
            else { return false }
            try Self.end(db, request, .withdrawn, reply: nil, now: now)
            try Self.log(
                db, .seatsAskedWithdrawn, by: .kommun(code), quota: Self.quotaID(db, of: .kommun(code: code)),
                now: now, detail: "\(request.seats)")
            return true
        }
    }

    /// Those that wait for an answer, the oldest first.
    package func openSeatRequests() async throws -> [SeatRequest] {
        try await pool.read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM seatRequest WHERE outcome IS NULL ORDER BY id")
                .map(SeatRequest.init)
        }
    }

    package func seatRequest(id: Int64) async throws -> SeatRequest? {
        try await pool.read { db in try Self.seatRequest(db, id: id) }
    }

    /// Changes the kommun's quota by as many seats as it asked for, and tells it.
    ///
    /// - Parameter isGuaranteed: Whether nobody else can take them; else only the ceiling is raised.
    /// - Throws: `QuotaProblem` when the rules forbid it.
    package func grantSeats(
        request id: Int64, isGuaranteed: Bool, by actor: Actor, now: Date
    ) async throws -> SeatAnswerOutcome {
        try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard let request = try Self.seatRequest(db, id: id) else { return .notFound }
            guard request.outcome == nil else { return .over }
            let (quotaID, quota) = try Self.quota(db, ofKommun: request.kommun)
            let changed = try quota.granted(
                request.seats, isGuaranteed: isGuaranteed, pool: try Self.seatPool(db))
            try Self.end(db, request, .granted, reply: nil, now: now)
            try Self.log(db, .seatsGranted, by: actor, quota: quotaID, now: now, detail: "\(request.seats)")
            try Self.set(db, quota: quotaID, from: quota, to: changed, by: actor, now: now)
            let seated = try Self.handOutSeats(db, random: random, now: now).count
            try Self.tellAnswer(db, request, random: random, now: now)
            return .answered(seated: seated)
        }
    }

    package func declineSeats(
        request id: Int64, _ refusal: SeatRequestRefusal, by actor: Actor, now: Date
    ) async throws -> SeatAnswerOutcome {
        try await writer.write { [random] db in
            guard let request = try Self.seatRequest(db, id: id) else { return .notFound }
            guard request.outcome == nil else { return .over }
            try Self.end(db, request, .declined, reply: refusal.reply, now: now)
            try Self.log(
                db, .seatsDeclined, by: actor, quota: Self.quotaID(db, of: .kommun(code: request.kommun)), now: now,
                detail: "\(request.seats)")
            try Self.tellAnswer(db, request, random: random, now: now)
            return .answered(seated: 0)
        }
    }

    static func seatRequests(_ db: Database, ofKommun code: String, limit: Int) throws -> [SeatRequest] {
        try Row.fetchAll(
            db, sql: "SELECT * FROM seatRequest WHERE kommun = ? ORDER BY id DESC LIMIT ?", arguments: [code, limit]
        ).map(SeatRequest.init)
    }

    static func seatRequest(_ db: Database, id: Int64) throws -> SeatRequest? {
        try Row.fetchOne(db, sql: "SELECT * FROM seatRequest WHERE id = ?", arguments: [id]).map(SeatRequest.init)
    }

    static func countOpenSeatRequests(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT count(*) FROM seatRequest WHERE outcome IS NULL") ?? 0
    }

    private static func end(
        _ db: Database, _ request: SeatRequest, _ outcome: SeatRequest.Outcome, reply: String?, now: Date
    ) throws {
        try db.execute(
            sql: "UPDATE seatRequest SET outcome = ?, endedAt = ?, reply = ? WHERE id = ?",
            arguments: [outcome.rawValue, now.epochSeconds, reply, request.id])
    }

    /// A kommun whose links have been revoked is told, and gets no new one by it.
    private static func tellAnswer(_ db: Database, _ request: SeatRequest, random: RandomBytes, now: Date) throws {
        let known = "SELECT 1 FROM kommunContact WHERE kommun = ?"
        guard try Int.fetchOne(db, sql: known, arguments: [request.kommun]) != nil else { return }
        let link =
            try hasLink(db, kommun: request.kommun)
            ? freshLink(db, ofKommun: request.kommun, random: random, now: now) : nil
        try tell(
            db, .seatAnswer, kommun: request.kommun, link: link, detail: MessageDetail(request: request.id),
            random: random, now: now)
    }
}
