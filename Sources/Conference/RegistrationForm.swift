import Foundation

/// The sign-up form as it was typed, and what became of it.
package enum RegistrationForm {
    package enum Outcome: Sendable, Equatable {
        case valid(Registration)
        /// In the order of the form; never empty.
        case invalid([FieldProblem])
    }

    /// Checks every field and brings each answer to its stored form.
    ///
    /// - Parameters:
    ///   - voluntary: A field that may be left out although the form asks for it.
    ///   - typed: The text of a field as it came, "" where it did not come.
    package static func check(
        kommuner: KommunRegister, voluntary: Field? = nil, typed: (Field) -> String
    ) -> Outcome {
        var registration = Registration(stored: [:])
        var problems: [FieldProblem] = []
        for field in Field.all {
            let isRequired = field.isRequired && field != voluntary
            switch answer(to: field, typed: typed(field), isRequired: isRequired, kommuner: kommuner) {
            case .success(let answer): registration[field] = answer
            case .failure(let problem): problems.append(FieldProblem(field: field, kind: problem.kind))
            }
        }
        // A leftover choice of kommun must not put a region's guest on that kommun's seats.
        if registration[.organisationType] != OrganisationType.kommun.rawValue {
            registration[.kommun] = ""
            if !registration[.organisationType].isEmpty { problems.removeAll { $0.field == .kommun } }
        } else if registration[.kommun].isEmpty, !problems.contains(where: { $0.field == .kommun }) {
            let place = problems.firstIndex { Field.order(of: $0.field) > Field.order(of: .kommun) }
            problems.insert(FieldProblem(field: .kommun, kind: .missing), at: place ?? problems.endIndex)
        }
        return problems.isEmpty ? .valid(registration) : .invalid(problems)
    }

    /// Checks one answer alone, and brings it to its stored form.
    package static func check(
        _ field: Field, typed: String, kommuner: KommunRegister
    ) -> (answer: String, problem: FieldProblem?) {
        switch answer(to: field, typed: typed, isRequired: field.isRequired, kommuner: kommuner) {
        case .success(let answer): (answer, nil)
        case .failure(let refusal): ("", FieldProblem(field: field, kind: refusal.kind))
        }
    }

    private struct Refusal: Error {
        let kind: FieldProblem.Kind
    }

    private static func answer(
        to field: Field, typed: String, isRequired: Bool, kommuner: KommunRegister
    ) -> Result<String, Refusal> {
        let text = tidied(typed)
        guard !text.isEmpty else {
            return isRequired ? .failure(Refusal(kind: .missing)) : .success("")
        }
        guard text.unicodeScalars.count <= field.longest else {
            return .failure(Refusal(kind: .tooLong(longest: field.longest)))
        }
        let allowsLines = field.kind == .paragraph
        guard text.unicodeScalars.allSatisfy({ isPrintable($0) || allowsLines && $0 == "\n" }) else {
            return .failure(Refusal(kind: .unprintable))
        }
        switch field.kind {
        case .line, .paragraph:
            return .success(text)
        case .email:
            return EmailAddress.isValid(text) ? .success(text) : .failure(Refusal(kind: .malformedEmail))
        case .phone:
            return PhoneNumber.normalised(text).map(Result.success) ?? .failure(Refusal(kind: .malformedPhone))
        case .organisationType:
            return OrganisationType(rawValue: text) != nil ? .success(text) : .failure(Refusal(kind: .unknownChoice))
        case .kommun:
            return (kommuner.find(text)?.code).map(Result.success) ?? .failure(Refusal(kind: .unknownKommun))
        }
    }

    /// One spelling of each letter, one kind of line end, nothing blank around: what people see stays the same.
    package static func tidied(_ text: String) -> String {
        if isTidy(text) { return text }
        return text.replacing("\r\n", with: "\n")
            .replacing("\t", with: " ")
            .composed
            .trimmingCharacters(in: blank)
    }

    /// Whether tidying would change nothing, told from what most people type: to look is fifty times quicker than to do.
    private static func isTidy(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return true }
        return !blank.contains(first) && !blank.contains(last)
            && scalars.allSatisfy { $0.value < 0x300 && $0 != "\r" && $0 != "\t" }
    }

    /// A joiner joins nothing at either end, and alone it would be a name nobody can see.
    private static let blank = CharacterSet.whitespacesAndNewlines.union(CharacterSet(charactersIn: joiners))
    /// Some scripts need them inside words.
    private static let joiners = "\u{200C}\u{200D}"

    /// Letters of all scripts, marks, digits, signs and spaces, but nothing that hides, breaks or reorders a line.
    package static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value >= 0x20 && scalar.value != 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: false
        case .format: joiners.unicodeScalars.contains(scalar)
        default: scalar != "\u{FFFD}"  // what bytes that are no text were decoded to
        }
    }
}

extension Field {
    static func order(of field: Field) -> Int {
        all.firstIndex(of: field) ?? all.endIndex
    }
}
