import Conference
import Foundation
import Testing

struct ConferenceDraftTests {
    private typealias Control = ConferenceDraft.Control

    private static let good: [Control: String] = [
        .titleSv: "Tillsammans", .titleEn: "Together", .day: "2027-03-20", .citySv: "Borlänge", .cityEn: "Borlänge",
        .capacity: "400", .opensDay: "2026-11-01", .opensTime: "9.00", .closesDay: "2027-03-18", .closesTime: "24:00",
        .offerHours: "24", .reminderDays: "7",
    ]

    private func check(_ changes: [Control: String]) -> ConferenceDraft.Outcome {
        let typed = Self.good.merging(changes) { $1 }
        return ConferenceDraft.check { typed[$0] ?? "" }
    }

    @Test(arguments: [
        (Control.titleSv, "", ConferenceDraft.Problem.typed(.missing)), (.venueSv, "Galaxen", .typed(.oneLanguage)),
        (.day, "20 mars", .typed(.notADay)), (.capacity, "-1", .typed(.notANumber(least: 0, most: 100_000))),
        (.closesTime, "24:30", .typed(.notATime)), (.closesDay, "2026-10-31", .closesBeforeOpening),
        (.closesDay, "2027-03-21", .afterTheConference), (.changeStopsDay, "2027-03-19", .typed(.halfAMoment)),
        (.releasesTime, "9:00", .typed(.halfAMoment)), (.offerHours, "0", .typed(.notANumber(least: 1, most: 336))),
        (.reminderDays, "91", .typed(.notANumber(least: 0, most: 90))),
    ])
    private func `what cannot be is told in words at its control`(
        control: Control, text: String, problem: ConferenceDraft.Problem
    ) throws {
        guard case .invalid(let complaints) = check([control: text]) else {
            Issue.record("taken: \(control) = \(text)")
            return
        }
        #expect(complaints.map(\.problem).contains(problem))
        #expect(!problem.message.sv.isEmpty && !problem.message.en.isEmpty)
    }

    @Test func `midnight at the end of a day can be said as people say it, and is shown so`() throws {
        guard case .valid(let draft) = check([:]) else {
            Issue.record("refused")
            return
        }
        #expect(SwedishTime.isoMinute(draft.facts.closesAt) == "2027-03-19 00:00")
        #expect(draft.typed(.closesDay) == "2027-03-18" && draft.typed(.closesTime) == "24:00")
        #expect(draft.facts.changeStopsAt == draft.facts.closesAt && draft.typed(.changeStopsDay).isEmpty)
    }

    @Test func `a form filled from what it made says the same again`() throws {
        let changes: [Control: String] = [
            .hoursSv: "9.00–16.00", .hoursEn: "9:00–16:00", .venueSv: "Galaxen", .venueEn: "Galaxen",
            .changeStopsDay: "2027-03-19", .changeStopsTime: "15:30", .releasesDay: "2027-02-15", .releasesTime: "9:00",
        ]
        guard case .valid(let draft) = check(changes) else {
            Issue.record("refused")
            return
        }
        #expect(ConferenceDraft.check(typed: draft.typed) == .valid(draft))
    }
}
