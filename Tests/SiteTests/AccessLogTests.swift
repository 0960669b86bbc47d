import HTTP
import HTTPTypes
import Logging
import Site
import Synchronization
import Testing

struct AccessLogTests {
    @Test(arguments: [
        ("/", "/", 200), ("/en/quotas?q=hemligt", "/en/quotas", 200), ("/public/finns-inte.css", "/public/{file}", 404),
        ("/anmalan/hemligt-utan-mening", "-", 404), ("/finns/hemligt", "-", 404), ("/%00hemligt", "-", 404),
        ("/admin/deltagare/7", "/admin/deltagare/{id}", 303), ("/en/admin/quotas/7", "/en/admin/quotas/{id}", 303),
    ])
    func `a line names the route, never what a visitor typed`(address: String, route: String, status: Int)
        async throws
    {
        let site = try await TestSite()
        let lines = Lines()
        _ = await site.ask(.get, address, log: lines)
        let line = try #require(lines.all.first)
        #expect(lines.all.count == 1)
        #expect(line.message == "request")
        #expect(line.values["route"] == route)
        #expect(line.values["method"] == "GET")
        #expect(line.values["status"] == "\(status)")
        #expect(line.values["id"] == "1-1")
        #expect(Set(line.values.keys) == ["bytes", "id", "method", "ms", "route", "status"])
        #expect(!line.values.values.contains { $0.contains("hemligt") || $0.contains("127.0.0.1") })
    }

    @Test func `a personal link is in no line`() async throws {
        let site = try await TestSite()
        let lines = Lines()
        let personal = try #require(await site.signUp(1).location)
        let reply = await site.ask(.get, personal, log: lines)
        _ = await site.ask(.get, personal + "/avboka", log: lines)
        _ = await site.ask(.head, personal, log: lines)
        #expect(reply.status == 200)
        #expect(
            lines.all.map { $0.values["route"] } == ["/anmalan/{link}", "/anmalan/{link}/avboka", "/anmalan/{link}"])
        #expect(lines.all.map { $0.values["bytes"] }.first == "\(reply.bytes.count)")
        #expect(lines.all.last?.values["bytes"] == "0")
        let link = personal.dropFirst("/anmalan/".count)
        #expect(!lines.all.contains { $0.values.values.contains { $0.contains(link) } })
    }

    @Test func `a stream is written down when it has ended, with all its bytes, or when it is let go of`() async throws
    {
        let site = try await TestSite()
        _ = await site.signUp(1)
        let session = try await site.signedIn()
        let lines = Lines()
        do {
            let reply = await site.ask(.get, "/admin/deltagare.csv", fields: session, log: lines)
            #expect(lines.all.isEmpty)
            let count = try await reply.streamed().count
            #expect(count > 0 && lines.all.isEmpty)
            withExtendedLifetime(reply) {}
        }
        #expect(lines.all.count == 1)
        do { _ = await site.ask(.get, "/admin/deltagare.csv", fields: session, log: lines) }
        #expect(lines.all.map { $0.values["bytes"] == "0" } == [false, true])
    }

    @Test func `bytes that never became a request have a line too`() async throws {
        let lines = Lines()
        let log = AccessLog(of: try await TestSite().site, to: lines.logger)
        for refusal in Refusal.allCases { _ = log.respond(to: refusal, head: nil, id: RequestID(run: 1, number: 2)) }
        #expect(lines.all.count == Refusal.allCases.count)
        #expect(lines.all[0].values == ["id": "1-2", "reason": "malformed", "status": "400"])
    }
}

extension TestSite {
    fileprivate func ask(
        _ method: HTTPRequest.Method, _ address: String, fields: HTTPFields = [:], log: Lines
    ) async -> Reply {
        await ask(method, address, fields: fields, through: AccessLog(of: site, to: log.logger))
    }
}

/// Keeps what is logged.
private final class Lines: Sendable {
    struct Line {
        let message: String
        let values: [String: String]
    }

    private let lines = Mutex<[Line]>([])

    var all: [Line] { lines.withLock { $0 } }
    var logger: Logger { Logger(label: "test") { _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: Lines
        var logLevel = Logger.Level.info
        var metadata = Logger.Metadata()

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let values = (event.metadata ?? [:]).mapValues { "\($0)" }
            lines.lines.withLock { $0.append(Line(message: "\(event.message)", values: values)) }
        }
    }
}
