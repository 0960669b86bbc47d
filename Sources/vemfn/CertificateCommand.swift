import ArgumentParser
import Foundation
import TLS

struct CertificateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "Make a key and a self-signed certificate to try HTTPS on this machine.",
        discussion: """
            Writes certificate.pem and key.pem for localhost, 127.0.0.1, ::1 and the hosts that are named, good for \
            one year. Browsers warn of it, for nobody vouches for it: a real site needs a certificate from an authority.
            """)

    @Option(help: "The folder to write to.")
    var out = "var/tls"

    @Option(help: "One more name or address the certificate is for. Can be repeated.")
    var host: [String] = []

    func run() throws {
        let hosts = ["localhost", "127.0.0.1", "::1"] + host
        let made = try made(for: hosts)
        let (certificate, key) = (out + "/certificate.pem", out + "/key.pem")
        for path in [certificate, key] where FileManager.default.fileExists(atPath: path) { throw exists(path) }
        try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
        try write(made.key, to: key, mode: 0o600)
        try write(made.certificate, to: certificate, mode: 0o644)
        print(
            """
            Made a certificate for \(hosts.joined(separator: ", ")), good for a year.
            Serve with it: vemfn serve --tls-cert \(certificate) --tls-key \(key)
            """)
    }

    private func made(for hosts: [String]) throws -> DevelopmentCertificate {
        do throws(DevelopmentCertificate.Problem) {
            return try DevelopmentCertificate(hosts: hosts)
        } catch {
            switch error {
            case .notAHost(let host): throw ValidationError("host is “\(host)”, but must be a name or an address.")
            case .failed(let errors):
                throw Failure("OpenSSL made no certificate: \(errors.map(\.description).joined(separator: "; ")).")
            }
        }
    }

    private func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw exists(path) }
            throw Failure("Cannot write \(path): \(String(cString: strerror(errno))).")
        }
        try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: Data(bytes))
    }

    private func exists(_ path: String) -> Failure {
        Failure("There is a file \(path) already, and nothing was changed. Choose another folder with --out.")
    }
}
