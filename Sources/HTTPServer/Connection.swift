import Dispatch
import HTTP
import HTTPTypes
import TLS

/// Carries out what its `ConnectionMachine` says, on the queue of its loop.
final class Connection: @unchecked Sendable {  // everything here belongs to `loop.queue`
    private static let readsInARow = 16

    let key: UInt64
    let remoteAddress: String
    /// Whether TLS of ours carries it.
    private let isSecure: Bool
    /// Lets go of this connection when it is closed.
    private let loop: EventLoop
    private var transport: Transport?
    private var machine: ConnectionMachine
    /// The peer is a proxy whose word about its clients is taken.
    private let isFromProxy: Bool

    /// What the socket has not taken all of yet, and how many bytes of it it has.
    private var unsent: (output: Output, sent: Int)?
    /// With edge-triggered epoll nobody says twice that there is something to read.
    private var mayHaveInput = true
    /// The end of input is announced, so a read that does not fill the buffer has not seen everything.
    private var inputEnds = false
    /// The handler or the stream at work for the current request.
    private var work: Task<Void, Never>?

    init(_ transport: consuming Transport, key: UInt64, remoteAddress: String, loop: EventLoop) {
        self.key = key
        self.remoteAddress = remoteAddress
        self.loop = loop
        isFromProxy = loop.configuration.trustedProxies.contains(remoteAddress)
        isSecure = transport.isSecure
        machine = ConnectionMachine(limits: loop.configuration.limits, isSecure: isSecure, now: loop.now)
        self.transport = consume transport
    }

    func handle(_ event: Epoll.Event) {
        if event.isLost { return perform(machine.close()) }
        if event.isReadable { mayHaveInput = true }
        if event.inputEnds { inputEnds = true }
        if event.isWritable, let (output, sent) = unsent {
            perform(send(output, from: sent))
        } else if event.isReadable || transport?.hasUnsent == true {
            resume()
        }
    }

    /// Goes on reading, if reading is what the connection is about.
    func resume() {
        switch machine.awaited {
        case .request, .head, .body, .closing: perform(.read)
        case .taking, nil: break
        }
    }

    func checkDeadline() {
        guard let awaited = machine.awaited else { return }
        let deadlines = loop.configuration.deadlines
        // The handshake comes before the first head, within the same time.
        let isHandshaking = awaited == .request && transport?.isHandshaking == true
        let patience = isHandshaking ? deadlines.head : deadlines[awaited]
        if loop.now - machine.since > patience { perform(machine.timedOut()) }
        if machine.isBehind(pace: deadlines.bodyPace, now: loop.now) { perform(machine.timedOut()) }
    }

    /// Since when it waits for its peer.
    var awaitsSince: ContinuousClock.Instant { machine.since }

    /// Whether nothing but the next request has been awaited that long.
    func hasBeenIdle(for time: Duration) -> Bool {
        machine.awaited == .request && transport?.isHandshaking != true && loop.now - machine.since >= time
    }

    /// Ends the connection after the current request.
    func stop() {
        perform(machine.stop())
    }

    /// Ends the connection whatever it does.
    func cut() {
        perform(machine.close())
    }

    private func perform(_ first: ConnectionMachine.Action) {
        var action = first
        var reads = 0
        while true {
            switch action {
            case .read:
                guard reads < Self.readsInARow else { return loop.resumeLater(self) }
                reads += 1
                action = receive()
            case .admit(let head):
                action = machine.admitted(bodyLimit: loop.handler.bodyLimit(for: head), now: loop.now)
            case .respond(let head, let body):
                action = respond(to: head, body: body)
            case .refuse(let refusal, let head):
                let id = loop.nextRequestID()
                var response = loop.handler.respond(to: refusal, head: head, id: id)
                response.requestID = id
                action = machine.answered(response, date: loop.date, now: loop.now)
            case .write(let output):
                action = send(output, from: 0)
            case .pull(let next):
                pull(next)
                return
            case .finishSending:
                transport?.finishSending()
                action = .read
            case .wait:
                return
            case .close:
                transport?.prepareToClose()
                return close()
            case .reset:
                transport?.resetOnClose()
                return close()
            }
        }
    }

    private func receive() -> ConnectionMachine.Action {
        guard mayHaveInput || transport?.hasUnsent == true,
            let received = transport?.receive(into: loop.readBuffer, decryptingInto: loop.plaintextBuffer)
        else { return .wait }
        switch received {
        case .bytes(let bytes, let mayHaveMore):
            if !mayHaveMore, !inputEnds { mayHaveInput = false }
            if bytes.isEmpty { return .read }
            return machine.received(bytes.assumingMemoryBound(to: UInt8.self).span, now: loop.now)
        case .end:
            mayHaveInput = false
            return machine.inputEnded()
        case .nothingYet:
            mayHaveInput = false
            return .wait
        case .blocked:
            return .wait
        case .lost:
            return machine.close()
        case .failed(let failure):
            loop.report(failure, from: remoteAddress)
            transport?.dropTLS()
            return failure == .plainHTTP ? machine.receivedWithoutTLS() : machine.close()
        }
    }

    /// - Parameter sent: How many bytes of the output the socket has taken before.
    private func send(_ output: Output, from sent: Int) -> ConnectionMachine.Action {
        unsent = nil
        var sent = sent
        while sent < output.count || transport?.hasUnsent == true {
            guard let result = transport?.send(output, from: sent, isLast: machine.isEnding) else { return .wait }
            switch result {
            case .bytes(let count):
                sent += count
                machine.progressed(now: loop.now)
            case .full:
                unsent = (output, sent)
                return .wait
            case .lost: return machine.close()
            }
        }
        return machine.wrote(now: loop.now)
    }

    private func respond(to head: RequestHead, body: [UInt8]) -> ConnectionMachine.Action {
        let received = Request(
            head: head, body: body, remoteAddress: remoteAddress, isSecure: isSecure, id: loop.nextRequestID())
        let request = isFromProxy ? loop.configuration.trustedProxies.unwrap(received) : received
        switch loop.handler.respond(to: request) {
        case .now(let response):
            return machine.answered(complete(response, to: request), date: loop.date, now: loop.now)
        case .written(let written):
            return machine.answered(
                written, id: request.id, demandsTLS: request.isSecure, date: loop.date, now: loop.now)
        case .later(let respond):
            work = Task { [loop] in
                let response = self.complete(await respond(), to: request)
                loop.enter { self.finishWork { $0.answered(response, date: loop.date, now: loop.now) } }
            }
            return .wait
        }
    }

    /// Adds what is the server's to say.
    private func complete(_ response: Response, to request: Request) -> Response {
        var response = response
        response.requestID = request.id
        response.demandsTLS = request.isSecure  // also where TLS is the proxy's; the encoder says it where it is ours
        return response
    }

    private func pull(_ next: @escaping @Sendable () async throws -> [UInt8]?) {
        work = Task { [loop] in
            do {
                let piece = try await next()
                loop.enter { self.finishWork { $0.pulled(piece, now: loop.now) } }
            } catch {
                loop.enter { self.finishWork { $0.pullFailed() } }
            }
        }
    }

    private func finishWork(_ event: (inout ConnectionMachine) -> ConnectionMachine.Action) {
        work = nil
        perform(event(&machine))
    }

    /// The only place where a connection's descriptor is given up.
    private func close() {
        guard transport != nil else { return }
        transport = nil
        unsent = nil
        work?.cancel()
        loop.forget(self)
    }
}

extension Deadlines {
    fileprivate subscript(awaited: ConnectionMachine.Awaited) -> Duration {
        switch awaited {
        case .request: idle
        case .head: head
        case .body: body
        case .taking: write
        case .closing: linger
        }
    }
}
