package import HTTP
import HTTPTypes
package import Logging
import Synchronization

/// The site, with a line in the log about each request.
///
/// The line says what happened and not to whom. A route stands for the address, so that no personal link gets there; the
/// query, with whatever somebody searched for, is left out, and so is the address of the peer, which is personal data
/// too and of use to nobody who runs this: the limits on connections and sign-ins count it themselves.
package struct AccessLog: RequestHandler {
    private let site: Site
    private let logger: Logger

    package init(of site: Site, to logger: Logger) {
        self.site = site
        self.logger = logger
    }

    package func bodyLimit(for head: RequestHead) -> Int { site.bodyLimit(for: head) }

    package func respond(to request: Request) -> Answer {
        let line = Line(request, began: .now)
        switch site.respond(to: request) {
        case .now(let response): return .now(logged(response, line))
        case .written(let written):
            line.write(
                to: logger, written.status, bytes: request.head.method == .head ? 0 : written.content.bytes.count)
            return .written(written)
        case .later(let respond): return .later { logged(await respond(), line) }
        }
    }

    package func respond(to refusal: Refusal, head: RequestHead?, id: RequestID) -> Response {
        let response = site.respond(to: refusal, head: head, id: id)
        logger.info(
            "refused", metadata: ["id": "\(id)", "reason": "\(refusal)", "status": "\(response.status.code)"])
        return response
    }

    private func logged(_ response: Response, _ line: Line) -> Response {
        switch response.body {
        case .bytes(let bytes):
            line.write(to: logger, response.status, bytes: line.request.head.method == .head ? 0 : bytes.count)
            return response
        case .stream(let next):
            let tally = StreamTally(line: line, status: response.status, logger: logger)
            var response = response
            response.body = .stream {
                let piece = try await next()
                tally.add(piece?.count ?? 0)
                return piece
            }
            return response
        }
    }
}

/// What is known when a request comes.
private struct Line: Sendable {
    let request: Request
    let began: ContinuousClock.Instant

    init(_ request: Request, began: ContinuousClock.Instant) {
        self.request = request
        self.began = began
    }

    func write(to logger: Logger, _ status: HTTPResponse.Status, bytes: Int) {
        let microseconds = (ContinuousClock.now - began) / .microseconds(1)
        logger.info(
            "request",
            metadata: [
                "id": "\(request.id)", "method": "\(request.head.method.rawValue)", "route": "\(route)",
                "status": "\(status.code)", "bytes": "\(bytes)", "ms": "\((microseconds / 10).rounded() / 100)",
            ])
    }

    /// "-" for an address that leads nowhere: it may be a personal link with a slip in it.
    private var route: String {
        if request.head.path == "*" { return "*" }
        guard let path = request.head.pathSegments else { return "-" }
        if path.count == 2, path[0] == Assets.prefix { return "/\(Assets.prefix)/{file}" }
        return Page.at(path).map { page, language in page.pattern(in: language) } ?? "-"
    }
}

/// Counts the bytes of a stream and writes the line when nobody asks for more: at its end, or when the peer has gone.
private final class StreamTally: Sendable {
    private let line: Line
    private let status: HTTPResponse.Status
    private let logger: Logger
    private let bytes = Atomic(0)

    init(line: Line, status: HTTPResponse.Status, logger: Logger) {
        self.line = line
        self.status = status
        self.logger = logger
    }

    deinit { line.write(to: logger, status, bytes: bytes.load(ordering: .relaxed)) }

    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }
}
