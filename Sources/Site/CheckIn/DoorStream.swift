import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage
import Synchronization

/// `/admin/incheckning/strom`: server-sent events for those who look at the count (HTML Living Standard §9.2).
final class DoorStreams: Sendable {
    /// Each takes a connection and a read after commits.
    private static let most = 100

    struct Pace: Sendable {
        /// Between two pieces of news to one listener, however much happens.
        var between = Duration.milliseconds(500)
        /// Without news: tells the listener that we are there, and us whether the session still is.
        var heartbeat = Duration.seconds(15)
        /// After so many the browser comes back by itself, so that nothing is held for ever.
        var heartbeats = 240
    }

    private struct Listeners {
        var bells: [Int: AsyncStream<Void>.Continuation] = [:]
        var next = 0
        var isOver = false
    }

    private let store: Store
    private let now: @Sendable () -> Date
    private let pace: Pace
    private let listeners = Mutex(Listeners())

    init(store: Store, pace: Pace = Pace(), now: @escaping @Sendable () -> Date) {
        self.store = store
        self.pace = pace
        self.now = now
    }

    /// Ends all streams, and lets no new one begin: the program stops.
    func end() {
        let bells = listeners.withLock { listeners in
            listeners.isOver = true
            return listeners.bells.values.map { $0 }
        }
        for bell in bells { bell.finish() }
    }

    @Sendable func open(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let head = visit.request.head
        let asked = try head.fields[.lastEventID] ?? head.queryFields()["efter"] ?? ""
        let mark = DoorMark(asked) ?? DoorMark(scan: .max, list: 0)
        var fields = SecurityHeaders.everywhere
        fields[.cacheControl] = "no-store"
        guard let (ticks, bell, number) = listen() else {
            fields[.retryAfter] = "30"
            return Response(status: .serviceUnavailable, fields: fields)
        }
        let listener = DoorListener(
            store: store, session: signedIn.session, mark: mark, pace: pace, now: now, ticks: ticks, bell: bell
        ) { [weak self] in self?.leave(number) }
        fields[.contentType] = "text/event-stream"
        // nginx would keep it back until there is more of it.
        fields[.accelBuffering] = "no"
        return Response(status: .ok, fields: fields, body: .stream { try await listener.next() })
    }

    private func listen() -> (AsyncStream<Void>, AsyncStream<Void>.Continuation, Int)? {
        let (ticks, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        return listeners.withLock { listeners in
            guard !listeners.isOver, listeners.bells.count < Self.most else { return nil }
            listeners.next += 1
            listeners.bells[listeners.next] = bell
            return (ticks, bell, listeners.next)
        }
    }

    private func leave(_ number: Int) {
        listeners.withLock { _ = $0.bells.removeValue(forKey: number) }
    }
}

/// One listener: lives as long as its connection asks for more.
private actor DoorListener {
    private let store: Store
    private let session: SecretLink
    private let pace: DoorStreams.Pace
    private let now: @Sendable () -> Date
    private let ticks: AsyncStream<Void>
    private let commits: Task<Void, Never>
    private let clock: Task<Void, Never>
    private let leave: @Sendable () -> Void

    private var mark: DoorMark
    private var told: DoorCount?
    private var beatsLeft: Int
    private let encoder = JSONEncoder()

    init(
        store: Store, session: SecretLink, mark: DoorMark, pace: DoorStreams.Pace, now: @escaping @Sendable () -> Date,
        ticks: AsyncStream<Void>, bell: AsyncStream<Void>.Continuation, leave: @escaping @Sendable () -> Void
    ) {
        self.store = store
        self.session = session
        self.mark = mark
        self.pace = pace
        self.now = now
        self.ticks = ticks
        self.leave = leave
        beatsLeft = pace.heartbeats
        let news = store.commits
        commits = Task { for await _ in news { bell.yield() } }
        clock = Task {
            // Cancelled while it sleeps, it ends.
            while (try? await Task.sleep(for: pace.heartbeat)) != nil { bell.yield() }
        }
    }

    deinit {
        commits.cancel()
        clock.cancel()
        leave()
    }

    /// The next piece; nil when the session has ended or may not look any more, when the program stops, or when it is
    /// time to come back.
    func next() async throws -> [UInt8]? {
        if told == nil { return try await news(isFirst: true) }
        var wait = ticks.makeAsyncIterator()
        while await wait.next(isolation: self) != nil {
            try await Task.sleep(for: pace.between)
            beatsLeft -= 1
            guard beatsLeft > 0, try await store.organiser(session: session, now: now())?.may(.checkIn) == true else {
                return nil
            }
            if let piece = try await news(isFirst: false) { return piece }
            return Array("event: alive\ndata: {}\n\n".utf8)
        }
        return nil
    }

    private func news(isFirst: Bool) async throws -> [UInt8]? {
        var since = mark
        // Whoever knows nothing yet reads the list first; told is how many there are.
        if since.scan == .max { since = try await store.doorList(limit: 0).mark }
        let news = try await store.doorNews(since: since)
        guard isFirst || news.mark != mark || news.count != told else { return nil }
        (mark, told) = (news.mark, news.count)
        let file = NewsFile(
            arrived: news.count.arrived, seats: news.count.seats, list: news.mark.list,
            scans: news.scans.map { NewsFile.Ticket(code: $0.code, scan: WrittenScan($0.scan)) })
        let json = String(decoding: try encoder.encode(file), as: UTF8.self)
        return Array("id: \(mark.text)\nevent: news\ndata: \(json)\n\n".utf8)
    }
}

private struct NewsFile: Encodable {
    struct Ticket: Encodable {
        let code: String
        let scan: WrittenScan
    }

    let arrived: Int
    let seats: Int
    /// Another number than that of the list a device has: there is a newer one.
    let list: Int64
    let scans: [Ticket]
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!  // tokens all
    static let accelBuffering = HTTPField.Name("X-Accel-Buffering")!
    static let serviceWorkerAllowed = HTTPField.Name("Service-Worker-Allowed")!
}
