/// How badges are to be printed, as it was typed and checked.
package struct BadgeDraft: Sendable, Equatable {
    package let sheet: LabelSheet
    /// In millimetres, to the right and down: what the printer shifts the other way.
    package let shift: LabelSheet.Size
    /// The first label that is still on the first sheet.
    package let start: Int

    /// The names of the form's controls, in its order.
    package enum Control: String, Sendable, CaseIterable {
        case sheet, start, x, y
    }

    package enum Problem: Sendable, Equatable {
        case typed(TypedProblem)
        case unknownSheet
        case notMillimetres

        package var message: Phrase {
            switch self {
            case .typed(let problem): problem.message
            case .unknownSheet: Phrase(sv: "Välj ett av arken", en: "Choose one of the sheets")
            case .notMillimetres:
                Phrase(
                    sv: "Skriv ett tal från −10 till 10, till exempel 1,5",
                    en: "Enter a number from −10 to 10, such as 1.5")
            }
        }
    }

    package typealias Complaint = DraftComplaint<Control, Problem>
    package typealias Outcome = DraftOutcome<BadgeDraft, Complaint>

    /// Printers shift by a few millimetres; more is another sheet.
    private static let mostShift = 10.0

    /// - Parameter typed: What was typed; "" leaves a thing as it is without.
    package static func check(typed: @escaping (Control) -> String) -> Outcome {
        let sheet = typed(.sheet).isEmpty ? LabelSheet.all.first : LabelSheet.named(typed(.sheet))
        var answers = TypedAnswers(typed)
        let start = typed(.start).isEmpty ? 1 : answers.number(.start, in: 1...(sheet?.count ?? .max))
        let (x, y) = (millimetres(typed(.x)), millimetres(typed(.y)))
        if let sheet, let start, let x, let y {
            return .valid(BadgeDraft(sheet: sheet, shift: LabelSheet.Size(width: x, height: y), start: start))
        }
        var complaints = sheet == nil ? [Complaint(.sheet, .unknownSheet)] : []
        complaints += answers.problems.map { Complaint($0.control, .typed($0.problem)) }
        if x == nil { complaints.append(Complaint(.x, .notMillimetres)) }
        if y == nil { complaints.append(Complaint(.y, .notMillimetres)) }
        return .invalid(complaints)
    }

    /// Reads "1,5", "−0.5" and "".
    private static func millimetres(_ typed: String) -> Double? {
        let text = RegistrationForm.tidied(typed).replacing("−", with: "-").replacing(",", with: ".")
        if text.isEmpty { return 0 }
        guard text.utf8.count <= 8, text.utf8.allSatisfy({ "+-.0123456789".utf8.contains($0) }),
            let number = Double(text),
            abs(number) <= mostShift
        else { return nil }
        return (number * 100).rounded() / 100
    }
}
