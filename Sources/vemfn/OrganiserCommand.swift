import ArgumentParser
import Conference
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
            else. An organiser by that name gets the new password and is signed out everywhere. Others are invited on \
            the page of the team, by an owner.
            """)

    @Argument(help: "The name to sign in with; upper and lower case are the same.")
    var name: String

    @Flag(help: "Do nothing when there is any organiser already.")
    var ifNone = false

    @Flag(help: "Take the password from the first line of standard input instead of making one.")
    var passwordStdin = false

    @Option(help: "What the organiser is there for: owner (for a new one), organiser, reader, door or needs.")
    var role: [Role] = []

    @Flag(help: "Take the second step of sign-in away, for whoever has lost the telephone and the recovery codes.")
    var withoutSecondStep = false

    @OptionGroup var options: DatabaseOptions

    func validate() throws {
        let isVisible = name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        guard isVisible, !name.allSatisfy(\.isWhitespace), name.utf8.count <= 100 else {
            throw ValidationError("A name has 1 to 100 bytes, among them something to see.")
        }
        guard !ifNone || role.isEmpty else {
            throw ValidationError("The first organiser is an owner: --if-none goes without --role.")
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
            do {
                try await store.setOrganiser(
                    name: name, password: password, isTemporary: isTemporary, roles: role.isEmpty ? nil : Set(role),
                    removesSecondFactor: withoutSecondStep, now: now)
            } catch is LastOwner {
                throw Failure("A team has an owner, and \(name) is the only one. Make another one first.")
            }
        }
        print("Organiser: \(name)")
        if isTemporary { print("One-time password: \(password)") }
    }

    private func typedPassword() throws -> String {
        guard let password = readLine() else { throw Failure("There was no password on standard input.") }
        return password
    }
}

extension Role: ExpressibleByArgument {}
