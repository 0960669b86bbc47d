import ArgumentParser
import Foundation
import HTTP
import Logging
import Site
import Testing

@testable import vemfn

struct SettingsTests {
    @Test func `a flag beats the environment, which beats the default`() throws {
        let environment = Environment(variables: ["VEMFN_DATABASE": "b.sqlite"])
        let none = Environment(variables: [:])
        #expect(try DatabaseOptions.parse(["--database", "a.sqlite"]).settings(environment).database == "a.sqlite")
        #expect(try DatabaseOptions.parse([]).settings(environment).database == "b.sqlite")
        #expect(
            try DatabaseOptions.parse([]).settings(none)
                == DatabaseSettings(database: "var/vemfn.sqlite", migrations: "migrations"))
    }

    @Test func `every setting of the server can come from the environment`() throws {
        let environment = Environment(variables: [
            "VEMFN_PUBLIC": "p", "VEMFN_HOST": "::1", "VEMFN_PORT": "0", "VEMFN_GRACE": "3", "VEMFN_LOOPS": "2",
            "VEMFN_CONTACT": "kontakt@example.se", "VEMFN_TRUSTED_PROXIES": "::1, 10.0.0.0/8",
            "VEMFN_ACCESS_LOG": "off", "VEMFN_LOG_LEVEL": "debug", "VEMFN_SIGN_UPS": "0",
            "VEMFN_SIGN_UPS_PER_ADDRESS": "5", "VEMFN_API_REQUESTS": "7", "VEMFN_WEBHOOKS": "anywhere",
        ])
        #expect(
            try ServeOptions.parse([]).settings(environment)
                == ServeSettings(
                    publicFolder: "p", host: "::1", port: 0, grace: .seconds(3), loops: 2,
                    contact: "kontakt@example.se", pace: SignUpPace.Limits(ofAddress: 5, inAll: nil),
                    apiRequests: 7, allowsPrivateWebhooks: true,
                    trustedProxies: TrustedProxies(["::1", "10.0.0.0/8"].compactMap { AddressRange($0) }),
                    isAccessLogged: false, logLevel: .debug))
    }

    @Test func `HTTPS is set by a pair of files, from the environment too`() throws {
        let environment = Environment(variables: [
            "VEMFN_TLS_CERT": "c.pem", "VEMFN_TLS_KEY": "k.pem", "VEMFN_REDIRECT_PORT": "80",
        ])
        #expect(
            try TLSOptions.parse([]).settings(environment)
                == TLSSettings(certificate: "c.pem", key: "k.pem", redirectPort: 80))
        #expect(try TLSOptions.parse(["--tls-cert", "d.pem"]).settings(environment)?.certificate == "d.pem")
        #expect(try TLSOptions.parse([]).settings(Environment(variables: [:])) == nil)
    }

    @Test(arguments: [
        ["VEMFN_TLS_CERT": "c.pem"], ["VEMFN_TLS_KEY": "k.pem"], ["VEMFN_REDIRECT_PORT": "80"],
        ["VEMFN_TLS_CERT": "c.pem", "VEMFN_TLS_KEY": "k.pem", "VEMFN_REDIRECT_PORT": "65536"],
    ])
    func `half of what HTTPS needs is refused`(variables: [String: String]) throws {
        let options = try TLSOptions.parse([])
        #expect(throws: ValidationError.self) { try options.settings(Environment(variables: variables)) }
    }

    @Test(arguments: [
        (["PORT": "81"], 81), (["PORT": "81", "VEMFN_PORT": "82"], 82), (["PORT": "", "VEMFN_PORT": ""], 8080),
    ])
    func `PORT is honoured where VEMFN_PORT is not set, and empty is not set`(variables: [String: String], port: Int)
        throws
    {
        #expect(try ServeOptions.parse([]).settings(Environment(variables: variables)).port == UInt16(port))
    }

    @Test(arguments: [
        (["LISTEN_PID": "7", "LISTEN_FDS": "2"], [3, 4]), (["LISTEN_PID": "8", "LISTEN_FDS": "2"], []),
        (["LISTEN_FDS": "1"], []), ([:], []),
    ])
    func `sockets are taken when they were passed to this very process`(
        variables: [String: String], descriptors: [Int32]
    ) throws {
        #expect(try PassedSockets.descriptors(Environment(variables: variables), process: 7) == descriptors)
    }

    @Test(arguments: ["0", "-1", "65", "2000000000"])
    func `a count of passed sockets that makes no sense is refused`(count: String) {
        #expect(throws: Failure.self) {
            let environment = Environment(variables: ["LISTEN_PID": "7", "LISTEN_FDS": count])
            return try PassedSockets.descriptors(environment, process: 7)
        }
    }

    @Test(arguments: [
        ["VEMFN_PORT": "http"], ["VEMFN_PORT": "65536"], ["VEMFN_PORT": "-1"], ["PORT": "80 "], ["VEMFN_LOOPS": "0"],
        ["VEMFN_GRACE": "soon"], ["VEMFN_LOG_LEVEL": "loud"], ["VEMFN_CONTACT": "example.se"],
        ["VEMFN_TRUSTED_PROXIES": "10.0.0.0/8,proxy"], ["VEMFN_TRUSTED_PROXIES": "10.0.0.1/8"],
        ["VEMFN_ACCESS_LOG": "yes"], ["VEMFN_WEBHOOKS": "yes"], ["VEMFN_API_REQUESTS": "-1"],
    ])
    func `a setting that cannot be used is refused rather than ignored`(variables: [String: String]) throws {
        let options = try ServeOptions.parse([])
        #expect(throws: ValidationError.self) { try options.settings(Environment(variables: variables)) }
    }
}
