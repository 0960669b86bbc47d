import Conference
import HTTP
import HTTPTypes
import Storage

/// An organiser's change of somebody as it came in; as it is shown first, when nothing has.
struct EditAttempt {
    var answers: AnswerAttempt
    /// With what stands in the place of fields that could not be read.
    var sheet: AttendeeSheet
    /// What the organiser began with.
    var base: AttendeeSheet
    var reason = ""
    var isTold = true
    var reasonProblem: TypedProblem?
    var answerProblems: [AnswerProblem] = []
    var overlap: WorkshopOverlap?
    /// What somebody else has changed since.
    var meanwhile: [EditedPart] = []

    static let reasonControl = "reason"

    var status: HTTPResponse.Status {
        if !meanwhile.isEmpty { return .conflict }
        return reasonProblem == nil && answerProblems.isEmpty && overlap == nil ? answers.status : .unprocessableContent
    }

    func summary(_ visit: Visit) -> ErrorSummary? {
        var items = answers.summary(visit)?.items ?? []
        items += answerProblems.map {
            .init(message: $0.message[visit.language], control: QuestionControl.name($0.question.id))
        }
        if let overlap {
            items.append(
                .init(
                    message: WorkshopFieldset.message(overlap, visit.language),
                    control: WorkshopFieldset.control(overlap.one)))
        }
        if reasonProblem != nil { items.append(.init(message: reasonMessage(visit), control: Self.reasonControl)) }
        guard !items.isEmpty else { return nil }
        return ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items)
    }

    func reasonMessage(_ visit: Visit) -> String {
        reasonProblem == .missing
            ? visit("Skriv varför du ändrar", "Enter why you make the change")
            : reasonProblem?.message[visit.language] ?? ""
    }
}
