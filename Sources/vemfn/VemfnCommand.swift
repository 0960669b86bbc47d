import ArgumentParser
import Foundation
import Secrets

/// The command line: what it can do, and how every run of it ends.
@main
struct VemfnCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vemfn",
        abstract: "Conference registration with a fair quota of seats for every kommun.",
        discussion: """
            One database file is one conference. A setting is taken from its flag, else from the environment \
            variable named beside it, else from the default named last.

            Exit status: 0 when done; 1 when it could not be done, with one sentence on standard error that says \
            why; 64 when the command line or an environment variable was not understood.
            """,
        subcommands: [Serve.self, Migrate.self, Demo.self, OrganiserCommand.self, Export.self, CertificateCommand.self])

    static func main() async {
        keepLibcryptoToTheEnd()
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            guard let sentence = sentence(for: error) else { exit(withError: error) }
            FileHandle.standardError.write(Data("vemfn: \(sentence)\n".utf8))
            exit(withError: ExitCode.failure)
        }
    }
}
