import Foundation
import GRDB
import Secrets

/// Why a database and a folder of migrations do not fit together.
package enum MigrationError: Error, Equatable {
    case folderMissing(path: String)
    /// The database knows migrations that the folder lacks: a newer program has been here.
    case databaseIsNewer(unknown: String)
    /// A migration that was applied has another text now.
    case changed(name: String)
    /// A new file sorts before one that was applied.
    case outOfOrder(name: String)
}

/// The `.sql` files of a folder, applied in the order of their names, each once and in a transaction of its own.
struct Migrations {
    private struct File {
        let name: String
        let sql: String

        var digest: Data { Data(sha256(Array(sql.utf8))) }
    }

    private let files: [File]

    init(folder: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw MigrationError.folderMissing(path: folder)
        }
        files = try names.filter { $0.hasSuffix(".sql") }.sorted().map { name in
            File(name: name, sql: try String(contentsOfFile: folder + "/" + name, encoding: .utf8))
        }
        if files.isEmpty { throw MigrationError.folderMissing(path: folder) }
    }

    func apply(to pool: DatabasePool, now: Date) throws {
        try pool.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS migration (
                        name      TEXT PRIMARY KEY,
                        sha256    BLOB NOT NULL,
                        appliedAt INTEGER NOT NULL
                    ) STRICT
                    """)
        }
        for file in try pool.read(missing) {
            try pool.write { db in
                try db.execute(sql: file.sql)
                try db.execute(
                    sql: "INSERT INTO migration (name, sha256, appliedAt) VALUES (?, ?, ?)",
                    arguments: [file.name, file.digest, now.epochSeconds])
            }
        }
    }

    /// The files that have not been applied, once those that have are found unaltered.
    private func missing(_ db: Database) throws -> [File] {
        let applied = try Row.fetchAll(db, sql: "SELECT name, sha256 FROM migration ORDER BY name")
        for row in applied {
            let name: String = row["name"]
            guard let file = files.first(where: { $0.name == name }) else {
                throw MigrationError.databaseIsNewer(unknown: name)
            }
            guard file.digest == row["sha256"] else { throw MigrationError.changed(name: name) }
        }
        let last: String = applied.last?["name"] ?? ""
        let names = Set(applied.map { $0["name"] as String })
        let missing = files.filter { !names.contains($0.name) }
        if let early = missing.first(where: { $0.name < last }) { throw MigrationError.outOfOrder(name: early.name) }
        return missing
    }
}

extension Date {
    var epochSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    init(epochSeconds: Int64) { self.init(timeIntervalSince1970: TimeInterval(epochSeconds)) }
}
