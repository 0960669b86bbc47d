import Conference
import Foundation
import JSON
package import Storage

/// The attendee list as one JSON array of objects, as the columns' names say.
package struct AttendeeJSON: AttendeeWriter {
    private let columns: AttendeeColumns
    private var isFirst = true

    package init(columns: AttendeeColumns) {
        self.columns = columns
    }

    package mutating func bytes(of records: [AttendeeRecord]) -> [UInt8] {
        var bytes: [UInt8] = []
        for record in records {
            bytes += (isFirst ? "[\n" : ",\n").utf8
            isFirst = false
            bytes.append(UInt8(ascii: "{"))
            for (index, (column, value)) in zip(columns.all, columns.values(of: record)).enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(jsonString: column.id)
                bytes.append(UInt8(ascii: ":"))
                value.json.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        return bytes
    }

    package mutating func end() -> [UInt8] { Array((isFirst ? "[]\n" : "\n]\n").utf8) }
}

extension AttendeeValue {
    var json: JSON {
        switch self {
        case .none: .null
        case .number(let number): .number(number)
        case .yesNo(let answer): .yesNo(answer == .yes)
        case .moment(let moment): .text(moment.ISO8601Format())
        case .kommun(let kommun): .text(kommun.code)
        case .word(let stored, _): .text(stored)
        case .chosen(let choices): .list(choices.map { .text($0.sv) })
        case .text(let text), .code(let text), .day(let text), .phone(let text): .text(text)
        }
    }
}
