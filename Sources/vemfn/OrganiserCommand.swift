import ArgumentParser
import Foundation
import Secrets
import Storage

struct OrganiserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organiser", abstract: "Decide who may sign in to the organisers' pages.",
        subcommands: [OrganiserAdd.self])
}

struct OrganiserAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an organiser, or give one a new password.",
        discussion: """
            Prints the name and a one-time password, which must be replaced at the first sign-in and is shown nowhere \
            else. An organiser by that name gets the new password and is signed out everywhere.
            """)

    @Argument(help: "The name to sign in with; upper and lower case are the same.")
    var name: String

    @Flag(help: "Do nothing when there is any organiser already.")
    var ifNone = false

    @Flag(help: "Take the password from the first line of standard input instead of making one.")
    var passwordStdin = false

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        let isVisible = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isVisible, !name.allSatisfy(\.isWhitespace), name.utf8.count <= 100 else {
            throw ValidationError("A name has 1 to 100 bytes, among them something to see.")
        }
    }

    func run() async throws {
        let store = try options.settings().openExistingStore()
        if ifNone, try await store.countOrganisers() > 0 {
            print("There is an organiser already; nothing was changed.")
            return
        }
        if passwordStdin {
            guard let password = readLine() else { throw Failure("There was no password on standard input.") }
            try await store.setOrganiser(name: name, password: password, isTemporary: false, now: Date())
            print("Organiser: \(name)")
        } else {
            let password = readableCode(groups: 4, random: .system)
            try await store.setOrganiser(name: name, password: password, isTemporary: true, now: Date())
            print("Organiser: \(name)")
            print("One-time password: \(password)")
        }
    }
}
