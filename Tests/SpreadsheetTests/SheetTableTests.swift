import Foundation
import Testing

@testable import Spreadsheet

private let oneRow = "<row><c><v>1</v></c></row>"
private let limits = WorkbookLimits(rows: 100, columns: 20, textBytes: 1 << 20)

struct SheetTableTests {
    private static let styles = """
        <numFmts><numFmt numFmtId="164" formatCode="0000"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm;@"/>\
        <numFmt numFmtId="166" formatCode="&quot;dag&quot; 0"/><numFmt numFmtId="167" formatCode="[Red]0;General"/></numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>\
        <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="166"/>\
        <xf numFmtId="167"/><xf numFmtId="20"/></cellXfs>
        """

    /// One cell and the text it is read as.
    @Test(arguments: [
        ("<c r=\"A1\"><v>701234567</v></c>", "701234567"), ("<c r=\"A1\"><v>7.01234567E8</v></c>", "701234567"),
        ("<c r=\"A1\"><v>4.6701234567E10</v></c>", "46701234567"), ("<c r=\"A1\"><v>1.5</v></c>", "1.5"),
        ("<c r=\"A1\"><v>1E-7</v></c>", "0.0000001"), ("<c r=\"A1\"><v>1E15</v></c>", "1000000000000000"),
        ("<c r=\"A1\"><v>-0</v></c>", "0"),
        ("<c r=\"A1\" s=\"1\"><v>682</v></c>", "0682"), ("<c r=\"A1\" s=\"1\"><v>12345</v></c>", "12345"),
        ("<c r=\"A1\" s=\"2\"><v>46466</v></c>", "2027-03-20"), ("<c r=\"A1\" s=\"2\"><v>1</v></c>", "1900-01-01"),
        ("<c r=\"A1\" s=\"3\"><v>46466.395833333336</v></c>", "2027-03-20 09:30"),
        ("<c r=\"A1\" s=\"3\"><v>46466</v></c>", "2027-03-20"), ("<c r=\"A1\" s=\"6\"><v>0.5</v></c>", "12:00"),
        ("<c r=\"A1\" s=\"4\"><v>3</v></c>", "3"), ("<c r=\"A1\" s=\"5\"><v>3</v></c>", "3"),
        ("<c r=\"A1\" s=\"2\"><v>9999999999</v></c>", "9999999999"), ("<c r=\"A1\" s=\"99\"><v>3</v></c>", "3"),
        ("<c r=\"A1\" t=\"s\"><v>0</v></c>", "0682"), ("<c r=\"A1\" t=\"s\"><v>1</v></c>", "Åsa Övning"),
        ("<c r=\"A1\" t=\"s\"><v>2</v></c>", "_x0041_ & A"),
        (
            "<c r=\"A1\" t=\"inlineStr\"><is><t>rad ett&#10;</t><r><t xml:space=\"preserve\"> två</t></r></is></c>",
            "rad ett\n två"
        ),
        ("<c r=\"A1\" t=\"str\"><f>A2&amp;\"x\"</f><v>=1+1</v></c>", "=1+1"),
        ("<c r=\"A1\"><f>1+1</f><v>2</v></c>", "2"),
        ("<c r=\"A1\" t=\"b\"><v>1</v></c>", "TRUE"),
        ("<c r=\"A1\" t=\"d\"><v>2027-03-20T09:30:00</v></c>", "2027-03-20 09:30"),
        ("<c><v>7</v></c>", "7"),
    ])
    func `a cell says what the spreadsheet shows`(cell: String, text: String) throws {
        let strings = """
            <si><t>0682</t></si><si><r><t>Åsa </t></r><r><t>Övning</t></r><rPh><t>osa</t></rPh></si>\
            <si><t>_x005F_x0041_ &amp; _x0041_</t></si>
            """
        for prefix in ["", "x:"] {
            let cell = prefix.isEmpty ? cell : cell.replacing(/<(\/?)(?=[a-z])/) { "<\($0.1)\(prefix)" }
            let bytes = try workbook(
                "<\(prefix)row r=\"1\">\(cell)</\(prefix)row>", strings: strings, styles: Self.styles, prefix: prefix)
            // The parts beside the sheet have no prefix, and so another vocabulary: their names are the same.
            #expect(try SheetTable(bytes, limits: limits).rows.map(\.cells) == [[text]])
        }
    }

    @Test func `old Macs count from 1904`() throws {
        let bytes = try workbook(
            "<row><c s=\"2\"><v>45004</v></c></row>", styles: Self.styles, workbook: "<workbookPr date1904=\"1\"/>")
        #expect(try SheetTable(bytes, limits: limits).rows.map(\.cells) == [["2027-03-20"]])
    }

    @Test func `gaps stay gaps and rows without text are left out`() throws {
        let bytes = try workbook(
            """
            <row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c><c r="Z2" s="1"/></row><row r="3"><c r="A3"/></row>\
            <row r="7"><c r="A7"><v>3</v></c></row>
            """)
        let rows = try SheetTable(bytes, limits: limits).rows
        #expect(rows.map(\.number) == [2, 7] && rows.map(\.cells) == [["", "1", "", "2"], ["3"]])
    }

    @Test func `what is written here is read here`() async throws {
        let texts = ["=1+1", "007", "_x0041_", "Åsa\n\"Ö\"", " blank ", "👩‍🚀", "<b>&amp;"]
        let writer = try Workbook()
        let sheet = try await writer.addSheet("Ett", headings: ["a", "b"])
        _ = try await writer.addSheet("Två", headings: [])
        try await writer.append(texts.map { [.text($0), .number(701_234_567)] }, to: sheet)
        let file = try await writer.close()
        var bytes: [UInt8] = []
        while case let piece = try file.read(at: bytes.count, count: 1 << 16), !piece.isEmpty { bytes += piece }
        let table = try SheetTable(bytes, limits: limits)
        #expect(table.rows.dropFirst().map(\.cells) == texts.map { [$0, "701234567"] })
        #expect(table.sheet == "Ett" && table.otherSheets == ["Två"])
        // Half a file is none, wherever it was cut.
        for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 40)) {
            #expect(throws: WorkbookProblem.unreadable) { try SheetTable(Array(bytes.prefix(length)), limits: limits) }
        }
    }

    @Test(arguments: [
        ("<row><c t=\"s\"><v>7</v></c></row>", WorkbookProblem.unreadable),
        ("<row><c><v>sju</v></c></row>", .unreadable),
        ("<row r=\"9223372036854775807\"/><row/>", .unreadable), ("<row r=\"1048577\"/>", .unreadable),
        ("<row r=\"-9223372036854775808\"/>", .unreadable),
        ("<row r=\"2\"/><row r=\"1\"/>", .unreadable), ("<row><c r=\"B1\"/><c r=\"A1\"/></row>", .unreadable),
        ("<row>", .unreadable), ("<row><c t=\"e\"><v>#N/A</v></c></row>", .failed("A1")),
        ("<row r=\"3\"><c r=\"AB3\"><f>1+1</f></c></row>", .notComputed("AB3")),
        ("<row><c><f>1+1</f><v/></c></row>", .notComputed("A1")),
        ("<row><c r=\"U1\"><v>1</v></c></row>", .tooManyColumns(limit: 20)),
        ("<row><c r=\"XFD1\"><v>1</v></c></row>", .tooManyColumns(limit: 20)),
        (String(repeating: oneRow, count: 101), .tooManyRows(limit: 100)),
        ("<row><c t=\"str\"><v>\(String(repeating: "x", count: 200_000))</v></c></row>", .tooLongCell("A1")),
        (
            String(
                repeating: "<row><c t=\"str\"><v>\(String(repeating: "x", count: 100_000))</v></c></row>", count: 12),
            .tooLarge
        ),
    ])
    func `a sheet that is no list of people is refused with a word`(sheet: String, problem: WorkbookProblem) throws {
        let bytes = try workbook(sheet)
        #expect(throws: problem) { try SheetTable(bytes, limits: limits) }
    }

    @Test func `what unpacks to far more than it is stops at the limit`() throws {
        let bytes = try workbook(String(repeating: " ", count: 70 << 20))
        #expect(bytes.count < 1 << 20)
        #expect(throws: WorkbookProblem.tooLarge) { try SheetTable(bytes, limits: limits) }
        let many = try workbook(oneRow, more: (0..<1001).map { ("part\($0)", "") })
        #expect(throws: WorkbookProblem.tooLarge) { try SheetTable(many, limits: limits) }
    }

    @Test func `entities and document types are refused`() throws {
        let bytes = try zip([("_rels/.rels", "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><Relationships>&b;</Relationships>")])
        #expect(throws: WorkbookProblem.unreadable) { try SheetTable(bytes, limits: limits) }
    }

    @Test(arguments: [[], Array("PK".utf8), Array("%PDF-1.7".utf8), Array(repeating: 0, count: 1000)] as [[UInt8]])
    func `what is no zip is no workbook`(bytes: [UInt8]) {
        #expect(throws: WorkbookProblem.unreadable) { try SheetTable(bytes, limits: limits) }
    }

    @Test func `a zip of something else is no workbook`() throws {
        let bytes = try zip([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")])
        #expect(throws: WorkbookProblem.unreadable) { try SheetTable(bytes, limits: limits) }
    }
}
