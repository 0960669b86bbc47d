import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets

/// A form of the built-in questions as it came in; as it is shown first, when nothing has.
struct AnswerAttempt {
    var typed: (Field) -> String
    var problems: [FieldProblem] = []
    /// A slip in the address that has not been asked about yet.
    var likelyTypo: FieldProblem?
    var hasForeignToken = false
    var isFilledByProgram = false
    /// Until the next form from there is taken, where there were too many.
    var waitSeconds: Int?

    var isFaultless: Bool {
        problems.isEmpty && likelyTypo == nil && !hasForeignToken && !isFilledByProgram && waitSeconds == nil
    }
    var isTaken: Bool { problems.contains { $0.kind == .taken } }

    var status: HTTPResponse.Status {
        if isFaultless { return .ok }
        if waitSeconds != nil { return .tooManyRequests }
        return isTaken ? .conflict : .unprocessableContent
    }

    var questionedEmail: String? { likelyTypo.map { typed($0.field).trimmed } }

    /// Asks about a likely slip in the address once.
    mutating func ask(_ suggestion: EmailSuggestion, about email: String, _ form: FormData) {
        likelyTypo = suggestion.problem(with: email, in: .email, form)
    }

    func summary(_ visit: Visit) -> ErrorSummary? {
        guard !isFaultless else { return nil }
        var items = allProblems.map {
            ErrorSummary.Item(message: $0.message[visit.language], control: $0.field.name)
        }
        if hasForeignToken {
            items.insert(ErrorSummary.Item(message: FormToken.problem(visit), control: nil), at: 0)
        }
        if isFilledByProgram {
            items.insert(ErrorSummary.Item(message: Honeypot.problem(visit), control: nil), at: 0)
        }
        if waitSeconds != nil {
            let message = visit(
                "Väldigt många skickar formulär just nu. Vänta en minut och skicka igen. Det du skrev står kvar.",
                "Very many are sending forms right now. Wait a minute and send again. What you typed is still here.")
            items.insert(ErrorSummary.Item(message: message, control: nil), at: 0)
        }
        return ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items)
    }

    /// All that is said at the fields.
    var allProblems: [FieldProblem] { problems + [likelyTypo].compactMap { $0 } }

    /// What was typed, shown where it cannot be taken, so that it is not lost.
    func notAccepted(_ visit: Visit) -> HTML? {
        let rows = Field.all.filter { $0.mayChange && !typed($0).isEmpty }.map { field -> HTML in
            "<div><dt>\(field.label[visit.language])</dt><dd>\(typed(field))</dd></div>\n"
        }
        guard !rows.isEmpty else { return nil }
        return """
            <h2>\(visit("Det här skrev du", "This is what you typed"))</h2>
            <dl class="answers">
            \(rows)</dl>
            """
    }
}

extension Frame {
    /// The page with a form as it came in: what is wrong with it stands on top.
    func page(_ visit: Visit, _ attempt: AnswerAttempt, title: String, content: HTML) -> Response {
        var page = page(
            visit, title: title, status: attempt.status, problems: attempt.summary(visit), content: content)
        page.fields[.retryAfter] = attempt.waitSeconds.map(String.init)
        return page
    }
}
