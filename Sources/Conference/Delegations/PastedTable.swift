import Foundation

/// Rows of cells, from a clipboard or a CSV file. Rows without text are left out.
package struct PastedTable: Sendable, Equatable {
    package static let columnLimit = 50

    package let rows: [[String]]

    /// - Parameter rowLimit: People; the headings come on top.
    package init(_ text: String, rowLimit: Int) throws(TableProblem) {
        guard text.utf8.count <= TableText.byteLimit else { throw .tooLarge(limit: TableText.byteLimit) }
        guard !text.utf8.contains(0) else { throw .notText }
        let bytes = Array(text.utf8)
        var reader = TableReader(bytes, delimiter: Self.delimiter(of: bytes), columnLimit: Self.columnLimit)
        var rows: [[String]] = []
        while let row = try reader.next() {
            if row.allSatisfy(\.isBlank) { continue }
            guard rows.count <= rowLimit else { throw .tooManyRows(limit: rowLimit) }
            rows.append(row)
        }
        self.rows = rows
    }

    /// In the order of preference where a table could be read either way: a role may well hold a comma, but hardly a tab.
    private static let delimiters = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
    /// Rows that are looked at to tell the delimiter.
    private static let sampleRows = 50

    /// The one under which the first row is known headings; else the one that parts most rows into equally many cells.
    private static func delimiter(of bytes: [UInt8]) -> UInt8 {
        let samples = delimiters.map { ($0, sample(bytes, delimiter: $0)) }
        if let withHeadings = samples.first(where: { TableHeadings.areKnown(in: $0.1.first ?? [], atLeast: 2) }) {
            return withHeadings.0
        }
        let best = samples.map { ($0.0, evenness(of: $0.1)) }.reduce((delimiters[0], 0.0)) { best, next in
            next.1 > best.1 ? next : best
        }
        return best.0
    }

    private static func sample(_ bytes: [UInt8], delimiter: UInt8) -> [[String]] {
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
    var isBlank: Bool { unicodeScalars.allSatisfy(CharacterSet.whitespacesAndNewlines.contains) }

    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
