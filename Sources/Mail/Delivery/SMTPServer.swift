/// The mail server that takes our messages, and how it is spoken to.
package struct SMTPServer: Sendable, Equatable {
    package enum Encryption: Sendable, Equatable {
        /// From the first byte on: `smtps://`.
        case tls
        /// By STARTTLS, or not at all.
        case startTLSRequired
        /// By STARTTLS where the server offers it. Somebody on the way may take the offer away.
        case startTLSOptional
        case none
    }

    package struct Account: Sendable, Equatable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package let host: String
    package let port: Int
    package let encryption: Encryption
    package var account: Account?
    /// PEM file of the certificates that the server's must lead to; nil for those the machine trusts.
    package var authorities: String?
    /// The name we introduce ourselves by.
    package var ownName = "localhost"
    package var connectSeconds = 15
    /// For one message, from the connection on to the server's answer.
    package var messageSeconds = 120

    package init(host: String, port: Int, encryption: Encryption) {
        self.host = host
        self.port = port
        self.encryption = encryption
    }

    var address: String {
        let scheme = encryption == .tls ? "smtps" : "smtp"
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(scheme)://\(host):\(port)/\(ownName)"
    }
}
