import Foundation
import QRCode
import Testing

@Suite struct QRMatrixTests {
    @Test(arguments: ["VEMFN1:VF-7K3M-Q2XR", String(repeating: "x", count: 120), "Åsa Öberg"])
    func `a code has the three corner patterns that readers look for`(text: String) throws {
        let code = try QRMatrix(text)
        #expect((code.side - 17) % 4 == 0)
        for (column, row) in [(0, 0), (code.side - 7, 0), (0, code.side - 7)] {
            for step in 0..<7 {
                #expect(code.isDark(column: column + step, row: row))
                #expect(code.isDark(column: column, row: row + step))
            }
            #expect(!code.isDark(column: column + 1, row: row + 1))
            #expect(code.isDark(column: column + 3, row: row + 3))
        }
    }

    @Test func `the runs are exactly the dark squares`() throws {
        let code = try QRMatrix("VEMFN1:VF-7K3M-Q2XR")
        var dark = Set<Int>()
        for run in code.darkRuns {
            for column in run.column..<run.column + run.length {
                #expect(dark.insert(run.row * code.side + column).inserted)
            }
        }
        for row in 0..<code.side {
            for column in 0..<code.side {
                #expect(dark.contains(row * code.side + column) == code.isDark(column: column, row: row))
            }
        }
    }

    @Test func `a text too long for any code is refused`() {
        #expect(throws: TextTooLong()) { try QRMatrix(String(repeating: "x", count: 3000)) }
    }

    @Test(arguments: [1, 6, 32])
    func `the picture is a PNG of the size asked for`(scale: Int) throws {
        let code = try QRMatrix("VEMFN1:VF-7K3M-Q2XR")
        let picture = try code.png(scale: scale)
        #expect(Array(picture.prefix(8)) == [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        let width = picture[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(width == (code.side + 8) * scale)
    }

    /// zbar (Debian zbar-tools) is what a telephone is: it knows nothing of how the code was made.
    @Test(arguments: ["VEMFN1:VF-7K3M-Q2XR", String(repeating: "Ab9-", count: 30)])
    func `another program reads the picture`(text: String) throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "qr-\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try QRMatrix(text).png()).write(to: file)
        let reader = Process()
        reader.executableURL = URL(filePath: "/usr/bin/env")
        reader.arguments = ["zbarimg", "--quiet", "--raw", file.path]
        let output = Pipe()
        reader.standardOutput = output
        reader.standardError = FileHandle.nullDevice
        try reader.run()
        let read = output.fileHandleForReading.readDataToEndOfFile()
        reader.waitUntilExit()
        #expect(String(decoding: read, as: UTF8.self) == text + "\n")
    }
}
