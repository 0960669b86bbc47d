internal import CZip
import Foundation
import Testing

/// A zip of these parts, as libzip packs them.
func zip(_ parts: [(String, String)]) throws -> [UInt8] {
    let path = NSTemporaryDirectory() + "/vemfn-test-\(UUID().uuidString).zip"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var code: Int32 = 0
    let archive = try #require(zip_open(path, ZIP_CREATE, &code))
    for (part, bytes) in Swift.zip(parts, parts.map { Array($0.1.utf8) }) {
        let copy = try #require(malloc(max(1, bytes.count)))  // freed by its source
        bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { memcpy(copy, start, bytes.count) }
        }
        let source = zip_source_buffer(archive, copy, UInt64(bytes.count), 1)
        zip_file_add(archive, part.0, source, 0)
    }
    zip_close(archive)
    return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}

/// A workbook with one sheet of this markup.
func workbook(
    _ sheet: String, strings: String = "", styles: String = "", workbook: String = "", prefix: String = "",
    more: [(String, String)] = []
) throws -> [UInt8] {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let space = prefix.isEmpty ? "xmlns=\"\(main)\"" : "xmlns:\(prefix.dropLast())=\"\(main)\""
    func relationships(_ all: [(String, String, String)]) -> String {
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + all.map { "<Relationship Id=\"\($0)\" Type=\"\(office)/\($1)\" Target=\"\($2)\"/>" }.joined()
            + "</Relationships>"
    }
    return try zip(
        [
            ("_rels/.rels", relationships([("rId1", "officeDocument", "xl/workbook.xml")])),
            (
                "xl/workbook.xml",
                "<workbook \(space) xmlns:r=\"\(office)\">\(workbook)<sheets><sheet name=\"Ett\" sheetId=\"1\" r:id=\"rId1\"/>"
                    + "</sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                relationships([
                    ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
                    ("rId3", "styles", "/xl/styles.xml"),
                ])
            ),
            (
                "xl/worksheets/sheet1.xml",
                "<\(prefix)worksheet \(space)><\(prefix)sheetData>\(sheet)</\(prefix)sheetData></\(prefix)worksheet>"
            ),
            ("xl/sharedStrings.xml", "<sst \(space)>\(strings)</sst>"),
            ("xl/styles.xml", "<styleSheet \(space)>\(styles)</styleSheet>"),
        ] + more)
}
