import Conference
import HTTP
import Storage

/// A sheet as names and values of a form: the same whether organisers type them or the form remembers what they began
/// with.
struct SheetForm {
    let fields: [Field]
    /// Those that the form shows.
    let questions: [Question]

    static let base = "base"
    static let language = "language"

    /// What the form remembers, in one hidden control.
    func remembered(_ sheet: AttendeeSheet) -> String {
        let answers = questions.flatMap { question in
            (sheet.answers[question.id] ?? []).map { (QuestionControl.name(question.id), $0) }
        }
        return FormData.encode(
            fields.map { ($0.name, sheet.registration[$0]) } + [(Self.language, sheet.language.rawValue)] + answers
                + sheet.workshops.sorted().map { (WorkshopFieldset.name, String($0)) })
    }

    /// Reads what `remembered` wrote. What it did not hold is as it stands now.
    func base(_ form: FormData, now: AttendeeSheet) throws -> AttendeeSheet {
        guard let text = form[Self.base] else { return now }
        let memory = try FormData(text.utf8)
        return sheet(memory, now: now) { memory[$0.name] ?? "" }
    }

    /// - Parameter field: The answer to a field, in its stored form.
    func sheet(_ form: FormData, now: AttendeeSheet, field: (Field) -> String) -> AttendeeSheet {
        var sheet = now
        for one in fields { sheet.registration[one] = field(one) }
        sheet.language = form[Self.language].flatMap(Language.init) ?? now.language
        for question in questions {
            let answers = form.all(QuestionControl.name(question.id)).filter { !$0.isEmpty }.sorted()
            sheet.answers[question.id] = answers.isEmpty ? nil : answers
        }
        sheet.workshops = Set(form.all(WorkshopFieldset.name).compactMap { Int64($0) })
        return sheet
    }
}
