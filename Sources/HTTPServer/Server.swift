import Glibc
package import HTTP
package import Logging
import Synchronization
package import TLS

/// Why a server did not start.
package enum ServerError: Error, Equatable {
    case unknownHost(String)
    /// A server starts once; make a new one.
    case alreadyStarted
    /// A descriptor to be inherited is no listening TCP socket.
    case notListening(Int32)
}

/// An HTTP/1.1 server on its own sockets.
package final class Server: Sendable {
    private enum State {
        case ready
        case running([EventLoop])
        case stopped
    }

    private let handler: any RequestHandler
    private let configuration: Configuration
    private let logger: Logger
    private let state = Mutex(State.ready)

    /// Opens nothing yet.
    package init(handler: any RequestHandler, configuration: Configuration, logger: Logger) {
        self.handler = handler
        self.configuration = configuration
        self.logger = logger
    }

    /// Listens and begins to serve. From then on the process ignores SIGPIPE: whoever hangs up while a file is sent would
    /// end it.
    ///
    /// - Returns: Where, with the port that the kernel chose if it was left to it.
    /// - Throws: `SystemError` if the address cannot be had, among others because somebody listens on it already.
    @discardableResult
    package func start() throws -> SocketAddress {
        try state.withLock { state in
            guard case .ready = state else { throw ServerError.alreadyStarted }
            signal(SIGPIPE, SIG_IGN)
            let listeners = try configuration.inheritedListeners.isEmpty ? ownListeners() : inheritedListeners()
            let address = try listeners[0].address()
            let census = ConnectionCensus(
                limit: configuration.connections, limitPerAddress: configuration.connectionsPerAddress)
            let loops = try listeners.map { try makeLoop($0, census: census) }
            for loop in loops { loop.start() }
            state = .running(loops)
            return address
        }
    }

    /// One a loop, all on the same port.
    private func ownListeners() throws -> [Listener] {
        let host = configuration.host
        if configuration.port != 0 { try Listener.checkIsFree(host: host, port: configuration.port) }
        let first = try Listener(host: host, port: configuration.port)
        let port = try first.address().port
        return try [first] + (1..<max(1, configuration.loops)).map { _ in try Listener(host: host, port: port) }
    }

    /// At least one a loop and at least one a socket; loops that are left share what there is.
    private func inheritedListeners() throws -> [Listener] {
        let inherited = try configuration.inheritedListeners.map { try Listener(inheriting: $0) }
        let shared = try (inherited.count..<max(inherited.count, configuration.loops)).map { index in
            try inherited[index % inherited.count].shared()
        }
        return inherited + shared
    }

    /// Serves new connections with another certificate. Those that are open go on with the one they have.
    package func reload(tls: TLSContext) async {
        let loops = state.withLock { state in
            if case .running(let loops) = state { return loops }
            return []
        }
        await withTaskGroup { group in
            for loop in loops { group.addTask { await loop.use(tls) } }
        }
    }

    /// Refuses new connections, closes idle ones, and returns when current requests are answered, at the latest after
    /// the grace time. What is not finished then is cut.
    package func stop() async {
        let loops = state.withLock { state in
            defer { state = .stopped }
            if case .running(let loops) = state { return loops }
            return []
        }
        await withTaskGroup { group in
            for loop in loops { group.addTask { await loop.stop() } }
        }
    }

    private func makeLoop(_ listener: Listener, census: ConnectionCensus) throws -> EventLoop {
        try EventLoop(
            listener, handler: handler, configuration: configuration, census: census, logger: logger)
    }
}
