import ArgumentParser
import Conference
import Foundation
import HTTP
import Logging
import Site

private let logLevels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")

/// How the site is served.
struct ServeOptions: ParsableArguments {
    @Option(name: .customLong("public"), help: "The folder with style sheet and icons. [VEMFN_PUBLIC; public]")
    var publicFolder: String?

    @Option(help: "The address to listen on. [VEMFN_HOST; 127.0.0.1]")
    var host: String?

    @Option(help: "The port to listen on; 0 takes any that is free. [VEMFN_PORT or PORT; 8080]")
    var port: Int?

    @Option(help: "Seconds to finish what is in flight when told to stop. [VEMFN_GRACE; 10]")
    var grace: Int?

    @Option(help: "Event loops. [VEMFN_LOOPS; one for each core]")
    var loops: Int?

    @Option(
        help: "The e-mail address that pages show for questions and that mail is answered to. [VEMFN_CONTACT; none]")
    var contact: String?

    @Option(
        help:
            "Sign-ups, claims and changes a minute from one address; 0 for any number. [VEMFN_SIGN_UPS_PER_ADDRESS; 60]"
    )
    var signUpsPerAddress: Int?

    @Option(help: "The same in all; 0 for any number. [VEMFN_SIGN_UPS; 1200]")
    var signUps: Int?

    @Option(help: "Requests a minute that a key to the API has; 0 for any number. [VEMFN_API_REQUESTS; 600]")
    var apiRequests: Int?

    @Option(
        help: """
            Where webhooks may lead: public, or anywhere, which is our own network too, and http. \
            [VEMFN_WEBHOOKS; public]
            """)
    var webhooks: String?

    @Option(
        help: """
            Proxies whose Forwarded or X-Forwarded-For, -Proto and -Host are believed: addresses and ranges such as \
            10.0.0.0/8, separated by commas. [VEMFN_TRUSTED_PROXIES; none]
            """)
    var trustedProxy: String?

    @Option(help: "Whether each request is logged: on or off. [VEMFN_ACCESS_LOG; on]")
    var accessLog: String?

    @Option(
        help: """
            The least that is logged: \(logLevels). \
            [VEMFN_LOG_LEVEL; info]
            """)
    var logLevel: String?

    func settings(_ environment: Environment = .process) throws -> ServeSettings {
        ServeSettings(
            publicFolder: try publicFolder ?? environment.value("VEMFN_PUBLIC") ?? "public",
            host: try host ?? environment.value("VEMFN_HOST") ?? "127.0.0.1",
            port: UInt16(
                try checked("port", port ?? environment.value("VEMFN_PORT", "PORT"), in: 0...65_535, default: 8080)),
            grace: .seconds(
                try checked("grace", grace ?? environment.value("VEMFN_GRACE"), in: 0...3600, default: 10)),
            loops: try checked(
                "loops", loops ?? environment.value("VEMFN_LOOPS"), in: 1...256,
                default: ProcessInfo.processInfo.activeProcessorCount),
            contact: try (contact ?? environment.value("VEMFN_CONTACT")).map(checkedContact),
            pace: SignUpPace.Limits(
                ofAddress: try pace(
                    "sign-ups-per-address", signUpsPerAddress ?? environment.value("VEMFN_SIGN_UPS_PER_ADDRESS"),
                    usual: SignUpPace.Limits.usual.ofAddress),
                inAll: try pace(
                    "sign-ups", signUps ?? environment.value("VEMFN_SIGN_UPS"), usual: SignUpPace.Limits.usual.inAll)),
            apiRequests: try pace(
                "api-requests", apiRequests ?? environment.value("VEMFN_API_REQUESTS"), usual: APIPace.usual),
            allowsPrivateWebhooks: try (webhooks ?? environment.value("VEMFN_WEBHOOKS")).map(checkedWebhooks) ?? false,
            trustedProxies: try (trustedProxy ?? environment.value("VEMFN_TRUSTED_PROXIES")).map(checkedProxies)
                ?? TrustedProxies(),
            isAccessLogged: try (accessLog ?? environment.value("VEMFN_ACCESS_LOG")).map(checkedAccessLog) ?? true,
            logLevel: try (logLevel ?? environment.value("VEMFN_LOG_LEVEL")).map(checkedLogLevel) ?? .info)
    }

    private func checked(_ name: String, _ value: Int?, in range: ClosedRange<Int>, default: Int) throws -> Int {
        let value = value ?? `default`
        guard range.contains(value) else {
            throw ValidationError("\(name) is \(value), but must be \(range.lowerBound) to \(range.upperBound).")
        }
        return value
    }

    private func pace(_ name: String, _ value: Int?, usual: Int?) throws -> Int? {
        guard let value else { return usual }
        return try checked(name, value, in: 0...1_000_000, default: 0).nilIfZero
    }

    private func checkedLogLevel(_ text: String) throws -> Logger.Level {
        guard let level = Logger.Level(rawValue: text) else {
            throw ValidationError("log-level is “\(text)”, but must be one of \(logLevels).")
        }
        return level
    }

    private func checkedProxies(_ text: String) throws -> TrustedProxies {
        TrustedProxies(
            try text.split(separator: ",").map { range in
                guard let range = AddressRange(range.trimmingCharacters(in: .whitespaces)) else {
                    throw ValidationError(
                        "trusted-proxy has “\(range)”, but must be addresses and ranges such as 10.0.0.0/8.")
                }
                return range
            })
    }

    private func checkedWebhooks(_ text: String) throws -> Bool {
        switch text {
        case "public": return false
        case "anywhere": return true
        default: throw ValidationError("webhooks is “\(text)”, but must be public or anywhere.")
        }
    }

    private func checkedAccessLog(_ text: String) throws -> Bool {
        switch text {
        case "on": return true
        case "off": return false
        default: throw ValidationError("access-log is “\(text)”, but must be on or off.")
        }
    }

    private func checkedContact(_ text: String) throws -> String {
        guard EmailAddress.isValid(text) else {
            throw ValidationError("contact is “\(text)”, but must be an e-mail address.")
        }
        return text
    }
}

struct ServeSettings: Equatable {
    let publicFolder: String
    let host: String
    /// 0 for any that is free.
    let port: UInt16
    let grace: Duration
    let loops: Int
    let contact: String?
    let pace: SignUpPace.Limits
    /// Nil for any number.
    let apiRequests: Int?
    let allowsPrivateWebhooks: Bool
    let trustedProxies: TrustedProxies
    let isAccessLogged: Bool
    let logLevel: Logger.Level
}

extension Int {
    fileprivate var nilIfZero: Int? { self == 0 ? nil : self }
}
