internal import CQREncode

/// A text that does not fit into any QR code: more than some two thousand bytes.
package struct TextTooLong: Error, Equatable {
    package init() {}
}

/// A text as the light and dark squares of a QR code (ISO/IEC 18004), without the quiet zone around it.
package struct QRMatrix: Sendable, Equatable {
    /// Readers need this many light squares on every side (ISO/IEC 18004 §9.1).
    package static let quietZone = 4

    /// Squares in a row, and rows.
    package let side: Int
    /// Row by row.
    private let squares: [Bool]

    /// The smallest code that holds the text and can be read with 15 % of it gone (level M): paper gets folded.
    ///
    /// - Parameter text: Without NUL. Letters beyond ASCII are read as UTF-8, as nearly all readers do.
    package init(_ text: String) throws(TextTooLong) {
        guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) else { throw TextTooLong() }
        defer { QRcode_free(code) }
        side = Int(code.pointee.width)
        // The lowest bit is the colour; the others tell what a square is there for.
        squares = (0..<side * side).map { code.pointee.data[$0] & 1 == 1 }
    }

    package func isDark(column: Int, row: Int) -> Bool { squares[row * side + column] }

    /// Runs of dark squares, row by row: what a drawing of the code consists of.
    package var darkRuns: [DarkRun] {
        (0..<side).flatMap { row -> [DarkRun] in
            var runs: [DarkRun] = []
            var column = 0
            while column < side {
                let start = column
                while column < side, isDark(column: column, row: row) { column += 1 }
                if column > start { runs.append(DarkRun(column: start, row: row, length: column - start)) }
                column += 1
            }
            return runs
        }
    }
}

/// Dark squares beside each other.
package struct DarkRun: Sendable, Equatable {
    package let column: Int
    package let row: Int
    package let length: Int
}
