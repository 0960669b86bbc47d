import Foundation
import Fuzz
import HTTP
import Testing

/// What bin/fuzz begins with and what it has found, on every run of the tests.
struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fuzz/Corpus")

    @Test(arguments: FuzzTarget.allCases)
    func `bytes that were worth keeping break no promise`(target: FuzzTarget) throws {
        let folder = Self.folder.appending(path: target.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!names.isEmpty)
        for name in names {
            let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
            target.run(bytes)
            // Cut short anywhere it is another input, and cheap to have.
            for count in bytes.indices { target.run(Array(bytes[..<count])) }
        }
    }
}
