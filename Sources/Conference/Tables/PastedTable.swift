import Foundation

/// How large a table may be.
package struct TableLimits: Sendable, Equatable {
    /// People; the headings come on top.
    package let rows: Int
    package let columns: Int
    package let bytes: Int

    package init(rows: Int, columns: Int = 50, bytes: Int) {
        self.rows = rows
        self.columns = columns
        self.bytes = bytes
    }
}

/// Rows of cells, from a clipboard or a CSV file. Rows without text are left out.
package struct PastedTable: Sendable, Equatable {
    package struct Row: Sendable, Equatable {
        /// As spreadsheets count them, from 1, those without text too.
        package let number: Int
        package let cells: [String]

        package init(number: Int, cells: [String]) {
            self.number = number
            self.cells = cells
        }
    }

    package let rows: [Row]
    package let delimiter: UInt8

    /// - Parameters:
    ///   - delimiter: Nil to tell it from the text.
    ///   - mustBeWhole: Whether a table that breaks off is refused, as that of a file is.
    ///   - areHeadings: Whether a row is headings that are known: the delimiter that makes some is the right one.
    package init(
        _ text: String, limits: TableLimits, delimiter known: UInt8? = nil, mustBeWhole: Bool = false,
        areHeadings: ([String]) -> Bool
    ) throws(TableProblem) {
        guard text.utf8.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        guard !text.utf8.contains(0) else { throw .notText }
        let bytes = Array(text.utf8)
        delimiter = known ?? Self.delimiter(of: bytes, columnLimit: limits.columns, areHeadings: areHeadings)
        var reader = TableReader(bytes, delimiter: delimiter, columnLimit: limits.columns)
        var rows: [Row] = []
        var number = 0
        while let cells = try reader.next() {
            number += 1
            if mustBeWhole, reader.breaksOff(behind: cells, below: rows.first?.cells) { throw .breaksOff(row: number) }
            if cells.allSatisfy(\.isBlank) { continue }
            guard rows.count <= limits.rows else { throw .tooManyRows(limit: limits.rows) }
            rows.append(Row(number: number, cells: cells))
        }
        self.rows = rows
    }

    /// In the order of preference where a table could be read either way: a role may well hold a comma, but hardly a tab.
    private static let delimiters = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    /// Rows that are looked at to tell the delimiter.
    private static let sampleRows = 50

    /// The one under which the first row is known headings; else the one that parts most rows into equally many cells.
    private static func delimiter(
        of bytes: [UInt8], columnLimit: Int, areHeadings: ([String]) -> Bool
    ) -> UInt8 {
        let samples = delimiters.map { ($0, sample(bytes, delimiter: $0, columnLimit: columnLimit)) }
        if let withHeadings = samples.first(where: { areHeadings($0.1.first ?? []) }) {
            return withHeadings.0
        }
        let best = samples.map { ($0.0, evenness(of: $0.1)) }.reduce((delimiters[0], 0.0)) { best, next in
            next.1 > best.1 ? next : best
        }
        return best.0
    }

    private static func sample(_ bytes: [UInt8], delimiter: UInt8, columnLimit: Int) -> [[String]] {
        var reader = TableReader(bytes, delimiter: delimiter, columnLimit: columnLimit)
        var rows: [[String]] = []
        do {
            while rows.count < sampleRows, let row = try reader.next() {
                if !row.allSatisfy(\.isBlank) { rows.append(row) }
            }
        } catch {
            // Too many columns are columns too: that they are too many is said once the delimiter is chosen.
            rows.append([String](repeating: "", count: columnLimit + 1))
        }
        return rows
    }

    /// The share of rows that have the most frequent number of cells, when that is more than one.
    private static func evenness(of rows: [[String]]) -> Double {
        let frequencies = Dictionary(rows.map { ($0.count, 1) }, uniquingKeysWith: +)
        guard let (cells, most) = frequencies.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), cells > 1 else {
            return 0
        }
        return Double(most) / Double(rows.count)
    }
}

extension String {
    /// No text at all.
    package var isBlank: Bool { unicodeScalars.allSatisfy(CharacterSet.whitespacesAndNewlines.contains) }

    package var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
