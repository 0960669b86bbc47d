import ArgumentParser
import Foundation
import GRDB
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

    /// Opens the file, creating it when it is missing, applies the migrations it lacks, and deletes what was promised
    /// to be deleted by now: the day may come while no server runs.
    func openStore() async throws -> Store {
        let now = Date()
        let store = try Store(path: database, migrations: migrations, random: .system, now: now)
        do {
            try await store.eraseSensitiveAnswers(now: now)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Another program still reads the old pages. It is no reason not to do what was asked for: the next
            // command, or the server within the hour, deletes them.
        }
        return store
    }

    /// Opens a file that must be there: what is added to a mistyped one would be lost.
    func openExistingStore() async throws -> Store {
        guard FileManager.default.fileExists(atPath: database) else {
            throw Failure(
                "There is no database at \(database). Check --database, or create one with “vemfn migrate”.")
        }
        return try await openStore()
    }
}
