import Foundation
import Testing

@testable import vemfn

struct LogOutputTests {
    @Test func `lines come out whole and in order`() throws {
        let pipe = Pipe()
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let lines = (0..<500).map { "line \($0)\n" }
        for line in lines { output.write(line) }
        output.finish()
        try pipe.fileHandleForWriting.close()
        #expect(try pipe.fileHandleForReading.readToEnd() == Data(lines.joined().utf8))
    }

    @Test func `a reader that sleeps keeps nobody waiting, and is told what it missed`() throws {
        let pipe = Pipe()
        let output = LogOutput(descriptor: pipe.fileHandleForWriting.fileDescriptor)
        let line = String(repeating: "x", count: 1023) + "\n"
        for _ in 0..<3000 { output.write(line) }
        var text: [UInt8] = []
        while !text.suffix(100).contains(UInt8(ascii: ")")) { text += pipe.fileHandleForReading.availableData }
        let told = try #require(
            String(decoding: text, as: UTF8.self).firstMatch(of: #/\((\d+) lines of the log lost\)/#))
        let lost = try #require(Int(told.1))
        #expect(text.filter { $0 == UInt8(ascii: "\n") }.count == 3000 - lost + 1)
        #expect((1000..<2500).contains(lost))
    }
}
