import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

struct MigrationTests {
    let folder: TemporaryFolder
    /// Two migrations of a made-up program.
    let small: String

    init() throws {
        folder = try TemporaryFolder()
        small = try folder.folder(
            "small", ["0001_a.sql": "CREATE TABLE a (x TEXT);", "0002_b.sql": "CREATE TABLE b (x TEXT);"])
    }

    private func apply(_ migrations: String) throws -> [String] {
        try Migrations(folder: migrations).apply(to: DatabasePool(path: folder.database), now: noon)
    }

    @Test func `a fresh file gets every migration in order, and the next start none`() throws {
        #expect(try apply(small) == ["0001_a.sql", "0002_b.sql"])
        #expect(try apply(small) == [])
    }

    @Test func `a later migration is added to a file that has the earlier ones`() throws {
        _ = try apply(small)
        _ = try folder.folder("small", ["0003_c.sql": "CREATE TABLE c (x TEXT);"])
        #expect(try apply(small) == ["0003_c.sql"])
    }

    @Test func `a file that a newer program has migrated is refused`() throws {
        _ = try apply(small)
        let older = try folder.folder("older", ["0001_a.sql": "CREATE TABLE a (x TEXT);"])
        #expect(throws: MigrationError.databaseIsNewer(unknown: "0002_b.sql")) { try apply(older) }
    }

    @Test func `a migration that has gone from the folder is missed`() throws {
        _ = try apply(small)
        let holed = try folder.folder("holed", ["0002_b.sql": "CREATE TABLE b (x TEXT);"])
        #expect(throws: MigrationError.gone(name: "0001_a.sql")) { try apply(holed) }
    }

    @Test func `a migration edited after it was applied is refused`() throws {
        _ = try apply(small)
        _ = try folder.folder("small", ["0001_a.sql": "CREATE TABLE a (y TEXT);"])
        #expect(throws: MigrationError.changed(name: "0001_a.sql")) { try apply(small) }
    }

    @Test func `a new migration may not sort before an applied one`() throws {
        _ = try apply(small)
        _ = try folder.folder("small", ["0001_b.sql": "CREATE TABLE c (x TEXT);"])
        #expect(throws: MigrationError.outOfOrder(name: "0001_b.sql")) { try apply(small) }
    }

    @Test func `a folder that is missing or empty is refused`() throws {
        let nowhere = folder.path + "/nowhere"
        #expect(throws: MigrationError.folderMissing(path: nowhere)) { try apply(nowhere) }
        let empty = try folder.folder("empty", ["readme.txt": "no migrations"])
        #expect(throws: MigrationError.folderMissing(path: empty)) { try apply(empty) }
    }

    @Test func `another program's database is left alone`() throws {
        try DatabaseQueue(path: folder.database).write { db in try db.execute(sql: "CREATE TABLE theirs (x TEXT)") }
        #expect(throws: MigrationError.foreignDatabase) { try apply(small) }
    }

    @Test func `a migration that fails half-way leaves nothing of itself, and says its name`() throws {
        _ = try folder.folder("small", ["0002_b.sql": "CREATE TABLE b (x TEXT); CREATE TABLE a (x TEXT);"])
        let error = MigrationError.failed(name: "0002_b.sql", message: "table a already exists")
        #expect(throws: error) { try apply(small) }
        let tables = try DatabaseQueue(path: folder.database).read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        }
        #expect(tables == ["a", "migration"])
    }

    @Test func `programs that start at once on a fresh file all start, and migrate it once`() async throws {
        let stores = try await withThrowingTaskGroup { group in
            for _ in 0..<8 { group.addTask { [folder] in try folder.open() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(stores.filter { !$0.appliedMigrations.isEmpty }.count >= 1)
        #expect(stores.flatMap(\.appliedMigrations).sorted() == (try migrationNames()))
    }

    @Test func `rows that refer to a table keep what they refer to while it is rebuilt`() throws {
        let released = try folder.folder(
            "released",
            ["0001_conference.sql", "0002_kommuner.sql"].reduce(into: [:]) { files, name in
                files[name] = try String(contentsOfFile: ourMigrations + "/" + name, encoding: .utf8)
            })
        let pool = try DatabasePool(path: folder.database)
        _ = try Migrations(folder: released).apply(to: pool, now: noon)
        try pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO quota (id, organisationType, reserved, ceiling) VALUES (1, 'region', 2, 5);
                    INSERT INTO registration
                        (id, code, linkHash, quotaId, state, language, createdAt, givenName, familyName, email,
                         organisationType, organisation, role, emailKey, sortKey, kommunSortKey, searchText)
                    VALUES (7, 'VF-AAAA-BBBB', zeroblob(32), 1, 'confirmed', 'sv', 0, 'Prov', 'Provsson', 'p@example.se',
                        'region', 'Region Prov', 'Roll', 'p@example.se', 'p', '~p', 'p');
                    INSERT INTO logEntry (at, actor, action, registrationId) VALUES (0, 'attendee', 'registered', 7);
                    """)
        }
        // As a shell leaves it, where references are not kept unless one asks for it.
        try pool.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    PRAGMA foreign_keys = OFF;
                    INSERT INTO logEntry (at, actor, action, registrationId) VALUES (0, 'attendee', 'registered', 6);
                    PRAGMA foreign_keys = ON;
                    """)
        }
        #expect(try Migrations(folder: ourMigrations).apply(to: pool, now: noon).first?.hasPrefix("0003") == true)
        let kept = try pool.read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT registration.code, quota.taken, logEntry.action FROM registration
                    JOIN quota ON quota.id = registration.quotaId JOIN logEntry ON registrationId = registration.id
                    """)
        }
        #expect(kept == ["code": "VF-AAAA-BBBB", "taken": 1, "action": "registered"])
        #expect(try pool.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM logEntry") } == 1)
    }

    @Test func `a migration that leaves a row without what it refers to is undone`() throws {
        _ = try folder.folder(
            "small",
            [
                "0001_a.sql": "CREATE TABLE a (x INTEGER PRIMARY KEY); INSERT INTO a VALUES (1);",
                "0002_b.sql": "CREATE TABLE b (x INTEGER REFERENCES a (x)); INSERT INTO b VALUES (1); DELETE FROM a;",
            ])
        #expect(throws: DatabaseError.self) { try apply(small) }
        let tables = try DatabaseQueue(path: folder.database).read { db in
            try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
        }
        #expect(tables == ["a", "migration"])
    }

    private func migrationNames() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: ourMigrations).sorted()
    }
}

/// GRDB's author does not test Linux: what we lean on is checked here.
struct StoreFileTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @Test func `commits go through a write-ahead log to the disk before they are answered`() throws {
        let full = "2"
        for (pragma, value) in [("journal_mode", "wal"), ("synchronous", full), ("foreign_keys", "1")] {
            let found = try store.pool.writeWithoutTransaction { db in
                try String.fetchOne(db, sql: "PRAGMA \(pragma)")
            }
            #expect(found == value, "\(pragma)")
        }
    }

    @Test func `a row that is there already is told by its extended code`() throws {
        let error = #expect(throws: DatabaseError.self) {
            try store.pool.write { db in
                try db.execute(sql: "INSERT INTO county (code, name) VALUES ('99', 'Jönköpings län')")
            }
        }
        #expect(error?.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE)
    }

    @Test(arguments: ["", "-wal"])
    func `nobody but its owner may read the file`(suffix: String) throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.database + suffix)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `a folder that is not there is told by errno`() throws {
        let path = folder.path + "/nowhere/vemfn.sqlite"
        #expect(throws: DatabaseFileError(path: path, errno: ENOENT)) {
            try Store(path: path, migrations: ourMigrations, random: .seeded(1), now: noon)
        }
    }

    @Test func `290 kommuner in 21 län are known, each in the län its code begins with`() throws {
        let kommuner = store.kommuner.all
        #expect(kommuner.count == 290)
        #expect(Set(kommuner.map(\.county)).count == 21)
        for kommun in kommuner { #expect(kommun.code.prefix(2) == kommun.county.code, "\(kommun.name)") }
    }

    @Test func `every kommun is found by its name and by its formal name`() throws {
        for kommun in store.kommuner.all {
            #expect(store.kommuner.find(kommun.name) == kommun)
            #expect(store.kommuner.find(kommun.formalName.uppercased()) == kommun)
        }
        #expect(store.kommuner.find("Stockholms stad")?.code == "0180")
        #expect(store.kommuner.find("Falu kommun")?.code == "2080")
    }

    @Test func `no kommun's own domain is taken for another's with a slip`() {
        let suggestion = EmailSuggestion(kommuner: store.kommuner)
        for kommun in store.kommuner.all {
            let domain = kommun.name.lowercased().replacing("å", with: "a").replacing("ä", with: "a")
                .replacing("ö", with: "o").replacing(" ", with: "")
            #expect(suggestion.suggestion(for: "anna@\(domain).se") == nil, "\(kommun.name)")
        }
    }

    @Test func `kommuner come in Swedish order, and the file keeps the same order`() throws {
        let names = store.kommuner.all.map(\.name)
        #expect(names.first == "Ale" && names.suffix(3) == ["Östra Göinge", "Överkalix", "Övertorneå"])
        let stored = try store.pool.read { db in
            try Row.fetchAll(db, sql: "SELECT name, sortKey FROM kommun ORDER BY sortKey")
        }
        #expect(stored.map { $0["name"] } == names)
        for row in stored { #expect(row["sortKey"] == SwedishOrder.key(row["name"] as String)) }
    }

    @Test func `the signing key is made once and stays with the file`() throws {
        let again = try folder.open(seed: 2)
        let message: [UInt8] = [1, 2, 3]
        #expect(
            store.signingKey.authenticate(message, for: .personalLink)
                == again.signingKey.authenticate(message, for: .personalLink))
    }
}
