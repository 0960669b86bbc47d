import Conference
import Dispatch
import Fixtures
import GRDB
import Testing

@testable import Storage

struct GroupCommitTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
        try store.pool.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE trial (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
                    CREATE TABLE child (note INTEGER NOT NULL REFERENCES trial (id) DEFERRABLE INITIALLY DEFERRED) STRICT;
                    """)
        }
    }

    private struct Refused: Error {}

    private func notes() throws -> [String] {
        try store.pool.read { db in try String.fetchAll(db, sql: "SELECT text FROM trial ORDER BY id") }
    }

    private static func add(_ text: String, _ db: Database) throws {
        try db.execute(sql: "INSERT INTO trial (text) VALUES (?)", arguments: [text])
    }

    /// Runs the writes in one batch, in their order: the writer is kept busy until every one of them stands in line.
    private func inOneBatch(
        _ writes: [@Sendable (Database) throws -> Void]
    ) async throws -> [Result<Void, any Error>] {
        let gate = DispatchSemaphore(value: 0)
        return await withTaskGroup(of: (Int, Result<Void, any Error>).self) { group in
            await withCheckedContinuation { isBusy in
                group.addTask { [store] in
                    let write = { @Sendable (_: Database) in
                        isBusy.resume()
                        gate.wait()
                    }
                    return (writes.count, await result { try await store.writer.write(write) })
                }
            }
            for (index, write) in writes.enumerated() {
                group.addTask { [store] in (index, await result { try await store.writer.write(write) }) }
                while store.writesInLine == index { await Task.yield() }
            }
            gate.signal()
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
                .sorted { $0.key < $1.key }.map(\.value).dropLast()
        }
    }

    private func result(_ write: () async throws -> Void) async -> Result<Void, any Error> {
        do {
            return .success(try await write())
        } catch {
            return .failure(error)
        }
    }

    private func succeeded(_ results: [Result<Void, any Error>]) -> [Bool] {
        results.map { result in
            if case .success = result { true } else { false }
        }
    }

    @Test func `writes that wait together share one commit`() async throws {
        let before = store.version
        let results = try await inOneBatch((1...60).map { number in { try Self.add("\(number)", $0) } })
        #expect(results.count == 60 && succeeded(results).allSatisfy { $0 })
        #expect(try notes().count == 60)
        #expect(store.version - before == 2, "one for the write that held the line, one for all others")
    }

    @Test func `a write that fails undoes itself and no other`() async throws {
        let results = try await inOneBatch([
            { try Self.add("first", $0) },
            { db in
                try Self.add("undone", db)
                throw Refused()
            },
            { try Self.add("first", $0) },
            { db in
                try Self.add("also undone", db)
                try Self.add("first", db)
            },
            { try Self.add("last", $0) },
        ])
        #expect(succeeded(results) == [true, false, false, false, true])
        #expect(try notes() == ["first", "last"])
    }

    @Test func `when the commit fails nobody is told yes and nothing is kept`() async throws {
        let before = store.version
        let results = try await inOneBatch([
            { try Self.add("first", $0) },
            { try $0.execute(sql: "INSERT INTO child (note) VALUES (99)") },
            { try Self.add("last", $0) },
        ])
        #expect(succeeded(results) == [false, false, false])
        #expect(try notes() == [])
        #expect(store.version - before == 1, "the write that held the line")
        try await store.writer.write { try Self.add("later", $0) }
        #expect(try notes() == ["later"], "the writer goes on")
    }

    @Test func `when SQLite gives up the transaction in the middle nobody is told yes and nothing is kept`()
        async throws
    {
        let results = try await inOneBatch([
            { try Self.add("first", $0) },
            { db in
                try Self.add("lost", db)
                // What a full disk does to a transaction (SQLite lang_transaction.html §3).
                try db.execute(sql: "INSERT OR ROLLBACK INTO note (text) VALUES ('lost')")
            },
            { try Self.add("last", $0) },
        ])
        #expect(succeeded(results) == [false, false, false])
        #expect(try notes() == [])
        try await store.writer.write { try Self.add("later", $0) }
        #expect(try notes() == ["later"], "the writer goes on")
    }

    @Test func `a value is answered when every other connection can read what was written`() async throws {
        for number in 1...20 {
            try await store.writer.write { try Self.add("\(number)", $0) }
            #expect(try notes().count == number)
        }
    }
}
