import Conference
import Fixtures
import Foundation
import GRDB
import Logging
import Secrets
import Storage
import Synchronization
import Testing

@testable import Mail

extension TestOutbox {
    /// Runs SQL as somebody with a shell on the file would.
    func execute(_ sql: String) async throws {
        try await DatabaseQueue(path: folder.database).write { db in try db.execute(sql: sql) }
    }

    func worker(_ files: OutboxFolder, now: Date = noon) -> OutboxWorker {
        OutboxWorker(
            store: store, composer: composer, route: .folder(files), messagesAMinute: nil, now: { now },
            logger: Logger(label: "test"))
    }

    func files() throws -> OutboxFolder { try OutboxFolder(path: folder.path + "/outbox") }
}

struct OutboxWorkerTests {
    @Test func `without a mail server messages are private files, which can be read again`() async throws {
        let outbox = try await TestOutbox()
        let link = try await outbox.register(1)
        let files = try outbox.files()
        #expect(await outbox.worker(files).sendDue() == .all)
        let sent = try #require(try await outbox.messages().first)
        #expect(sent.state == .sent && sent.attempts == 1 && sent.sentAt == noon)
        let text = try #require(files.text(of: sent.messageId))
        #expect(text.hasPrefix("Du har en plats\n\nDu har en plats på konferensen."))
        #expect(text.contains("https://vemfn.example.se/sv/personal/\(link.text)\n"))
        let path = files.path + "/\(sent.messageId).eml"
        for (path, mode) in [(path, 0o600), (files.path, 0o700)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode)
        }
        #expect(files.text(of: "saknas") == nil)
    }

    @Test func `a message that cannot be written is kept, and tried again when its pause is over`() async throws {
        let outbox = try await TestOutbox()
        try await outbox.register(1)
        let files = try outbox.files()
        try FileManager.default.removeItem(atPath: files.path)
        #expect(await outbox.worker(files).sendDue() == .serverIsAway)
        let waiting = try #require(try await outbox.messages(.pending).first)
        #expect(waiting.attempts == 1 && waiting.nextAttemptAt == noon + 60 && waiting.lastError?.isEmpty == false)
        _ = try outbox.files()
        #expect(await outbox.worker(files, now: noon + 59).sendDue() == .all)
        #expect(try await outbox.messages(.pending).count == 1)
        #expect(await outbox.worker(files, now: noon + 60).sendDue() == .all)
        #expect(try await outbox.messages(.sent).count == 1)
    }

    @Test func `a committed sign-up wakes the worker, which stops when told to`() async throws {
        let outbox = try await TestOutbox()
        let files = try outbox.files()
        let worker = outbox.worker(files)
        worker.start()
        try await outbox.register(1)
        let isSent = { try await outbox.messages(.sent).count == 1 }
        while try await !isSent() { await Task.yield() }
        await worker.stop(grace: .seconds(10))
        try await outbox.register(2)
        #expect(try await outbox.messages(.pending).count == 1)
    }
}
