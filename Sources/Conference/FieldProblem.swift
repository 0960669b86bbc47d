/// What is wrong with one answer.
package struct FieldProblem: Sendable, Equatable {
    package let field: Field
    package let kind: Kind

    package init(field: Field, kind: Kind) {
        self.field = field
        self.kind = kind
    }

    package enum Kind: Sendable, Equatable {
        case missing
        case tooLong(longest: Int)
        /// A line break or control character where one line is asked for.
        case unprintable
        case malformedEmail
        /// Good in form, but one slip away from a domain that many have. Sent once more, it is taken as it is.
        case likelyTypo(meant: String)
        case malformedPhone
        case unknownChoice
        case unknownKommun
        /// Another living registration has it.
        case taken
    }

    /// Says what to do about it.
    package var message: Phrase {
        let label = field.label
        return switch kind {
        case .missing:
            field.missing ?? Phrase(sv: "Välj din kommun", en: "Choose your municipality")
        case .tooLong(let longest):
            Phrase(
                sv: "\(label.sv) får ha högst \(longest) tecken. Korta ner texten.",
                en: "\(label.en) can have at most \(longest) characters. Shorten the text.")
        case .unprintable:
            Phrase(
                sv: "\(label.sv) innehåller radbrytningar eller tecken som inte går att visa. Skriv texten igen.",
                en: "\(label.en) contains line breaks or characters that cannot be shown. Type the text again.")
        case .malformedEmail:
            Phrase(
                sv: "Skriv e-postadressen i formen namn@exempel.se",
                en: "Enter the e-mail address in the form name@example.se")
        case .likelyTypo(let meant):
            Phrase(
                sv: "Menade du \(meant)? Rätta adressen, eller skicka igen om den är rätt som den står.",
                en: "Did you mean \(meant)? Correct the address, or send again if it is right as it stands.")
        case .malformedPhone:
            Phrase(
                sv: "Skriv telefonnumret med riktnummer, till exempel 070-123 45 67",
                en: "Enter the phone number with its area code, for example 070-123 45 67 or +46 70 123 45 67")
        case .unknownChoice:
            Phrase(sv: "Välj ett av alternativen", en: "Choose one of the options")
        case .taken:
            Phrase(
                sv: "Det finns redan en anmälan med den e-postadressen",
                en: "There is a registration with that e-mail address already")
        case .unknownKommun:
            Phrase(
                sv: "Det finns ingen kommun med det namnet. Välj en kommun i listan.",
                en: "There is no municipality by that name. Choose one from the list.")
        }
    }
}
