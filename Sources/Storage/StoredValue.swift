import GRDB

/// A column holds what its CHECK lets nobody write, or a day that no calendar has: the file was altered without them.
package struct StoredValueError: Error, Equatable {
    package let column: String
    package let text: String

    package init(column: String, text: String) {
        self.column = column
        self.text = text
    }
}

extension Row {
    /// The case whose raw value the column holds.
    func value<Value: RawRepresentable<String>>(_ column: String) throws -> Value {
        try Self.value(self[column], column)
    }

    func value<Value: RawRepresentable<String>>(at index: Int, _ column: String) throws -> Value {
        try Self.value(self[index], column)
    }

    private static func value<Value: RawRepresentable<String>>(_ text: String, _ column: String) throws -> Value {
        guard let value = Value(rawValue: text) else { throw StoredValueError(column: column, text: text) }
        return value
    }
}
