package import Foundation

/// One group's quota as the organisers have typed it, checked as far as that goes without the others' seats.
package struct QuotaDraft: Sendable, Equatable {
    package let reserved: Int
    package let ceiling: Int
    /// When its unused reserved seats go back to the pool; nil for when those of the conference do.
    package let releasesAt: Date?

    package init(reserved: Int, ceiling: Int, releasesAt: Date?) {
        self.reserved = reserved
        self.ceiling = ceiling
        self.releasesAt = releasesAt
    }

    package enum Control: String, Sendable, CaseIterable {
        case reserved, ceiling, releasesDay, releasesTime
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case quota(QuotaProblem)
        case releaseIsPast

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .quota(let problem): problem.message
            case .releaseIsPast:
                Phrase(
                    sv: "Tiden har redan varit. Välj en senare, eller lämna fälten tomma.",
                    en: "That time has passed. Choose a later one, or leave the fields empty.")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<QuotaDraft, Complaint>

    /// - Parameter standing: The time of its own that the group has already, which may have been.
    package static func check(
        typed: @escaping (Control) -> String, standing: Date?, now: Date
    ) -> Outcome {
        var answers = TypedAnswers(typed)
        let range = 0...Quota.highestSetting
        let reserved = answers.number(.reserved, in: range)
        let ceiling = answers.number(.ceiling, in: range)
        let releases = answers.voluntaryMoment(.releasesDay, .releasesTime)
        var complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        if let releases, releases <= now, releases != standing {
            complaints.append(Complaint(.releasesDay, .releaseIsPast))
        }
        guard complaints.isEmpty, let reserved, let ceiling else { return .invalid(complaints) }
        return .valid(QuotaDraft(reserved: reserved, ceiling: ceiling, releasesAt: releases))
    }

    /// What the form would hold to describe this quota.
    package func typed(_ control: Control) -> String {
        switch control {
        case .reserved: String(reserved)
        case .ceiling: String(ceiling)
        case .releasesDay: releasesAt.map { SwedishTime.isoDay($0) } ?? ""
        case .releasesTime: releasesAt.map { SwedishTime.clock($0).en } ?? ""
        }
    }
}

extension QuotaProblem {
    package var control: QuotaDraft.Control {
        switch self {
        case .ceilingBelowTaken: .ceiling
        case .reservedAboveCeiling, .beyondCapacity, .outOfRange: .reserved
        }
    }

    package var message: Phrase {
        switch self {
        case .reservedAboveCeiling:
            Phrase(
                sv: "De reserverade platserna kan inte vara fler än taket.",
                en: "The reserved seats cannot be more than the ceiling.")
        case .ceilingBelowTaken(let taken):
            Phrase(
                sv: "\(taken) platser är redan tagna. Taket kan inte vara lägre.",
                en: "\(taken) seats are taken already. The ceiling cannot be lower.")
        case .beyondCapacity(let free):
            Phrase(
                sv: "Så många platser finns inte: \(free) är lediga att reservera.",
                en: "There are not so many seats: \(free) are free to reserve.")
        case .outOfRange(let limit):
            Phrase(sv: "Skriv ett tal från 0 till \(limit).", en: "Enter a number from 0 to \(limit).")
        }
    }
}
