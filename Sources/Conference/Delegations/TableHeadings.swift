/// What the columns of a table mean: by their headings, in any order and either language, or by the documented order.
struct TableHeadings {
    enum Meaning: Equatable {
        case column(DelegationColumn)
        /// Given name and family name in one cell.
        case fullName
        /// Nothing that is asked for.
        case unknown
    }

    let meanings: [Meaning]
    /// Whether the first row is headings rather than a person.
    let areThere: Bool
    /// Headings of columns that are not taken, as they were written.
    let ignored: [String]

    init(firstRow: [String]) {
        areThere = Self.areKnown(in: firstRow, atLeast: 1)
        guard areThere else {
            let order = DelegationColumn.allCases.map(Meaning.column)
            meanings = firstRow.indices.map { $0 < order.count ? order[$0] : .unknown }
            ignored = []
            return
        }
        var meanings: [Meaning] = []
        for heading in firstRow {
            let meaning = Self.meaning(of: heading)
            meanings.append(meanings.contains(meaning) ? .unknown : meaning)  // the first of two alike counts
        }
        self.meanings = meanings
        ignored = zip(firstRow, meanings).filter { $1 == .unknown && !$0.isBlank }.map(\.0.trimmed)
    }

    /// Whether a row is headings: as many known ones as asked, at least half of its cells, and no address among them. A
    /// person may well be called as a heading is.
    static func areKnown(in row: [String], atLeast: Int) -> Bool {
        guard !row.contains(where: { $0.utf8.contains(UInt8(ascii: "@")) }) else { return false }
        let known = row.map(meaning).filter { $0 != .unknown }
        return known.count >= atLeast && known.count * 2 >= row.count { !$0.isBlank }
    }

    private static func meaning(of heading: String) -> Meaning { known[key(heading)] ?? .unknown }

    private static let known: [String: Meaning] = {
        var known = ["namn", "name", "full name", "fullständigt namn", "deltagare", "participant"]
            .reduce(into: [:]) { $0[key($1)] = Meaning.fullName }
        for column in DelegationColumn.allCases {
            let words = column.headings + [column.field.name]
            let labels = [column.label, column.field.label].flatMap { [$0.sv, $0.en] }
            for word in words + labels { known[key(word)] = .column(column) }
        }
        return known
    }()

    /// Case, spaces, hyphens and a star or colon behind it make no other heading.
    static func key(_ heading: String) -> String {
        let kept = heading.composed.lowercased().unicodeScalars.filter { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        }
        return String(String.UnicodeScalarView(kept))
    }
}
