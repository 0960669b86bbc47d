package import Foundation

/// What organisers write to many, and how it is sent.
package struct MailingDraft: Sendable, Equatable {
    package let text: MailText
    /// Also to those who have cancelled. Else whoever cancels before their turn is passed over.
    package let includesCancelled: Bool
    /// Whoever wants no reminders does not get it, and everybody can decline the next at one click.
    package let isVoluntary: Bool
    package let perMinute: Int

    package static let paces = 1...1000
    package static let usualPace = 60
    /// More are not written to at once.
    package static let mostRecipients = 20_000

    package init(text: MailText, includesCancelled: Bool, isVoluntary: Bool, perMinute: Int) {
        self.text = text
        self.includesCancelled = includesCancelled
        self.isVoluntary = isVoluntary
        self.perMinute = perMinute
    }

    package enum Control: Sendable, Equatable, RawRepresentable, Hashable {
        case text(MailTextDraft.Control)
        case cancelled, voluntary, perMinute

        package init?(rawValue: String) {
            if let control = MailTextDraft.Control(rawValue: rawValue) {
                self = .text(control)
                return
            }
            switch rawValue {
            case "cancelled": self = .cancelled
            case "voluntary": self = .voluntary
            case "perMinute": self = .perMinute
            default: return nil
            }
        }

        package var rawValue: String {
            switch self {
            case .text(let control): control.rawValue
            case .cancelled: "cancelled"
            case .voluntary: "voluntary"
            case .perMinute: "perMinute"
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, MailTextDraft.Problem>
    package typealias Outcome = DraftOutcome<MailingDraft, Complaint>

    package static func check(typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let perMinute = answers.number(.perMinute, in: paces)
        let complaints = answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        switch MailTextDraft.check(.mailing, typed: { typed(.text($0)) }) {
        case .invalid(let others):
            return .invalid(others.map { Complaint(.text($0.control), $0.problem) } + complaints)
        case .valid(let text):
            guard let perMinute else { return .invalid(complaints) }
            return .valid(
                MailingDraft(
                    text: text, includesCancelled: typed(.cancelled) == "yes", isVoluntary: typed(.voluntary) == "yes",
                    perMinute: perMinute))
        }
    }

    package func typed(_ control: Control) -> String {
        switch control {
        case .text(let control): text.typed(control)
        case .cancelled: includesCancelled ? "yes" : ""
        case .voluntary: isVoluntary ? "yes" : "no"
        case .perMinute: String(perMinute)
        }
    }
}

/// When a mailing begins, as organisers type it.
package enum MailingStart {
    package enum Control: String, Sendable { case startsDay, startsTime }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case isPast
        case tooFar

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .isPast: Phrase(sv: "Välj en tid som inte har varit", en: "Choose a time that lies ahead")
            case .tooFar: Phrase(sv: "Välj en tid inom ett år", en: "Choose a time within a year")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<Date, Complaint>

    /// By the clock on a Swedish wall. In an hour that a change of clocks leaves out it is the end of that hour, and of an
    /// hour that comes twice the first is meant.
    package static func check(now: Date, typed: @escaping (Control) -> String) -> Outcome {
        var answers = TypedAnswers(typed)
        let moment = answers.moment(.startsDay, .startsTime)
        guard let moment else { return .invalid(answers.problems.map { Complaint($0.control, .typed($0.problem)) }) }
        if moment <= now { return .invalid([Complaint(.startsDay, .isPast)]) }
        if moment > now.addingTimeInterval(366 * 86_400) { return .invalid([Complaint(.startsDay, .tooFar)]) }
        return .valid(moment)
    }
}

/// How fast a mailing goes: one recipient at a time, and nothing to catch up on after a pause.
package struct MailingPace: Sendable {
    package let perMinute: Int

    package init(perMinute: Int) { self.perMinute = perMinute }

    /// What a clock that looks once a second may be late.
    private static let slack: Int64 = 1000

    private var interval: Int64 { max(1, 60_000 / Int64(perMinute)) }

    /// The number of those whose turn has come, and when the next one's does.
    ///
    /// - Parameters:
    ///   - next: When the next one's turn is, in milliseconds since 1970.
    ///   - most: Fewer are taken at once than this.
    package func due(next: Int64, now: Int64, most: Int) -> (count: Int, next: Int64) {
        guard next <= now, most > 0 else { return (0, next) }
        let begin = max(next, now - Self.slack)
        let count = min(Int((now - begin) / interval) + 1, most)
        return (count, begin + Int64(count) * interval)
    }
}
