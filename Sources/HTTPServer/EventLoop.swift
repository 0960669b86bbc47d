import Dispatch
import Glibc
import HTTP
import Logging
import Synchronization
import TLS

/// One serial queue, one epoll set, one listener, and the connections accepted from it.
///
/// From start to stop the queue has one thing to do, which is to wait in epoll and see to what comes out of it. A
/// `DispatchSource` that says when to look would add two changes of threads to a request that comes alone (docs/http.md
/// has the measurements).
final class EventLoop: @unchecked Sendable {  // everything that changes belongs to `queue`
    private enum State {
        case ready
        case running
        case stopping(deadline: ContinuousClock.Instant, done: @Sendable () -> Void)
        case stopped
    }

    private enum Accepting {
        case watching(Listener)
        /// Out of descriptors. Peers wait in the kernel's queue until a connection closes or the next sweep comes.
        case paused(Listener, SystemError)
        case ended
    }

    /// What others want done, while the queue is taken up by waiting.
    fileprivate enum Mailbox {
        case closed
        case open([@Sendable () -> Void])
    }

    private static let listenerKey: UInt64 = 0
    private static let mailKey: UInt64 = 1
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
    private let mailbox = Mutex(Mailbox.closed)
    private let mail: Doorbell

    private var state = State.ready
    private var accepting: Accepting
    private var connections: [UInt64: Connection] = [:]
    private var lastKey = EventLoop.mailKey
    private var mailHasCome = false
    private var nextSweep = ContinuousClock.now
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
        mail = try Doorbell()
        try epoll.add(mail, key: Self.mailKey)
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
        mailbox.withLock { $0 = .open([]) }
        queue.async { self.run() }
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
        let (isTaken, isFirst) = mailbox.withLock { mailbox in
            guard case .open(var letters) = mailbox else { return (false, false) }
            mailbox = .closed  // lets go of the array, so that the append below does not copy it
            letters.append(body)
            mailbox = .open(letters)
            return (true, letters.count == 1)
        }
        if isFirst { mail.ring() }
        if !isTaken { queue.async(execute: body) }
    }

    // MARK: For connections

    func nextRequestID() -> RequestID { requestIDs.next() }

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

    private func run() {
        state = .running
        clock.update()
        nextSweep = now + configuration.deadlines.sweepInterval
        while true {
            handleEvents(waitingAtMost: nextSweep - now)
            if mailHasCome { readMail() }
            if now >= nextSweep {
                nextSweep = now + configuration.deadlines.sweepInterval
                checkDeadlines()
            }
            if case .stopped = state { break }
        }
        for letter in mailbox.withLock({ mailbox in mailbox.take(closing: true) }) { letter() }
    }

    private func handleEvents(waitingAtMost duration: Duration) {
        let count = epoll.wait(atMost: duration)
        clock.update()
        for index in 0..<count {
            let event = epoll[index]
            switch event.key {
            case Self.listenerKey: accept()
            case Self.mailKey: mailHasCome = true  // read behind the events: what it asks for may be to wait for more
            default: connections[event.key]?.handle(event)
            }
        }
    }

    private func readMail() {
        mailHasCome = false
        mail.stop()  // before the letters are taken, or one that comes in between would lie there unheard
        for letter in mailbox.withLock({ mailbox in mailbox.take(closing: false) }) { letter() }
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
        guard hasRoom(for: address.host) else {
            logger.debug("Connection limit reached")
            // Through TLS it could be said only after a handshake, the dearest part of a connection.
            guard tls == nil else { return }
            let refusal = handler.respond(to: .tooManyConnections, head: nil, id: nextRequestID())
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

    /// Counts the newcomer in. Where there is no room for anybody, a connection that only waits for its next request
    /// makes way: its peer has its answer and knows to open another, a newcomer has nothing yet.
    private func hasRoom(for address: String) -> Bool {
        let entry = census.enter(from: address)
        guard case .full = entry, let idle = longestIdle() else { return entry == .entered }
        idle.stop()
        return census.enter(from: address) == .entered
    }

    /// Of some: to look at all would make a flood of newcomers dear.
    private func longestIdle() -> Connection? {
        connections.values.prefix(64).filter { $0.hasBeenIdle(for: configuration.deadlines.spare) }
            .min { $0.awaitsSince < $1.awaitsSince }
    }

    private func checkDeadlines() {
        for connection in Array(connections.values) { connection.checkDeadline() }
        if case .stopping(let deadline, _) = state, now >= deadline {
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
        guard case .running = state else { return done() }
        endAccepting()
        handleEvents(waitingAtMost: .zero)
        state = .stopping(deadline: now + configuration.deadlines.grace, done: done)
        for connection in Array(connections.values) { connection.stop() }
        finishIfEmpty()
    }

    /// Whoever the kernel has let in already is served, unless the socket lives on and somebody else will serve them.
    private func endAccepting() {
        switch accepting {
        case .watching(let listener):
            if listener.isShared { epoll.remove(listener: listener) } else { accept(atMost: Int(SOMAXCONN)) }
        case .paused, .ended: break
        }
        accepting = .ended
    }

    private func finishIfEmpty() {
        guard case .stopping(_, let done) = state, connections.isEmpty else { return }
        state = .stopped
        done()
    }
}

extension EventLoop.Mailbox {
    /// All letters, so far.
    fileprivate mutating func take(closing: Bool) -> [@Sendable () -> Void] {
        guard case .open(let letters) = self else { return [] }
        self = closing ? .closed : .open([])
        return letters
    }
}

extension Deadlines {
    /// Often enough that no deadline is overrun by much, seldom enough to cost nothing.
    fileprivate var sweepInterval: Duration {
        let shortest = [head, body, bodyPace, idle, write, linger, grace].min() ?? .seconds(1)
        return min(max(shortest / 4, .milliseconds(10)), .seconds(1))
    }
}
