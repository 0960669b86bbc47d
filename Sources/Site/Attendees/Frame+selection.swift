import HTTP

extension Frame {
    /// In the place of what would be done with the chosen, when nobody is.
    func nobodyChosen(_ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery) -> Response {
        notice(
            visit, signedIn, query, title: visit("Ingen är vald", "Nobody is chosen"),
            words: visit("Markera några i listan först.", "Mark some in the list first."))
    }

    /// - Parameter words: How many there may be.
    func tooManyChosen(_ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery, _ words: String) -> Response {
        notice(visit, signedIn, query, title: visit("För många", "Too many"), words: words)
    }

    private func notice(
        _ visit: Visit, _ signedIn: SignedIn, _ query: AttendeeQuery, title: String, words: String
    ) -> Response {
        page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                \(query.back(visit))
                <h1>\(title)</h1>
                <p>\(words)</p>
                </div>
                """)
    }
}
