import Foundation

/// The facts of the conference as the organisers have typed them, checked.
package struct ConferenceDraft: Sendable, Equatable {
    package let facts: ConferenceFacts
    /// How many days before the conference those with a seat are reminded; 0 for never.
    package let reminderDays: Int

    package init(facts: ConferenceFacts, reminderDays: Int) {
        self.facts = facts
        self.reminderDays = reminderDays
    }

    private static let longestText = 200
    private static let mostSeats = 100_000
    /// Two weeks: a longer offer would keep a seat empty for nothing.
    private static let offerHours = 1...336
    private static let daysOfReminder = 0...90

    /// The names of the form's controls, in its order.
    package enum Control: String, Sendable, CaseIterable {
        case titleSv, titleEn, day, hoursSv, hoursEn, citySv, cityEn, venueSv, venueEn
        case capacity, opensDay, opensTime, closesDay, closesTime
        case changeStopsDay, changeStopsTime, releasesDay, releasesTime, offerHours, reminderDays
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case closesBeforeOpening
        /// Sign-up or changes would go on after the day of the conference.
        case afterTheConference
        /// Lowering the capacity takes no seat from anybody.
        case capacityBelowCommitted(committed: Int)
        /// What was released is no longer reserved; another day can be set for nothing.
        case alreadyReleased

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .closesBeforeOpening:
                Phrase(sv: "Anmälan måste stänga efter att den öppnat", en: "Registration must close after it opens")
            case .afterTheConference:
                Phrase(
                    sv: "Välj en tid senast konferensdagen", en: "Choose a time no later than the day of the conference"
                )
            case .capacityBelowCommitted(let committed):
                Phrase(
                    sv: "\(committed) platser är tagna eller reserverade. Sänk först reservationerna under Kvoter, "
                        + "eller välj minst \(committed).",
                    en:
                        "\(committed) seats are taken or reserved. First lower the reservations under Quotas, or choose "
                        + "at least \(committed).")
            case .alreadyReleased:
                Phrase(
                    sv: "De reserverade platserna är redan släppta. Tiden kan inte ändras.",
                    en: "The reserved seats have been released already. The time cannot be changed.")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<ConferenceDraft, Complaint>

    package static func check(typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let title = answers.phrase(.titleSv, .titleEn, isRequired: true, longest: longestText)
        let day = answers.day(.day)
        let hours = answers.phrase(.hoursSv, .hoursEn, isRequired: false, longest: longestText)
        let city = answers.phrase(.citySv, .cityEn, isRequired: true, longest: longestText)
        let venue = answers.phrase(.venueSv, .venueEn, isRequired: false, longest: longestText)
        let capacity = answers.number(.capacity, in: 0...mostSeats)
        let opens = answers.moment(.opensDay, .opensTime)
        let closes = answers.moment(.closesDay, .closesTime)
        let changeStops = answers.voluntaryMoment(.changeStopsDay, .changeStopsTime)
        let releases = answers.voluntaryMoment(.releasesDay, .releasesTime)
        let hoursOfOffer = answers.number(.offerHours, in: offerHours)
        let reminderDays = answers.number(.reminderDays, in: daysOfReminder)

        var complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        if let opens, let closes, closes <= opens { complaints.append(Complaint(.closesDay, .closesBeforeOpening)) }
        if let day, let over = SwedishTime.moment(minutes: 1440, of: day) {
            for (control, moment) in [(Control.closesDay, closes), (.changeStopsDay, changeStops)] {
                if let moment, moment > over { complaints.append(Complaint(control, .afterTheConference)) }
            }
        }
        guard complaints.isEmpty, let title, let day, let city, let capacity, let opens, let closes, let hoursOfOffer,
            let reminderDays
        else { return .invalid(complaints) }
        let facts = ConferenceFacts(
            title: title, day: day, venue: venue, city: city, hours: hours, capacity: capacity, opensAt: opens,
            closesAt: closes, offerSeconds: Int64(hoursOfOffer) * 3600, changeStopsAt: changeStops,
            releasesAt: releases)
        return .valid(ConferenceDraft(facts: facts, reminderDays: reminderDays))
    }

    /// What the form would hold to describe this conference.
    package func typed(_ control: Control) -> String {
        switch control {
        case .titleSv: facts.title.sv
        case .titleEn: facts.title.en
        case .day: SwedishTime.isoDay(facts.day)
        case .hoursSv: facts.hours?.sv ?? ""
        case .hoursEn: facts.hours?.en ?? ""
        case .citySv: facts.city.sv
        case .cityEn: facts.city.en
        case .venueSv: facts.venue?.sv ?? ""
        case .venueEn: facts.venue?.en ?? ""
        case .capacity: String(facts.capacity)
        case .opensDay: SwedishTime.isoDay(facts.opensAt)
        case .opensTime: SwedishTime.clock(facts.opensAt).en
        case .closesDay: SwedishTime.typedEnd(facts.closesAt).day
        case .closesTime: SwedishTime.typedEnd(facts.closesAt).time
        // Where the change stop is the end of sign-up it moves with it.
        case .changeStopsDay:
            facts.changeStopsAt == facts.closesAt ? "" : SwedishTime.typedEnd(facts.changeStopsAt).day
        case .changeStopsTime:
            facts.changeStopsAt == facts.closesAt ? "" : SwedishTime.typedEnd(facts.changeStopsAt).time
        case .releasesDay: facts.releasesAt.map { SwedishTime.isoDay($0) } ?? ""
        case .releasesTime: facts.releasesAt.map { SwedishTime.clock($0).en } ?? ""
        case .offerHours: String(max(1, facts.offerSeconds / 3600))
        case .reminderDays: String(reminderDays)
        }
    }
}
