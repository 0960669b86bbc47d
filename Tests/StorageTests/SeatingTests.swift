import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct SeatingTests {
    /// Four seats, of which one is kept for Nässjö.
    let conference: TestConference

    init() async throws {
        conference = try await TestConference(
            capacity: 4,
            quotas: [
                .nassjo: Quota(reserved: 1, ceiling: 2), .falkoping: Quota(reserved: 0, ceiling: 5),
                .regions: Quota(reserved: 0, ceiling: 4),
            ])
    }

    private func states(_ numbers: Int...) async throws -> [RegistrationState?] {
        var states: [RegistrationState?] = []
        for number in numbers { states.append(try await conference.state(number)) }
        return states
    }

    @Test func `a seat given back is offered to the first who can take it, and the log says so`() async throws {
        for number in 1...3 { try await conference.register(number, .falkoping) }
        try await conference.register(4, .regions)
        try await conference.register(5, .falkoping)
        #expect(try await states(4, 5) == [.waiting, .waiting])
        #expect(try await conference.store.cancel(link: conference.link(2), now: noon) == .cancelled)
        #expect(try await states(2, 4, 5) == [.cancelled, .offered, .waiting])
        let seated = try #require(try await conference.store.attendee(link: conference.link(4))?.0)
        let history = try await conference.store.history(ofRegistration: seated.id)
        #expect(history.map(\.action) == [.registered, .offered])
        #expect(history.map(\.actor) == [.attendee, .system])
    }

    @Test func `a guaranteed seat given back stays with its group`() async throws {
        for number in 1...3 { try await conference.register(number, .falkoping) }
        try await conference.register(4, .nassjo)
        try await conference.register(5, .falkoping)
        try await conference.register(6, .nassjo)
        #expect(try await states(4, 5, 6) == [.confirmed, .waiting, .waiting])
        _ = try await conference.store.cancel(link: conference.link(4), now: noon)
        #expect(try await states(5, 6) == [.waiting, .offered])
    }

    @Test func `the line of a full kommun is passed by, and waits on`() async throws {
        try await conference.register(1, .nassjo)
        try await conference.register(2, .nassjo)
        try await conference.register(3, .nassjo)
        for number in 4...5 { try await conference.register(number, .falkoping) }
        try await conference.register(6, .falkoping)
        #expect(try await states(3, 6) == [.waiting, .waiting])
        _ = try await conference.store.cancel(link: conference.link(4), now: noon)
        #expect(try await states(3, 6) == [.waiting, .offered])
    }

    @Test func `whoever leaves the line frees no seat and moves those behind`() async throws {
        for number in 1...5 { try await conference.register(number, .falkoping) }
        #expect(try await conference.place(5) == PlaceInLine(place: 2, reason: .conferenceFull))
        #expect(try await conference.store.cancel(link: conference.link(4), now: noon) == .cancelled)
        #expect(try await conference.place(5) == PlaceInLine(place: 1, reason: .conferenceFull))
        #expect(try await conference.line(.falkoping)?.quota.taken == 3)
    }

    @Test func `cancelling twice changes nothing, and an unknown link finds nobody`() async throws {
        try await conference.register(1)
        #expect(try await conference.store.cancel(link: conference.link(1), now: noon) == .cancelled)
        #expect(try await conference.store.cancel(link: conference.link(1), now: noon) == .alreadyCancelled)
        #expect(try await conference.store.cancel(link: conference.link(2), now: noon) == .notFound)
        #expect(try await conference.store.cancel(id: 99, by: .organiser("prov"), now: noon) == .notFound)
        #expect(try await conference.store.quotaBoard().taken == 0)
    }

    @Test func `a higher ceiling offers seats to as many as it lets in, earliest first`() async throws {
        for number in 1...5 { try await conference.register(number, .nassjo) }
        #expect(try await conference.changeQuota(.nassjo, reserved: 1, ceiling: 4) == 2)
        #expect(try await states(2, 3, 4, 5) == [.confirmed, .offered, .offered, .waiting])
    }

    @Test func `a guarantee given up is offered to those who wait for the pool`() async throws {
        for number in 1...4 { try await conference.register(number, .falkoping) }
        #expect(try await states(4) == [.waiting])
        #expect(try await conference.changeQuota(.nassjo, reserved: 0, ceiling: 2) == 1)
        #expect(try await states(4) == [.offered])
    }

    @Test func `seats made by hand are offered when the file is next opened, earliest first`() async throws {
        for number in 1...6 { try await conference.register(number, .falkoping) }
        try await conference.execute("UPDATE conference SET capacity = 6")
        #expect(try await states(4, 5, 6) == [.waiting, .waiting, .waiting])
        _ = try conference.folder.open(seed: 2)
        #expect(try await states(4, 5, 6) == [.offered, .offered, .waiting])
        let log = try await conference.store.history(ofRegistration: 4)
        #expect(log.map(\.action) == [.registered, .offered] && log.map(\.actor) == [.attendee, .system])
        _ = try conference.folder.open(seed: 3)
        #expect(try await conference.store.history(ofRegistration: 4).count == 2)
    }

    @Test func `a change of quota is logged with both its settings`() async throws {
        _ = try await conference.changeQuota(.nassjo, reserved: 0, ceiling: 3)
        let detail = try await conference.store.pool.read { db in
            try String.fetchOne(db, sql: "SELECT actor || ' ' || detail FROM logEntry WHERE action = 'quotaChanged'")
        }
        #expect(detail == "organiser:prov 1/2 -> 0/3")
    }

    @Test(arguments: [
        (0, 1, QuotaProblem.ceilingBelowTaken(taken: 2)), (3, 2, .reservedAboveCeiling),
        (6, 9, .beyondCapacity(free: 2)),
    ])
    func `lowering evicts nobody and raising promises no more than there is`(
        reserved: Int, ceiling: Int, problem: QuotaProblem
    ) async throws {
        for number in 1...2 { try await conference.register(number, .nassjo) }
        await #expect(throws: problem) {
            try await conference.changeQuota(.nassjo, reserved: reserved, ceiling: ceiling)
        }
        #expect(try await conference.line(.nassjo)?.quota == Quota(reserved: 1, ceiling: 2, taken: 2))
    }

    @Test func `a quota nobody has cannot be changed`() async throws {
        let seated = try await conference.store.changeQuota(
            id: 99, reserved: 0, ceiling: 1, by: .organiser("prov"), now: noon)
        #expect(seated == nil)
    }
}
