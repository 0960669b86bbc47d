import HTTP
import Secrets

/// Fields for passwords, each with what is wrong with it.
struct PasswordFields {
    let visit: Visit
    let problem: ErrorSummary.Item?

    /// The one there is, asked for before something that whoever finds a browser signed in must not do.
    var current: HTML {
        control("current", visit("Lösenordet du har nu", "Your present password"), fill: "current-password")
    }

    /// A new one, twice.
    var new: HTML {
        """
        \(control("password", visit("Nytt lösenord", "New password"), hint: visit(
            "Minst \(PasswordHash.shortestPassword) tecken. Några ord på rad är lätta att minnas.",
            "At least \(PasswordHash.shortestPassword) characters. A few words in a row are easy to remember.")))
        \(control("repeated", visit("Nytt lösenord igen", "New password again")))
        """
    }

    private func control(_ name: String, _ label: String, hint: String? = nil, fill: String = "new-password") -> HTML {
        FormControl(
            name: name, label: label, hint: hint, problem: problem?.control == name ? problem?.message : nil,
            problemWord: visit("Fel:", "Error:")
        ).html { "<input type=\"password\" \($0) autocomplete=\"\(fill)\" required=\"required\" />" }
    }

    /// What is wrong when the two are not alike.
    static func difference(_ form: FormData, _ visit: Visit) -> ErrorSummary.Item? {
        guard form["password"] ?? "" != form["repeated"] else { return nil }
        return ErrorSummary.Item(
            message: visit("Skriv samma lösenord två gånger.", "Enter the same password twice."), control: "repeated")
    }

    static func item(_ problem: PasswordProblem, _ visit: Visit) -> ErrorSummary.Item {
        let message =
            switch problem {
            case .tooShort(let least):
                visit(
                    "Välj ett lösenord med minst \(least) tecken.", "Choose a password of at least \(least) characters."
                )
            case .tooLong: visit("Välj ett kortare lösenord.", "Choose a shorter password.")
            }
        return ErrorSummary.Item(message: message, control: "password")
    }
}

extension Visit {
    /// What stands above a form that was not accepted.
    func summary(_ problem: ErrorSummary.Item?) -> ErrorSummary? {
        problem.map {
            ErrorSummary(title: self("Något behöver rättas", "Something needs to be corrected"), items: [$0])
        }
    }
}
