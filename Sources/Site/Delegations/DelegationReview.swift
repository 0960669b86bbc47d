import Conference
import Foundation
import Storage

/// What was found out about a draft, to be shown with it.
struct DelegationReview {
    var contactProblems: [FieldProblem] = []
    var sharedProblems: [FieldProblem] = []
    /// Of each row; empty before the first look.
    var rows: [DelegationCheck.Row] = []
    var tableProblem: TableProblemAt?
    var ignoredHeadings: [String] = []
    var held: HeldSeats?
    /// What is wrong with the form as a whole, in the visitor's language.
    var general: [String] = []
    /// A list without people.
    var isEmpty = false
    /// How many were registered just now, while others must be mended.
    var registered = 0
    var waitSeconds: Int?

    var good: [(index: Int, registration: Registration)] {
        rows.enumerated().compactMap { index, row in row.registration.map { (index, $0) } }
    }

    var isFaultless: Bool {
        contactProblems.isEmpty && sharedProblems.isEmpty && rows.allSatisfy { $0.registration != nil }
            && tableProblem == nil && general.isEmpty && !isEmpty && waitSeconds == nil
    }

    /// Whether those rows that are good may be registered as things stand.
    var mayBeSent: Bool {
        contactProblems.isEmpty && tableProblem == nil && general.isEmpty && waitSeconds == nil && !good.isEmpty
    }

    /// Whether a seat is held for the person of a row; nil where nobody has asked.
    func isHeld(row: Int) -> Bool? {
        guard let held, let place = good.firstIndex(where: { $0.index == row }), place < held.isHeld.count else {
            return nil
        }
        return held.isHeld[place]
    }

    /// Says of people that their addresses have registrations.
    mutating func mark(registered indexes: [Int]) {
        for index in indexes {
            rows[index] = rows[index].adding(CellProblem(column: .email, kind: .registered))
        }
    }

    func summary(_ visit: Visit) -> ErrorSummary {
        var items = general.map { ErrorSummary.Item(message: $0, control: nil) }
        if waitSeconds != nil {
            items.append(
                ErrorSummary.Item(
                    message: visit(
                        "Väldigt många anmäls just nu. Vänta en minut och skicka igen. Det du skrev står kvar.",
                        "Very many are being registered right now. Wait a minute and send again. What you typed is "
                            + "still here."),
                    control: nil))
        }
        items += (contactProblems + sharedProblems).map { problem in
            ErrorSummary.Item(message: problem.message[visit.language], control: problem.field.name)
        }
        for (index, row) in rows.enumerated() {
            items += row.problems.map { problem in
                ErrorSummary.Item(
                    message: "Person \(index + 1): \(problem.message[visit.language])",
                    control: DelegationDraft.Name.cell(index, problem.column))
            }
        }
        if let tableProblem {
            items.append(
                ErrorSummary.Item(
                    message: tableProblem.problem.message[visit.language], control: tableProblem.control))
        }
        if isEmpty {
            items.append(
                ErrorSummary.Item(
                    message: visit("Lägg till minst en person", "Add at least one person"),
                    control: DelegationDraft.Name.cell(0, .givenName)))
        }
        return ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items)
    }
}
