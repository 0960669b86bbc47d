/// Rows as CSV, in one of two dialects.
package struct CSV {
    package enum Dialect: Sendable {
        /// Opens right by a double click in Swedish Excel: BOM, `;`, every cell quoted, no cell that runs.
        case excel
        /// RFC 4180 for machines: comma, quotes where they are needed, every answer as it is stored.
        case plain
    }

    package enum Cell {
        /// Somebody typed it.
        case typed(String)
        /// We wrote it: headers, codes, figures, dates.
        case ours(String)
    }

    private let dialect: Dialect
    package private(set) var bytes: [UInt8]
    private var isInRow = false

    package init(_ dialect: Dialect) {
        self.dialect = dialect
        bytes = dialect == .excel ? [0xEF, 0xBB, 0xBF] : []
    }

    /// Hands out what has been written so far and starts afresh behind it.
    mutating func takeBytes() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    package mutating func row(_ cells: [Cell]) {
        for cell in cells { append(cell) }
        endRow()
    }

    /// The next cell of a row that is not ended yet.
    mutating func append(_ cell: Cell) {
        if isInRow { bytes.append(dialect == .excel ? UInt8(ascii: ";") : UInt8(ascii: ",")) }
        isInRow = true
        switch (cell, dialect) {
        case (.typed(let text), .excel): quote(harmless(text))
        case (.ours(let text), .excel): quote(text)
        case (.typed(let text), .plain), (.ours(let text), .plain): write(text)
        }
    }

    mutating func endRow() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isInRow = false
    }

    /// A cell that a spreadsheet would run or read as something else, made text. Works on bytes: "=" and a combining mark are one `Character`.
    private func harmless(_ text: String) -> String { Self.isHarmful(text) ? "'" + text : text }

    /// What somebody typed, from the cell that was written for Excel.
    package static func typed(inExcelCell text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'"), case let rest = String(text.dropFirst()), isHarmful(rest) else {
            return text
        }
        return rest
    }

    /// An apostrophe before such a text is one too, so that each cell has been one text only.
    private static func isHarmful(_ text: String) -> Bool {
        let starts = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"]
        let rest = text.utf8.drop { $0 == UInt8(ascii: "'") }
        return starts.contains { rest.starts(with: $0.utf8) } || wouldConvert(String(Substring(rest)))
    }

    /// What a spreadsheet takes for a number, a date, a time or a truth, and shows as something else: "007", "1-2", "1E5".
    private static func wouldConvert(_ text: String) -> Bool {
        if ["SANT", "FALSKT", "TRUE", "FALSE"].contains(text.uppercased()) { return true }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return text.utf8.contains(where: digits.contains)
            && text.utf8.allSatisfy { digits.contains($0) || " .,:;-/%eE".utf8.contains($0) }
    }

    private mutating func write(_ text: String) {
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
        }
        if needsQuotes { quote(text) } else { bytes += text.utf8 }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(UInt8(ascii: "\"")) {
            for byte in text.utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
        } else {
            bytes += text.utf8
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
