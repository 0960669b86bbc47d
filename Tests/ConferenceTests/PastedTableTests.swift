import Fixtures
import Foundation
import Testing

@testable import Conference

struct PastedTableTests {
    private func rows(_ text: String) throws -> [[String]] {
        try PastedTable(text, limits: DelegationTable.limits) { DelegationHeadings.words.areKnown(in: $0, atLeast: 2) }
            .rows.map(\.cells)
    }

    @Test(arguments: [
        // Excel and LibreOffice copy cells with tabs and end the last line too.
        ("Förnamn\tEfternamn\r\nAsta\tÖvning\r\n", [["Förnamn", "Efternamn"], ["Asta", "Övning"]]),
        ("Asta\tÖvning\nBo\tProv", [["Asta", "Övning"], ["Bo", "Prov"]]),
        // Swedish Excel saves CSV with semicolons, and quotes no comma.
        (
            "Asta;Övning;Språk, arbete\r\nBo;Prov;Skola, hälsa, idrott\r\n",
            [["Asta", "Övning", "Språk, arbete"], ["Bo", "Prov", "Skola, hälsa, idrott"]]
        ),
        ("given name,family name\n\"Övning, jr\",Asta\n", [["given name", "family name"], ["Övning, jr", "Asta"]]),
        // LibreOffice quotes every text when told to.
        ("\"Asta\",\"Övning\"\n\"Anna; Maria\",\"Prov\"\n", [["Asta", "Övning"], ["Anna; Maria", "Prov"]]),
        // A line break in a cell (Alt+Enter), quotes doubled.
        ("Asta\t\"Rad ett\nrad \"\"två\"\"\"\r\nBo\tProv\r\n", [["Asta", "Rad ett\nrad \"två\""], ["Bo", "Prov"]]),
        ("a\t\"b\tc\"\td\r\n", [["a", "b\tc", "d"]]),
        // Excel copies a quote inside of a cell, or at its beginning, as it is.
        ("Kim \"Kimmen\"\tProv\r\n\"Akut\" Asta\tProv\r\n", [["Kim \"Kimmen\"", "Prov"], ["\"Akut\" Asta", "Prov"]]),
        ("\"aldrig slut\tProv\nBo\tProv", [["\"aldrig slut", "Prov"], ["Bo", "Prov"]]),
        // A Mac's line ends, empty rows and cells, one column.
        ("a\tb\rc\td\r", [["a", "b"], ["c", "d"]]),
        ("\r\n;;\r\na;;c\r\n \t \r\n;e;\r\n", [["a", "", "c"], ["", "e", ""]]),
        ("Asta Övning\nBo Prov\n", [["Asta Övning"], ["Bo Prov"]]),
        ("\"\"", []), ("", []),
    ])
    func `what spreadsheets copy and save is read as the cells they had`(text: String, cells: [[String]]) throws {
        #expect(try rows(text) == cells)
    }

    @Test(arguments: [
        ("a;", 100_000, TableProblem.tooManyColumns(limit: 50)), ("a,b\n", 100_000, .tooManyRows(limit: 200)),
        ("x", 10 << 20, .tooLarge(limit: 512 << 10)), ("Asta\u{0}\tProv", 1, .notText),
    ])
    func `more than any delegation has is refused with a word`(piece: String, count: Int, problem: TableProblem) {
        #expect(throws: problem) { try rows(String(repeating: piece, count: count)) }
    }

    /// Each would take minutes if cells were read again and again from every quote.
    @Test(.timeLimit(.minutes(1)), arguments: ["\"\t", "\"\"\t", "\"\n", "\"a\t\"", "\"\"\"", "\"", "\t\"\"", ",\";"])
    func `quotes without sense cost no more than others`(piece: String) {
        let text = String(repeating: piece, count: DelegationTable.limits.bytes / piece.utf8.count)
        _ = try? rows(text)
    }

    @Test(arguments: seeds(5))
    func `what is written as tab, semicolon or comma separated values is read back`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let pieces = ["\"", "\"\"", ",", ";", "\t", "\n", "\r\n", " ", "a", "Åsa", "=1+1", "e\u{301}", "👩‍🚀", "0682"]
        for round in 0..<200 {
            let delimiter = ["\t", ";", ","][Int.random(in: 0..<3, using: &random)]
            let width = 2 + Int.random(in: 0..<6, using: &random)
            var table = [
                ["Förnamn", "Efternamn", "E-post", "Roll", "Telefon", "Kommun", "Typ", "Enhet"].prefix(width).map { $0 }
            ]
            for _ in 0..<Int.random(in: 0..<20, using: &random) {
                table.append(
                    (0..<width).map { _ in
                        (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                            pieces[Int.random(in: 0..<pieces.count, using: &random)]
                        }.joined()
                    })
            }
            let text = table.map { row in row.map { Self.written($0, delimiter) }.joined(separator: delimiter) + "\r\n"
            }
            .joined()
            let kept = table.filter { !$0.allSatisfy(\.isBlank) }
            #expect(try rows(text) == kept, "seed \(seed), round \(round)")
        }
    }

    /// RFC 4180, with any delimiter.
    private static func written(_ cell: String, _ delimiter: String) -> String {
        let needsQuotes = cell.utf8.contains { "\"\r\n\(delimiter)".utf8.contains($0) }
        return needsQuotes ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
    }
}

struct TableTextTests {
    @Test(
        arguments: [
            (Array("Åsa;Öberg".utf8), "Åsa;Öberg"),
            ([0xEF, 0xBB, 0xBF] + Array("Åsa".utf8), "Åsa"),
            ([0xC5, 0x73, 0x61, 0x3B, 0xD6, 0x62, 0x65, 0x72, 0x67], "Åsa;Öberg"),
            ([0x80, 0x20, 0x96, 0x20, 0x93, 0x9A, 0x9F], "€ – “šŸ"),
            ([0xFF, 0xFE, 0xC5, 0x00, 0x09, 0x00, 0x3D, 0xD8, 0x69, 0xDC], "Å\t👩"),
            ([0xFE, 0xFF, 0x00, 0xC5], "Å"), ([0xFF, 0xFE], ""), ([], ""),
            ([0x41, 0x00, 0x3B, 0x00, 0xC5, 0x00], "A;Å"), ([0x00, 0x41, 0x00, 0x3B], "A;"),
        ] as [([UInt8], String)])
    func `the encodings that spreadsheets save in are told apart`(bytes: [UInt8], text: String) throws {
        #expect(try TableText.decode(bytes, byteLimit: 512 << 10) == text)
    }

    @Test(
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14], 1, TableProblem.spreadsheetFile),
            ([0xD0, 0xCF, 0x11, 0xE0], 1, .spreadsheetFile),
            ([0x41, 0x00, 0x42], 1, .notText), (Array("%PDF-1.7\n".utf8), 1, .notText),
            (Array("<html><table>".utf8), 1, .notText), ([0x41, 0x3B, 0x07], 1, .notText),
            ([0x41], 10 << 20, .tooLarge(limit: 512 << 10)),
        ] as [([UInt8], Int, TableProblem)])
    func `a file that is no text is refused with a word about what to do`(
        bytes: [UInt8], count: Int, problem: TableProblem
    ) {
        let bytes = Array(repeatElement(bytes, count: count).joined())
        #expect(throws: problem) { try TableText.decode(bytes, byteLimit: 512 << 10) }
    }

    @Test(arguments: [
        ("Förnamn;Efternamn\r\nAsta;Övning\r\nBo;\"Pro", 3), ("Förnamn;Efternamn\nAsta;Övning\nBo", 3),
        ("Förnamn;Efternamn\n\"Asta", 2),
    ])
    func `half a file is known by its end`(text: String, row: Int) {
        #expect(throws: TableProblem.breaksOff(row: row)) {
            try PastedTable(text, limits: DelegationTable.limits, delimiter: UInt8(ascii: ";"), mustBeWhole: true) {
                _ in true
            }
        }
    }

    @Test(arguments: [
        "Förnamn;Efternamn\nAsta;Övning", "Förnamn;Efternamn;Roll\nAsta;Övning\n", "Förnamn;\"Kim\" Efternamn\nA;b\n",
    ])
    func `a whole file is not taken for half a one`(text: String) throws {
        #expect(
            try PastedTable(text, limits: DelegationTable.limits, delimiter: UInt8(ascii: ";"), mustBeWhole: true) {
                _ in true
            }.rows.count == 2)
    }
}
