import Fixtures
import Foundation
import Testing

struct CommandLineTests {
    @Test func `a fresh file is migrated once and then up to date`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await vemfn("migrate", in: folder).output.contains("0001_conference.sql"))
        #expect(try await vemfn("migrate", in: folder).output.hasSuffix("is up to date.\n"))
    }

    @Test func `the demonstration is loaded into an empty file only`() async throws {
        let folder = try TemporaryFolder()
        #expect(try await vemfn("demo", in: folder).status == 0)
        let again = try await vemfn("demo", in: folder)
        #expect(again.status == 1)
        #expect(again.complaint == "vemfn: The database holds a conference already.\n")
        #expect(try await vemfn("demo", "--if-empty", in: folder).status == 0)
    }

    @Test func `the export is what the organisers download, in both dialects`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("demo", in: folder)
        let excel = try await vemfn("export", in: folder)
        #expect(excel.output.hasPrefix("\u{FEFF}\"Bokningskod\";\"Status\""))
        let plain = try await vemfn("export", "--plain", in: folder).output.split(separator: "\r\n")
        #expect(plain.first?.hasPrefix("code,state,createdAt,givenName") == true)
        #expect(plain.count == excel.output.split(separator: "\r\n").count)
        #expect(plain.count > 70)
    }

    @Test func `an organiser gets a one-time password, or the one from standard input`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("migrate", in: folder)
        let made = try await vemfn("organiser", "add", "prov", in: folder)
        #expect(made.output.firstMatch(of: #/One-time password: (\w{4}-){3}\w{4}\n/#) != nil)
        let given = try await vemfn(
            "organiser", "add", "prov", "--password-stdin", in: folder, input: "fyra ord på rad\n")
        #expect(given.output == "Organiser: prov\n")
        let none = try await vemfn("organiser", "add", "annan", "--if-none", in: folder)
        #expect(none.output.contains("nothing was changed"))
    }

    @Test func `an organiser is given roles, and the only owner is kept`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("migrate", in: folder)
        _ = try await vemfn("organiser", "add", "prov", in: folder)
        let refused = try await vemfn("organiser", "add", "prov", "--role", "reader", in: folder)
        #expect(refused.status == 1 && refused.output.isEmpty)
        #expect(refused.complaint.contains("A team has an owner, and prov is the only one."))
        let other = try await vemfn("organiser", "add", "annan", "--role", "door", "--role", "needs", in: folder)
        #expect(other.status == 0)
        let lost = try await vemfn("organiser", "add", "prov", "--without-second-step", in: folder)
        #expect(lost.output.contains("One-time password: "))
        let unknown = try await vemfn("organiser", "add", "prov", "--role", "kung", in: folder)
        #expect(unknown.status == 64)
        let first = try await vemfn("organiser", "add", "prov", "--if-none", "--role", "owner", in: folder)
        #expect(first.status == 64)
    }

    @Test func `a database from a newer program is refused in one sentence`() async throws {
        let folder = try TemporaryFolder()
        let newer = try copiedMigrations(folder)
        try "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;"
            .write(toFile: newer + "/9999_later.sql", atomically: true, encoding: .utf8)
        #expect(try await vemfn("migrate", in: folder, migrations: newer).status == 0)
        for command in ["serve", "migrate", "export"] {
            let refused = try await vemfn(command, in: folder)
            #expect(refused.status == 1)
            #expect(
                refused.complaint
                    == "vemfn: The database is from a newer version of this program, which applied 9999_later.sql. "
                    + "Install that version.\n")
        }
    }

    @Test func `a migration that was changed after it was applied is refused in one sentence`() async throws {
        let folder = try TemporaryFolder()
        _ = try await vemfn("migrate", in: folder)
        let changed = try copiedMigrations(folder)
        let file = changed + "/0001_conference.sql"
        try (try String(contentsOfFile: file, encoding: .utf8) + "-- later thought\n")
            .write(toFile: file, atomically: true, encoding: .utf8)
        let refused = try await vemfn("migrate", in: folder, migrations: changed)
        #expect(refused.status == 1)
        #expect(refused.complaint.contains("0001_conference.sql was changed after it was applied"))
    }

    @Test(arguments: [["serve", "--port", "http"], ["serve", "--unknown"], ["organiser", "add"], ["nonsense"]])
    func `what is not understood ends with 64 and says how it is done`(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        let refused = try await vemfn(arguments, in: folder)
        #expect(refused.status == 64)
        #expect(refused.complaint.contains("Usage: vemfn"))
    }

    private func copiedMigrations(_ folder: TemporaryFolder) throws -> String {
        let copy = folder.path + "/migrations"
        try FileManager.default.copyItem(atPath: ourMigrations, toPath: copy)
        return copy
    }
}
