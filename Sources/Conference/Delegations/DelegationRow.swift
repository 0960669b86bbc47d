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
    /// Two hundred rows take a tenth of the bytes.
    package static let limits = TableLimits(rows: rowLimit, bytes: 512 << 10)

    package let rows: [DelegationRow]
    /// Columns that the table has and that not every list shows.
    package let extraColumns: [DelegationColumn]
    /// Headings of columns that are not taken.
    package let ignored: [String]

    package init(_ text: String) throws(TableProblem) {
        let table = try PastedTable(text, limits: Self.limits) { DelegationHeadings.words.areKnown(in: $0, atLeast: 2) }
        guard let first = table.rows.first?.cells else { throw .noRows }
        let headings = DelegationHeadings(firstRow: first)
        let people = headings.areThere ? table.rows.dropFirst() : table.rows[...]
        guard !people.isEmpty else { throw .noRows }
        guard people.count <= Self.rowLimit else { throw .tooManyRows(limit: Self.rowLimit) }
        rows = people.map { DelegationRow(cells: $0.cells, meanings: headings.meanings) }
        extraColumns = DelegationColumn.allCases.filter { column in
            !DelegationColumn.always.contains(column) && headings.meanings.contains(.column(column))
        }
        ignored = headings.ignored
    }
}

extension DelegationRow {
    fileprivate init(cells: [String], meanings: [DelegationHeadings.Meaning?]) {
        for (cell, meaning) in zip(cells, meanings) where !cell.isBlank {
            switch meaning {
            case .column(.organisationType):
                self[.organisationType] = OrganisationType.named(cell)?.rawValue ?? cell.trimmed
            case .column(let column): self[column] = cell.trimmed
            case .fullName: (self[.givenName], self[.familyName]) = PersonName.parts(of: cell.trimmed)
            case nil: break
            }
        }
    }
}
