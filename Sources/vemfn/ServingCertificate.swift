import Foundation
import Logging
import Synchronization
import TLS

/// The certificate in use, and the files it came from.
final class ServingCertificate: Sendable {
    private let settings: TLSSettings
    private let logger: Logger
    private let current: Mutex<TLSContext>

    /// - Throws: `Failure` when the files cannot be used.
    init(_ settings: TLSSettings, logger: Logger) throws {
        self.settings = settings
        self.logger = logger
        current = Mutex(try settings.context(ticketKeys: TicketKeys()))
        warnOfReadableKey()
    }

    var context: TLSContext { current.withLock { $0 } }

    /// Reads the files again. When they cannot be used, the certificate in use stays.
    func reload() throws -> TLSContext {
        let context = try settings.context(ticketKeys: context.ticketKeys)
        current.withLock { $0 = context }
        warnOfReadableKey()
        return context
    }

    private func warnOfReadableKey() {
        var status = stat()
        guard stat(settings.key, &status) == 0, status.st_mode & S_IROTH != 0 else { return }
        logger.warning("anybody on this machine can read the certificate's key", metadata: ["file": "\(settings.key)"])
    }
}

extension TLSSettings {
    fileprivate func context(ticketKeys: TicketKeys) throws -> TLSContext {
        let chain = try contents(of: certificate)
        let key = try contents(of: key)
        do throws(TLSContext.Problem) {
            return try TLSContext(certificateChain: chain, key: key, ticketKeys: ticketKeys)
        } catch {
            throw Failure(sentence(for: error))
        }
    }

    private func contents(of path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure("Cannot read \(path): \(String(cString: strerror(errno))).") }
        return try Array(FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd() ?? Data())
    }

    private func sentence(for problem: TLSContext.Problem) -> String {
        switch problem {
        case .noCertificate: "There is no certificate in \(certificate). Check --tls-cert."
        case .certificateUnreadable(let errors): "The certificate \(certificate) is damaged: \(reasons(errors))."
        case .noKey: "There is no private key in \(key) that can be read. Check --tls-key."
        case .keyEncrypted: "The key \(key) is encrypted, and nobody is there to ask for the password. Decrypt it."
        case .keyOfAnotherCertificate:
            "The key \(key) does not belong to the certificate \(certificate). Check --tls-cert and --tls-key."
        case .refused(let errors): "OpenSSL does not take the certificate \(certificate): \(reasons(errors))."
        }
    }

    private func reasons(_ errors: [OpenSSLError]) -> String {
        errors.isEmpty ? "no reason given" : errors.map(\.description).joined(separator: "; ")
    }
}
