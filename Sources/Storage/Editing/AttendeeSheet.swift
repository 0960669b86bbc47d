package import Conference
import GRDB

/// All that an organiser may change of somebody, as it stands or as it is wanted.
package struct AttendeeSheet: Sendable, Equatable {
    package var registration: Registration
    /// Of the mail to them.
    package var language: Language
    /// By question, sorted; as they are stored, or as they were typed.
    package var answers: [Int64: [String]]
    package var workshops: Set<Int64>

    package init(
        registration: Registration, language: Language, answers: [Int64: [String]], workshops: Set<Int64>
    ) {
        self.registration = registration
        self.language = language
        self.answers = answers.mapValues { $0.sorted() }.filter { !$0.value.isEmpty }
        self.workshops = workshops
    }

    package init(_ questionnaire: Questionnaire) {
        self.init(
            registration: questionnaire.attendee.registration, language: questionnaire.attendee.language,
            answers: questionnaire.answers.stored, workshops: Set(questionnaire.places.map(\.workshop)))
    }

    package static func == (one: AttendeeSheet, other: AttendeeSheet) -> Bool { one.differences(from: other).isEmpty }

    /// What differs, in the order of the form.
    package func differences(from other: AttendeeSheet) -> [EditedPart] {
        var parts = registration.changes(from: other.registration).map { EditedPart.field($0) }
        if language != other.language { parts.append(.language) }
        let questions = Set(answers.keys).union(other.answers.keys).sorted()
        parts += questions.filter { answers[$0] != other.answers[$0] }.map { .question($0) }
        if workshops != other.workshops { parts.append(.workshops) }
        return parts
    }

    /// Gives one part the value it has in another sheet.
    package mutating func take(_ part: EditedPart, from other: AttendeeSheet) {
        switch part {
        case .field(let field): registration[field] = other.registration[field]
        case .language: language = other.language
        case .question(let id): answers[id] = other.answers[id]
        case .workshops: workshops = other.workshops
        }
    }
}

/// One part of a sheet. The history names the parts that were changed, and never what they said.
package enum EditedPart: Sendable, Hashable {
    case field(Field)
    case language
    case question(Int64)
    case workshops

    /// As it stands in the log.
    package var text: String {
        switch self {
        case .field(let field): field.name
        case .language: "language"
        case .question(let id): "q\(id)"
        case .workshops: "workshops"
        }
    }

    /// Reads what `text` wrote; nil for a field that is no more.
    package init?(_ text: some StringProtocol) {
        switch text {
        case "language": self = .language
        case "workshops": self = .workshops
        case _ where text.first == "q" && Int64(text.dropFirst()) != nil:
            guard let id = Int64(text.dropFirst()) else { return nil }
            self = .question(id)
        default:
            guard let field = Field.all.first(where: { $0.name == text }) else { return nil }
            self = .field(field)
        }
    }
}

extension LogEntry {
    /// What was changed, where the entry is about that.
    package var parts: [EditedPart] {
        switch action {
        case .changed, .edited: detail.split(separator: ",").compactMap { EditedPart($0) }
        case .answered: detail.split(separator: " ").compactMap { Int64($0).map { .question($0) } }
        default: []
        }
    }
}

extension Store {
    /// Nil when there is no such registration.
    package func sheet(of id: Int64) async throws -> AttendeeSheet? {
        try await questionnaire(of: id).map { AttendeeSheet($0) }
    }
}
