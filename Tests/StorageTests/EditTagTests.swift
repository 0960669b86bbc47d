import Conference
import Fixtures
import Foundation
import Testing

@testable import Storage

struct EditTagTests {
    private let conference: TestConference
    private var store: Store { conference.store }

    init() async throws {
        conference = try await TestConference(capacity: 900, quotas: [.nassjo: Quota(reserved: 0, ceiling: 100)])
    }

    @Test func `of many who save the same at once exactly one does, and the others are told who`() async throws {
        let id = try #require(try await conference.line(.nassjo)?.id)
        let seen = try await store.editTag(of: .quota(id))
        let told = try await withThrowingTaskGroup(of: ChangedMeanwhile?.self) { group in
            for number in 1...20 {
                group.addTask { [store] in
                    do {
                        _ = try await store.changeQuota(
                            id: id, reserved: 0, ceiling: 100 + number, over: seen, by: .organiser("\(number)"),
                            now: noon)
                        return nil
                    } catch let changed as ChangedMeanwhile { return changed }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let winner = try #require(try await conference.line(.nassjo)).quota.ceiling - 100
        #expect(told.count { $0 == nil } == 1)
        let others = told.compactMap(\.self)
        #expect(others == Array(repeating: ChangedMeanwhile(by: .organiser("\(winner)"), at: noon), count: 19))
    }

    @Test func `people who sign up make no form old`() async throws {
        let id = try #require(try await conference.line(.nassjo)?.id)
        let (quota, facts) = (
            try await store.editTag(of: .quota(id)), try await store.editTag(of: .conference)
        )
        try await conference.register(1)
        #expect(try await store.editTag(of: .quota(id)) == quota)
        #expect(try await store.editTag(of: .conference) == facts)
    }

    @Test func `what is written back as it was is what the form was filled with`() async throws {
        let id = try #require(try await conference.line(.nassjo)?.id)
        let seen = try await store.editTag(of: .quota(id))
        for ceiling in [7, 100] {
            _ = try await conference.changeQuota(.nassjo, reserved: 0, ceiling: ceiling)
            #expect(try await (store.editTag(of: .quota(id)) == seen) == (ceiling == 100))
        }
    }

    @Test func `a form from before the clock released the seats is old`() async throws {
        let id = try #require(try await conference.line(.nassjo)?.id)
        let release = ReleaseDay.own(noon + 60)
        _ = try await conference.changeQuota(.nassjo, reserved: 5, ceiling: 100, releases: release)
        let seen = try await store.editTag(of: .quota(id))
        await #expect(throws: ChangedMeanwhile(by: .system, at: noon + 120)) {
            try await store.changeQuota(
                id: id, reserved: 6, ceiling: 100, over: seen, by: .organiser("b"), now: noon + 120)
        }
    }
}
