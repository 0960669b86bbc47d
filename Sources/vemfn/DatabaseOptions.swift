import ArgumentParser
import Foundation
import Secrets
import Storage

/// Where the data is: shared by every command.
struct DatabaseOptions: ParsableArguments {
    @Option(help: "The database file. [VEMFN_DATABASE; var/vemfn.sqlite]")
    var database: String?

    @Option(help: "The folder with the migrations. [VEMFN_MIGRATIONS; migrations]")
    var migrations: String?

    func settings(_ environment: Environment = .process) throws -> DatabaseSettings {
        DatabaseSettings(
            database: try database ?? environment.value("VEMFN_DATABASE") ?? "var/vemfn.sqlite",
            migrations: try migrations ?? environment.value("VEMFN_MIGRATIONS") ?? "migrations")
    }
}

struct DatabaseSettings: Equatable {
    let database: String
    let migrations: String

    /// Opens the file, creating it when it is missing, and applies the migrations it lacks.
    func openStore() throws -> Store {
        try Store(path: database, migrations: migrations, random: .system, now: Date())
    }

    /// Opens a file that must be there: what is added to a mistyped one would be lost.
    func openExistingStore() throws -> Store {
        guard FileManager.default.fileExists(atPath: database) else {
            throw Failure(
                "There is no database at \(database). Check --database, or create one with “vemfn migrate”.")
        }
        return try openStore()
    }
}
