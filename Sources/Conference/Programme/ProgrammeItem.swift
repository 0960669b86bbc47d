/// Something of the programme that everybody may go to. Raw values of the kinds stand in the database.
package struct ProgrammeItem: Sendable, Equatable, Identifiable {
    package enum Kind: String, Sendable, CaseIterable {
        case talk, pause

        package var label: Phrase {
            switch self {
            case .talk: Phrase(sv: "Programpunkt", en: "Session")
            case .pause: Phrase(sv: "Paus eller måltid", en: "Break or meal")
            }
        }
    }

    package let id: Int64
    package let draft: ProgrammeItemDraft
    package let isRetired: Bool
    /// Grows with every change.
    package let revision: Int

    package init(id: Int64, draft: ProgrammeItemDraft, isRetired: Bool = false, revision: Int = 1) {
        self.id = id
        self.draft = draft
        self.isRetired = isRetired
        self.revision = revision
    }
}

/// Something of the programme as the organisers have described it, checked.
package struct ProgrammeItemDraft: Sendable, Equatable {
    package var kind: ProgrammeItem.Kind
    package var title: Phrase
    /// Markdown.
    package var about: Translated?
    /// Minutes after midnight on the day of the conference; the end is 1440 at most.
    package var starts: Int
    package var ends: Int
    /// By number.
    package var room: Int64?
    package var speakers: [Int64]

    package init(
        kind: ProgrammeItem.Kind = .talk, title: Phrase, about: Translated? = nil, starts: Int, ends: Int,
        room: Int64? = nil, speakers: [Int64] = []
    ) {
        self.kind = kind
        self.title = title
        self.about = about
        self.starts = starts
        self.ends = ends
        self.room = room
        self.speakers = speakers
    }

    private static let longestTitle = 200
    private static let longestAbout = 4000

    /// The names of the form's controls. There is one box for each speaker.
    package enum Control: String, Sendable, CaseIterable {
        case kind, titleSv, titleEn, aboutSv, aboutEn, starts, ends, room, speaker
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case endsBeforeStart
        case unknownChoice
        /// Nothing may be saved so.
        case concern(ProgrammeConcern)

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .endsBeforeStart: WorkshopDraft.Problem.endsBeforeStart.message
            case .unknownChoice: WorkshopDraft.Problem.unknownChoice.message
            case .concern(let concern): concern.message
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<ProgrammeItemDraft, Complaint>

    /// - Parameter speakers: What was ticked.
    package static func check(typed: @escaping (Control) -> String, speakers: [String]) -> Outcome {
        var answers = TypedAnswers(typed)
        let kind = ProgrammeItem.Kind(rawValue: typed(.kind))
        let title = answers.phrase(.titleSv, .titleEn, isRequired: true, longest: longestTitle)
        let (starts, ends) = (answers.clock(.starts), answers.clock(.ends))
        let place = ProgrammePlace.check(room: typed(.room), speakers: speakers)
        let about = answers.translated(.aboutSv, .aboutEn, longest: longestAbout)
        var complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        if kind == nil { complaints.append(Complaint(.kind, .unknownChoice)) }
        if place == nil { complaints.append(Complaint(.room, .unknownChoice)) }
        if let starts, let ends, ends <= starts { complaints.append(Complaint(.ends, .endsBeforeStart)) }
        guard complaints.isEmpty, let kind, let title, let starts, let ends, let place else {
            return .invalid(complaints)
        }
        return .valid(
            ProgrammeItemDraft(
                kind: kind, title: title, about: about, starts: starts, ends: ends, room: place.room,
                speakers: place.speakers))
    }
}
