import Conference
import Foundation
import Testing

private func workshop(_ id: Int64, _ hours: Range<Double>, left: Int = 1, waiting: Int = 0) -> Workshop {
    Workshop(
        id: id, title: Phrase(sv: "\(id)", en: "\(id)"), startsAt: Date(timeIntervalSince1970: hours.lowerBound * 3600),
        endsAt: Date(timeIntervalSince1970: hours.upperBound * 3600), capacity: 10, taken: 10 - left, waiting: waiting)
}

struct WorkshopChoiceTests {
    @Test func `a free place is taken, and nobody overtakes those who wait`() {
        let chosen = [workshop(1, 9..<10), workshop(2, 10..<11, left: 0), workshop(3, 11..<12, waiting: 1)]
        #expect(WorkshopChoice.decide(chosen, held: [:]) == .joins([1: .taken, 2: .waiting, 3: .waiting]))
    }

    @Test func `two places at once are refused, back to back they are not`() {
        let (one, two, three) = (workshop(1, 9..<10.5), workshop(2, 10..<11), workshop(3, 10.5..<12))
        #expect(WorkshopChoice.decide([two, one], held: [:]) == .overlap(one, two))
        #expect(WorkshopChoice.decide([two, one], held: [1: .taken]) == .overlap(one, two))
        #expect(WorkshopChoice.decide([one, three], held: [:]) == .joins([1: .taken, 3: .taken]))
    }

    @Test func `a place goes together with a wait or an offer at the same time`() {
        let (full, free) = (workshop(1, 9..<10, left: 0), workshop(2, 9..<10))
        #expect(WorkshopChoice.decide([full, free], held: [:]) == .joins([1: .waiting, 2: .taken]))
        #expect(WorkshopChoice.decide([full, free], held: [1: .offered]) == .joins([2: .taken]))
    }
}

struct WorkshopDraftTests {
    private let good: [WorkshopDraft.Control: String] = [
        .titleSv: "Jobb", .titleEn: "Jobs", .day: "2027-03-20", .starts: "13.00", .ends: "14:30", .capacity: "20",
    ]

    private func complaints(_ changes: [WorkshopDraft.Control: String]) -> [WorkshopDraft.Complaint] {
        let typed = good.merging(changes) { $1 }
        switch WorkshopDraft.check(typed: { typed[$0] ?? "" }) {
        case .valid: return []
        case .invalid(let complaints): return complaints
        }
    }

    @Test(arguments: [
        (WorkshopDraft.Control.titleEn, "", WorkshopDraft.Problem.typed(.missing)),
        (.aboutSv, "\u{202E}", .typed(.unprintable)),
        (.titleSv, String(repeating: "x", count: 501), .typed(.tooLong(longest: 500))),
        (.day, "2027-02-30", .typed(.notADay)), (.starts, "25:00", .typed(.notATime)),
        (.starts, "24:01", .typed(.notATime)), (.starts, "13", .typed(.notATime)),
        (.starts, "1:2:3", .typed(.notATime)), (.ends, "+1:00", .typed(.notATime)),
        (.ends, "13:00", .endsBeforeStart), (.capacity, "-1", .typed(.notANumber(least: 0, most: 100_000))),
        (.capacity, "100001", .typed(.notANumber(least: 0, most: 100_000))),
        (.capacity, "många", .typed(.notANumber(least: 0, most: 100_000))),
    ])
    func `a workshop is checked in words`(control: WorkshopDraft.Control, text: String, problem: WorkshopDraft.Problem)
    {
        #expect(complaints([control: text]).contains(WorkshopDraft.Complaint(control, problem)))
    }

    @Test func `a good one passes`() {
        #expect(complaints([:]).isEmpty)
    }
}
