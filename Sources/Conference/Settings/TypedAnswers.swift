import Foundation

/// Reads what organisers typed into a form of settings, and collects what is wrong with it, in the order it is read.
struct TypedAnswers<Control: Sendable> {
    let typed: (Control) -> String
    private(set) var problems: [(control: Control, problem: TypedProblem)] = []

    init(_ typed: @escaping (Control) -> String) {
        self.typed = typed
    }

    /// A text in both languages. Nil when it is voluntary and left out.
    mutating func phrase(
        _ sv: Control, _ en: Control, isRequired: Bool, longest: Int, allowsLines: Bool = false
    ) -> Phrase? {
        let texts = [sv, en].map { ($0, text($0)) }
        if !isRequired, texts.allSatisfy({ $0.1.isEmpty }) { return nil }
        for (control, text) in texts {
            if text.isEmpty {
                problems.append((control, isRequired ? .missing : .oneLanguage))
            } else {
                check(text, control, longest: longest, allowsLines: allowsLines)
            }
        }
        return Phrase(sv: texts[0].1, en: texts[1].1)
    }

    /// A text that may be missing in English, and in both languages. Nil when it is.
    mutating func translated(_ sv: Control, _ en: Control, longest: Int, allowsLines: Bool = true) -> Translated? {
        let swedish = voluntaryText(sv, longest: longest, allowsLines: allowsLines)
        let english = voluntaryText(en, longest: longest, allowsLines: allowsLines)
        guard let swedish else {
            if english != nil { problems.append((sv, .swedishMissing)) }
            return nil
        }
        return Translated(sv: swedish, en: english)
    }

    /// Nil when it is left out.
    mutating func voluntaryText(_ control: Control, longest: Int, allowsLines: Bool = false) -> String? {
        let text = text(control)
        if text.isEmpty { return nil }
        check(text, control, longest: longest, allowsLines: allowsLines)
        return text
    }

    mutating func text(_ control: Control, longest: Int, allowsLines: Bool = false) -> String? {
        let text = voluntaryText(control, longest: longest, allowsLines: allowsLines)
        if text == nil { problems.append((control, .missing)) }
        return text
    }

    private mutating func check(_ text: String, _ control: Control, longest: Int, allowsLines: Bool) {
        if text.unicodeScalars.count > longest {
            problems.append((control, .tooLong(longest: longest)))
        } else if !text.unicodeScalars.allSatisfy({ RegistrationForm.isPrintable($0) || allowsLines && $0 == "\n" }) {
            problems.append((control, .unprintable))
        }
    }

    mutating func day(_ control: Control) -> Date? {
        let day = SwedishTime.day(typed: text(control))
        if day == nil { problems.append((control, .notADay)) }
        return day
    }

    /// - Parameter day: Nil when the day was wrong already: the time is checked all the same.
    mutating func time(_ control: Control, of day: Date?) -> Date? {
        guard let minutes = ClockTime.minutes(text(control)) else {
            problems.append((control, .notATime))
            return nil
        }
        return day.flatMap { SwedishTime.moment(minutes: minutes, of: $0) }
    }

    /// A day and a time in two controls.
    mutating func moment(_ day: Control, _ time: Control) -> Date? {
        self.time(time, of: self.day(day))
    }

    /// Nil when both are empty.
    mutating func voluntaryMoment(_ day: Control, _ time: Control) -> Date? {
        switch (text(day).isEmpty, text(time).isEmpty) {
        case (true, true): return nil
        case (false, false): return moment(day, time)
        case (let lacksDay, _):
            problems.append((lacksDay ? day : time, .halfAMoment))
            return nil
        }
    }

    /// Minutes after midnight.
    mutating func clock(_ control: Control) -> Int? {
        let minutes = ClockTime.minutes(text(control))
        if minutes == nil { problems.append((control, .notATime)) }
        return minutes
    }

    /// Nil when it is left out.
    mutating func voluntaryNumber(_ control: Control, in range: ClosedRange<Int>) -> Int? {
        text(control).isEmpty ? nil : number(control, in: range)
    }

    mutating func number(_ control: Control, in range: ClosedRange<Int>) -> Int? {
        guard let number = WholeNumber.parse(text(control)).flatMap(Int.init(exactly:)), range.contains(number) else {
            problems.append((control, .notANumber(least: range.lowerBound, most: range.upperBound)))
            return nil
        }
        return number
    }

    private func text(_ control: Control) -> String { RegistrationForm.tidied(typed(control)) }
}
