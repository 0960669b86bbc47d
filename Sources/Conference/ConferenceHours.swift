/// When a conference begins and ends, read from what the organisers wrote for people: "9.00–16.00", "kl. 9–16".
struct ConferenceHours: Equatable {
    /// Minutes after midnight, in Stockholm.
    let start: Int
    let end: Int

    /// Nil for anything but two times with a dash between: "registration from nine" is for people alone.
    init?(_ text: String) {
        let times = text.trimmingPrefix("kl. ").split(separator: /\s*[-–]\s*/, omittingEmptySubsequences: false)
        guard times.count == 2, let start = Self.minutes(times[0]), let end = Self.minutes(times[1]), start < end else {
            return nil
        }
        (self.start, self.end) = (start, end)
    }

    private static func minutes(_ time: Substring) -> Int? {
        guard let parts = time.wholeMatch(of: /([0-9]{1,2})(?:[.:]([0-9]{2}))?/),
            let hour = Int(parts.1), hour < 24, let minute = Int(parts.2 ?? "0"), minute < 60
        else { return nil }
        return hour * 60 + minute
    }
}
