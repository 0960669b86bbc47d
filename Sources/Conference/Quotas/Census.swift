/// How many live in each kommun, and on which day that was so.
package struct Census: Sendable, Equatable, Codable {
    /// "2019-12-31".
    package let day: String
    /// By kommunkod.
    package let populations: [String: Int]

    package init(day: String, populations: [String: Int]) {
        self.day = day
        self.populations = populations
    }

    /// In order of their codes.
    package var codes: [String] { populations.keys.sorted() }
}
