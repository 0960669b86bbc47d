import HTTP
import HTTPServer
import HTTPTypes
import Logging

/// Answers with whatever the test says.
struct Handler: RequestHandler {
    var bodyLimit = 1000
    var answer: @Sendable (Request) -> Answer = { .now(.text($0.head.path + String(decoding: $0.body, as: UTF8.self))) }

    func bodyLimit(for head: RequestHead) -> Int { bodyLimit }
    func respond(to request: Request) -> Answer { answer(request) }

    func respond(to refusal: Refusal, head: RequestHead?, id: RequestID) -> Response {
        switch refusal {
        case .malformed: .text("malformed", .badRequest)
        case .withoutTLS: .text("without TLS", .badRequest)
        case .tooSlow: .text("too slow", .requestTimeout)
        case .bodyTooLarge: .text("too large", .contentTooLarge)
        case .tooManyConnections: .text("busy", .serviceUnavailable)
        case .headTooLarge, .targetTooLong, .unknownTransferCoding, .unknownMethod, .unknownVersion,
            .unknownExpectation:
            .text("\(refusal)", .notImplemented)
        }
    }
}

extension Response {
    static func text(_ text: String, _ status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, body: .bytes(Array(text.utf8)))
    }
}

/// Runs `body` against a server of its own on a free port, and stops it.
func withServer(
    _ handler: Handler = Handler(), configure: (inout Configuration) -> Void = { _ in },
    _ body: (Server, SocketAddress) async throws -> Void
) async throws {
    var configuration = Configuration()
    configuration.port = 0
    configuration.loops = 2
    configuration.deadlines.grace = .seconds(5)
    // A test may have to wait for its turn before what it does next. Deadlines are tested where they are set.
    for deadline in [\Deadlines.idle, \.head, \.body, \.bodyPace, \.write] {
        configuration.deadlines[keyPath: deadline] = .seconds(600)
    }
    configure(&configuration)
    let server = Server(
        handler: handler, configuration: configuration, logger: .quiet)
    let address = try server.start()
    do {
        try await body(server, address)
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
}

extension Logger {
    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
