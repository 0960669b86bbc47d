/// What is wrong with one cell of a table of attendees.
package struct ImportProblem: Sendable, Equatable {
    package let column: ImportColumn
    package let kind: Kind

    package enum Kind: Sendable, Equatable {
        case answer(FieldProblem.Kind)
        /// Another row has the address, or the code; numbered as in the spreadsheet.
        case sameAddress(row: Int)
        case sameCode(row: Int)
        case malformedCode
        case unknownCode
        /// A living registration, that of this code, has the address.
        case registered(code: String)
        case cancelled
        /// The kind of organisation or the kommun would be another, and with it the seat.
        case movesSeat
    }

    package init(_ column: ImportColumn, _ kind: Kind) {
        self.column = column
        self.kind = kind
    }

    /// Says what to do about it, to an organiser.
    package var message: Phrase {
        switch kind {
        case .answer(.missing):
            return Phrase(sv: "\(column.label.sv) saknas", en: "\(column.label.en) is missing")
        case .answer(let kind):
            guard case .field(let field) = column else { return column.label }
            return FieldProblem(field: field, kind: kind).message
        case .sameAddress(let row):
            return Phrase(
                sv: "Rad \(row) har samma e-postadress. Rätta den, eller ta bort den ena raden.",
                en: "Row \(row) has the same e-mail address. Correct it, or remove one of the rows.")
        case .sameCode(let row):
            return Phrase(
                sv: "Rad \(row) har samma bokningskod. Ta bort den ena raden.",
                en: "Row \(row) has the same booking code. Remove one of the rows.")
        case .malformedCode:
            return Phrase(
                sv: "Skriv bokningskoden som VF-7K3M-Q2XR, eller lämna cellen tom för en ny anmälan",
                en: "Enter the booking code like VF-7K3M-Q2XR, or leave the cell empty for a new registration")
        case .unknownCode:
            return Phrase(
                sv: "Ingen anmälan har den bokningskoden. Rätta den, eller lämna cellen tom för en ny anmälan.",
                en: "No registration has that booking code. Correct it, or leave the cell empty for a new registration."
            )
        case .registered(let code):
            return Phrase(
                sv:
                    "Adressen är redan anmäld, med andra uppgifter. Skriv bokningskoden \(code) på raden för att ändra dem.",
                en: "The address is registered already, with other answers. Put the booking code \(code) in the row to "
                    + "change them.")
        case .cancelled:
            return Phrase(
                sv: "Anmälan är avbokad och kan inte ändras. Ta bort raden.",
                en: "The registration is cancelled and cannot be changed. Remove the row.")
        case .movesSeat:
            return Phrase(
                sv: "\(column.label.sv) avgör vems plats det är, och ändras på personens egen sida. Återställ cellen.",
                en: "\(column.label.en) decides whose seat it is, and is changed on the person’s own page. Restore the "
                    + "cell.")
        }
    }
}
