package import Conference
package import Foundation
import GRDB
package import Secrets

/// The conference in its SQLite file: the only place that knows SQL.
///
/// Reads run beside each other and beside the one writer (WAL). Every method that decides something decides and
/// writes in one transaction, and returns only when that transaction is on disk.
package final class Store: Sendable {
    let pool: DatabasePool
    let writer: GroupCommitWriter
    let random: RandomBytes
    /// Read once: kommuner change by migration only.
    package let kommuner: KommunRegister
    /// Signs form tokens and the like; made once per database file.
    package let signingKey: SigningKey
    /// Signs tickets; made once per database file.
    package let ticketKey: TicketKey
    /// The migrations this start had to apply, in order.
    package let appliedMigrations: [String]

    /// Opens the file, creating it when it is missing, and applies the migrations it lacks. Somebody with a shell may
    /// have made seats meanwhile, by a higher capacity or quota: they are offered to those who wait for them.
    ///
    /// - Parameters:
    ///   - path: The database file. Its folder must exist.
    ///   - migrations: The folder with `NNNN_what.sql`.
    /// - Throws: `MigrationError` when file and folder do not fit together, `DatabaseFileError` when the file cannot be
    ///   opened, `DatabaseError` when SQLite cannot go on.
    package init(path: String, migrations: String, random: RandomBytes, now: Date) throws {
        self.random = random
        let migrations = try Migrations(folder: migrations)
        let turn = try FolderLock(around: path)  // let go by its last use, at the end
        try DatabaseFile.create(path)
        pool = try DatabasePool(path: path, configuration: Self.configuration)
        // An answer is never sent before its commit has reached the disk (SQLite pragma.html#pragma_synchronous).
        // GRDB chooses NORMAL when it opens a pool, after the configuration has had its say.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // What is deleted is overwritten in the file (SQLite pragma.html#pragma_secure_delete).
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        appliedMigrations = try migrations.apply(to: pool, now: now)
        writer = GroupCommitWriter(pool: pool, beforeCommit: SeatClock.clear)
        kommuner = try pool.read(Self.readKommuner)
        (signingKey, ticketKey) = try pool.write { db in
            try Self.advance(db, random: random, now: now)
            try Self.handOutSeats(db, random: random, now: now)
            try SeatClock.clear(db)
            return (try Self.signingKey(db, random: random), try Self.ticketKey(db))
        }
        _ = consume turn
    }

    /// Grows with every committed write of this process. What was rendered from an older version is stale.
    package var version: Int { writer.version }

    /// Writes that have been asked for and not yet begun.
    package var writesInLine: Int { writer.inLine }

    /// One element after some commits of this process from now on. Each call is for one listener.
    package var commits: AsyncStream<Void> { writer.commits }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "vemfn"
        // Two programs on one file, such as `serve` and `export`, wait for each other rather than fail.
        configuration.busyMode = .timeout(10)
        configuration.maximumReaderCount = 4
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA cache_size = -8000")
        }
        return configuration
    }

    private static func readKommuner(_ db: Database) throws -> KommunRegister {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT kommun.code, kommun.name, kommun.formalName, county.code AS countyCode, county.name AS countyName
                FROM kommun JOIN county ON county.code = kommun.countyCode
                """)
        return KommunRegister(
            rows.map { row in
                let county = County(code: row["countyCode"], name: row["countyName"])
                return Kommun(code: row["code"], name: row["name"], formalName: row["formalName"], county: county)
            })
    }

    private static func signingKey(_ db: Database, random: RandomBytes) throws -> SigningKey {
        try db.execute(
            sql: "INSERT INTO secret (name, value) VALUES ('signing', ?) ON CONFLICT (name) DO NOTHING",
            arguments: [Data(random(SigningKey.byteCount))])
        let value = try Data.fetchOne(db, sql: "SELECT value FROM secret WHERE name = 'signing'")!  // inserted above
        return SigningKey(Array(value))
    }

    private static func ticketKey(_ db: Database) throws -> TicketKey {
        let stored = "SELECT value FROM secret WHERE name = 'ticket'"
        if let value = try Data.fetchOne(db, sql: stored) { return TicketKey(stored: Array(value)) }
        let key = try TicketKey()
        try db.execute(sql: "INSERT INTO secret (name, value) VALUES ('ticket', ?)", arguments: [Data(key.stored)])
        return key
    }
}
