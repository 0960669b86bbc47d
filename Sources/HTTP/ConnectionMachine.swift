/// One connection as a state machine: it is told what happened and says what to do, and does nothing itself.
///
/// Every call returns the one thing to do next; the owner does it and tells the outcome by the next call. Requests are
/// answered in order, because the next one is not looked at before the last byte of the answer is with the socket.
///
/// Not copyable, so that a look at `awaited` cannot copy the state and count a reference to all it holds.
package struct ConnectionMachine: ~Copyable, Sendable {
    package typealias Instant = ContinuousClock.Instant

    package enum Action: Sendable {
        /// Read from the socket; tell `received` or `inputEnded`.
        case read
        /// Tell `admitted` how large a body this request may have.
        case admit(RequestHead)
        /// Hand the request over; tell `answered`.
        case respond(RequestHead, body: [UInt8])
        /// Find the words for a refusal; tell `answered`.
        case refuse(Refusal, RequestHead?)
        /// Give it to the socket; tell `progressed` when some of it is taken and `wrote` when all of it is.
        case write(Output)
        /// Ask for the next piece of the body; tell `pulled`, or `pullFailed`.
        case pull(@Sendable () async throws -> [UInt8]?)
        /// Tell the peer that nothing more will come, then go on as with `read`.
        case finishSending
        /// What was asked for before is still going on.
        case wait
        case close
        /// Close in a way that the peer can tell from a regular end.
        case reset
    }

    /// What the connection waits for from the peer. Each has its own deadline.
    package enum Awaited: Sendable {
        case request, head, body, taking, closing
    }

    private enum State {
        /// Nothing has come yet.
        case opened
        case betweenRequests
        case readingHead
        case admitting(RequestHead)
        /// `100 Continue` is on its way out.
        case inviting(RequestHead, bodyLimit: Int)
        case readingBody(RequestHead, bodyLimit: Int)
        case responding(RequestHead)
        case refusing(RequestHead?)
        case writing(then: Continuation)
        case pulling(ResponseStream)
        /// The answer is out and our side is shut. Closing at once would make the kernel answer what the peer still
        /// sends with a reset, and that can take the answer out of its hands (RFC 9112 §9.6).
        case lingering(discarded: Int)
        case closed
    }

    private enum Continuation {
        case nextRequest, stream(ResponseStream), close
    }

    /// Whether further requests can be expected.
    private enum Outlook {
        case open
        /// The peer has shut its side. It still gets all the answers it asked for.
        case inputEnded
        /// The server stops: the current request is the last.
        case stopping
    }

    /// Bytes a peer may go on sending after its last answer: a browser looks at it when its upload has ended.
    private static let lingerBytes = 16 << 20

    /// What a body has to bring in each `Deadlines.bodyPace`. A byte now and then would hold a place for nothing.
    private static let paceBytes = 1024

    private var state = State.opened
    private var outlook = Outlook.open
    private var parser: RequestParser
    private var isSecure: Bool

    /// Since when the peer has been awaited.
    package private(set) var since: Instant
    /// Since when the body owes its next `paceBytes`, and how many of them have come.
    private var pace: (since: Instant, bytes: Int)

    /// - Parameter isSecure: Whether TLS carries the connection.
    package init(limits: Limits, isSecure: Bool = false, now: Instant) {
        parser = RequestParser(limits: limits)
        self.isSecure = isSecure
        since = now
        pace = (now, 0)
    }

    package var awaited: Awaited? {
        switch state {
        case .opened: if case .stopping = outlook { .closing } else { .request }
        case .betweenRequests: .request
        case .readingHead: .head
        case .readingBody: .body
        case .inviting, .writing: .taking
        case .lingering: .closing
        case .admitting, .responding, .refusing, .pulling, .closed: nil
        }
    }

    /// What is being written is the last that the peer gets.
    package var isEnding: Bool {
        if case .writing(then: .close) = state { true } else { false }
    }

    // MARK: What the peer does

    package mutating func received(_ bytes: Span<UInt8>, now: Instant) -> Action {
        switch state {
        case .opened, .betweenRequests:
            since = now
            return nextHead(after: bytes)
        case .readingHead:
            return nextHead(after: bytes)
        case .readingBody(let head, let bodyLimit):
            parser.append(bytes)
            pace.bytes += bytes.count
            if pace.bytes >= Self.paceBytes { pace = (now, 0) }
            return body(of: head, limit: bodyLimit, now: now)
        case .lingering(let discarded):
            guard discarded + bytes.count <= Self.lingerBytes else { return close() }
            state = .lingering(discarded: discarded + bytes.count)
            return .read
        case .admitting, .inviting, .responding, .refusing, .writing, .pulling:
            parser.append(bytes)
            return .wait
        case .closed:
            return .wait
        }
    }

    /// The peer speaks HTTP where TLS is expected. It is told so in the language it speaks.
    package mutating func receivedWithoutTLS() -> Action {
        isSecure = false
        return refuse(.withoutTLS, after: nil)
    }

    /// The peer has shut its sending side.
    package mutating func inputEnded() -> Action {
        switch state {
        case .opened, .betweenRequests, .readingHead, .readingBody, .lingering:
            return close()
        case .admitting, .inviting, .responding, .refusing, .writing, .pulling:
            if case .open = outlook { outlook = .inputEnded }
            return .wait
        case .closed:
            return .wait
        }
    }

    /// The peer has taken some of what is being written.
    package mutating func progressed(now: Instant) {
        since = now
    }

    /// The peer has taken all that was to be written.
    package mutating func wrote(now: Instant) -> Action {
        switch state {
        case .inviting(let head, let bodyLimit):
            awaitBody(of: head, limit: bodyLimit, now: now)
            return body(of: head, limit: bodyLimit, now: now)
        case .writing(then: .nextRequest):
            if case .stopping = outlook { return finishSending(now: now) }
            state = .betweenRequests
            since = now
            return nextHead(after: Span())
        case .writing(then: .stream(let stream)):
            state = .pulling(stream)
            return .pull(stream.next)
        case .writing(then: .close):
            return finishSending(now: now)
        case .opened, .betweenRequests, .readingHead, .admitting, .readingBody, .responding, .refusing, .pulling,
            .lingering, .closed:
            return .wait
        }
    }

    // MARK: What the server does

    /// - Parameter bodyLimit: Bytes of body the request may have.
    package mutating func admitted(bodyLimit: Int, now: Instant) -> Action {
        guard case .admitting(let head) = state else { return .wait }
        let bodyHasBegun = !parser.isEmpty
        do throws(Refusal) {
            if let body = try parser.body(limit: bodyLimit) { return respond(to: head, body: body) }
        } catch {
            return refuse(error, after: head)
        }
        if ended { return close() }
        // A client that already sends the body does not wait for the invitation (RFC 9110 §10.1.1).
        if head.expectsContinue, !bodyHasBegun {
            state = .inviting(head, bodyLimit: bodyLimit)
            since = now
            return .write(Output(head: ResponseEncoder.continueResponse))
        }
        awaitBody(of: head, limit: bodyLimit, now: now)
        return .read
    }

    package mutating func answered(_ response: Response, date: HTTPDate, now: Instant) -> Action {
        let encoded: ResponseEncoder.Encoded
        switch state {
        case .responding(let head):
            encoded = ResponseEncoder.encode(
                response, to: head, keepsAlive: head.keepsAlive && goesOn, isSecure: isSecure, date: date)
        case .refusing(let head):
            encoded = ResponseEncoder.encode(response, to: head, keepsAlive: false, isSecure: isSecure, date: date)
        case .opened, .betweenRequests, .readingHead, .admitting, .inviting, .readingBody, .writing, .pulling,
            .lingering, .closed:
            return .wait  // too late: the connection has ended meanwhile
        }
        return write(encoded, now: now)
    }

    /// - Parameters:
    ///   - id: What the server calls the request.
    ///   - demandsTLS: As `Response.demandsTLS`.
    package mutating func answered(
        _ written: WrittenResponse, id: RequestID, demandsTLS: Bool, date: HTTPDate, now: Instant
    ) -> Action {
        guard case .responding(let head) = state else { return .wait }
        let encoded = ResponseEncoder.encode(
            written, to: head, id: id, keepsAlive: head.keepsAlive && goesOn, demandsTLS: demandsTLS || isSecure,
            date: date)
        return write(encoded, now: now)
    }

    private mutating func write(_ encoded: ResponseEncoder.Encoded, now: Instant) -> Action {
        if let stream = encoded.stream {
            state = .writing(then: .stream(stream))
        } else {
            state = .writing(then: encoded.keepsAlive ? .nextRequest : .close)
        }
        since = now
        return .write(encoded.output)
    }

    /// - Parameter piece: nil at the end of the body.
    package mutating func pulled(_ piece: [UInt8]?, now: Instant) -> Action {
        guard case .pulling(let stream) = state else { return .wait }
        since = now
        guard let piece else {
            state = .writing(then: stream.keepsAlive ? .nextRequest : .close)
            guard let end = stream.end else { return wrote(now: now) }
            return .write(end)
        }
        guard !piece.isEmpty else { return .pull(stream.next) }
        state = .writing(then: .stream(stream))
        return .write(stream.frame(piece))
    }

    package mutating func pullFailed() -> Action {
        guard case .pulling = state else { return .wait }
        return reset()
    }

    /// Whether a body is awaited and has come too slowly, whatever time it has left. Then it has timed out.
    package func isBehind(pace duration: Duration, now: Instant) -> Bool {
        if case .readingBody = state { now - pace.since > duration } else { false }
    }

    /// The time for what is `awaited` is over.
    package mutating func timedOut() -> Action {
        switch state {
        case .readingHead: refuse(.tooSlow, after: nil)
        case .readingBody(let head, _): refuse(.tooSlow, after: head)
        case .opened, .betweenRequests, .lingering: close()
        case .inviting, .writing: reset()  // a plain close would leave to the kernel what the peer does not take
        case .admitting, .responding, .refusing, .pulling, .closed: .wait
        }
    }

    /// Ends the connection as soon as the current request, if there is one, is answered. On a connection that has just
    /// been opened the first request is on its way, and gets the short time of a close for it.
    package mutating func stop() -> Action {
        if case .betweenRequests = state { return close() }
        outlook = .stopping
        return .wait
    }

    /// The connection is lost, or is given up whatever it does.
    package mutating func close() -> Action {
        state = .closed
        return .close
    }

    // MARK: Steps

    private var ended: Bool {
        if case .inputEnded = outlook { true } else { false }
    }

    private var goesOn: Bool {
        if case .stopping = outlook { false } else { true }
    }

    private mutating func nextHead(after bytes: Span<UInt8>) -> Action {
        do throws(Refusal) {
            guard let head = try parser.head(after: bytes) else {
                if ended { return close() }
                state = parser.isEmpty ? .betweenRequests : .readingHead
                return .read
            }
            // Nothing to admit: most requests have no body.
            guard parser.awaitsBody else { return respond(to: head, body: []) }
            state = .admitting(head)
            return .admit(head)
        } catch {
            return refuse(error, after: nil)
        }
    }

    private mutating func awaitBody(of head: RequestHead, limit: Int, now: Instant) {
        state = .readingBody(head, bodyLimit: limit)
        since = now
        pace = (now, 0)
    }

    private mutating func body(of head: RequestHead, limit: Int, now: Instant) -> Action {
        do throws(Refusal) {
            if let body = try parser.body(limit: limit) { return respond(to: head, body: body) }
            return ended ? close() : .read
        } catch {
            return refuse(error, after: head)
        }
    }

    private mutating func respond(to head: RequestHead, body: [UInt8]) -> Action {
        state = .responding(head)
        return .respond(head, body: body)
    }

    private mutating func refuse(_ refusal: Refusal, after head: RequestHead?) -> Action {
        state = .refusing(head)
        return .refuse(refusal, head)
    }

    private mutating func reset() -> Action {
        state = .closed
        return .reset
    }

    private mutating func finishSending(now: Instant) -> Action {
        if ended { return close() }
        state = .lingering(discarded: 0)
        since = now
        return .finishSending
    }
}
