/// What is wrong with one cell of a delegation's list.
package struct CellProblem: Sendable, Equatable {
    package let column: DelegationColumn
    package let kind: Kind

    package enum Kind: Sendable, Equatable {
        case answer(FieldProblem.Kind)
        /// Another row has the address; rows are numbered from 1.
        case sameAddress(row: Int)
        /// Another row has the name, and no address tells the two apart.
        case sameName(row: Int)
        /// Somebody of the list who has just been registered has it.
        case sameAsRegistered
        /// A living registration has the address. Nothing else is told about it.
        case registered
        /// It is the contact's own, and the person is somebody else.
        case contactsOwn
        /// The list is one kommun's, of this name, and the person is not from there.
        case notOfKommun(String)
    }

    package init(column: DelegationColumn, kind: Kind) {
        self.column = column
        self.kind = kind
    }

    /// Says what to do about it, to somebody who writes about others.
    package var message: Phrase {
        let label = column.label
        switch kind {
        case .answer(.missing):
            return Phrase(sv: "\(label.sv) saknas", en: "\(label.en) is missing")
        case .answer(let kind):
            return FieldProblem(field: column.field, kind: kind).message
        case .sameAddress(let row):
            return Phrase(
                sv: "Samma adress som person \(row). Rätta den, eller ta bort den ena.",
                en: "The same address as person \(row). Correct it, or remove one of them.")
        case .sameName(let row):
            return Phrase(
                sv: "Samma namn som person \(row). Är det två personer? Skriv bådas e-postadresser.",
                en: "The same name as person \(row). Are they two people? Enter the e-mail addresses of both.")
        case .sameAsRegistered:
            return Phrase(
                sv:
                    "Samma uppgift som hos en av dem som nyss anmäldes. Är det en annan person? Skriv en egen e-postadress.",
                en:
                    "The same as of one of those who were just registered. Is it another person? Enter an e-mail address of "
                    + "their own.")
        case .registered:
            return Phrase(
                sv: "Adressen är redan anmäld. Ta bort personen, eller rätta adressen.",
                en: "The address is registered already. Remove the person, or correct the address.")
        case .notOfKommun(let name):
            return Phrase(
                sv: "Med den här länken anmäler ni bara personer från \(name).",
                en: "By this link only people from \(name) are registered.")
        case .contactsOwn: return ContactAddress.problem
        }
    }
}
