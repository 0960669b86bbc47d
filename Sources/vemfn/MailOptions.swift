import ArgumentParser
import Conference
import Foundation
import Mail
import QRCode
import Secrets
import Site
import Storage

/// How mail leaves: by SMTP, or into files where there is no mail server.
struct MailOptions: ParsableArguments {
    @Option(
        help: """
            The mail server: smtp://host:port, or smtps://host:port for TLS from the first byte. \
            [VEMFN_SMTP; none, messages become files]
            """)
    var smtp: String?

    @Option(help: "STARTTLS on smtp://: required, optional or none. [VEMFN_SMTP_STARTTLS; required]")
    var smtpStarttls: String?

    @Option(help: "The account at the mail server. Its password: VEMFN_SMTP_PASSWORD. [VEMFN_SMTP_USER; none]")
    var smtpUser: String?

    @Option(help: "A file with the account's password, in place of the variable. [VEMFN_SMTP_PASSWORD_FILE; none]")
    var smtpPasswordFile: String?

    @Option(help: "PEM file of authorities the mail server's certificate leads to. [VEMFN_SMTP_CA; the machine's]")
    var smtpCa: String?

    @Option(help: "The address mail comes from. [VEMFN_MAIL_FROM; vemfn@localhost.localdomain without a server]")
    var mailFrom: String?

    @Option(help: "Messages a minute at most; 0 for any number. [VEMFN_MAIL_PACE; 120]")
    var mailPace: Int?

    @Option(help: "Where messages go without a mail server. [VEMFN_OUTBOX; outbox beside the database]")
    var outbox: String?

    @Option(
        help: """
            The site's address in mail, such as https://vemfn.example.se. \
            [VEMFN_BASE_URL; the address listened on, without a mail server]
            """)
    var baseUrl: String?

    func settings(_ environment: Environment = .process) throws -> MailSettings {
        let address: String? = try smtp ?? environment.value("VEMFN_SMTP")
        let server = try address.map { try smtpServer($0, environment) }
        let from: String? = try mailFrom ?? environment.value("VEMFN_MAIL_FROM")
        let base: String? = try baseUrl ?? environment.value("VEMFN_BASE_URL")
        guard server == nil || from != nil && base != nil else {
            throw ValidationError("With a mail server, mail-from and base-url are needed.")
        }
        guard let sender = Mailbox(from ?? "vemfn@localhost.localdomain") else {
            throw ValidationError("mail-from is “\(from ?? "")”, but must be an e-mail address.")
        }
        let pace = try mailPace ?? environment.value("VEMFN_MAIL_PACE") ?? 120
        guard (0...100_000).contains(pace) else {
            throw ValidationError("mail-pace is \(pace), but must be 0 to 100000.")
        }
        return MailSettings(
            server: server, sender: sender, messagesAMinute: pace == 0 ? nil : pace,
            outbox: try outbox ?? environment.value("VEMFN_OUTBOX"), base: try base.map(checkedBase))
    }

    private func smtpServer(_ text: String, _ environment: Environment) throws -> SMTPServer {
        guard let address = URLComponents(string: text), let host = address.host, !host.isEmpty,
            ["smtp", "smtps"].contains(address.scheme), address.path.isEmpty || address.path == "/",
            address.user == nil, address.query == nil
        else { throw ValidationError("smtp is “\(text)”, but must be smtp://host:port or smtps://host:port.") }
        let encryption: SMTPServer.Encryption
        if address.scheme == "smtps" {
            encryption = .tls
        } else {
            switch try smtpStarttls ?? environment.value("VEMFN_SMTP_STARTTLS") ?? "required" {
            case "required": encryption = .startTLSRequired
            case "optional": encryption = .startTLSOptional
            case "none": encryption = .none
            default: throw ValidationError("smtp-starttls must be required, optional or none.")
            }
        }
        let usualPort = encryption == .tls ? 465 : 587
        var server = SMTPServer(host: host, port: address.port ?? usualPort, encryption: encryption)
        server.authorities = try smtpCa ?? environment.value("VEMFN_SMTP_CA")
        if let user: String = try smtpUser ?? environment.value("VEMFN_SMTP_USER") {
            server.account = SMTPServer.Account(user: user, password: try password(environment))
        }
        return server
    }

    private func password(_ environment: Environment) throws -> String {
        if let file: String = try smtpPasswordFile ?? environment.value("VEMFN_SMTP_PASSWORD_FILE") {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw ValidationError("smtp-password-file \(file) cannot be read.")
            }
            return text.trimmingCharacters(in: .newlines)
        }
        guard let password: String = try environment.value("VEMFN_SMTP_PASSWORD") else {
            throw ValidationError("smtp-user needs a password, in VEMFN_SMTP_PASSWORD or smtp-password-file.")
        }
        return password
    }

    private func checkedBase(_ text: String) throws -> String {
        guard let address = URLComponents(string: text), ["http", "https"].contains(address.scheme),
            address.host?.isEmpty == false, address.path.isEmpty || address.path == "/", address.query == nil
        else { throw ValidationError("base-url is “\(text)”, but must be such as https://vemfn.example.se.") }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }
}

struct MailSettings {
    /// Nil where messages become files.
    let server: SMTPServer?
    let sender: Mailbox
    let messagesAMinute: Int?
    /// Nil for a folder beside the database.
    let outbox: String?
    /// Scheme and host, without a slash at the end; nil for the address that is listened on.
    let base: String?
}

extension MailSettings {
    /// - Parameter database: The path of the database file.
    func route(database: String) throws -> MailRoute {
        guard var server else {
            let beside = URL(filePath: database).deletingLastPathComponent().appending(path: "outbox").path
            let folder = outbox ?? beside
            do {
                return .folder(try OutboxFolder(path: folder))
            } catch {
                throw ValidationError("The folder for messages, \(folder), cannot be made or written to (outbox).")
            }
        }
        server.ownName = sender.domain
        return .smtp(server)
    }

    /// - Parameters:
    ///   - listening: The address that the server listens on, with its scheme.
    ///   - contact: Where answers go.
    func composer(base listening: String, contact: String?, store: Store) -> MailComposer {
        let base = base ?? listening
        let replyTo = contact.flatMap(Mailbox.init)
        return MailComposer(
            sender: sender, replyTo: replyTo,
            address: { base + Page($0).path(in: $1) },
            attachments: { [organiser = (replyTo ?? sender).address] message in
                Ticket(message: message, key: store.ticketKey, organiser: organiser).attachments
            })
    }
}

extension Page {
    /// Where a message leads to.
    init(_ destination: MailDestination) {
        switch destination {
        case .personal(let link): self = .personal(link)
        case .noReminders(let link): self = .noReminders(link)
        case .lostLink: self = .lostLink
        case .delegation(let link): self = .delegation(link)
        case .claim(let link): self = .claim(link)
        case .invitation(let link): self = .invitation(link)
        case .kommun(let link): self = .kommun(link)
        }
    }
}
