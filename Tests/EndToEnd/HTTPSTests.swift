import Fixtures
import Foundation
import HTTPServer
import Peer
import Testing

struct HTTPSTests {
    private let folder: TemporaryFolder

    init() async throws {
        folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        #expect(try await vemfn("certificate", "--out", tls, in: folder).status == 0)
    }

    @Test func `with a certificate the site is served over HTTPS`() async throws {
        let program = try await serving()
        let client = try Client(program.address)
        try await client.handshake(.init(protocols: ["http/1.1"]))
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        let answer = await client.rest()
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("\r\nStrict-Transport-Security: max-age=31536000\r\n"))
        program.send(SIGTERM)
        #expect(try await program.end().status == 0)
    }

    @Test func `a hang-up brings the new certificate to new connections, and the old ones go on`() async throws {
        let program = try await serving()
        let old = try Client(program.address)
        try await old.handshake()
        try FileManager.default.removeItem(atPath: tls)
        #expect(try await vemfn("certificate", "--out", tls, in: folder).status == 0)
        program.send(SIGHUP)
        #expect(try await program.nextComplaint().contains("certificate read again"))

        let new = try Client(program.address)
        try await new.handshake()
        #expect(new.tls?.certificate != old.tls?.certificate)
        for client in [old, new] {
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(await client.response().hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
    }

    @Test func `a pair that cannot be used is an error in the log, and the old one stays`() async throws {
        let program = try await serving()
        #expect(try await vemfn("certificate", "--out", tls + "/other", in: folder).status == 0)
        try FileManager.default.removeItem(atPath: tls + "/key.pem")
        try FileManager.default.moveItem(atPath: tls + "/other/key.pem", toPath: tls + "/key.pem")
        program.send(SIGHUP)
        let line = try await program.nextComplaint()
        #expect(line.contains(" error ") && line.contains("does not belong to the certificate"))
        let client = try Client(program.address)
        try await client.handshake()
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(await client.response().hasPrefix("HTTP/1.1 200 OK\r\n"))
    }

    @Test func `a key that anybody can read is warned of`() async throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: tls + "/key.pem")
        #expect(try await serving().nextComplaint().contains("anybody on this machine can read the certificate's key"))
    }

    @Test func `the redirect port leads to the same page, on hosts of the certificate only`() async throws {
        let program = try await serving("--redirect-port", "0")
        let line = try await program.nextLine()
        let port = try #require(line.split(separator: ":").last.flatMap { UInt16($0) })
        let client = try Client(SocketAddress(host: "127.0.0.1", port: port))
        for (host, shown) in [("localhost:8080", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]:1", "[::1]")] {
            client.send("GET /kvoter?a=b HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            let answer = await client.response()
            #expect(answer.hasPrefix("HTTP/1.1 308 "))
            #expect(answer.contains("\r\nLocation: https://\(shown):\(program.port)/kvoter?a=b\r\n"))
            #expect(!answer.contains("Strict-Transport-Security"))
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.2"] {
            client.send("GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
            let answer = await client.response()
            #expect(answer.hasPrefix("HTTP/1.1 421 ") && !answer.contains("Location"))
        }
    }

    @Test func `a certificate is made once, with a key for its owner only`() async throws {
        let key = try Data(contentsOf: URL(filePath: tls + "/key.pem"))
        let again = try await vemfn("certificate", "--out", tls, in: folder)
        #expect(again.status == 1)
        #expect(again.complaint.contains("certificate.pem already, and nothing was changed."))
        #expect(try Data(contentsOf: URL(filePath: tls + "/key.pem")) == key)
        let mode = try FileManager.default.attributesOfItem(atPath: tls + "/key.pem")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        try FileManager.default.removeItem(atPath: tls + "/certificate.pem")
        #expect(try await vemfn("certificate", "--out", tls, in: folder).status == 1)
        #expect(try Data(contentsOf: URL(filePath: tls + "/key.pem")) == key)
    }

    @Test(arguments: [
        (["--tls-cert", "a.pem"], 64, "both tls-cert and tls-key"),
        (["--tls-key", "a.pem"], 64, "both tls-cert and tls-key"),
        (["--redirect-port", "80"], 64, "needs tls-cert and tls-key"),
        (["--tls-cert", "/nowhere/a", "--tls-key", "/nowhere/b"], 1, "Cannot read /nowhere/a: No such file"),
    ])
    func `settings that cannot be used are told in a sentence`(arguments: [String], status: Int32, words: String)
        async throws
    {
        let refused = try await vemfn(["serve"] + arguments, in: folder)
        #expect(refused.status == status)
        #expect(refused.complaint.contains(words))
    }

    private var tls: String { folder.path + "/tls" }

    private func serving(_ arguments: String...) async throws -> ServingProgram {
        try await ServingProgram(
            in: folder, ["--tls-cert", tls + "/certificate.pem", "--tls-key", tls + "/key.pem"] + arguments)
    }
}
