import Foundation
import GRDB
import Secrets

/// Why a database and a folder of migrations do not fit together.
package enum MigrationError: Error, Equatable {
    /// There is no such folder, it cannot be read, or no `.sql` file is in it.
    case folderMissing(path: String)
    /// The database knows a migration later than any in the folder: a newer program has been here.
    case databaseIsNewer(unknown: String)
    /// A migration that was applied is not in the folder any more.
    case gone(name: String)
    /// A migration that was applied has another text now.
    case changed(name: String)
    /// A new file sorts before one that was applied.
    case outOfOrder(name: String)
    /// The file holds tables, but none of ours: another program's database.
    case foreignDatabase
    /// SQLite refused a migration. The database is as it was before it.
    case failed(name: String, message: String)
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
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw MigrationError.folderMissing(path: folder)
        }
        files = try names.filter { $0.hasSuffix(".sql") }.sorted().map { name in
            File(name: name, sql: try String(contentsOfFile: folder + "/" + name, encoding: .utf8))
        }
        if files.isEmpty { throw MigrationError.folderMissing(path: folder) }
    }

    /// Applies what is missing and returns its names.
    ///
    /// What is missing is asked anew under the write lock of each migration, so that two programs that start at once
    /// do not both apply it.
    func apply(to pool: DatabasePool, now: Date) throws -> [String] {
        try pool.write(createTable)
        var applied: [String] = []
        while let name = try pool.writeWithoutTransaction({ db in try applyNextAlone(db, now: now) }) {
            applied.append(name)
        }
        return applied
    }

    /// A table can be rebuilt only while nobody minds that its rows are gone for a moment, which must be said outside of
    /// the transaction (SQLite lang_altertable.html §7). What the rebuilt tables refer to is checked before the commit.
    private func applyNextAlone(_ db: Database, now: Date) throws -> String? {
        var name: String?
        try db.execute(sql: "PRAGMA foreign_keys = OFF")
        defer { try? db.execute(sql: "PRAGMA foreign_keys = ON") }  // fails within a transaction only
        try db.inTransaction(.immediate) {
            name = try applyNext(db, now: now)
            if name != nil { try db.checkForeignKeys() }
            return .commit
        }
        return name
    }

    private func createTable(_ db: Database) throws {
        if try db.tableExists("migration") { return }
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        guard tables == 0 else { throw MigrationError.foreignDatabase }
        try db.execute(
            sql: """
                CREATE TABLE migration (
                    name      TEXT PRIMARY KEY,
                    sha256    BLOB NOT NULL,
                    appliedAt INTEGER NOT NULL
                ) STRICT
                """)
    }

    private func applyNext(_ db: Database, now: Date) throws -> String? {
        guard let file = try nextFile(db) else { return nil }
        do {
            try db.execute(sql: file.sql)
        } catch let error as DatabaseError {
            throw MigrationError.failed(name: file.name, message: error.message ?? "\(error.extendedResultCode)")
        }
        try db.execute(
            sql: "INSERT INTO migration (name, sha256, appliedAt) VALUES (?, ?, ?)",
            arguments: [file.name, file.digest, now.epochSeconds])
        return file.name
    }

    /// The first file that has not been applied, once those that have are found unaltered.
    private func nextFile(_ db: Database) throws -> File? {
        let applied = try Row.fetchAll(db, sql: "SELECT name, sha256 FROM migration ORDER BY name")
            .map { row in (name: row["name"] as String, digest: row["sha256"] as Data) }
        for (name, digest) in applied {
            guard let file = files.first(where: { $0.name == name }) else {
                let isLater = files.allSatisfy { $0.name < name }
                throw isLater ? MigrationError.databaseIsNewer(unknown: name) : .gone(name: name)
            }
            guard file.digest == digest else { throw MigrationError.changed(name: name) }
        }
        let names = Set(applied.map(\.name))
        let next = files.first { !names.contains($0.name) }
        if let next, let last = applied.last, next.name < last.name {
            throw MigrationError.outOfOrder(name: next.name)
        }
        return next
    }
}

extension Date {
    var epochSeconds: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }

    init(epochSeconds: Int64) { self.init(timeIntervalSince1970: TimeInterval(epochSeconds)) }
}
