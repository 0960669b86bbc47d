import Conference
import JSON

/// Reads an object that a program sent, and collects what is wrong with it: unknown names too.
struct APIBody {
    private let members: [JSON.Member]
    private(set) var complaints: [APIProblem.Complaint] = []

    /// - Throws: `APIProblem` for what is no object.
    init(_ body: JSON, names: [String]) throws {
        guard case .object(let members) = body else {
            throw APIProblem.invalid([
                APIProblem.Complaint(pointer: "", message: Phrase(sv: "Ska vara ett objekt", en: "Must be an object"))
            ])
        }
        self.members = members
        for member in members where !names.contains(member.name) {
            // RFC 6901 §3.
            let escaped = member.name.replacing("~", with: "~0").replacing("/", with: "~1")
            complain(escaped, Phrase(sv: "Det finns inget sådant fält här", en: "There is no such field here"))
        }
    }

    mutating func complain(_ name: String, _ message: Phrase) {
        complaints.append(APIProblem.Complaint(pointer: "/" + name, message: message))
    }

    func has(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// "" for what is left out or null.
    ///
    /// - Parameter longest: In Unicode scalars.
    mutating func text(_ name: String, longest: Int) -> String {
        switch members.first(where: { $0.name == name })?.value {
        case nil, .null: return ""
        case .text(let text):
            // Before anything is tidied away, as the schema has it.
            if text.unicodeScalars.count <= longest { return text }
            complain(name, TypedProblem.tooLong(longest: longest).message)
        default: complain(name, Phrase(sv: "Ska vara en text", en: "Must be a text"))
        }
        return ""
    }

    /// Nil for what is left out.
    mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        if case .number(let number) = member.value, let number = Int(exactly: number), range.contains(number) {
            return number
        }
        complain(name, TypedProblem.notANumber(least: range.lowerBound, most: range.upperBound).message)
        return nil
    }

    /// One of a few words; nil for what is left out.
    mutating func word<Word: RawRepresentable<String> & CaseIterable>(_ name: String, _: Word.Type) -> Word? {
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        if case .text(let text) = member.value, let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        complain(name, Phrase(sv: "Ska vara något av \(words)", en: "Must be one of \(words)"))
        return nil
    }

    /// - Throws: `APIProblem` with all that is wrong.
    func finish() throws {
        if !complaints.isEmpty { throw APIProblem.invalid(complaints) }
    }
}
