import Conference
import Fixtures
import Foundation
import HTTP
import Testing

@testable import Site
@testable import Storage

struct OverviewPageTests {
    private static func overview(
        capacity: Int = 10, _ quotas: [Quota], workshops: [Workshop] = [], failed: Int = 0, requests: Int = 0
    ) -> Overview {
        let lines = quotas.enumerated().map { index, quota in
            QuotaBoard.Line(id: Int64(index), group: .kommun(code: "000\(index)"), quota: quota)
        }
        let committed = quotas.reduce(0) { $0 + $1.committed }
        return Overview(
            board: QuotaBoard(capacity: capacity, committed: committed, lines: lines), days: SignUpDays(byHour: [:]),
            workshops: workshops, offered: 0, held: 0, unsentMessages: failed, pendingMessages: 0,
            seatRequests: requests)
    }

    private static let line = Workshop(
        id: 1, title: Phrase(sv: "Jobb", en: "Jobs"), startsAt: .distantPast, endsAt: .distantFuture, capacity: 1,
        taken: 1, waiting: 2)

    private struct Case: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let overview: Overview
        let tasks: [OrganiserTask]
    }

    private static let full = Quota(reserved: 0, ceiling: 2, taken: 2, waiting: 3)
    private static let without = Quota(reserved: 0, ceiling: 0, waiting: 1)
    private static let holding = Quota(reserved: 3, ceiling: 5, taken: 1)
    private static let below = Quota(reserved: 0, ceiling: 5, taken: 2, waiting: 2)

    private static let cases: [Case] = [
        Case(testDescription: "nothing", overview: overview([holding]), tasks: []),
        Case(
            testDescription: "requests", overview: overview([holding], requests: 2), tasks: [.seatRequests(2)]),
        Case(testDescription: "mail", overview: overview([holding], failed: 2), tasks: [.mailFailed(2)]),
        Case(
            testDescription: "ceilings", overview: overview([full, without]),
            tasks: [.waitingAtCeiling(people: 4, groups: 2)]),
        Case(
            testDescription: "reserved", overview: overview(capacity: 5, [holding, below]),
            tasks: [.waitingWhileReserved(people: 2, unused: 2, releasesAt: nil)]),
        Case(testDescription: "full", overview: overview(capacity: 2, [below]), tasks: [.full(waiting: 2)]),
        Case(
            testDescription: "workshop", overview: overview([holding], workshops: [line]),
            tasks: [.workshopLine(line)]),
    ]

    @Test(arguments: cases)
    private func `what waits for a decision follows from the figures`(given: Case) {
        #expect(OrganiserTask.all(in: given.overview, releasesAt: nil) == given.tasks)
    }

    @Test func `the overview says who comes, with a table beside every picture`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        for number in 1...3 { _ = await site.signUp(number) }
        let session = try await site.signedIn()
        let page = await site.get("/admin/oversikt", fields: session)
        #expect(page.status == 200)
        #expect(page.text.contains("1 väntar fast det finns lediga platser: deras grupp har nått sitt tak."))
        #expect(page.text.contains("<th scope=\"row\">Jönköpings län<svg"))
        #expect(page.text.contains("<th scope=\"row\">Nässjö<svg"))
        #expect(page.text.contains("<caption class=\"for-ears\">Anmälningar per dag</caption>"))
        let english = await site.get("/en/admin/overview", fields: session)
        #expect(english.text.contains("1 waits though seats are free: their group has reached its ceiling."))
    }

    @Test func `an empty conference is told in words`() async throws {
        let site = try await TestSite()
        let page = await site.get("/admin/oversikt", fields: try await site.signedIn())
        #expect(page.text.contains("Inget väntar på er just nu.") && page.text.contains("Ingen har anmält sig än."))
    }
}
