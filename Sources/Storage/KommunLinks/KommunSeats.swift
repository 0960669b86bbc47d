import Conference
package import Foundation
import GRDB
package import Secrets

/// What became of a kommun's change to its own quota.
package enum OwnQuotaOutcome: Sendable, Equatable {
    case changed
    /// The quota was this already, as when the same form comes again: nothing was written.
    case unchanged
    /// The quota is another than the form was made for.
    case stale
    case notFound
}

extension Store {
    /// Gives guaranteed seats that nobody has taken back to all, and offers them at once to those who wait.
    ///
    /// - Parameter reserved: How many were guaranteed when the form was shown: the same form again gives back no more.
    /// - Throws: `OwnQuotaProblem`.
    package func giveBack(
        _ seats: Int, of reserved: Int, kommun link: SecretLink, now: Date
    ) async throws -> OwnQuotaOutcome {
        try await changeOwnQuota(link, now: now) { quota in
            if seats > 0, quota.reserved == reserved - seats { return nil }
            guard quota.reserved == reserved else { throw StaleQuota() }
            return try quota.givingBack(seats)
        }
    }

    /// Lowers the kommun's own ceiling.
    ///
    /// - Throws: `OwnQuotaProblem`.
    package func lowerCeiling(to ceiling: Int, kommun link: SecretLink, now: Date) async throws -> OwnQuotaOutcome {
        try await changeOwnQuota(link, now: now) { quota in
            ceiling == quota.ceiling ? nil : try quota.lowered(toCeiling: ceiling)
        }
    }

    private struct StaleQuota: Error {}

    /// - Parameter change: Nil for no change.
    private func changeOwnQuota(
        _ link: SecretLink, now: Date, _ change: @escaping @Sendable (Quota) throws -> Quota?
    ) async throws -> OwnQuotaOutcome {
        do {
            return try await writer.write { [random] db in
                guard let code = try Self.kommun(db, link: link, now: now) else { return .notFound }
                try Self.advance(db, random: random, now: now)
                let (id, quota) = try Self.quota(db, ofKommun: code)
                guard let changed = try change(quota) else { return .unchanged }
                try Self.set(db, quota: id, from: quota, to: changed, by: .kommun(code), now: now)
                try Self.handOutSeats(db, random: random, now: now)
                return .changed
            }
        } catch is StaleQuota {
            return .stale
        }
    }

    static func quota(_ db: Database, ofKommun code: String) throws -> (id: Int64, quota: Quota) {
        let id = try quotaID(db, of: .kommun(code: code))
        let row = try Row.fetchOne(db, sql: "SELECT * FROM quota WHERE id = ?", arguments: [id])
        return (id, row.map(Quota.init(row:)) ?? Quota(reserved: 0, ceiling: 0))
    }
}
