/// Why a file is not read as a workbook.
package enum WorkbookProblem: Error, Sendable, Equatable {
    /// It is none, or a broken one.
    case unreadable
    /// Unpacked it is larger than any list of people, or has more parts.
    case tooLarge
    case tooManyRows(limit: Int)
    case tooManyColumns(limit: Int)
    case tooLongCell(String)
    /// A formula that no program has computed yet. Cells are named as in "B7".
    case notComputed(String)
    /// A formula that went wrong: "#N/A".
    case failed(String)
}

/// How much is read of a workbook: a few kilobytes can be packed so that they unpack to gigabytes.
package struct WorkbookLimits: Sendable, Equatable {
    /// With text in them, headings among them.
    package let rows: Int
    package let columns: Int
    /// All text of the table.
    package let textBytes: Int
    /// All parts that are read, unpacked.
    package var unpackedBytes = 64 << 20
    package var parts = 1000
    package var cellBytes = 128 << 10

    package init(rows: Int, columns: Int, textBytes: Int) {
        self.rows = rows
        self.columns = columns
        self.textBytes = textBytes
    }
}
