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
        let store = try await options.settings().openExistingStore()
        let password = try passwordStdin ? typedPassword() : readableCode(groups: 4, random: .system)
        let isTemporary = !passwordStdin
        let now = Date()
        if ifNone {
            guard
                try await store.addFirstOrganiser(name: name, password: password, isTemporary: isTemporary, now: now)
            else {
                print("There is an organiser already; nothing was changed.")
                return
            }
        } else {
            try await store.setOrganiser(name: name, password: password, isTemporary: isTemporary, now: now)
        }
        print("Organiser: \(name)")
        if isTemporary { print("One-time password: \(password)") }
    }

    private func typedPassword() throws -> String {
        guard let password = readLine() else { throw Failure("There was no password on standard input.") }
        return password
    }
}
