import Dispatch
import Foundation
import Synchronization

/// The way messages leave.
package enum MailRoute: Sendable, Equatable {
    case smtp(SMTPServer)
    case folder(OutboxFolder)
}

/// Hands messages over, one after another, on a queue of its own where a slow server holds up nobody else.
final class MailTransport: @unchecked Sendable {  // the session is touched by the queue alone
    private let route: MailRoute
    private let queue = DispatchQueue(label: "vemfn.mail")
    private let aborted = Atomic<Bool>(false)
    private var session: SMTPSession?

    init(_ route: MailRoute) {
        self.route = route
    }

    /// Breaks off what is under way, and all that comes after it.
    func abort() { aborted.store(true, ordering: .relaxed) }

    func deliver(_ mail: ComposedMail) async -> DeliveryOutcome {
        await onQueue { transport in
            do {
                switch transport.route {
                case .smtp(let server): return try transport.deliver(mail, to: server)
                case .folder(let folder):
                    try folder.write(mail)
                    return .accepted
                }
            } catch let error as SMTPSessionError {
                return .deferred(error.reason, .server)
            } catch {
                return .deferred(error.localizedDescription, .server)
            }
        }
    }

    /// Says goodbye to the server.
    func close() async {
        await onQueue { $0.session = nil }
    }

    private func deliver(_ mail: ComposedMail, to server: SMTPServer) throws -> DeliveryOutcome {
        let kept = session
        let session = try kept ?? open(server)
        let outcome = try session.send(mail)
        guard case .deferred(_, .server) = outcome else { return outcome }
        self.session = nil
        // A server may end a connection after so many messages. As long as the message is not on its way, another will do.
        guard kept != nil, !session.hasBegunContent else { return outcome }
        return try open(server).send(mail)
    }

    private func open(_ server: SMTPServer) throws -> SMTPSession {
        let session = try SMTPSession(server) { [weak self] in self?.aborted.load(ordering: .relaxed) ?? true }
        self.session = session
        return session
    }

    private func onQueue<Value: Sendable>(_ work: @escaping @Sendable (MailTransport) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work(self)) }
        }
    }
}
