/// What can be wrong with one answer of a form of settings, whatever it is about.
package enum TypedProblem: Sendable, Equatable {
    case missing, unprintable, notADay, notATime
    case tooLong(longest: Int)
    /// A text that is shown in both languages was given in one.
    case oneLanguage
    /// English is voluntary beside Swedish, and not the other way round.
    case swedishMissing
    case notANumber(least: Int, most: Int)
    /// A day without its time of day, or the other way round.
    case halfAMoment

    /// What is wrong with a text that somebody must write; nil when nothing is.
    ///
    /// - Parameter text: Tidied.
    package static func with(_ text: String, longest: Int, allowsLines: Bool = false) -> TypedProblem? {
        if text.isEmpty { return .missing }
        if text.unicodeScalars.count > longest { return .tooLong(longest: longest) }
        let isPrintable = text.unicodeScalars.allSatisfy {
            RegistrationForm.isPrintable($0) || allowsLines && $0 == "\n"
        }
        return isPrintable ? nil : .unprintable
    }

    package var message: Phrase {
        switch self {
        case .missing: Phrase(sv: "Skriv en text", en: "Enter a text")
        case .tooLong(let longest):
            Phrase(
                sv: "Texten får ha högst \(longest) tecken", en: "The text can have at most \(longest) characters")
        case .unprintable:
            Phrase(
                sv: "Texten innehåller tecken som inte går att visa. Skriv den igen.",
                en: "The text contains characters that cannot be shown. Type it again.")
        case .oneLanguage:
            Phrase(
                sv: "Skriv texten på båda språken, eller på inget", en: "Enter the text in both languages, or in none")
        case .swedishMissing:
            Phrase(sv: "Skriv texten på svenska också", en: "Enter the text in Swedish, too")
        case .notADay: Phrase(sv: "Skriv ett datum, till exempel 2027-03-20", en: "Enter a date, such as 2027-03-20")
        case .notATime: Phrase(sv: "Skriv ett klockslag, till exempel 13:00", en: "Enter a time, such as 13:00")
        case .notANumber(let least, let most):
            Phrase(
                sv: "Skriv ett heltal från \(least) till \(most)", en: "Enter a whole number from \(least) to \(most)")
        case .halfAMoment:
            Phrase(
                sv: "Skriv både datum och klockslag, eller inget av dem", en: "Enter both date and time, or neither")
        }
    }
}
