package import Foundation

/// How many signed up on each day in Stockholm, from the first with any to the last, those without any between them.
package struct SignUpDays: Sendable, Equatable {
    package struct Day: Sendable, Equatable {
        /// Its first moment.
        package let start: Date
        package let count: Int
    }

    package let all: [Day]

    /// - Parameter byHour: Counts by hours since 1970. No day in Sweden begins within one.
    package init(byHour: [Int64: Int]) {
        let calendar = SwedishTime.calendar
        let counts = Dictionary(
            byHour.map { (calendar.startOfDay(for: Self.moment($0.key)), $0.value) }, uniquingKeysWith: +)
        guard let first = counts.keys.min(), let last = counts.keys.max() else {
            all = []
            return
        }
        var days: [Day] = []
        var start = first
        while start <= last {
            days.append(Day(start: start, count: counts[start] ?? 0))
            start = calendar.date(byAdding: .day, value: 1, to: start)!  // no calendar runs out of days
        }
        all = days
    }

    package var most: Int { all.map(\.count).max() ?? 0 }

    private static func moment(_ hour: Int64) -> Date { Date(timeIntervalSince1970: Double(hour) * 3600) }
}
