import Foundation

/// A number of a cell as text that says what the cell shows.
enum CellNumber {
    /// Nil where the text is no number.
    static func text(_ stored: String, shown: CellFormats.Shown, countsFrom1904: Bool) -> String? {
        guard let number = Double(stored), number.isFinite else { return nil }
        switch shown {
        case .number: return plain(number)
        case .padded(let digits):
            let text = plain(number)
            return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
        case .date(let hasDay, let hasTime):
            return date(number, hasDay: hasDay, hasTime: hasTime, countsFrom1904: countsFrom1904) ?? plain(number)
        }
    }

    /// Never with an exponent: "701234567", not "7.01234567E8".
    private static func plain(_ number: Double) -> String {
        if let whole = Int64(exactly: number) { return String(whole) }
        let shortest = number.description
        guard shortest.contains("e") else { return shortest }
        var text = String(format: "%.15f", number)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text
    }

    /// "2027-03-20", "2027-03-20 09:30" or "09:30".
    private static func date(_ serial: Double, hasDay: Bool, hasTime: Bool, countsFrom1904: Bool) -> String? {
        guard (0..<2_958_466).contains(serial) else { return nil }  // the end of 9999
        let minutes = Int((serial * 24 * 60).rounded())
        var day = minutes / (24 * 60)
        let time = minutes % (24 * 60)
        let clock = String(format: "%02d:%02d", time / 60, time % 60)
        guard hasDay else { return clock }
        if countsFrom1904 {
            day += 1462
        } else if day < 60 {
            day += 1  // spreadsheets believe in a 29 February 1900
        }
        let moment = Date(timeIntervalSince1970: Double(day - 25_569) * 86_400)
        let parts = utc.dateComponents([.year, .month, .day], from: moment)
        let date = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
        return hasTime && time > 0 ? date + " " + clock : date
    }

    private static let utc = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}
