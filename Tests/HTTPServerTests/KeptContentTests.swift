import Foundation
import HTTP
import HTTPServer
import HTTPTypes
import Peer
import Testing

/// Content that many get; large ones are sent by sendfile, once they are in a file.
struct KeptContentTests {
    private static let last = "GET /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    private static func pattern(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(ascii: "a") + UInt8($0 % 23) + ($0 % 1000 == 0 ? 1 : 0) }
    }

    /// Runs `test` against a server that answers everything with this content.
    private static func serving(
        _ body: [UInt8], _ test: (KeptContent, SocketAddress) async throws -> Void
    ) async throws {
        let written = WrittenResponse(status: .ok, fields: [:], body: body)
        try await withServer(Handler { _ in .written(written) }) { _, address in
            try await test(written.content, address)
        }
    }

    @Test(arguments: [0, 1, (16 << 10) - 1, 16 << 10, 100_003, 5_000_011])
    func `kept content of any length arrives whole, twice on a connection and on many at once`(count: Int)
        async throws
    {
        let body = Self.pattern(count)
        let isForFile = count >= 16 << 10
        try await Self.serving(body) { content, address in
            func twice() async throws {
                let client = try Client(address)
                client.send(get + Self.last)
                let answers = await client.rest()
                let expected = String(decoding: body, as: UTF8.self)
                #expect(answers.contains("\r\nContent-Length: \(count)\r\n"))
                #expect(answers.hasSuffix("\r\n\r\n" + expected))
                let first = answers.range(of: "\r\n\r\n")?.upperBound ?? answers.endIndex
                #expect(answers[first...].hasPrefix(expected + "HTTP/1.1 200 OK\r\n"))
            }
            try await twice()  // from memory, and the others from the file if there is to be one
            if isForFile { try await waitUntil { content.hasForm } }
            try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { try await twice() } }
                try await group.waitForAll()
            }
            #expect(try contentFiles(of: count) == (isForFile ? 1 : 0), "one file, however many it was sent to")
        }
        try await waitUntil { try contentFiles(of: count) == 0 }  // it ends with the content
    }

    @Test func `HEAD says the length of large content and sends none`() async throws {
        try await Self.serving(Self.pattern(50_000)) { _, address in
            let client = try Client(address)
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            let answer = await client.rest()
            #expect(answer.contains("\r\nContent-Length: 50000\r\n"))
            #expect(answer.hasSuffix("\r\n\r\n"))
        }
    }

    @Test func `whoever breaks off amid large content ends neither the server nor the process`() async throws {
        let count = 9_000_049
        try await Self.serving(Self.pattern(count)) { content, address in
            func breakOff() async throws {
                let client = try Client(address)
                client.send(get)
                #expect(await client.someBytes() > 0)
                client.resetOnClose()
            }
            try await breakOff()
            try await waitUntil { content.hasForm }
            for _ in 0..<20 { try await breakOff() }
            let client = try Client(address)
            client.send(Self.last)
            #expect(await client.rest().utf8.count > count)
        }
    }
}

/// How many descriptors of this process are of a file without a name and with that many bytes.
private func contentFiles(of count: Int) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
        let path = "/proc/self/fd/" + name
        var status = stat()
        return (try? FileManager.default.destinationOfSymbolicLink(atPath: path))?.hasSuffix(" (deleted)") == true
            && stat(path, &status) == 0 && status.st_nlink == 0 && status.st_size == count
    }
}
