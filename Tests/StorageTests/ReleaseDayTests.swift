import Conference
import Fixtures
import Foundation
import GRDB
import Testing

@testable import Storage

private let day = 86_400.0

struct ReleaseDayTests {
    /// Ten seats, all reserved, and one of Falköping's own who waits. Nässjö's are released in ten days, Falköping's never.
    private func conference(releasesAt: Date? = nil) async throws -> TestConference {
        var facts = ConferenceFacts.trial(capacity: 10, releasesAt: releasesAt)
        facts.closesAt = noon + 40 * day
        facts.changeStopsAt = facts.closesAt
        let conference = try await TestConference(
            facts: facts, quotas: [.nassjo: Quota(reserved: 9, ceiling: 9), .falkoping: Quota(reserved: 1, ceiling: 9)])
        for number in 1...3 { try await conference.register(number, .falkoping) }
        return conference
    }

    private func setNassjo(_ conference: TestConference, _ releases: ReleaseDay, at now: Date = noon) async throws {
        _ = try await conference.changeQuota(.nassjo, reserved: 9, ceiling: 9, releases: releases, at: now)
    }

    private func notices(_ conference: TestConference) async throws -> [String] {
        try await conference.store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT recipient FROM message WHERE kind = 'release' ORDER BY recipient")
        }
    }

    @Test func `a group's own day comes before that of the conference, and the others keep what they have`()
        async throws
    {
        let conference = try await conference(releasesAt: noon + 30 * day)
        try await setNassjo(conference, .own(noon + 10 * day))
        try await conference.store.advance(to: noon + 10 * day - 1)
        #expect(try await conference.state(2) == .waiting)
        try await conference.store.advance(to: noon + 10 * day)
        for number in 2...3 { #expect(try await conference.state(number) == .offered) }
        #expect(try await conference.line(.nassjo)?.quota.reserved == 0)
        #expect(try await conference.line(.nassjo)?.releasedAt == noon + 10 * day)
        #expect(try await conference.line(.falkoping)?.quota.reserved == 1)
        try await conference.store.advance(to: noon + 30 * day)
        #expect(try await conference.line(.falkoping)?.quota.reserved == 0)
    }

    @Test func `a later day of its own keeps a group's seats when the conference releases`() async throws {
        let conference = try await conference(releasesAt: noon + 5 * day)
        try await setNassjo(conference, .own(noon + 10 * day))
        try await conference.store.advance(to: noon + 6 * day)
        #expect(try await conference.line(.nassjo)?.quota.reserved == 9)
        // Without a day of its own it goes with the conference, which has been.
        try await setNassjo(conference, .withConference, at: noon + 7 * day)
        #expect(try await conference.line(.nassjo)?.quota.reserved == 0)
        #expect(try await conference.state(2) == .offered)
    }

    @Test func `a release is carried out once, over restarts, a clock that stood still and one that is set back`()
        async throws
    {
        let conference = try await conference()
        try await setNassjo(conference, .own(noon + 10 * day))
        // The program does not run that day, and starts twice a week later.
        let late = noon + 17 * day
        for _ in 1...2 {
            _ = try Store(
                path: conference.folder.database, migrations: ourMigrations, random: .seeded(3), now: late)
        }
        let store = conference.store
        for now in [late, noon, noon + 11 * day, late + day] { try await store.advance(to: now) }
        async let first: Void = store.advance(to: late + 2 * day)
        async let second: Void = store.advance(to: late + 2 * day)
        _ = try await (first, second)
        let id = try #require(try await conference.line(.nassjo)?.id)
        let account = try #require(try await store.seatAccount(ofQuota: id, limit: 100))
        #expect(account.movements.filter { $0.kind == .released }.map(\.at) == [late])
        #expect(account.addsUp)
        let offers = try await store.pool.read { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM offer WHERE madeAt = ?", arguments: [late.epochSeconds])
        }
        #expect(offers == 2)
        // What the organisers reserve thereafter stays, until they choose a new day.
        _ = try await conference.changeQuota(.nassjo, reserved: 4, ceiling: 9, at: late + 3 * day)
        try await store.advance(to: late + 4 * day)
        #expect(try await conference.line(.nassjo)?.quota.reserved == 4)
        _ = try await conference.changeQuota(
            .nassjo, reserved: 4, ceiling: 9, releases: .own(late + 6 * day), at: late + 5 * day)
        try await store.advance(to: late + 6 * day)
        #expect(try await conference.line(.nassjo)?.quota.reserved == 0)
    }

    @Test func `those who wait and the contacts of the group are told a week and a day before, once each`()
        async throws
    {
        let conference = try await conference()
        try await conference.register(delegation: [.nassjo, .nassjo], from: 10)
        let release = noon + 10 * day
        try await setNassjo(conference, .own(release))
        let store = conference.store
        let all = ["deltagare2@example.se", "deltagare3@example.se", "kontakt@example.se"]
        for (now, told) in [
            (release - 7 * day - 1, []), (release - 7 * day, all), (release - 7 * day, []), (release - 2 * day, []),
            (release - day, all), (release - 1, []), (release - 3 * day, []), (release, []), (release + day, []),
        ] as [(Date, [String])] {
            let before = try await notices(conference).count
            #expect(try await store.enqueueReleaseNotices(now: now) == told.count, "\(now)")
            #expect(try await notices(conference).count == before + told.count)
        }
        #expect(try await notices(conference) == (all + all).sorted())
        // Another day is another release.
        try await setNassjo(conference, .own(release + 5 * day))
        #expect(try await store.enqueueReleaseNotices(now: release) == 3)
    }

    @Test func `whoever comes into the line between the two is told as soon as they are there`() async throws {
        let conference = try await conference(releasesAt: noon + 5 * day)
        let store = conference.store
        #expect(try await store.enqueueReleaseNotices(now: noon) == 2)
        try await conference.register(4, .falkoping)
        #expect(try await store.enqueueReleaseNotices(now: noon + day) == 1)
        #expect(try await store.enqueueReleaseNotices(now: noon + 4 * day) == 3)
    }

    @Test func `nobody is told of a release when nothing is left to release`() async throws {
        let conference = try await conference(releasesAt: noon + 5 * day)
        for number in 21...29 { try await conference.register(number, .nassjo) }
        #expect(try await conference.store.enqueueReleaseNotices(now: noon) == 0)
    }

    @Test func `more than fit into one transaction are all told, at once from several sides`() async throws {
        let conference = try await conference(releasesAt: noon + 5 * day)
        for number in 101...330 { try await conference.register(number, .falkoping) }
        let store = conference.store
        async let first = store.enqueueReleaseNotices(now: noon)
        async let second = store.enqueueReleaseNotices(now: noon)
        let sum = try await first + second
        #expect(sum == 232)
        let told = try await notices(conference)
        #expect(told.count == 232 && Set(told).count == 232)
    }
}
