import ArgumentParser
import CLinux
import Dispatch
import Foundation
import HTTP
import HTTPServer
import Logging
import Mail
import Secrets
import Site
import Storage
import TLS
import Webhooks

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve the site until told to stop.",
        discussion: """
            Prints “Listening on http://…”, or https, once it takes connections. SIGTERM or SIGINT stops it: what is in \
            flight is finished, new connections are refused. SIGHUP reads the certificate again.

            Sockets that systemd passes (LISTEN_FDS) are used instead of address and port. Connections that come while \
            the program is restarted then wait instead of being refused.
            """)

    @OptionGroup var serveOptions: ServeOptions
    @OptionGroup var tlsOptions: TLSOptions
    @OptionGroup var mailOptions: MailOptions
    @OptionGroup var databaseOptions: DatabaseOptions

    func run() async throws {
        let settings = try serveOptions.settings()
        let tlsSettings = try tlsOptions.settings()
        let mailSettings = try mailOptions.settings()
        let stopOrders = Signals(SIGTERM, SIGINT)
        // Without a certificate it can mean only that the terminal is gone, and with it whoever started the program.
        let hangUps = tlsSettings == nil && isatty(STDIN_FILENO) == 1 ? nil : Signals(SIGHUP)
        let log = LogOutput()
        defer { log.finish() }
        var logger = Logger(label: "vemfn", factory: { StreamLogHandler(label: $0, stream: log) })
        logger.logLevel = settings.logLevel

        raiseDescriptorLimit()
        let certificate = try tlsSettings.map { try ServingCertificate($0, logger: logger) }
        let databaseSettings = try databaseOptions.settings()
        let store = try await databaseSettings.openStore()
        let route = try mailSettings.route(database: databaseSettings.database)
        // The port may not be known yet; what is only looked at leads nowhere anyway.
        let previews = mailSettings.composer(
            base: "http://\(settings.host):\(settings.port)", contact: settings.contact, store: store)
        let assets = try Assets(folder: settings.publicFolder)
        let site = site(settings, store: store, assets: assets, route: route, previews: previews, logger: logger)
        let handler: any RequestHandler = settings.isAccessLogged ? AccessLog(of: site, to: logger) : site
        let server = Server(
            handler: handler,
            configuration: settings.configuration(sockets: try PassedSockets.take(), tls: certificate?.context),
            logger: logger)
        let address = try server.start()
        var redirect: Server?
        if let certificate, let port = tlsSettings?.redirectPort {
            redirect = Server(
                handler: HTTPSRedirect(site: site, port: address.port) { certificate.context.isValid(forHost: $0) },
                configuration: settings.configuration(port: port), logger: logger)
        }
        let redirectAddress = try redirect?.start()
        print("Listening on \(certificate == nil ? "http" : "https")://\(address)")
        if let redirectAddress { print("Redirecting from http://\(redirectAddress)") }
        // The lines must not wait in a buffer for the next one: somebody may be waiting for them.
        fflush(nil)

        let reloading = hangUps.map { hangUps in
            Task { [logger] in
                for await _ in hangUps.arrivals { await reload(certificate, of: server, logger: logger) }
            }
        }
        let base = "\(certificate == nil ? "http" : "https")://\(address)"
        let composer = mailSettings.composer(base: base, contact: settings.contact, store: store)
        let outbox = OutboxWorker(
            store: store, composer: composer, route: route,
            messagesAMinute: mailSettings.messagesAMinute, now: { Date() }, logger: logger)
        outbox.start()
        let webhooks = WebhookWorker(
            store: store, allowsPrivate: settings.allowsPrivateWebhooks, now: { Date() }, logger: logger)
        webhooks.start()
        let retention = Task { [logger] in await keepRetentionPromise(store, logger: logger) }
        let passing = Task { [logger] in await letTimePass(store, logger: logger) }
        let settling = Task { await settle(assets) }
        await stopOrders.first()
        retention.cancel()
        passing.cancel()
        settling.cancel()
        reloading?.cancel()
        // Beside each other, for both may use up their grace. Mail that is written meanwhile goes out at the next start.
        async let mailStops: Void = outbox.stop(grace: settings.grace)
        async let webhooksStop: Void = webhooks.stop()
        site.endStreams()
        await redirect?.stop()
        await server.stop()
        await mailStops
        await webhooksStop
        await settling.value
    }
}

private func site(
    _ settings: ServeSettings, store: Store, assets: Assets, route: MailRoute, previews: MailComposer, logger: Logger
) -> Site {
    Site(
        store: store, assets: assets, contact: settings.contact, pace: settings.pace,
        apiRequests: settings.apiRequests, allowsPrivateWebhooks: settings.allowsPrivateWebhooks,
        mailText: { id in
            guard case .folder(let folder) = route else { return nil }
            return folder.text(of: id)
        },
        letter: previews.preview,
        random: .system,
        now: { Date() }, logger: logger)
}

extension ServeSettings {
    /// - Parameter port: Another than the site's own.
    fileprivate func configuration(
        port: UInt16? = nil, sockets: [Int32] = [], tls: TLSContext? = nil
    ) -> Configuration {
        var configuration = Configuration()
        configuration.host = host
        configuration.port = port ?? self.port
        configuration.inheritedListeners = sockets
        configuration.tls = tls
        configuration.loops = loops
        configuration.deadlines.grace = grace
        configuration.trustedProxies = trustedProxies
        return configuration
    }
}

private func reload(_ certificate: ServingCertificate?, of server: Server, logger: Logger) async {
    guard let certificate else { return logger.notice("there is no certificate to read again") }
    do {
        await server.reload(tls: try certificate.reload())
        logger.notice("certificate read again")
    } catch {
        let reason = sentence(for: error) ?? "\(error)"
        logger.error("certificate not read again; the old one stays", metadata: ["error": "\(reason)"])
    }
}

/// Each connection needs a descriptor, and the usual soft limit of 1,024 is far below the server's own limits.
private func raiseDescriptorLimit() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    // Refused, the server does what it does whenever it is out of descriptors: it lets new peers wait.
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
}

/// Does what the start had no time for, then gives back the memory and the code that only the start needed, once what is
/// done first of all is over: to start takes three times the code that serving does, and the kernel maps 16 pages and
/// more for each that is touched.
private func settle(_ assets: Assets) async {
    await assets.packTightly()
    try? await Task.sleep(for: .seconds(2))  // cancelled while it sleeps, it gives back what nobody needs any more
    clinux_give_back()
}

/// Looks every second whether an offer or a held seat has run out, or the day of release has come, and passes on what is
/// free. Every decision does so too: this is for those who wait while nobody else comes.
private func letTimePass(_ store: Store, logger: Logger) async {
    while !Task.isCancelled {
        do {
            try await store.advance(to: Date())
            try await store.indexForSearch()
        } catch is CancellationError {
            return
        } catch {
            logger.error("what is due not carried out; next try in a second", metadata: ["error": "\(error)"])
        }
        try? await Task.sleep(for: .seconds(1))  // cancelled while it sleeps, it ends
    }
}

/// Looks once an hour whether the day has come to delete what was promised to be deleted.
private func keepRetentionPromise(_ store: Store, logger: Logger) async {
    while !Task.isCancelled {
        do {
            let erased = try await store.eraseSensitiveAnswers(now: Date())
            try await store.forgetFormerSearchText()
            try await store.forgetWhatIsOver(now: Date())
            if erased > 0 { logger.notice("answers about needs deleted", metadata: ["registrations": "\(erased)"]) }
        } catch is CancellationError {
            return
        } catch {
            logger.error("answers about needs not deleted; next try in an hour", metadata: ["error": "\(error)"])
        }
        // Cancelled while it sleeps, it ends.
        try? await Task.sleep(for: .seconds(3600))
    }
}
