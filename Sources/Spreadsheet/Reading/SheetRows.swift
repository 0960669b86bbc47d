/// The cells of a sheet as texts. Rows without text are left out.
final class SheetRows: XMLSink {
    private(set) var rows: [SheetTable.Row] = []
    private let limits: WorkbookLimits
    private let strings: [String]
    private let formats: CellFormats
    private let countsFrom1904: Bool

    private var rowNumber = 0
    private var cells: [String] = []
    private var textBytes = 0

    private var cell = Cell()

    private struct Cell {
        var column = 0
        var type = ""
        var style: Int?
        var value: [UInt8] = []
        var hasValue = false
        var hasFormula = false
        var isInValue = false
        var inline = RichText()
    }

    /// Of any sheet (Excel specifications and limits). Rows that are empty count: to pass over millions of them takes
    /// seconds too.
    private static let mostRows = 1 << 20

    init(strings: [String], formats: CellFormats, countsFrom1904: Bool, limits: WorkbookLimits) {
        self.strings = strings
        self.formats = formats
        self.countsFrom1904 = countsFrom1904
        self.limits = limits
    }

    func start(_ name: String, _ attributes: XMLAttributes) throws(WorkbookProblem) {
        switch name {
        case "row":
            let number = attributes["r"].flatMap { Int($0) } ?? rowNumber + 1
            guard number > rowNumber, number <= Self.mostRows else { throw .unreadable }
            rowNumber = number
            cells = []
            cell.column = -1
        case "c":
            let column = attributes["r"].flatMap(Self.column) ?? cell.column + 1
            guard column > cell.column else { throw .unreadable }
            cell = Cell(column: column, type: attributes["t"] ?? "n", style: attributes["s"].flatMap { Int($0) })
        case "v":
            cell.hasValue = true
            cell.isInValue = true
        case "f": cell.hasFormula = true
        default: cell.inline.start(name)
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(WorkbookProblem) {
        if cell.isInValue { cell.value += bytes } else { cell.inline.append(bytes) }
        guard cell.value.count + cell.inline.bytes.count <= limits.cellBytes else { throw .tooLongCell(reference) }
    }

    func end(_ name: String) throws(WorkbookProblem) {
        switch name {
        case "v": cell.isInValue = false
        case "c": try endCell()
        case "row":
            guard cells.contains(where: { !$0.isEmpty }) else { return }
            guard rows.count < limits.rows else { throw .tooManyRows(limit: limits.rows) }
            rows.append(SheetTable.Row(number: rowNumber, cells: cells))
        default: cell.inline.end(name)
        }
    }

    private func endCell() throws(WorkbookProblem) {
        let text = try cellText()
        guard !text.isEmpty else { return }
        guard cell.column < limits.columns else { throw .tooManyColumns(limit: limits.columns) }
        textBytes += text.utf8.count
        guard textBytes <= limits.textBytes else { throw .tooLarge }
        while cells.count < cell.column { cells.append("") }
        cells.append(text)
    }

    private func cellText() throws(WorkbookProblem) -> String {
        // An empty text is a value, and an empty number is none.
        if cell.hasFormula, cell.value.isEmpty, cell.type != "str" || !cell.hasValue { throw .notComputed(reference) }
        let stored = String(decoding: cell.value, as: UTF8.self)
        switch cell.type {
        case "inlineStr": return cell.inline.string
        case "str": return RichText.unescaped(stored)
        case "e": throw .failed(reference)
        case "s":
            guard cell.hasValue else { return "" }
            guard let index = Int(stored), strings.indices.contains(index) else { throw .unreadable }
            return strings[index]
        case "b": return stored == "1" ? "TRUE" : stored.isEmpty ? "" : "FALSE"
        case "d":
            let parts = stored.split(separator: "T", maxSplits: 1).map(String.init)
            return parts.count == 2 ? parts[0] + " " + parts[1].prefix(5) : stored
        default:
            guard !stored.isEmpty else { return "" }
            let shown = formats.shown(cell.style)
            guard let text = CellNumber.text(stored, shown: shown, countsFrom1904: countsFrom1904) else {
                throw .unreadable
            }
            return text
        }
    }

    private var reference: String { Self.letters(cell.column) + String(rowNumber) }

    /// From 0: "B7" is in column 1.
    private static func column(_ reference: String) -> Int? {
        var column = 0
        for byte in reference.utf8.prefix(while: { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) {
            column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            guard column <= 16_384 else { return nil }
        }
        return column == 0 ? nil : column - 1
    }

    static func letters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column + 1
        while rest > 0 {
            letters.insert(UInt8(ascii: "A") + UInt8((rest - 1) % 26), at: 0)
            rest = (rest - 1) / 26
        }
        return String(decoding: letters, as: UTF8.self)
    }
}
