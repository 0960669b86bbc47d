/// One person of a delegation as the contact typed or pasted it.
package struct DelegationRow: Sendable, Equatable {
    private var cells: [DelegationColumn: String] = [:]

    package init(_ cells: [DelegationColumn: String] = [:]) {
        for (column, text) in cells { self[column] = text }
    }

    /// "" where nothing was typed.
    package subscript(column: DelegationColumn) -> String {
        get { cells[column] ?? "" }
        set { cells[column] = newValue.isEmpty ? nil : newValue }
    }

    package var isBlank: Bool { cells.values.allSatisfy(\.isBlank) }
}

/// The people of a pasted table.
package struct DelegationTable: Sendable, Equatable {
    /// Most people of one delegation.
    package static let rowLimit = 200

    package let rows: [DelegationRow]
    /// Columns that the table has and that not every list shows.
    package let extraColumns: [DelegationColumn]
    /// Headings of columns that are not taken.
    package let ignored: [String]

    package init(_ text: String) throws(TableProblem) {
        let table = try PastedTable(text, rowLimit: Self.rowLimit)
        guard let first = table.rows.first else { throw .noRows }
        let headings = TableHeadings(firstRow: first)
        let people = headings.areThere ? table.rows.dropFirst() : table.rows[...]
        guard !people.isEmpty else { throw .noRows }
        guard people.count <= Self.rowLimit else { throw .tooManyRows(limit: Self.rowLimit) }
        rows = people.map { DelegationRow(cells: $0, meanings: headings.meanings) }
        extraColumns = DelegationColumn.allCases.filter { column in
            !DelegationColumn.always.contains(column) && headings.meanings.contains(.column(column))
        }
        ignored = headings.ignored
    }
}

extension DelegationRow {
    fileprivate init(cells: [String], meanings: [TableHeadings.Meaning]) {
        for (cell, meaning) in zip(cells, meanings) where !cell.isBlank {
            switch meaning {
            case .column(.organisationType):
                self[.organisationType] = OrganisationType.named(cell)?.rawValue ?? cell.trimmed
            case .column(let column): self[column] = cell.trimmed
            case .fullName: take(fullName: cell.trimmed)
            case .unknown: break
            }
        }
    }

    /// "Övning, Asta" or "Asta Övning". Where the family name begins is a guess that the contact sees and can mend.
    private mutating func take(fullName: String) {
        let parts = fullName.split(separator: ",", maxSplits: 1).map { String($0).trimmed }
        if parts.count == 2 {
            (self[.familyName], self[.givenName]) = (parts[0], parts[1])
        } else {
            let words = fullName.split(maxSplits: 1, whereSeparator: \.isWhitespace).map { String($0).trimmed }
            self[.givenName] = words.first ?? ""
            self[.familyName] = words.count == 2 ? words[1] : ""
        }
    }
}

extension OrganisationType {
    /// What a table calls it: its label in either language, its raw value, or a usual short word.
    static func named(_ text: String) -> OrganisationType? { byName[TableHeadings.key(text)] }

    private static let byName: [String: OrganisationType] = {
        var byName: [String: OrganisationType] = [:]
        for type in allCases {
            let words = [type.rawValue, type.label.sv, type.label.en] + type.shortWords
            for word in words { byName[TableHeadings.key(word)] = type }
        }
        return byName
    }()

    private var shortWords: [String] {
        switch self {
        case .kommun: ["kommunal", "municipality", "kommuner"]
        case .region: ["regionen"]
        case .countyBoard: ["länsstyrelsen", "county board"]
        case .agency: ["myndighet", "agency", "statlig"]
        case .government: ["regeringskansliet", "riksdagen", "government"]
        case .association: ["SKR", "Sveriges Kommuner och Regioner"]
        case .university: ["universitet", "högskola", "university"]
        case .civilSociety: ["civilsamhälle", "civilsamhället", "förening", "ideell", "civil society", "NGO"]
        case .business: ["företag", "company"]
        case .press: ["media"]
        case .other: ["övrigt"]
        }
    }
}
