import Conference
package import Foundation
package import Logging
package import Storage
import Synchronization

/// Sends what is in the outbox, inside the program: at once when something is committed, and again when a pause is over.
///
/// Each attempt is written down before it begins and its result as soon as it is known. A message is thus never lost,
/// and goes out twice only when the server's answer was: by a broken connection, or by a program that was killed between
/// hearing and writing it. The second has the same Message-ID.
package final class OutboxWorker: Sendable {
    /// How often the outbox is looked at when nothing is committed: pauses end by themselves.
    private static let lookSeconds = 5
    private static let reminderSeconds = 60
    private static let mailingSeconds = 1
    /// How long the server is left alone when it is away, at first and at most.
    private static let restSeconds = 5...300

    private let store: Store
    private let composer: MailComposer
    private let transport: MailTransport
    /// Between two messages.
    private let pause: Duration
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let running = Mutex<Task<Void, Never>?>(nil)

    /// - Parameter messagesAMinute: Nil for as many as the server takes.
    package init(
        store: Store, composer: MailComposer, route: MailRoute, messagesAMinute: Int?,
        now: @escaping @Sendable () -> Date, logger: Logger
    ) {
        self.store = store
        self.composer = composer
        transport = MailTransport(route)
        pause = messagesAMinute.map { .seconds(60) / $0 } ?? .zero
        self.now = now
        self.logger = logger
    }

    package func start() {
        running.withLock { running in
            if running == nil { running = Task { await run() } }
        }
    }

    /// Returns when no message is under way.
    ///
    /// - Parameter grace: What the message that is being sent gets to end by itself. Broken off, it is sent anew by the
    ///   next run.
    package func stop(grace: Duration) async {
        guard let task = running.withLock({ $0 }) else { return }
        task.cancel()
        let ending = Task {
            // Cancelled while it sleeps, nothing has to be broken off.
            guard (try? await Task.sleep(for: grace)) != nil else { return }
            transport.abort()
        }
        await task.value
        ending.cancel()
    }

    private func run() async {
        await logged("messages of an earlier run not found") {
            let interrupted = try await store.resumeInterruptedMessages(now: now())
            if interrupted > 0 {
                logger.notice(
                    "messages were being sent when the program ended", metadata: ["messages": "\(interrupted)"])
            }
        }
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let commits = store.commits  // from before the first look
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in commits { look.yield() } }
            group.addTask { await every(Self.lookSeconds) { look.yield() } }
            group.addTask { await every(Self.reminderSeconds) { await self.remind() } }
            group.addTask {
                await every(Self.mailingSeconds) {
                    await self.logged("mailings not carried on") {
                        try await self.store.advanceMailings(now: self.now())
                    }
                }
            }
            look.yield()
            var rest = Self.restSeconds.lowerBound
            for await _ in looks {
                if await sendDue() == .serverIsAway {
                    // Cancelled while it sleeps, it ends.
                    try? await Task.sleep(for: .seconds(rest))
                    rest = min(rest * 2, Self.restSeconds.upperBound)
                } else {
                    rest = Self.restSeconds.lowerBound
                }
            }
            group.cancelAll()
        }
        await transport.close()
    }

    package enum Sent: Sendable, Equatable {
        case all
        /// The rest would fare no better now.
        case serverIsAway
    }

    /// Sends everything that is due, one after another.
    @discardableResult
    package func sendDue() async -> Sent {
        var isFirst = true
        while !Task.isCancelled {
            guard let message = await logged("outbox not read", { try await store.takeDueMessage(now: now()) }) ?? nil
            else { break }
            // Only between two: whoever signs up when nothing else is going on gets the mail at once.
            if !isFirst, pause > .zero { try? await Task.sleep(for: pause) }
            isFirst = false
            if await send(message) == .serverIsAway {
                await transport.close()
                return .serverIsAway
            }
        }
        if !isFirst { await transport.close() }
        return .all
    }

    private func send(_ message: OutboxMessage) async -> Sent {
        let outcome: DeliveryOutcome =
            if let mail = composer.compose(message) {
                await transport.deliver(mail)
            } else {
                .refused("no address that mail can be sent to")
            }
        let (result, sent): (SendingResult, Sent) =
            switch outcome {
            case .accepted: (.sent, .all)
            case .deferred(let reason, let cause): (.deferred(reason: reason), cause == .server ? .serverIsAway : .all)
            case .refused(let reason): (.failed(reason: reason), .all)
            }
        tell(outcome, message)
        // Not written, the attempt counts as under way, and the message waits for the next start.
        await logged("result of a message not written") { try await store.record(result, of: message, now: now()) }
        return sent
    }

    /// Without the server's words: they may repeat the recipient's address, which organisers see and logs do not.
    private func tell(_ outcome: DeliveryOutcome, _ message: OutboxMessage) {
        let facts: Logger.Metadata = [
            "message": "\(message.id)", "kind": "\(message.kind.rawValue)", "attempt": "\(message.attempts)",
        ]
        switch outcome {
        case .accepted: logger.debug("message sent", metadata: facts)
        case .deferred(let reason, .server):
            logger.warning("mail server takes no messages", metadata: facts.merging(["reason": "\(reason)"]) { $1 })
        case .deferred(_, .message): logger.notice("message deferred", metadata: facts)
        case .refused: logger.warning("message refused", metadata: facts)
        }
    }

    private func remind() async {
        await logged("reminders not written") {
            let count = try await store.enqueueReminders(now: now())
            if count > 0 { logger.notice("reminders written", metadata: ["messages": "\(count)"]) }
        }
        await logged("notices of a release not written") {
            let count = try await store.enqueueReleaseNotices(now: now())
            if count > 0 { logger.notice("notices of a release written", metadata: ["messages": "\(count)"]) }
        }
    }

    @discardableResult
    private func logged<Value>(_ failure: Logger.Message, _ work: () async throws -> Value) async -> Value? {
        do {
            return try await work()
        } catch is CancellationError {
            return nil
        } catch {
            logger.error(failure, metadata: ["error": "\(error)"])
            return nil
        }
    }
}

private func every(_ seconds: Int, _ work: @escaping @Sendable () async -> Void) async {
    while !Task.isCancelled {
        await work()
        // Cancelled while it sleeps, it ends.
        try? await Task.sleep(for: .seconds(seconds))
    }
}
