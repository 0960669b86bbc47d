package import Foundation

extension SwedishTime {
    /// A day as people type it: 2027-03-20, 20270320, 2027/3/20. Nil for days that no year has.
    package static func day(typed text: String) -> Date? {
        let isCompact = text.utf8.count == 8 && text.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
        let parts =
            isCompact
            ? [text.prefix(4), text.dropFirst(4).prefix(2), text.dropFirst(6)]
            : text.split(separator: text.contains("/") ? "/" : "-", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part -> Int? in
            part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil
        }
        guard parts.count == 3, numbers.count == 3, (1900...2199).contains(numbers[0]) else { return nil }
        return day(year: numbers[0], month: numbers[1], day: numbers[2])
    }
}
