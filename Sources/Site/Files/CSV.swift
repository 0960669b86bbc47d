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

    /// - Parameter isContinued: Whether something stands before it in the file.
    package init(_ dialect: Dialect, isContinued: Bool = false) {
        self.dialect = dialect
        bytes = dialect == .excel && !isContinued ? [0xEF, 0xBB, 0xBF] : []
    }

    package mutating func row(_ cells: [Cell]) {
        for cell in cells { append(cell) }
        endRow()
    }

    /// The next cell of a row that is not ended yet.
    mutating func append(_ cell: Cell) {
        var (text, isTyped) =
            switch cell {
            case .typed(let text): (text, true)
            case .ours(let text): (text, false)
            }
        text.withUTF8 { append($0, isTyped: isTyped) }
    }

    /// The next cell, of a text in UTF-8.
    ///
    /// - Parameter isTyped: Whether somebody typed it.
    mutating func append(_ text: UnsafeBufferPointer<UInt8>, isTyped: Bool) {
        if isInRow { bytes.append(dialect == .excel ? UInt8(ascii: ";") : UInt8(ascii: ",")) }
        isInRow = true
        switch (isTyped, dialect) {
        case (true, .excel): quote(text, marked: Self.isHarmful(text))
        case (false, .excel): quote(text)
        case (_, .plain): write(text)
        }
    }

    mutating func endRow() {
        bytes.append(0x0D)
        bytes.append(0x0A)
        isInRow = false
    }

    /// What somebody typed, from the cell that was written for Excel.
    package static func typed(inExcelCell text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        var rest = String(text.dropFirst())
        return rest.withUTF8(isHarmful) ? rest : text
    }

    /// Whether a spreadsheet would run a cell or read it as something else than text.
    ///
    /// An apostrophe before such a text is one too, so that each cell has been one text only.
    private static func isHarmful(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        let rest = UnsafeBufferPointer(rebasing: text.drop { $0 == UInt8(ascii: "'") })
        return wouldRun(rest) || wouldConvert(rest)
    }

    private static let runs = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"].map { Array($0.utf8) }

    /// Works on bytes: "=" and a combining mark are one `Character`.
    private static func wouldRun(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = text.first, first < UInt8(ascii: "A") || first > 0x7F else { return false }
        return runs.contains { text.starts(with: $0) }
    }

    /// What a spreadsheet takes for a number, a date, a time or a truth, and shows as something else: "007", "1-2", "1E5".
    private static func wouldConvert(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if text.count <= 6,
            ["SANT", "FALSKT", "TRUE", "FALSE"].contains(String(decoding: text, as: UTF8.self).uppercased())
        {
            return true
        }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        return text.allSatisfy { digits.contains($0) || " .,:;-/%eE".utf8.contains($0) }
            && text.contains(where: digits.contains)
    }

    private mutating func write(_ text: UnsafeBufferPointer<UInt8>) {
        let needsQuotes = text.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0D || byte == 0x0A
        }
        if needsQuotes { quote(text) } else { bytes.append(contentsOf: text) }
    }

    /// - Parameter marked: With the mark before it that makes it a text.
    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>, marked: Bool = false) {
        bytes.append(UInt8(ascii: "\""))
        if marked { bytes.append(UInt8(ascii: "'")) }
        if text.contains(UInt8(ascii: "\"")) {
            for byte in text {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
        } else {
            bytes.append(contentsOf: text)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
