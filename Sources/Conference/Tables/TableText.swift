/// The text of an uploaded table, whatever program wrote it.
package enum TableText {
    /// UTF-8 or UTF-16 with a byte order mark or without one, or else Windows-1252, which Excel still writes.
    package static func decode(_ bytes: [UInt8], byteLimit: Int) throws(TableProblem) -> String {
        guard bytes.count <= byteLimit else { throw .tooLarge(limit: byteLimit) }
        // ZIP, which .xlsx and .ods are, and the compound file that .xls is.
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            throw .spreadsheetFile
        }
        guard !otherKinds.contains(where: { bytes.starts(with: $0.utf8) }) else { throw .notText }
        let text = text(bytes)
        guard text.utf8.allSatisfy({ $0 >= 0x20 || isLayout($0) }) else { throw .notText }
        return text
    }

    /// How files begin that are no tables whatever they are called: PDF, PNG, RTF, web pages.
    private static let otherKinds = ["%PDF", "\u{89}PNG", "{\\rtf", "<!DOCTYPE", "<!doctype", "<html", "<?xml"]

    /// Tab, line ends, the form feed, and the end of file that some old programs write.
    private static func isLayout(_ byte: UInt8) -> Bool { (0x09...0x0D).contains(byte) || byte == 0x1A }

    private static func text(_ bytes: [UInt8]) -> String {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), high: 1) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), high: 0) }
        // Headings in Latin letters have a zero in each of their pairs.
        if bytes.count >= 4, bytes[1] == 0, bytes[3] == 0 { return utf16(bytes[...], high: 1) }
        if bytes.count >= 4, bytes[0] == 0, bytes[2] == 0 { return utf16(bytes[...], high: 0) }
        return String(validating: bytes, as: UTF8.self) ?? windows1252(bytes)
    }

    /// - Parameter high: Which byte of each pair weighs more.
    private static func utf16(_ bytes: ArraySlice<UInt8>, high: Int) -> String {
        let pairs = stride(from: bytes.startIndex, to: bytes.endIndex - 1, by: 2)
        let units = pairs.map { UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high]) }
        return String(decoding: units, as: UTF16.self)
    }

    /// What differs from Latin-1 in Windows-1252, from 0x80 on (WHATWG Encoding Standard, index-windows-1252).
    private static let from80: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    private static func windows1252(_ bytes: [UInt8]) -> String {
        let units = bytes.map { byte in (0x80...0x9F).contains(byte) ? from80[Int(byte) - 0x80] : UInt16(byte) }
        return String(decoding: units, as: UTF16.self)
    }
}
