/// A table of attendees on its way, as it was read or has been mended since.
package struct ImportTable: Sendable, Equatable {
    package static let limits = TableLimits(rows: 10_000, columns: 100, bytes: 4 << 20)

    /// With the headings, where there are some.
    package private(set) var rows: [PastedTable.Row]
    package var hasHeadings: Bool
    /// What each column is taken for; nil for one that is left out.
    package private(set) var columns: [ImportColumn?]

    /// - Parameters:
    ///   - hasHeadings: Nil to tell it from the first row.
    ///   - chosen: What columns are taken for, where somebody has said so.
    package init(
        _ rows: [PastedTable.Row], words: HeadingWords<ImportColumn>, hasHeadings: Bool? = nil,
        chosen: [ImportColumn?]? = nil
    ) {
        self.rows = rows
        let first = rows.first?.cells ?? []
        let width = rows.map(\.cells.count).max() ?? 0
        self.hasHeadings = hasHeadings ?? words.areKnown(in: first, atLeast: 1)
        let padded = first + Array(repeating: "", count: width - first.count)
        let told = self.hasHeadings ? words.meanings(of: padded) : padded.map { _ in nil }
        columns = told
        for (index, column) in (chosen ?? []).enumerated() where index < width {
            // What is left out may be so because it cannot be taken: that is still said.
            if let column {
                columns[index] = column
            } else if case .shownOnly = told[index] {
            } else {
                columns[index] = nil
            }
        }
    }

    package var people: ArraySlice<PastedTable.Row> { hasHeadings ? rows.dropFirst() : rows[...] }

    /// As it was written; nil without headings, or where it is blank.
    package func heading(_ column: Int) -> String? {
        guard hasHeadings, let cells = rows.first?.cells, column < cells.count, !cells[column].isBlank else {
            return nil
        }
        return cells[column].trimmed
    }

    /// "" where there is none.
    package func cell(_ row: PastedTable.Row, _ column: ImportColumn) -> String {
        guard let index = columns.firstIndex(of: column), index < row.cells.count else { return "" }
        return row.cells[index]
    }

    /// Columns that are taken for the same, though there can be only one.
    package var doubled: [Int] {
        columns.indices.filter { index in
            guard let column = columns[index], let first = columns.firstIndex(of: column) else { return false }
            return first < index
        }
    }

    /// Puts another text into a cell. A column that the table does not have yet is added to it.
    package mutating func mend(row number: Int, _ column: ImportColumn, to text: String) {
        guard let row = rows.firstIndex(where: { $0.number == number }) else { return }
        let index = columns.firstIndex(of: column) ?? add(column)
        var cells = rows[row].cells
        while cells.count <= index { cells.append("") }
        cells[index] = text
        rows[row] = PastedTable.Row(number: number, cells: cells)
    }

    private mutating func add(_ column: ImportColumn) -> Int {
        columns.append(column)
        let index = columns.count - 1
        if hasHeadings, let first = rows.first {
            let blanks = Array(repeating: "", count: max(0, index - first.cells.count))
            rows[0] = PastedTable.Row(number: first.number, cells: first.cells + blanks + [column.label.sv])
        }
        return index
    }
}
