package import Foundation

/// Days and times as people in Sweden read them. The zone is Europe/Stockholm everywhere.
package enum SwedishTime {
    package static let zone = TimeZone(identifier: "Europe/Stockholm")!  // part of every tz database

    package static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar
    }()

    /// For files that tell moments to machines.
    static let utc: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// The first moment of a day in Stockholm. Nil for days the calendar does not have.
    package static func day(year: Int, month: Int, day: Int) -> Date? {
        let parts = DateComponents(year: year, month: month, day: day)
        guard parts.isValidDate(in: calendar) else { return nil }
        return calendar.date(from: parts)
    }

    /// The next 20 March that lies ahead: today counts until it is over.
    package static func nextConferenceDay(after now: Date) -> Date {
        let year = calendar.component(.year, from: now)
        let today = calendar.startOfDay(for: now)
        let thisYear = day(year: year, month: 3, day: 20)!  // every year has one
        return thisYear >= today ? thisYear : day(year: year + 1, month: 3, day: 20)!
    }

    /// "lördag 20 mars 2027", "Saturday 20 March 2027".
    package static func longDay(_ date: Date) -> Phrase {
        let parts = calendar.dateComponents([.weekday, .day, .month, .year], from: date)
        let weekday = weekdays[parts.weekday! - 1]  // asked for above, as are the others
        let month = months[parts.month! - 1]
        return Phrase(
            sv: "\(weekday.sv) \(parts.day!) \(month.sv) \(parts.year!)",
            en: "\(weekday.en) \(parts.day!) \(month.en) \(parts.year!)")
    }

    /// "20 mars 2027 kl. 9.00", "20 March 2027 at 9:00".
    package static func moment(_ date: Date) -> Phrase {
        let parts = calendar.dateComponents([.day, .month, .year], from: date)
        let month = months[parts.month! - 1]
        let clock = clock(date)
        return Phrase(
            sv: "\(parts.day!) \(month.sv) \(parts.year!) kl. \(clock.sv)",
            en: "\(parts.day!) \(month.en) \(parts.year!) at \(clock.en)")
    }

    /// "9.00", "9:00".
    package static func clock(_ date: Date) -> Phrase {
        let parts = calendar.dateComponents([.hour, .minute], from: date)
        let minute = padded(parts.minute!)
        return Phrase(sv: "\(parts.hour!).\(minute)", en: "\(parts.hour!):\(minute)")
    }

    /// How long something is open that closes at `end`: "till och med torsdag 18 mars 2027" when that is midnight, for
    /// nobody reads "19 mars kl. 0.00" as the night before; else "till 18 mars 2027 kl. 15.00".
    package static func until(_ end: Date) -> Phrase {
        guard let last = lastDay(before: end) else {
            return Phrase(sv: "till \(moment(end).sv)", en: "until \(moment(end).en)")
        }
        return Phrase(sv: "till och med \(last.sv)", en: "until and including \(last.en)")
    }

    /// When something closed, said the same way: "efter torsdag 18 mars 2027" or "18 mars 2027 kl. 15.00".
    package static func since(_ end: Date) -> Phrase {
        guard let last = lastDay(before: end) else { return moment(end) }
        return Phrase(sv: "efter \(last.sv)", en: "after \(last.en)")
    }

    private static func lastDay(before end: Date) -> Phrase? {
        end == calendar.startOfDay(for: end) ? longDay(end.addingTimeInterval(-1)) : nil
    }

    /// "2027-03-20", for machines and `datetime` attributes.
    package static func isoDay(_ date: Date) -> String { isoDay(date, in: calendar) }

    static func isoDay(_ date: Date, in calendar: Calendar) -> String {
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        return "\(padded(parts.year!, to: 4))-\(padded(parts.month!))-\(padded(parts.day!))"
    }

    /// "2027-03-20 09:00", what spreadsheets read as a moment.
    ///
    /// By arithmetic: lists and files have one in each row, and a calendar takes as long as all the rest of the row.
    package static func isoMinute(_ date: Date) -> String {
        let local = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
        let (days, second) = local.quotientAndRemainder(flooringBy: 86_400)
        let (year, month, day) = civil(daysSince1970: days)
        return String(unsafeUninitializedCapacity: 16) { text in
            var end = 0
            func write(_ number: Int, _ width: Int, _ mark: Unicode.Scalar?) {
                var rest = number
                for index in stride(from: end + width - 1, through: end, by: -1) {
                    text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                    rest /= 10
                }
                end += width
                if let mark {
                    text[end] = UInt8(ascii: mark)
                    end += 1
                }
            }
            write(max(0, min(9999, year)), 4, "-")
            write(month, 2, "-")
            write(day, 2, " ")
            write(second / 3600, 2, ":")
            write(second / 60 % 60, 2, nil)
            return end
        }
    }

    /// The day of the Gregorian calendar, counted in years that begin with March so that the leap day is the last
    /// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days).
    private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).quotientAndRemainder(flooringBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// As a clock on a Swedish wall shows it, for files that know no zone.
    package static func parts(of date: Date) -> DateComponents {
        calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
    }

    private static func padded(_ number: Int, to width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static let weekdays = [
        Phrase(sv: "söndag", en: "Sunday"), Phrase(sv: "måndag", en: "Monday"), Phrase(sv: "tisdag", en: "Tuesday"),
        Phrase(sv: "onsdag", en: "Wednesday"), Phrase(sv: "torsdag", en: "Thursday"),
        Phrase(sv: "fredag", en: "Friday"), Phrase(sv: "lördag", en: "Saturday"),
    ]

    private static let months = [
        Phrase(sv: "januari", en: "January"), Phrase(sv: "februari", en: "February"),
        Phrase(sv: "mars", en: "March"), Phrase(sv: "april", en: "April"), Phrase(sv: "maj", en: "May"),
        Phrase(sv: "juni", en: "June"), Phrase(sv: "juli", en: "July"), Phrase(sv: "augusti", en: "August"),
        Phrase(sv: "september", en: "September"), Phrase(sv: "oktober", en: "October"),
        Phrase(sv: "november", en: "November"), Phrase(sv: "december", en: "December"),
    ]
}

extension Int {
    /// With a remainder that is never less than zero, so that what lies before 1970 is a day of its own too.
    fileprivate func quotientAndRemainder(flooringBy divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
