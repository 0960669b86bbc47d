package import Conference
package import Foundation
import GRDB
import Secrets

/// Where many are moved.
package enum MoveTarget: Sendable, Equatable {
    case group(QuotaGroup)
    case workshop(Int64)
}

/// What a move of many does, or would do.
package enum MoveEffect: Sendable, Equatable {
    case seats(SeatEffect)
    case workshops(WorkshopEffect)

    /// How many are moved.
    package var count: Int {
        switch self {
        case .seats(let effect): effect.steps.count
        case .workshops(let effect): effect.steps.count
        }
    }

    /// See `SeatEffect.text`.
    package var text: String {
        switch self {
        case .seats(let effect): effect.text
        case .workshops(let effect): effect.text
        }
    }
}

/// Many who were moved at once, until that is undone.
package struct Move: Sendable, Equatable, Identifiable {
    package let id: Int64
    package let target: MoveTarget
    package let count: Int

    /// More are not moved at once.
    package static let most = MassCancellation.most
}

/// What became of a move of many.
package enum MoveOutcome: Sendable, Equatable {
    case done(MoveEffect, move: Int64?)
    /// It would do something else by now than was agreed to. Nothing was written.
    case differs(MoveEffect)
    /// There is no such workshop, or it is not held any more; or no such move, or it is undone.
    case notFound
}

extension Store {
    /// Moves many. What that frees goes to those who wait, in the same transaction.
    ///
    /// - Parameter agreed: The text of the effect that was shown.
    package func move(
        ids: [Int64], to target: MoveTarget, agreed: String, by actor: Actor, reason: String, now: Date
    ) async throws -> MoveOutcome {
        try await agreeing(on: agreed) { [random, kommuner] db in
            let many = Many(by: actor, reason: reason, random: random, kommuner: kommuner, now: now)
            return try many.move(db, ids, to: target)
        }
    }

    /// What `move` would do. Nothing is changed; nil when there is no such workshop.
    package func previewMoving(ids: [Int64], to target: MoveTarget, now: Date) async throws -> MoveEffect? {
        try await writer.attempt { [random, kommuner] db in
            let many = Many(by: .system, reason: nil, random: random, kommuner: kommuner, now: now)
            return try many.move(db, ids, to: target)?.effect
        }
    }

    /// A move that can still be undone.
    package func move(id: Int64) async throws -> Move? {
        try await pool.read { db in try Self.move(db, id: id) }
    }

    /// Moves back those who are where the move brought them, by the same rules. Who has lost a seat gets it back, unasked,
    /// where nobody has taken it and nobody who came earlier waits for it.
    package func undoMove(id: Int64, agreed: String, by actor: Actor, now: Date) async throws -> MoveOutcome {
        try await agreeing(on: agreed) { [random, kommuner] db in
            let many = Many(by: actor, reason: nil, random: random, kommuner: kommuner, now: now)
            return try many.undo(db, id)
        }
    }

    /// What `undoMove` would do. Nothing is changed; nil when there is nothing to undo any more.
    package func previewUndoingMove(id: Int64, now: Date) async throws -> MoveEffect? {
        try await writer.attempt { [random, kommuner] db in
            try Many(by: .system, reason: nil, random: random, kommuner: kommuner, now: now).undo(db, id)?.effect
        }
    }

    private func agreeing(
        on agreed: String, _ work: @escaping @Sendable (Database) throws -> (effect: MoveEffect, move: Int64?)?
    ) async throws -> MoveOutcome {
        do {
            return try await writer.write { db in
                guard let (effect, move) = try work(db) else { return .notFound }
                // What would touch nobody is not done: to undo nothing would use up the undoing.
                guard effect.text == agreed, effect.count > 0 else { throw NotAgreed(effect: effect) }
                return .done(effect, move: move)
            }
        } catch let refusal as NotAgreed<MoveEffect> {
            return .differs(refusal.effect)
        }
    }

    fileprivate static func move(_ db: Database, id: Int64) throws -> Move? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT organisationType, kommun, workshopId, (SELECT count(*) FROM moved WHERE moveId = move.id)
                FROM move WHERE id = ?
                """, arguments: [id])
        return try row.map { row in
            let workshop: Int64? = row["workshopId"]
            return Move(
                id: id, target: try workshop.map { .workshop($0) } ?? .group(QuotaGroup(row: row)), count: row[3])
        }
    }
}

/// One move of many, on its way.
private struct Many: Sendable {
    let actor: Actor
    let reason: String?
    let random: RandomBytes
    let kommuner: KommunRegister
    let now: Date

    init(by actor: Actor, reason: String?, random: RandomBytes, kommuner: KommunRegister, now: Date) {
        (self.actor, self.reason, self.random, self.kommuner, self.now) = (actor, reason, random, kommuner, now)
    }

    func move(_ db: Database, _ ids: [Int64], to target: MoveTarget) throws -> (effect: MoveEffect, move: Int64?)? {
        try Store.advance(db, random: random, now: now)
        // The order of arrival, so that it does not matter in which the list was shown.
        let attendees = try Set(ids.prefix(Move.most)).sorted().compactMap {
            try Store.attendee(db, where: "id = ?", $0)
        }
        let living = attendees.filter { $0.state != .cancelled }
        switch target {
        case .group(let group):
            let others = living.filter { $0.registration.group != group }
            var effect = try move(db, others.map { ($0, group) })
            effect.cancelled = attendees.count - living.count
            effect.alreadyThere = living.count - others.count
            return (.seats(effect), try keep(db, effect, of: others, to: group))
        case .workshop(let id):
            guard try Store.workshops(db).contains(where: { $0.id == id && !$0.isRetired }) else { return nil }
            var effect = try WorkshopMoving(actor: actor, random: random, now: now).join(db, living.map(\.id), id)
            effect.cancelled = attendees.count - living.count
            return (.workshops(effect), try keep(db, effect, to: id))
        }
    }

    private func move(
        _ db: Database, _ moves: [(attendee: Attendee, group: QuotaGroup)], unasked: Set<Int64> = []
    ) throws -> SeatEffect {
        for (attendee, group) in moves {
            let moved = attendee.registration.moved(to: group)
            let person = Newcomer(
                moved, kommun: kommuner[moved[.kommun]], link: SecretLink(random: random), language: attendee.language,
                random: random)
            try person.overwrite(db, attendee)
        }
        let effect = try Store.moveSeats(
            db, moves, unasked: unasked, by: actor, reason: reason, random: random, now: now)
        // Who has the same seat as before needs no mail; who got one has it.
        for step in effect.losing {
            try Store.enqueue(db, .waiting, registration: step.id, random: random, now: now)
        }
        return effect
    }

    /// What is undone is forgotten.
    func undo(_ db: Database, _ id: Int64) throws -> (effect: MoveEffect, move: Int64?)? {
        try Store.advance(db, random: random, now: now)
        guard let move = try Store.move(db, id: id) else { return nil }
        let rows = try Row.fetchAll(
            db, sql: "SELECT * FROM moved WHERE moveId = ? ORDER BY registrationId", arguments: [id])
        try db.execute(sql: "DELETE FROM move WHERE id = ?", arguments: [id])
        switch move.target {
        case .group(let group):
            var back: [(attendee: Attendee, group: QuotaGroup)] = []
            var unasked: Set<Int64> = []
            for row in rows {
                guard let attendee = try Store.attendee(db, where: "id = ?", row["registrationId"] as Int64),
                    attendee.state != .cancelled, attendee.registration.group == group
                else { continue }
                back.append((attendee, try QuotaGroup(row: row)))
                if row["state"] == RegistrationState.confirmed.rawValue { unasked.insert(attendee.id) }
            }
            var effect = try self.move(db, back, unasked: unasked)
            effect.cancelled = rows.count - back.count
            return (.seats(effect), nil)
        case .workshop(let workshop):
            let left = rows.map { row in
                (
                    row["registrationId"] as Int64,
                    (row["workshopsLeft"] as String).split(separator: " ").compactMap { Int64($0) }
                )
            }
            let effect = try WorkshopMoving(actor: actor, random: random, now: now).leave(db, left, workshop)
            return (.workshops(effect), nil)
        }
    }

    private func keep(_ db: Database, _ effect: SeatEffect, of attendees: [Attendee], to group: QuotaGroup) throws
        -> Int64?
    {
        if attendees.isEmpty { return nil }
        let target = Registration(stored: [:]).moved(to: group)
        let id = try keep(db, type: target[.organisationType], kommun: target[.kommun], workshop: nil)
        for attendee in attendees {
            let kommun = attendee.registration[.kommun]
            try db.execute(
                sql:
                    "INSERT INTO moved (moveId, registrationId, organisationType, kommun, state) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    id, attendee.id, attendee.registration[.organisationType], kommun.isEmpty ? nil : kommun,
                    attendee.state.rawValue,
                ])
        }
        return id
    }

    private func keep(_ db: Database, _ effect: WorkshopEffect, to workshop: Int64) throws -> Int64? {
        if effect.steps.isEmpty { return nil }
        let id = try keep(db, type: nil, kommun: nil, workshop: workshop)
        for step in effect.steps {
            try db.execute(
                sql: "INSERT INTO moved (moveId, registrationId, workshopsLeft) VALUES (?, ?, ?)",
                arguments: [id, step.id, step.left.map(String.init).joined(separator: " ")])
        }
        return id
    }

    private func keep(_ db: Database, type: String?, kommun: String?, workshop: Int64?) throws -> Int64 {
        try db.execute(sql: "DELETE FROM move WHERE at < ?", arguments: [now.epochSeconds - Store.undoSeconds])
        try db.execute(
            sql: "INSERT INTO move (at, organisationType, kommun, workshopId) VALUES (?, ?, ?, ?)",
            arguments: [now.epochSeconds, type, kommun?.isEmpty == true ? nil : kommun, workshop])
        return db.lastInsertedRowID
    }
}
