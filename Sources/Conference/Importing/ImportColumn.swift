/// What a column of a table of attendees is taken for.
package enum ImportColumn: Hashable, Sendable {
    /// Whoever has a booking code is changed, and not registered.
    case code
    case field(Field)
    /// Given name and family name in one cell.
    case fullName
    /// One of our own files that a table cannot change, by its name: the state for one.
    case shownOnly(String)

    /// Those one may choose for a column, in the order of the form.
    package static func choices(mayReadNeeds: Bool) -> [ImportColumn] {
        [.code, .fullName] + Field.all.filter { mayReadNeeds || !$0.isSensitive }.map { .field($0) }
    }

    /// The name in forms.
    package var id: String {
        switch self {
        case .code: "code"
        case .fullName: "fullName"
        case .field(let field): field.name
        case .shownOnly(let name): name
        }
    }

    package var label: Phrase {
        switch self {
        case .code: Phrase(sv: "Bokningskod", en: "Booking code")
        case .fullName: Phrase(sv: "För- och efternamn", en: "Given and family name")
        case .field(let field): DelegationColumn(rawValue: field.name)?.label ?? field.label
        case .shownOnly(let name): Phrase(sv: name, en: name)
        }
    }

    /// What tables head their columns with.
    ///
    /// - Parameters:
    ///   - mayReadNeeds: Whether columns about needs are taken. Else they are only shown to be there.
    ///   - others: Headings of our own files' other columns.
    package static func words(mayReadNeeds: Bool, others: [String]) -> HeadingWords<ImportColumn> {
        var words: [(String, ImportColumn)] = ["Bokningskod", "Booking code", "code", "kod"].map { ($0, .code) }
        for field in Field.all {
            let label = ImportColumn.field(field).label
            let all =
                [field.name, field.label.sv, field.label.en, label.sv, label.en]
                + (DelegationColumn(rawValue: field.name)?.headings ?? [])
            let meaning = field.isSensitive && !mayReadNeeds ? shownOnly(field.name) : .field(field)
            words += all.map { ($0, meaning) }
        }
        words += PersonName.headings.map { ($0, .fullName) }
        return HeadingWords(words + others.map { ($0, .shownOnly(TableWord.key($0))) })
    }
}
