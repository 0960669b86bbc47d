import Conference
package import Storage

/// The attendee list as CSV. Most cells are what is stored: their bytes go from the database into the file as they are.
package struct AttendeeCSV: AttendeeRowWriter {
    private let dialect: CSV.Dialect
    private let columns: AttendeeColumns
    private let cells: [Cell]
    private var csv: CSV

    private enum Cell {
        case stored(StoredColumn.Place, isTyped: Bool)
        case made(AttendeeColumn)

        init(_ column: AttendeeColumn, _ dialect: CSV.Dialect) {
            switch (column.stored, column.source, dialect) {
            case (let stored?, _, .plain): self = .stored(stored.place, isTyped: false)
            case (let stored?, .code, .excel): self = .stored(stored.place, isTyped: false)
            case (let stored?, .field(let field), .excel) where field.isWrittenAsStored:
                self = .stored(stored.place, isTyped: true)
            default: self = .made(column)
            }
        }
    }

    package init(_ dialect: CSV.Dialect, columns: AttendeeColumns) {
        self.dialect = dialect
        self.columns = columns
        cells = columns.all.map { Cell($0, dialect) }
        csv = CSV(dialect, isContinued: true)
    }

    package var bytes: [UInt8] { csv.bytes }

    /// The header.
    package mutating func begin() {
        csv = CSV(dialect)
        switch dialect {
        case .excel:
            csv.row(columns.all.map { $0.isHeadedByOrganisers ? .typed($0.heading.sv) : .ours($0.heading.sv) })
        case .plain: csv.row(columns.all.map { .ours($0.id) })
        }
    }

    package mutating func write(_ row: borrowing AttendeeRow, beside: AttendeeRecord.Beside?) {
        for cell in cells {
            switch cell {
            case .stored(let column, let isTyped): row.withBytes(column) { csv.append($0, isTyped: isTyped) }
            case .made(let column):
                let value = column.value(of: row, beside: beside, kommuner: columns.kommuner)
                csv.append(dialect == .excel ? value.excelCell : value.plainCell)
            }
        }
        csv.endRow()
    }
}

extension Field {
    fileprivate var isWrittenAsStored: Bool {
        switch kind {
        case .line, .paragraph, .email: true
        case .phone, .organisationType, .kommun: false
        }
    }
}
