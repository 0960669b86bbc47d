import ArgumentParser
import CLinux
import Dispatch
import Foundation
import HTTP
import HTTPServer
import Logging
import Secrets
import Site
import Storage

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site until told to stop.",
        discussion: """
            Prints “Listening on http://…” once it takes connections. SIGTERM or SIGINT stops it: what is in flight is \
            finished, new connections are refused.

            Sockets that systemd passes (LISTEN_FDS) are used instead of address and port. Connections that come while \
            the program is restarted then wait instead of being refused.
            """)

    @OptionGroup var serveOptions: ServeOptions
    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        let settings = try serveOptions.settings()
        let orders = StopOrders()
        var logger = Logger(label: "vemfn", factory: { StreamLogHandler.standardError(label: $0) })
        logger.logLevel = settings.logLevel

        raiseDescriptorLimit()
        let store = try databaseOptions.settings().openStore()
        let server = try build(settings, sockets: try PassedSockets.take(), store: store, logger: logger)
        print("Listening on http://\(try server.start())")
        // To start takes three times the code that serving does, and the kernel maps 16 pages for each that is touched.
        clinux_forget_code()
        // The line must not wait in a buffer for the next one: somebody may be waiting for it.
        fflush(nil)

        let retention = Task { await keepRetentionPromise(store, logger: logger) }
        await orders.first()
        retention.cancel()
        await server.stop()
    }
}

/// Puts the program together: the site on the store, the server before the site.
private func build(_ settings: ServeSettings, sockets: [Int32], store: Store, logger: Logger) throws -> Server {
    let site = Site(
        store: store, assets: try Assets(folder: settings.publicFolder), contact: settings.contact, random: .system,
        now: { Date() }, logger: logger)
    var configuration = Configuration()
    configuration.host = settings.host
    configuration.port = settings.port
    configuration.inheritedListeners = sockets
    configuration.loops = settings.loops
    configuration.deadlines.grace = settings.grace
    configuration.trustedProxies = settings.trustedProxies
    let handler: any RequestHandler = settings.isAccessLogged ? AccessLog(of: site, to: logger) : site
    return Server(handler: handler, configuration: configuration, logger: logger)
}

/// Each connection needs a descriptor, and the usual soft limit of 1,024 is far below the server's own limits.
private func raiseDescriptorLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    // Refused, the server does what it does whenever it is out of descriptors: it lets new peers wait.
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// Looks once an hour whether the day has come to delete what was promised to be deleted.
private func keepRetentionPromise(_ store: Store, logger: Logger) async {
    while !Task.isCancelled {
        do {
            let erased = try await store.eraseSensitiveAnswers(now: Date())
            if erased > 0 { logger.notice("answers about needs deleted", metadata: ["registrations": "\(erased)"]) }
        } catch {
            logger.error("answers about needs not deleted; next try in an hour", metadata: ["error": "\(error)"])
        }
        // Cancelled while it sleeps, it ends.
        try? await Task.sleep(for: .seconds(3600))
    }
}

/// The signals that ask the program to stop.
private struct StopOrders {
    private let orders: AsyncStream<Void>
    private let sources: [any DispatchSourceSignal]

    init() {
        let (orders, continuation) = AsyncStream<Void>.makeStream()
        self.orders = orders
        sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)  // else the program ends before the source hears of it
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { continuation.yield() }
            source.resume()
            return source
        }
    }

    func first() async {
        for await _ in orders { return }
    }
}
