import Curl
import Foundation

/// The way messages leave.
package enum MailRoute: Sendable, Equatable {
    case smtp(SMTPServer)
    case folder(OutboxFolder)
}

/// Hands messages over, one after another, on a queue of its own where a slow server holds up nobody else.
actor MailTransport {
    private let route: MailRoute
    private let queue = BlockingQueue("vemfn.mail")
    private let order = AbortOrder()
    private var session: SMTPSession?

    init(_ route: MailRoute) {
        self.route = route
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    /// Breaks off what is under way, and all that comes after it.
    nonisolated func abort() { order.give() }

    func deliver(_ mail: ComposedMail) -> DeliveryOutcome {
        do {
            switch route {
            case .smtp(let server): return try deliver(mail, to: server)
            case .folder(let folder):
                try folder.write(mail)
                return .accepted
            }
        } catch let error as CurlError {
            return .deferred(error.reason, .server)
        } catch {
            return .deferred(error.localizedDescription, .server)
        }
    }

    /// Says goodbye to the server.
    func close() { session = nil }

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
        let session = try SMTPSession(server) { [order] in order.isGiven }
        self.session = session
        return session
    }
}
