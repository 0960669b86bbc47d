import Curl
package import Foundation
package import Logging
package import Storage
import Synchronization

/// Tells webhooks what has happened, inside the program: at once when something is committed, and again when a pause is
/// over. Several beside each other, each its own in order.
package final class WebhookWorker: Sendable {
    private static let lookSeconds = 5
    /// How many are told at the same time.
    private static let width = 4

    private let store: Store
    private let allowsPrivate: Bool
    private let now: @Sendable () -> Date
    private let logger: Logger
    private let order = AbortOrder()
    private let running = Mutex<Task<Void, Never>?>(nil)

    package init(store: Store, allowsPrivate: Bool, now: @escaping @Sendable () -> Date, logger: Logger) {
        self.store = store
        self.allowsPrivate = allowsPrivate
        self.now = now
        self.logger = logger
    }

    package func start() {
        running.withLock { running in
            if running == nil { running = Task { await run() } }
        }
    }

    /// Returns when nothing is under way. What is broken off is sent anew by the next run.
    package func stop() async {
        guard let task = running.withLock({ $0 }) else { return }
        task.cancel()
        order.give()
        await task.value
    }

    private func run() async {
        await logged { try await store.resumeInterruptedDeliveries(now: now()) }
        let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let commits = store.commits  // from before the first look
        await withTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in commits { look.yield() } }
            group.addTask {
                while !Task.isCancelled {
                    look.yield()
                    // Cancelled while it sleeps, it ends.
                    try? await Task.sleep(for: .seconds(Self.lookSeconds))
                }
            }
            for await _ in looks { await deliverDue() }
            group.cancelAll()
        }
    }

    /// Tells everybody what is due.
    package func deliverDue() async {
        guard let due = await logged({ try await store.webhooksWithDueDeliveries(now: now()) }), !due.isEmpty else {
            return
        }
        await withTaskGroup(of: Void.self) { group in
            for (index, webhook) in due.enumerated() {
                if index >= Self.width { await group.next() }
                group.addTask { await self.deliver(to: webhook) }
            }
        }
    }

    private func deliver(to webhook: Int64) async {
        let transport = WebhookTransport(allowsPrivate: allowsPrivate, order: order)
        while !Task.isCancelled {
            guard let due = await logged({ try await store.takeDueDelivery(ofWebhook: webhook, now: now()) }) ?? nil
            else { return }
            let began = (now(), ContinuousClock.now)
            let answer = await transport.post(
                WebhookMessage(due.delivery, now: began.0), to: due.url, secret: due.secret)
            if answer.error != nil, order.isGiven { return }  // broken off: it counts as under way until the next start
            let attempt = WebhookAttempt(
                at: began.0, milliseconds: Int((ContinuousClock.now - began.1) / .milliseconds(1)),
                status: answer.status, error: answer.error)
            // Without the address, which is a secret of its own at some receivers.
            logger.debug(
                "webhook told",
                metadata: [
                    "webhook": "\(webhook)", "delivery": "\(due.delivery.id)", "status": "\(answer.status ?? 0)",
                ])
            await logged {
                try await store.record(attempt, of: due.delivery, isFinal: answer.isFinal, now: now())
            }
        }
    }

    @discardableResult
    private func logged<Value>(_ work: () async throws -> Value) async -> Value? {
        do {
            return try await work()
        } catch is CancellationError {
            return nil
        } catch {
            logger.error("webhooks not handled", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
