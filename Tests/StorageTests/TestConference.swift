import Conference
import Fixtures
import Foundation
import GRDB
import Secrets

@testable import Storage

/// A conference in a file of its own.
final class TestConference: Sendable {
    let folder: TemporaryFolder
    let store: Store

    /// - Parameter quotas: Groups that are left out have no quota.
    init(facts: ConferenceFacts, quotas: [QuotaGroup: Quota], seed: UInt64 = 1) async throws {
        folder = try TemporaryFolder()
        store = try folder.open(seed: seed)
        try await store.createConference(facts, quotas: quotas)
    }

    convenience init(capacity: Int, quotas: [QuotaGroup: Quota], seed: UInt64 = 1) async throws {
        try await self.init(facts: .trial(capacity: capacity), quotas: quotas, seed: seed)
    }

    /// Signs up the made-up person of this number.
    @discardableResult
    func register(
        _ number: Int, _ group: QuotaGroup = .kommun(code: "0682"), changing answers: [Field: String] = [:],
        at now: Date = noon
    ) async throws -> SignUpOutcome {
        try await store.register(
            person(number, group, changing: answers), link: link(number), language: .swedish, now: now
        ).outcome
    }

    /// Puts as many more into the search index.
    func indexForSearch(_ count: Int) async throws {
        _ = try await store.writer.write { db in try Store.indexSome(db, limit: count) }
    }

    /// The personal link of the person of this number.
    func link(_ number: Int) -> SecretLink {
        SecretLink(random: .seeded(UInt64(number) + 1_000_000))
    }

    func state(_ number: Int) async throws -> RegistrationState? {
        try await store.attendee(link: link(number))?.0.state
    }

    func place(_ number: Int) async throws -> PlaceInLine? {
        try await store.attendee(link: link(number))?.1
    }

    func line(_ group: QuotaGroup) async throws -> QuotaBoard.Line? {
        try await store.quotaBoard().lines.first { $0.group == group }
    }

    func changeQuota(
        _ group: QuotaGroup, reserved: Int, ceiling: Int, releases: ReleaseDay? = nil, at now: Date = noon
    ) async throws -> Int? {
        let id = try await line(group)?.id ?? 0
        return try await store.changeQuota(
            id: id, reserved: reserved, ceiling: ceiling, releases: releases, by: .organiser("prov"), now: now)
    }

    /// Where an account does not come to what the board shows.
    ///
    /// - Parameter now: No movement is later than that; nil where clocks were not in step.
    func misbooked(quotaIDs: [Int64], now: Date? = nil) async throws -> [String] {
        var faults: [String] = []
        for id in quotaIDs {
            guard let account = try await store.seatAccount(ofQuota: id, limit: .max) else { continue }
            if !account.addsUp {
                faults.append("account \(id) comes to \(account.sum), the quota is \(account.line.quota)")
            }
            var balance = SeatFigures(reserved: 0, ceiling: 0, taken: 0)
            for (index, movement) in account.movements.reversed().enumerated() {
                balance.reserved += movement.change.reserved
                balance.ceiling += movement.change.ceiling
                balance.taken += movement.change.taken
                if movement.number != index + 1 || movement.balance != balance {
                    faults.append("account \(id) breaks at \(movement): the sum so far is \(balance)")
                }
                if let now, movement.at < noon - 86_400 || movement.at > now + 90_000 {
                    faults.append("account \(id) has another clock at \(movement)")
                }
            }
        }
        return faults
    }

    /// Signs up made-up people of these groups, who keep together or not, unless sign-up is closed.
    ///
    /// - Parameter number: Of the first; the others follow.
    func register(
        delegation groups: [QuotaGroup], from number: Int, keepsTogether: Bool = true, at now: Date = noon
    ) async throws {
        let newcomers = groups.enumerated().map { index, group in
            Newcomer(
                person(number + index, group), kommun: nil, link: link(number + index), language: .swedish,
                random: store.random)
        }
        try await store.writer.write { [random = store.random] db in
            try Store.advance(db, random: random, now: now)
            guard case .open = try Store.signUp(db, at: now) else { return }
            try db.execute(
                sql: """
                    INSERT INTO delegation (linkHash, contactName, contactEmail, contactKey, language, keepsTogether, createdAt)
                    VALUES (?, 'Påhitt Kontakt', 'kontakt@example.se', 'kontakt@example.se', 'sv', ?, 0)
                    """,
                arguments: [Data(SecretLink(random: random).hash), keepsTogether])
            let delegation = db.lastInsertedRowID
            let board = try Store.quotaBoard(db)
            let quotas = groups.map { group in board.lines.first { $0.group == group }!.id }  // has one
            let areSeated = try Store.admits(db, Dictionary(quotas.map { ($0, 1) }, uniquingKeysWith: +))
            for (newcomer, quota) in zip(newcomers, quotas) {
                if keepsTogether {
                    _ = try newcomer.insert(
                        db, quota: quota, state: areSeated ? .confirmed : .waiting, code: newcomer.code, now: now)
                } else {
                    _ = try Store.register(db, newcomer, random: random, now: now)
                }
                try db.execute(
                    sql: "UPDATE registration SET delegationId = ? WHERE linkHash = ?",
                    arguments: [delegation, newcomer.linkHash])
            }
        }
    }

    /// Holds as many of these seats as are free.
    func hold(_ quota: Int64, seats: Int, endsAt: Date, at now: Date) async throws {
        try await store.writer.write { [random = store.random] db in
            try Store.advance(db, random: random, now: now)
            let board = try Store.quotaBoard(db)
            let left = board.lines.first { $0.id == quota }?.quota.left(pool: board.pool) ?? 0
            guard left > 0 else { return }
            try db.execute(
                sql: "INSERT INTO seatHold (tokenHash, quotaId, seats, endsAt) VALUES (?, ?, ?, ?)",
                arguments: [Data(SecretLink(random: random).hash), quota, min(seats, left), endsAt.epochSeconds])
        }
    }

    /// Runs SQL as somebody with a shell on the file would.
    func execute(_ sql: String) async throws {
        try await store.pool.write { db in try db.execute(sql: sql) }
    }
}
