package import Foundation

/// A workshop as the organisers have described it, checked.
package struct WorkshopDraft: Sendable, Equatable {
    package var title: Phrase
    package var about: Phrase?
    package var startsAt: Date
    package var endsAt: Date
    package var capacity: Int
    package var place: ProgrammePlace

    package init(
        title: Phrase, about: Phrase? = nil, startsAt: Date, endsAt: Date, capacity: Int,
        place: ProgrammePlace = ProgrammePlace()
    ) {
        self.title = title
        self.about = about
        self.startsAt = startsAt
        self.endsAt = endsAt
        self.capacity = capacity
        self.place = place
    }

    private static let longestText = 500
    private static let mostPlaces = 100_000

    /// The names of the form's controls. There is one box for each speaker.
    package enum Control: String, Sendable, CaseIterable {
        case titleSv, titleEn, aboutSv, aboutEn, day, starts, ends, capacity, room, speaker
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case endsBeforeStart
        /// Lowering the capacity evicts nobody.
        case capacityBelowTaken(taken: Int)
        /// Somebody has a place in another workshop at that time.
        case clashes
        case unknownChoice
        /// Nothing may be saved so.
        case concern(ProgrammeConcern)

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .endsBeforeStart:
                Phrase(sv: "Slutet måste komma efter början", en: "The end must come after the start")
            case .capacityBelowTaken(taken: 1):
                Phrase(
                    sv: "1 plats är redan tagen. Antalet kan inte vara lägre.",
                    en: "1 place is taken already. The number cannot be lower.")
            case .capacityBelowTaken(let taken):
                Phrase(
                    sv: "\(taken) platser är redan tagna. Antalet kan inte vara lägre.",
                    en: "\(taken) places are taken already. The number cannot be lower.")
            case .unknownChoice: Phrase(sv: "Välj ett av alternativen", en: "Choose one of the options")
            case .concern(let concern): concern.message
            case .clashes:
                Phrase(
                    sv: "Då skulle någon ha plats i två workshoppar på samma gång. Välj en annan tid.",
                    en: "Somebody would then have places in two workshops at once. Choose another time.")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<WorkshopDraft, Complaint>

    /// - Parameter speakers: What was ticked.
    package static func check(typed: @escaping (Control) -> String, speakers: [String] = []) -> Outcome {
        var answers = TypedAnswers(typed)
        let title = answers.phrase(.titleSv, .titleEn, isRequired: true, longest: longestText)
        let about = answers.phrase(.aboutSv, .aboutEn, isRequired: false, longest: longestText)
        let day = answers.day(.day)
        let (starts, ends) = (answers.time(.starts, of: day), answers.time(.ends, of: day))
        let capacity = answers.number(.capacity, in: 0...mostPlaces)
        let place = ProgrammePlace.check(room: typed(.room), speakers: speakers)
        var complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        if let starts, let ends, ends <= starts { complaints.append(Complaint(.ends, .endsBeforeStart)) }
        if place == nil { complaints.append(Complaint(.room, .unknownChoice)) }
        guard complaints.isEmpty, let title, let starts, let ends, let capacity, let place else {
            return .invalid(complaints)
        }
        return .valid(
            WorkshopDraft(
                title: title, about: about, startsAt: starts, endsAt: ends, capacity: capacity, place: place))
    }
}
