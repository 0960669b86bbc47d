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
    init(capacity: Int, quotas: [QuotaGroup: Quota], seed: UInt64 = 1) async throws {
        folder = try TemporaryFolder()
        store = try folder.open(seed: seed)
        try await store.createConference(.trial(capacity: capacity), quotas: quotas)
    }

    /// Signs up the made-up person of this number.
    @discardableResult
    func register(
        _ number: Int, _ group: QuotaGroup = .kommun(code: "0682"), changing answers: [Field: String] = [:],
        at now: Date = noon
    ) async throws -> SignUpOutcome {
        try await store.register(
            person(number, group, changing: answers), link: link(number), language: .swedish, now: now)
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

    func changeQuota(_ group: QuotaGroup, reserved: Int, ceiling: Int) async throws -> Int? {
        let id = try await line(group)?.id ?? 0
        return try await store.changeQuota(
            id: id, reserved: reserved, ceiling: ceiling, by: .organiser("prov"), now: noon)
    }

    /// Runs SQL as somebody with a shell on the file would.
    func execute(_ sql: String) async throws {
        try await store.pool.write { db in try db.execute(sql: sql) }
    }
}
