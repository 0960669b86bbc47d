/// The first sheet of an XLSX file (ISO/IEC 29500) that is not hidden, as rows of texts.
package struct SheetTable: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        /// From 1.
        package let number: Int
        /// Without empty ones at the end.
        package let cells: [String]
    }

    package let rows: [Row]
    package let sheet: String
    /// What was not read, that is not hidden either.
    package let otherSheets: [String]

    package init(_ bytes: [UInt8], limits: WorkbookLimits) throws(WorkbookProblem) {
        let archive = try ZipArchive(bytes, limits: limits)
        let root = Relationships(of: "")
        try archive.parse("_rels/.rels", into: root)
        guard let workbook = root.first("officeDocument") else { throw .unreadable }

        let list = SheetList()
        try archive.parse(workbook, into: list)
        let parts = Relationships(of: workbook)
        try archive.parse(Self.relationships(of: workbook), into: parts)
        let sheets = list.sheets.filter { !$0.isHidden && parts.byID[$0.id]?.type == "worksheet" }
        guard let first = sheets.first, let path = parts.byID[first.id]?.path else { throw .unreadable }

        let strings = SharedStrings(limits: limits)
        if let path = parts.first("sharedStrings"), archive.has(path) { try archive.parse(path, into: strings) }
        let formats = CellFormats()
        if let path = parts.first("styles"), archive.has(path) { try archive.parse(path, into: formats) }
        let rows = SheetRows(
            strings: strings.all, formats: formats, countsFrom1904: list.countsFrom1904, limits: limits)
        try archive.parse(path, into: rows)
        self.rows = rows.rows
        sheet = first.name
        otherSheets = sheets.dropFirst().map(\.name)
    }

    private static func relationships(of part: String) -> String {
        var path = part.split(separator: "/").map(String.init)
        let name = path.popLast() ?? ""
        return (path + ["_rels", name + ".rels"]).joined(separator: "/")
    }

    /// As spreadsheets call a column: "A" for 0.
    package static func letters(ofColumn column: Int) -> String { SheetRows.letters(column) }
}
