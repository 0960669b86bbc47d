import Conference
package import Storage

/// The attendee list as CSV.
package struct AttendeeCSV: AttendeeWriter {
    private let dialect: CSV.Dialect
    private let columns: AttendeeColumns
    private var csv: CSV

    package init(_ dialect: CSV.Dialect, columns: AttendeeColumns) {
        self.dialect = dialect
        self.columns = columns
        csv = CSV(dialect)
        switch dialect {
        case .excel:
            csv.row(
                columns.all.map { $0.isHeadedByOrganisers ? .typed($0.heading.sv) : .ours($0.heading.sv) })
        case .plain: csv.row(columns.all.map { .ours($0.id) })
        }
    }

    /// The header with the first call, then the rows of each batch.
    package mutating func bytes(of records: [AttendeeRecord]) -> [UInt8] {
        for record in records {
            for column in columns.all {
                let value = column.value(of: record, kommuner: columns.kommuner)
                csv.append(dialect == .excel ? value.excelCell : value.plainCell)
            }
            csv.endRow()
        }
        return csv.takeBytes()
    }

    package mutating func end() -> [UInt8] { [] }
}
