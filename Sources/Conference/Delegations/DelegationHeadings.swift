/// What the columns of a delegation's table mean: by their headings, or by the documented order.
struct DelegationHeadings {
    enum Meaning: Hashable {
        case column(DelegationColumn)
        /// Given name and family name in one cell.
        case fullName
    }

    /// Nil for nothing that is asked for.
    let meanings: [Meaning?]
    /// Whether the first row is headings rather than a person.
    let areThere: Bool
    /// Headings of columns that are not taken, as they were written.
    let ignored: [String]

    init(firstRow: [String]) {
        areThere = Self.words.areKnown(in: firstRow, atLeast: 1)
        guard areThere else {
            let order = DelegationColumn.allCases.map(Meaning.column)
            meanings = firstRow.indices.map { $0 < order.count ? order[$0] : nil }
            ignored = []
            return
        }
        meanings = Self.words.meanings(of: firstRow)
        ignored = zip(firstRow, meanings).filter { $1 == nil && !$0.isBlank }.map(\.0.trimmed)
    }

    static let words = HeadingWords(
        PersonName.headings.map { ($0, Meaning.fullName) }
            + DelegationColumn.allCases.flatMap { column -> [(String, Meaning)] in
                let labels = [column.label, column.field.label].flatMap { [$0.sv, $0.en] }
                return (column.headings + [column.field.name] + labels).map { ($0, .column(column)) }
            })
}
