import ArgumentParser
import Fixtures
import Mail
import Secrets
import Site
import Testing

@testable import vemfn

struct MailSettingsTests {
    private let complete = [
        "VEMFN_SMTP": "smtp://mail.example.se", "VEMFN_MAIL_FROM": "anmalan@example.se",
        "VEMFN_BASE_URL": "https://vemfn.example.se/",
    ]

    private func settings(_ changes: [String: String] = [:], from base: [String: String]) throws -> MailSettings {
        try MailOptions.parse([]).settings(Environment(variables: base.merging(changes) { $1 }))
    }

    @Test func `without a mail server messages become files`() throws {
        let settings = try settings(from: [:])
        #expect(settings.server == nil)
        let folder = try TemporaryFolder()
        let path = folder.path + "/outbox"
        #expect(try settings.route(database: folder.database) == .folder(OutboxFolder(path: path)))
        #expect(settings.base == nil)
    }

    @Test(arguments: [
        ("smtp://mail.example.se", SMTPServer(host: "mail.example.se", port: 587, encryption: .startTLSRequired)),
        ("smtp://mail.example.se:25", SMTPServer(host: "mail.example.se", port: 25, encryption: .startTLSRequired)),
        ("smtps://mail.example.se", SMTPServer(host: "mail.example.se", port: 465, encryption: .tls)),
    ])
    func `a mail server is encrypted unless told otherwise`(address: String, server: SMTPServer) throws {
        let settings = try settings(["VEMFN_SMTP": address], from: complete)
        #expect(settings.server == server)
        #expect(settings.base == "https://vemfn.example.se")
    }

    @Test func `a folder that cannot be written to is told by its name`() {
        let error = #expect(throws: ValidationError.self) { try settings(from: [:]).route(database: "/proc/x.sqlite") }
        #expect(error?.message.contains("/proc/outbox") == true)
    }

    @Test func `an account comes with its password`() throws {
        let account = ["VEMFN_SMTP_USER": "prov", "VEMFN_SMTP_PASSWORD": "påhittat"]
        let expected = SMTPServer.Account(user: "prov", password: "påhittat")
        #expect(try settings(account, from: complete).server?.account == expected)
    }

    @Test(arguments: [
        ["VEMFN_BASE_URL": ""], ["VEMFN_MAIL_FROM": ""], ["VEMFN_MAIL_FROM": "a\r\nBcc: b@example.se"],
        ["VEMFN_BASE_URL": "vemfn.example.se"], ["VEMFN_BASE_URL": "https://example.se/path"],
        ["VEMFN_SMTP": "http://mail.example.se"], ["VEMFN_SMTP": "smtp://user:secret@mail.example.se"],
        ["VEMFN_SMTP_STARTTLS": "maybe"], ["VEMFN_SMTP_USER": "prov"], ["VEMFN_MAIL_PACE": "-1"],
        ["VEMFN_SMTP_USER": "prov", "VEMFN_SMTP_PASSWORD_FILE": "/nowhere/at/all"],
    ])
    func `what cannot work is refused at the start`(changes: [String: String]) {
        #expect(throws: ValidationError.self) { try settings(changes, from: complete) }
    }

    @Test func `each message leads to the page it is about`() {
        let link = SecretLink(random: .system)
        #expect(Page(.personal(link)) == .personal(link))
        #expect(Page(.delegation(link)) == .delegation(link))
        #expect(Page(.noReminders(link)) == .noReminders(link))
        #expect(Page(.lostLink) == .lostLink)
    }
}
