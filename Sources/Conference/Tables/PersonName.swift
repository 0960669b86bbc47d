/// A name that stands in one cell.
package enum PersonName {
    /// "Övning, Asta" or "Asta Övning". Where the family name begins is a guess, to be shown to whoever gave the name.
    package static func parts(of fullName: String) -> (given: String, family: String) {
        let parts = fullName.split(separator: ",", maxSplits: 1).map { String($0).trimmed }
        if parts.count == 2 { return (parts[1], parts[0]) }
        let words = fullName.split(maxSplits: 1, whereSeparator: \.isWhitespace).map { String($0).trimmed }
        return (words.first ?? "", words.count == 2 ? words[1] : "")
    }

    static let headings = ["namn", "name", "full name", "fullständigt namn", "deltagare", "participant"]
}
