import Foundation

/// Times of day as organisers type them: "13:00", "13.00", and "24:00" for the end of a day.
package enum ClockTime {
    /// Minutes after midnight, 1440 at most. Nil for anything else, such as "13" and "9:5".
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "." })
        guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour < 24 || hour == 24 && minute == 0
        else { return nil }
        return hour * 60 + minute
    }

    /// As a form holds it: "9:00".
    package static func text(_ minutes: Int) -> String {
        let minute = minutes % 60
        return "\(minutes / 60):\(minute < 10 ? "0" : "")\(minute)"
    }
}

extension SwedishTime {
    /// - Parameters:
    ///   - minutes: After midnight by the clock on the wall; 1440 is the midnight that ends the day.
    ///   - day: Its first moment.
    static func moment(minutes: Int, of day: Date) -> Date? {
        minutes == 1440
            ? calendar.date(byAdding: .day, value: 1, to: day)
            : calendar.date(bySettingHour: minutes / 60, minute: minutes % 60, second: 0, of: day)
    }

    /// How a form that asks for day and time would hold this moment. A midnight is the end of the day before: that is how
    /// people tell until when something is open.
    static func typedEnd(_ moment: Date) -> (day: String, time: String) {
        moment == calendar.startOfDay(for: moment)
            ? (isoDay(moment.addingTimeInterval(-1)), "24:00") : (isoDay(moment), clock(moment).en)
    }
}
