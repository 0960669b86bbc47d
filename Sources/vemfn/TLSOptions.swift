import ArgumentParser
import Foundation

/// How the site is served over HTTPS.
struct TLSOptions: ParsableArguments {
    @Option(help: "PEM file of the certificate and its chain, for HTTPS. SIGHUP reads it again. [VEMFN_TLS_CERT; none]")
    var tlsCert: String?

    @Option(help: "PEM file of the certificate's key, not encrypted. [VEMFN_TLS_KEY; none]")
    var tlsKey: String?

    @Option(help: "A port that sends plain HTTP to HTTPS; 0 takes any that is free. [VEMFN_REDIRECT_PORT; none]")
    var redirectPort: Int?

    /// nil without HTTPS.
    func settings(_ environment: Environment = .process) throws -> TLSSettings? {
        let certificate = try tlsCert ?? environment.value("VEMFN_TLS_CERT")
        let key = try tlsKey ?? environment.value("VEMFN_TLS_KEY")
        let redirectPort = try redirectPort ?? environment.value("VEMFN_REDIRECT_PORT")
        switch (certificate, key) {
        case (let certificate?, let key?):
            return TLSSettings(certificate: certificate, key: key, redirectPort: try redirectPort.map(checkedPort))
        case (nil, nil):
            guard redirectPort == nil else {
                throw ValidationError("redirect-port leads to HTTPS, which needs tls-cert and tls-key.")
            }
            return nil
        case (_?, nil), (nil, _?):
            throw ValidationError("HTTPS needs both tls-cert and tls-key.")
        }
    }

    private func checkedPort(_ port: Int) throws -> UInt16 {
        guard let port = UInt16(exactly: port) else {
            throw ValidationError("redirect-port is \(port), but must be 0 to 65535.")
        }
        return port
    }
}

struct TLSSettings: Equatable {
    /// Paths of PEM files.
    let certificate: String
    let key: String
    /// 0 for any that is free.
    let redirectPort: UInt16?
}
