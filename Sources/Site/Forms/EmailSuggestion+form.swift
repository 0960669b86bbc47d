import Conference
import HTTP

extension EmailSuggestion {
    /// The name of the hidden field with the address that was asked about: sent again, it is meant so.
    static let questioned = "questionedEmail"

    /// A likely slip in an address, once.
    ///
    /// - Parameter email: The checked address; "" when there is none.
    func problem(with email: String, in field: Field, _ form: FormData) -> FieldProblem? {
        guard !email.isEmpty, form[Self.questioned] != email, let meant = suggestion(for: email) else { return nil }
        return FieldProblem(field: field, kind: .likelyTypo(meant: meant))
    }

    /// Goes with a form that asks about a slip.
    static func mark(_ problem: FieldProblem?, typed: String) -> HTML? {
        guard case .likelyTypo = problem?.kind else { return nil }
        return "<input type=\"hidden\" name=\"\(questioned)\" value=\"\(typed.trimmed)\" />"
    }
}
