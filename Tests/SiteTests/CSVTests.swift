import Conference
import Site
import Testing

struct CSVTests {
    private func written(_ dialect: CSV.Dialect, _ cells: [CSV.Cell]) -> String {
        var csv = CSV(dialect)
        csv.row(cells)
        return String(decoding: csv.bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=\u{301}cmd|' /C calc'!A0",
        "＝1", "007", "1-2", "1E5", "2027-03-20", "9:30", "sant",
    ])
    func `a cell that a spreadsheet would run or convert becomes text`(text: String) {
        #expect(written(.excel, [.typed(text)]) == "\u{FEFF}\"'\(text)\"\r\n")
        #expect(written(.plain, [.typed(text)]).hasPrefix("'") == false)
    }

    @Test(arguments: [
        ("Ö;s", "\u{FEFF}\"Ö;s\"\r\n", "Ö;s\r\n"), ("a,b", "\u{FEFF}\"a,b\"\r\n", "\"a,b\"\r\n"),
        ("a\"b", "\u{FEFF}\"a\"\"b\"\r\n", "\"a\"\"b\"\r\n"),
        ("\"\u{301}", "\u{FEFF}\"\"\"\u{301}\"\r\n", "\"\"\"\u{301}\"\r\n"),
        ("a\r\nb", "\u{FEFF}\"a\r\nb\"\r\n", "\"a\r\nb\"\r\n"), ("", "\u{FEFF}\"\"\r\n", "\r\n"),
    ])
    func `what would break a row is quoted`(text: String, excel: String, plain: String) {
        #expect(Array(written(.excel, [.typed(text)]).utf8) == Array(excel.utf8))
        #expect(Array(written(.plain, [.typed(text)]).utf8) == Array(plain.utf8))
    }

    @Test func `the byte order mark stands once, before the first row`() {
        var csv = CSV(.excel)
        csv.row([.ours("a"), .ours("b")])
        csv.row([.ours("c"), .ours("d")])
        #expect(csv.bytes == [0xEF, 0xBB, 0xBF] + Array("\"a\";\"b\"\r\n\"c\";\"d\"\r\n".utf8))
    }

    private func header(_ writer: AttendeeCSV) -> [UInt8] {
        var writer = writer
        writer.begin()
        return writer.bytes
    }

    @Test func `headers are Swedish for Excel and the fields' names for machines`() {
        let columns = AttendeeColumns(questions: [], workshops: [], kommuner: KommunRegister([]))
        let excel = AttendeeCSV(.excel, columns: columns)
        let plain = AttendeeCSV(.plain, columns: columns)
        #expect(
            String(decoding: header(excel), as: UTF8.self)
                == "\u{FEFF}\"Bokningskod\";\"Status\";\"Anmäld\";\"Förnamn\";\"Efternamn\";\"Namn på namnskylten\";\"E-postadress\";\"Telefon\";"
                + "\"Typ av organisation\";\"Kommun\";\"Organisation eller förvaltning\";\"Din roll\";"
                + "\"Mat och allergier\";\"Tillgänglighet\"\r\n")
        #expect(
            String(decoding: header(plain), as: UTF8.self)
                == "code,state,createdAt,givenName,familyName,badgeName,email,phone,organisationType,kommun,organisation,role,"
                + "dietaryNeeds,accessNeeds\r\n")
    }
}
