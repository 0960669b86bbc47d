import ArgumentParser
import Storage

struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database file up to date.",
        discussion: "Creates the file when it is missing. The other commands bring it up to date too when they open it."
    )

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let settings = try options.settings()
        let applied = try await settings.openStore().appliedMigrations
        print(
            applied.isEmpty
                ? "\(settings.database) is up to date."
                : "Applied to \(settings.database): \(applied.joined(separator: ", ")).")
    }
}
