import Conference
import Foundation

/// How many wait, as the end of a sentence: "ingen står i kö", "1 is waiting".
struct WaitingWords {
    let count: Int

    subscript(language: Language) -> String {
        switch (language, count) {
        case (.swedish, 0): "ingen står i kö"
        case (.swedish, _): "\(count) står i kö"
        case (.english, 0): "nobody is waiting"
        case (.english, 1): "1 is waiting"
        case (.english, _): "\(count) are waiting"
        }
    }
}

/// How many seats are taken, as the beginning of one: "1 av 400 platser är tagen".
struct TakenWords {
    let count: Int
    /// Nil where the count alone is told.
    let capacity: Int?

    subscript(language: Language) -> String {
        let ofAll = capacity.map { language == .swedish ? " av \($0)" : " of \($0)" } ?? ""
        let isOne = count == 1
        switch language {
        case .swedish:
            let seats = isOne && capacity == nil ? "plats" : "platser"
            return "\(count)\(ofAll) \(seats) är \(isOne ? "tagen" : "tagna")"
        case .english:
            let seats = isOne && capacity == nil ? "seat" : "seats"
            return "\(count)\(ofAll) \(seats) \(isOne ? "is" : "are") taken"
        }
    }
}

extension String {
    /// "Lördag 20 mars" where a sentence begins.
    var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }

    /// Without blanks around.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

/// A length of time in the largest unit that says it exactly enough: "24 timmar", "90 minutes".
struct LengthWords {
    let seconds: Int64

    subscript(language: Language) -> String {
        let minutes = max(1, seconds / 60)
        let isHours = minutes >= 120 || minutes == 60
        let count = isHours ? minutes / 60 : minutes
        return switch (language, isHours) {
        case (.swedish, true): "\(count) \(count == 1 ? "timme" : "timmar")"
        case (.swedish, false): "\(count) \(count == 1 ? "minut" : "minuter")"
        case (.english, true): "\(count) \(count == 1 ? "hour" : "hours")"
        case (.english, false): "\(count) \(count == 1 ? "minute" : "minutes")"
        }
    }
}

/// A large number as people read it: "10 327 589", "10,327,589".
struct LargeNumber {
    let number: Int

    subscript(language: Language) -> String {
        let digits = String(number.magnitude)
        var groups: [Substring] = []
        var rest = digits[...]
        while !rest.isEmpty {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        let separator = language == .swedish ? "\u{00A0}" : ","
        return (number < 0 ? "−" : "") + groups.joined(separator: separator)
    }
}

/// A change, with its sign: "+3", "−2", and "0" without one.
func signed(_ number: Int) -> String {
    number == 0 ? "0" : number > 0 ? "+\(number)" : "−\(-number)"
}
