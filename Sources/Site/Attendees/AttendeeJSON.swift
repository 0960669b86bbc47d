import Conference
import Foundation
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
                value.appendJSON(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
        return bytes
    }

    package mutating func end() -> [UInt8] { Array((isFirst ? "[]\n" : "\n]\n").utf8) }
}

extension AttendeeValue {
    fileprivate func appendJSON(to bytes: inout [UInt8]) {
        switch self {
        case .none: bytes += "null".utf8
        case .number(let number): bytes += String(number).utf8
        case .yesNo(let answer): bytes += (answer == .yes ? "true" : "false").utf8
        case .moment(let moment): bytes.append(jsonString: moment.ISO8601Format())
        case .phone(let text): bytes.append(jsonString: text)
        case .kommun(let kommun): bytes.append(jsonString: kommun.code)
        case .word(let stored, _): bytes.append(jsonString: stored)
        case .chosen(let choices):
            bytes.append(UInt8(ascii: "["))
            for (index, choice) in choices.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                bytes.append(jsonString: choice.sv)
            }
            bytes.append(UInt8(ascii: "]"))
        case .text(let text), .code(let text), .day(let text): bytes.append(jsonString: text)
        }
    }
}

extension [UInt8] {
    /// RFC 8259 §7: quotes, backslashes and control characters are escaped, all else is UTF-8.
    fileprivate mutating func append(jsonString text: String) {
        append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                append(UInt8(ascii: "\\"))
                append(byte)
            case UInt8(ascii: "\n"): self += "\\n".utf8
            case 0..<0x20: self += (byte < 0x10 ? "\\u000" : "\\u00").utf8 + Array(String(byte, radix: 16).utf8)
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\""))
    }
}
