internal import CXLSXWriter
package import Foundation

/// What stands in a cell.
package enum Cell: Sendable, Equatable {
    case empty
    /// Text whatever it looks like: never a formula, a number or a date.
    case text(String)
    case number(Double)
    /// The hours of the day as a clock on the wall shows them: spreadsheets know no zone.
    case moment(DateComponents)
    case day(DateComponents)
}

/// One sheet, filled from above.
final class Sheet {
    let name: String
    private let headings: [String]
    private let formats: Workbook.Formats
    private var worksheet: UnsafeMutablePointer<lxw_worksheet>?
    private var row: UInt32 = 0

    init(name: String, headings: [String], formats: Workbook.Formats) {
        self.name = name
        self.headings = headings
        self.formats = formats
    }

    var isFull: Bool { row >= UInt32(LXW_ROW_MAX) }

    func begin(in worksheet: UnsafeMutablePointer<lxw_worksheet>) throws(WorkbookError) {
        self.worksheet = worksheet
        for (column, heading) in headings.enumerated() {
            let width = min(40, max(12, Double(heading.unicodeScalars.count) + 4))  // room for the filter's arrow
            try check(worksheet_set_column(worksheet, UInt16(column), UInt16(column), width, nil))
            try check(worksheet_write_string(worksheet, 0, UInt16(column), fit(heading), formats.heading))
        }
        worksheet_freeze_panes(worksheet, 1, 0)
        row = 1
    }

    func append(_ cells: [Cell]) throws(WorkbookError) {
        for (column, cell) in cells.enumerated() { try write(cell, at: UInt16(column)) }
        row += 1
    }

    func end() throws(WorkbookError) {
        guard !headings.isEmpty else { return }
        try check(worksheet_autofilter(worksheet, 0, 0, row - 1, UInt16(headings.count - 1)))
    }

    private func write(_ cell: Cell, at column: UInt16) throws(WorkbookError) {
        switch cell {
        case .empty: break
        case .text(let text):
            try check(worksheet_write_string(worksheet, row, column, fit(text), formats.text))
        case .number(let number): try check(worksheet_write_number(worksheet, row, column, number, nil))
        case .moment(let parts):
            var moment = lxw_datetime(parts)
            try check(worksheet_write_datetime(worksheet, row, column, &moment, formats.moment))
        case .day(let parts):
            var day = lxw_datetime(parts)
            try check(worksheet_write_datetime(worksheet, row, column, &day, formats.day))
        }
    }

    private func check(_ error: lxw_error) throws(WorkbookError) { try WorkbookError.check(error) }

    private static let longest = 32_767

    /// A cell holds 32,767 UTF-16 units and no NUL. "_x0041_" means "A" there (ISO/IEC 29500-1 §22.9.2.19), so that who
    /// means these seven characters must escape the first.
    private func fit(_ text: String) -> String {
        var text = text.utf8.contains(0) ? text.replacing("\0", with: "") : text
        if text.utf8.count > Self.longest { text = String(text.unicodeScalars.prefix(Self.longest / 2)) }
        return text.contains("_x") ? text.replacing(/_(?=x[0-9A-Fa-f]{4}_)/, with: "_x005F_") : text
    }
}

extension lxw_datetime {
    fileprivate init(_ parts: DateComponents) {
        self.init(
            year: Int32(parts.year ?? 1900), month: Int32(parts.month ?? 1), day: Int32(parts.day ?? 1),
            hour: Int32(parts.hour ?? 0), min: Int32(parts.minute ?? 0), sec: Double(parts.second ?? 0))
    }
}
