/// What is wrong with the answer to one of the organisers' questions.
package struct AnswerProblem: Error, Sendable, Equatable {
    package let question: Question
    package let kind: Kind

    package enum Kind: Sendable, Equatable {
        case missing
        case tooLong(longest: Int)
        case unprintable
        case notANumber
        case outOfRange(lowest: Int64?, highest: Int64?)
        case notADay
        case unknownChoice
    }

    package init(question: Question, kind: Kind) {
        self.question = question
        self.kind = kind
    }

    /// Says what to do about it. The question is named, for the summary stands far from it.
    package var message: Phrase {
        let label = question.label
        let what = advice
        return Phrase(sv: "\(label.sv): \(what.sv)", en: "\(label.en): \(what.en)")
    }

    private var advice: Phrase {
        switch kind {
        case .missing where question.options.isEmpty: Phrase(sv: "skriv ett svar", en: "enter an answer")
        case .missing: Phrase(sv: "välj ett svar", en: "choose an answer")
        case .tooLong(let longest):
            Phrase(
                sv: "svaret får ha högst \(longest) tecken. Korta ner texten.",
                en: "the answer can have at most \(longest) characters. Shorten the text.")
        case .unprintable:
            Phrase(
                sv: "svaret innehåller radbrytningar eller tecken som inte går att visa. Skriv texten igen.",
                en: "the answer contains line breaks or characters that cannot be shown. Type the text again.")
        case .notANumber: Phrase(sv: "skriv ett heltal, till exempel 5", en: "enter a whole number, for example 5")
        case .outOfRange(.some(let lowest), .some(let highest)):
            Phrase(
                sv: "skriv ett tal från \(lowest) till \(highest)", en: "enter a number from \(lowest) to \(highest)")
        case .outOfRange(.some(let lowest), nil):
            Phrase(sv: "skriv ett tal som är minst \(lowest)", en: "enter a number that is at least \(lowest)")
        case .outOfRange(nil, .some(let highest)):
            Phrase(sv: "skriv ett tal som är högst \(highest)", en: "enter a number that is at most \(highest)")
        case .outOfRange(nil, nil): Phrase(sv: "skriv ett mindre tal", en: "enter a smaller number")
        case .notADay:
            Phrase(
                sv: "skriv ett datum som finns, i formen 2027-03-20",
                en: "enter a date that exists, in the form 2027-03-20")
        case .unknownChoice: Phrase(sv: "välj bland alternativen", en: "choose among the options")
        }
    }
}
