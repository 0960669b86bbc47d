package import Conference
package import Foundation
import GRDB
import GRDBSQLite

/// A column of a registration that holds a text.
package struct StoredColumn: Sendable {
    /// Where it stands among what `AttendeePlan` reads: behind the key of the order.
    package let place: Place
    package let text: @Sendable (Attendee) -> String

    private init(_ name: String, text: @escaping @Sendable (Attendee) -> String) {
        // One of ours, or a field.
        place = Place(index: 1 + Int32(Attendee.columns.firstIndex(of: "registration." + name)!))
        self.text = text
    }

    /// Apart from the rest because it costs nothing to pass around.
    package struct Place: Sendable {
        fileprivate let index: Int32
    }

    package static let code = StoredColumn("code") { $0.code }
    package static let state = StoredColumn("state") { $0.state.rawValue }

    package static func field(_ field: Field) -> StoredColumn {
        StoredColumn(field.name) { $0.registration[field] }
    }
}

/// A registration as SQLite hands it out, before anything is made of it: whoever writes a hundred thousand of them into
/// a file copies most of their bytes, and to make an `Attendee` of each takes several times as long as that.
///
/// It is there for the length of a call and cannot be kept.
package struct AttendeeRow: ~Copyable {
    private let statement: SQLiteStatement

    /// - Parameter statement: On a row, with the columns of `AttendeePlan`.
    init(_ statement: SQLiteStatement) {
        self.statement = statement
    }

    package var id: Int64 { sqlite3_column_int64(statement, 1) }
    package var createdAt: Date { Date(epochSeconds: sqlite3_column_int64(statement, Self.createdAt)) }

    private static let createdAt = Int32(1 + Attendee.columns.firstIndex(of: "registration.createdAt")!)  // it is there

    /// What the order goes by.
    var key: String { sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "" }

    /// The bytes of the column in UTF-8, none for NULL.
    package func withBytes(_ column: StoredColumn.Place, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        // The length is asked for behind the text: the other way round it may be another one (sqlite3_column_bytes).
        let start = sqlite3_column_text(statement, column.index)
        body(UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column.index))))
    }

    /// "" for NULL.
    package func text(_ column: StoredColumn) -> String {
        var text = ""
        withBytes(column.place) { text = String(decoding: $0, as: UTF8.self) }
        return text
    }
}

/// A format that rows are written in as they are read.
package protocol AttendeeRowWriter: Sendable {
    /// Writes what comes before the first row.
    mutating func begin()
    /// - Parameter beside: Nil for somebody who has nothing there.
    mutating func write(_ row: borrowing AttendeeRow, beside: AttendeeRecord.Beside?)
    /// What has been written.
    var bytes: [UInt8] { get }
}
