/// Reads the cells of a table as spreadsheets copy and save them (RFC 4180, with their habits).
///
/// A cell in quotes may hold delimiters, line ends and doubled quotes. Excel copies a cell that only begins with a quote as
/// it is: quotes that do not end where the cell does are part of the text. Either is told by the first quote that is
/// not doubled, so no byte is looked at more than twice.
struct TableReader {
    private let bytes: [UInt8]
    private let delimiter: UInt8
    private let columnLimit: Int
    private var position = 0
    /// Whether a quote was opened that nothing closes.
    private var isInOpenQuote = false

    init(_ bytes: [UInt8], delimiter: UInt8, columnLimit: Int) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.columnLimit = columnLimit
    }

    /// The next line's cells; nil at the end.
    mutating func next() throws(TableProblem) -> [String]? {
        guard position < bytes.count else { return nil }
        var cells = [cell()]
        while position < bytes.count, bytes[position] == delimiter {
            position += 1
            guard cells.count < columnLimit else { throw .tooManyColumns(limit: columnLimit) }
            cells.append(cell())
        }
        skipLineEnd()
        return cells
    }

    /// Whether the row that was read last is the end of a file that was cut: in the middle of a cell in quotes, or with
    /// fewer cells than the headings and without the end of a line.
    func breaksOff(behind cells: [String], below headings: [String]?) -> Bool {
        if isInOpenQuote { return true }
        guard position >= bytes.count, let last = bytes.last, let headings else { return false }
        return last != lineFeed && last != carriageReturn && cells.count < headings.count
    }

    private mutating func cell() -> String {
        if let quoted = quotedCell() { return quoted }
        let start = position
        while !isAtCellEnd(position) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedCell() -> String? {
        guard position < bytes.count, bytes[position] == quote else { return nil }
        var content: [UInt8] = []
        var index = position + 1
        while index < bytes.count {
            if bytes[index] != quote {
                content.append(bytes[index])
                index += 1
            } else if index + 1 < bytes.count, bytes[index + 1] == quote {
                content.append(quote)
                index += 2
            } else {
                guard isAtCellEnd(index + 1) else { return nil }
                position = index + 1
                return String(decoding: content, as: UTF8.self)
            }
        }
        isInOpenQuote = true
        return nil
    }

    private func isAtCellEnd(_ index: Int) -> Bool {
        index >= bytes.count || bytes[index] == delimiter || bytes[index] == lineFeed || bytes[index] == carriageReturn
    }

    private mutating func skipLineEnd() {
        if position < bytes.count, bytes[position] == carriageReturn { position += 1 }
        if position < bytes.count, bytes[position] == lineFeed { position += 1 }
    }
}

private let quote = UInt8(ascii: "\"")
private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
