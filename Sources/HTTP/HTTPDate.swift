/// The form in which HTTP writes a moment: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110 §5.6.7).
package struct HTTPDate: Sendable, Equatable {
    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// 29 bytes of ASCII.
    package let bytes: [UInt8]

    /// - Parameter epochSeconds: Seconds since 1970-01-01T00:00:00Z, in the years 1970 to 9999.
    package init(epochSeconds: Int) {
        let days = epochSeconds / 86_400
        let seconds = epochSeconds % 86_400
        let (year, month, day) = Self.date(daysSinceEpoch: days)

        var bytes: [UInt8] = []
        bytes.reserveCapacity(29)
        bytes.append(Self.weekdays[(days + 4) % 7])  // 1970-01-01 was a Thursday
        bytes.append(", ")
        bytes.append(twoDigits: day)
        bytes.append(" ")
        bytes.append(Self.months[month - 1])
        bytes.append(" ")
        bytes.append(twoDigits: year / 100)
        bytes.append(twoDigits: year % 100)
        bytes.append(" ")
        bytes.append(twoDigits: seconds / 3600)
        bytes.append(":")
        bytes.append(twoDigits: seconds / 60 % 60)
        bytes.append(":")
        bytes.append(twoDigits: seconds % 60)
        bytes.append(" GMT")
        self.bytes = bytes
    }

    /// The same as a string, for field values.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day comes last.
    private static func date(daysSinceEpoch: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = daysSinceEpoch + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension [UInt8] {
    fileprivate mutating func append(twoDigits number: Int) {
        append(UInt8(ascii: "0") + UInt8(number / 10))
        append(UInt8(ascii: "0") + UInt8(number % 10))
    }
}
