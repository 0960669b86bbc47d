import Dispatch
import Glibc
import HTTP
import Logging
import TLS

/// One serial queue, one epoll set, one listener, and the connections accepted from it.
///
/// The queue is woken by a single `DispatchSource` on the epoll descriptor, not by one a connection (docs/http.md has
/// the measurements).
final class EventLoop: @unchecked Sendable {  // everything that changes belongs to `queue`
    private enum State {
        case ready
        case running(Sources)
        case stopping(Sources, deadline: ContinuousClock.Instant, done: @Sendable () -> Void)
        case stopped
    }

    private enum Accepting {
        case watching(Listener)
        /// Out of descriptors. Peers wait in the kernel's queue until a connection closes or the next sweep comes.
        case paused(Listener, SystemError)
        case ended
    }

    private struct Sources {
        let readiness: any DispatchSourceRead
        let sweep: any DispatchSourceTimer
    }

    private static let listenerKey: UInt64 = 0
    /// Rounds before other work of the queue gets its turn: answers of tasks, the sweep, the stop.
    private static let pollsInARow = 16
    private static let acceptsInARow = 64

    let handler: any RequestHandler
    let configuration: Configuration
    let queue: DispatchQueue
    /// Where all connections of the loop read into, one after the other.
    let readBuffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 * 1024, alignment: 16)
    /// Where they decrypt into.
    let plaintextBuffer = UnsafeMutableRawBufferPointer.allocate(
        byteCount: 32 * 1024 + TLSSession.roomBeyondInput, alignment: 16)

    private let logger: Logger
    private let census: ConnectionCensus
    private let epoll: Epoll

    private var state = State.ready
    private var accepting: Accepting
    private var connections: [UInt64: Connection] = [:]
    private var lastKey = EventLoop.listenerKey
    private var requestIDs = RequestIDs()
    /// For connections to come.
    private var tls: TLSContext?
    private(set) var clock = LoopClock()

    init(
        _ listener: Listener, handler: any RequestHandler, configuration: Configuration,
        census: ConnectionCensus, logger: Logger
    ) throws {
        self.handler = handler
        self.configuration = configuration
        self.census = census
        self.logger = logger
        tls = configuration.tls
        queue = DispatchQueue(label: "http.loop")
        epoll = try Epoll()
        try epoll.add(listener: listener, key: Self.listenerKey)
        accepting = .watching(listener)
    }

    deinit {
        readBuffer.deallocate()
        plaintextBuffer.deallocate()
    }

    var now: ContinuousClock.Instant { clock.now }
    var date: HTTPDate { clock.date }

    /// Begins to accept. The loop lives until it has stopped.
    func start() {
        let readiness = DispatchSource.makeReadSource(fileDescriptor: epoll.descriptor.rawValue, queue: queue)
        readiness.setEventHandler { self.poll() }
        // The source must be gone before its descriptor is, for the kernel could give the number to someone else.
        readiness.setCancelHandler { [epoll] in withExtendedLifetime(epoll) {} }
        let sweep = DispatchSource.makeTimerSource(queue: queue)
        let interval = configuration.deadlines.sweepInterval
        sweep.schedule(deadline: .now() + interval, repeating: interval, leeway: .milliseconds(50))
        sweep.setEventHandler { self.checkDeadlines() }
        queue.sync { state = .running(Sources(readiness: readiness, sweep: sweep)) }
        readiness.activate()
        sweep.activate()
    }

    /// Stops accepting, lets current requests finish for the grace time, cuts the rest.
    func stop() async {
        await withCheckedContinuation { continuation in
            enter { self.beginStop { continuation.resume() } }
        }
    }

    /// Lets connections to come speak TLS with this context; those that are open keep theirs.
    func use(_ tls: TLSContext) async {
        await withCheckedContinuation { continuation in
            enter {
                self.tls = tls
                continuation.resume()
            }
        }
    }

    /// Runs something on the loop's queue, from anywhere.
    func enter(_ body: @escaping @Sendable () -> Void) {
        queue.async {
            self.clock.update()
            body()
        }
    }

    // MARK: For connections

    func nextRequestID() -> String { requestIDs.next() }

    /// Lets other connections have their turn before this one reads on.
    func resumeLater(_ connection: Connection) {
        enter { connection.resume() }
    }

    /// Whoever looks at an open port makes such failures, so they are no news.
    func report(_ failure: TLSFailure, from address: String) {
        logger.debug("TLS failed", metadata: ["peer": "\(address)", "error": "\(failure)"])
    }

    func forget(_ connection: Connection) {
        guard connections.removeValue(forKey: connection.key) != nil else { return }
        census.leave(from: connection.remoteAddress)
        resumeAccepting()
        finishIfEmpty()
    }

    // MARK: Events

    private func poll() {
        for _ in 0..<Self.pollsInARow {
            clock.update()
            let anyEvent = epoll.poll { event in
                if event.key == Self.listenerKey {
                    accept()
                } else {
                    connections[event.key]?.handle(event)
                }
            }
            guard anyEvent else { return }
        }
    }

    private func accept(atMost count: Int = EventLoop.acceptsInARow) {
        guard case .watching(let listener) = accepting else { return }
        for _ in 0..<count {
            switch listener.accept() {
            case .connection(let descriptor, let address):
                open(Socket(descriptor), from: address)
            case .nobody:
                return
            case .exhausted(let error):
                // Left in the set, the listener would report the same waiting peer again and again.
                epoll.remove(listener: listener)
                accepting = .paused(listener, error)
                return
            }
        }
    }

    private func open(_ socket: consuming Socket, from address: SocketAddress) {
        guard census.enter(from: address.host) else {
            logger.debug("Connection limit reached")
            guard tls == nil else { return }  // plain words would be noise to that peer, and a handshake costs too much
            let refusal = handler.respond(to: .tooManyConnections, id: nextRequestID())
            socket.turnAway(with: ResponseEncoder.encode(refusal: refusal, date: date), scratch: readBuffer)
            return
        }
        lastKey += 1
        do {
            try socket.register(with: epoll, key: lastKey)
            let session = try tls.map { try TLSSession($0) }
            connections[lastKey] = Connection(
                Transport(socket, session: session), key: lastKey, remoteAddress: address.host, loop: self)
        } catch {
            census.leave(from: address.host)
            logger.warning("Cannot serve a connection", metadata: ["error": "\(error)"])
        }
    }

    private func checkDeadlines() {
        clock.update()
        for connection in Array(connections.values) { connection.checkDeadline() }
        if case .stopping(_, let deadline, _) = state, now >= deadline {
            for connection in Array(connections.values) { connection.cut() }
        }
        if case .paused(_, let error) = accepting {
            logger.warning("Peers wait to be accepted", metadata: ["error": "\(error)"])
        }
        resumeAccepting()
    }

    private func resumeAccepting() {
        guard case .paused(let listener, _) = accepting else { return }
        do {
            try epoll.add(listener: listener, key: Self.listenerKey)
            accepting = .watching(listener)
        } catch {
            logger.debug("Cannot listen again for now", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Stop

    private func beginStop(_ done: @escaping @Sendable () -> Void) {
        guard case .running(let sources) = state else { return done() }
        accept(atMost: Int(SOMAXCONN))  // whoever the kernel has let in already is served
        accepting = .ended
        poll()
        state = .stopping(sources, deadline: now + configuration.deadlines.grace, done: done)
        for connection in Array(connections.values) { connection.stop() }
        finishIfEmpty()
    }

    private func finishIfEmpty() {
        guard case .stopping(let sources, _, let done) = state, connections.isEmpty else { return }
        state = .stopped
        sources.sweep.cancel()
        sources.readiness.cancel()
        done()
    }
}

extension Deadlines {
    /// Often enough that no deadline is overrun by much, seldom enough to cost nothing.
    fileprivate var sweepInterval: DispatchTimeInterval {
        let shortest = [head, body, bodyPace, idle, write, linger, grace].min() ?? .seconds(1)
        let milliseconds = shortest / .milliseconds(4)
        return .milliseconds(Int(min(max(milliseconds, 10), 1000)))
    }
}
