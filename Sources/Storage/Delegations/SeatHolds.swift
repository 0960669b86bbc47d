package import Conference
package import Foundation
import GRDB
package import Secrets

/// How long and how many seats are held while a list is mended.
package enum SeatHoldLimits {
    /// From one action to the next.
    package static let seconds: Int64 = 15 * 60
    /// All renewals of one form together.
    package static let secondsInAll: Int64 = 60 * 60
    /// By all forms from one network at a time.
    package static let seatsOfNetwork = 60
}

/// Seats that are held for the people of a list.
package struct HeldSeats: Sendable, Equatable {
    /// Whether a seat is held for each of them, in their order.
    package let isHeld: [Bool]
    /// Nil when none is held.
    package let endsAt: Date?
}

extension Store {
    /// Holds seats for people in the order of their list, as they would get them now, and lets go of those that the same
    /// form held before and needs no more.
    ///
    /// - Parameters:
    ///   - groups: The quota group of each.
    ///   - keepsTogether: Holds all seats or none.
    ///   - token: The form's own.
    ///   - address: The client's numeric address.
    package func holdSeats(
        for groups: [QuotaGroup], keepsTogether: Bool, token: FormToken, address: String, now: Date
    ) async throws -> HeldSeats {
        let form = HoldingForm(token, address: address, key: signingKey)
        let end = min(now.epochSeconds + SeatHoldLimits.seconds, token.issuedAt + SeatHoldLimits.secondsInAll)
        return try await writer.write { [random] db in
            try Self.advance(db, random: random, now: now)
            guard end > now.epochSeconds, case .open = try Self.signUp(db, at: now) else {
                try form.letGo(db)
                try Self.handOutSeats(db, random: random, now: now)
                return HeldSeats(isHeld: groups.map { _ in false }, endsAt: nil)
            }
            let quotas = try groups.map { try Self.quotaID(db, of: $0) }
            let before = try form.held(db)
            let held = try form.hold(db, quotas, keepsTogether: keepsTogether, end: end)
            if before.contains(where: { held[$0.key, default: 0] < $0.value }) {
                try Self.handOutSeats(db, random: random, now: now)
            }
            var left = held
            let isHeld = quotas.map { quota in
                guard let seats = left[quota], seats > 0 else { return false }
                left[quota] = seats - 1
                return true
            }
            return HeldSeats(isHeld: isHeld, endsAt: held.isEmpty ? nil : Date(epochSeconds: end))
        }
    }

    /// The quota of a group; one without seats where it has none yet.
    static func quotaID(_ db: Database, of group: QuotaGroup) throws -> Int64 {
        let columns = group.columns
        let statement = try db.cachedStatement(
            sql: "SELECT id FROM quota WHERE kommun IS ? AND organisationType IS ?")
        return try Int64.fetchOne(statement, arguments: [columns.kommun, columns.organisationType])
            ?? insert(db, Quota(reserved: 0, ceiling: 0), of: group)
    }
}

/// One form's seats.
struct HoldingForm: Sendable {
    private let tokenHash: Data
    private let network: Data

    init(_ token: FormToken, address: String, key: SigningKey) {
        tokenHash = Data(sha256(token.nonce))
        network = Data(key.authenticate(Array(ClientNetwork.of(address).utf8), for: .holdingNetwork))
    }

    /// By quota.
    func held(_ db: Database) throws -> [Int64: Int] {
        let rows = try Row.fetchAll(
            db, sql: "SELECT quotaId, seats FROM seatHold WHERE tokenHash = ?", arguments: [tokenHash])
        return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as Int64, $0[1] as Int) })
    }

    func letGo(_ db: Database) throws {
        try db.execute(sql: "DELETE FROM seatHold WHERE tokenHash = ?", arguments: [tokenHash])
    }

    /// One held seat becomes somebody's, who is to be seated in the same transaction.
    func letGo(_ db: Database, ofOneIn quota: Int64) throws {
        let which: StatementArguments = [tokenHash, quota]
        try db.execute(
            sql: "DELETE FROM seatHold WHERE tokenHash = ? AND quotaId = ? AND seats = 1", arguments: which)
        guard db.changesCount == 0 else { return }
        try db.execute(
            sql: "UPDATE seatHold SET seats = seats - 1 WHERE tokenHash = ? AND quotaId = ?", arguments: which)
    }

    /// Brings what is held to what people of these quotas get now. Returns it by quota.
    fileprivate func hold(
        _ db: Database, _ quotas: [Int64], keepsTogether: Bool, end: Int64
    ) throws -> [Int64: Int] {
        let wanted = Dictionary(quotas.map { ($0, 1) }, uniquingKeysWith: +)
        var held: [Int64: Int] = [:]
        for (quota, seats) in try self.held(db) {
            held[quota] = min(seats, wanted[quota] ?? 0)
            try set(db, quota, to: held[quota] ?? 0, end: end)
        }
        let sql = "SELECT coalesce(sum(seats), 0) FROM seatHold WHERE network = ?"
        var allowed = SeatHoldLimits.seatsOfNetwork - (try Int.fetchOne(db, sql: sql, arguments: [network]) ?? 0)

        let missing = wanted.mapValues { $0 }.merging(held) { $0 - $1 }.filter { $0.value > 0 }
        if keepsTogether, !missing.isEmpty {
            guard missing.values.reduce(0, +) <= allowed, try Store.admits(db, missing) else {
                try letGo(db)
                return [:]
            }
        }
        var seen: [Int64: Int] = [:]
        for quota in quotas {
            seen[quota, default: 0] += 1
            guard seen[quota, default: 0] > held[quota, default: 0], allowed > 0 else { continue }
            guard try keepsTogether || Store.admits(db, [quota: 1]) else { continue }
            held[quota, default: 0] += 1
            allowed -= 1
            try set(db, quota, to: held[quota, default: 0], end: end)
        }
        return held.filter { $0.value > 0 }
    }

    private func set(_ db: Database, _ quota: Int64, to seats: Int, end: Int64) throws {
        if seats == 0 {
            try db.execute(
                sql: "DELETE FROM seatHold WHERE tokenHash = ? AND quotaId = ?", arguments: [tokenHash, quota])
        } else {
            try db.execute(
                sql: """
                    INSERT INTO seatHold (tokenHash, quotaId, seats, endsAt, network) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (tokenHash, quotaId) DO UPDATE SET seats = excluded.seats, endsAt = excluded.endsAt
                    """,
                arguments: [tokenHash, quota, seats, end, network])
        }
    }
}
