/// When a message that could not be sent is tried again: soon at first, then ever later, and no more after two days.
package enum RetrySchedule {
    /// In seconds, after the first attempt, the second and so on: 1, 5, 15 and 30 minutes, 1, 2 and 4 hours, then every
    /// eight hours until 47 h 51 min are over.
    package static let pauses: [Int64] = [
        60, 300, 900, 1800, 3600, 7200, 14_400, 28_800, 28_800, 28_800, 28_800, 28_800,
    ]

    /// Nil when that was the last attempt.
    package static func pause(after attempts: Int) -> Int64? {
        pauses.indices.contains(attempts - 1) ? pauses[attempts - 1] : nil
    }
}
