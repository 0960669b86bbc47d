import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

/// Some file's team, without passwords.
struct Team {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try folder.open()
    }

    @discardableResult
    func add(_ name: String, _ roles: Set<Role>) async throws -> Int64 {
        try await store.writer.write { db in
            try Store.add(db, organiser: name, hash: .ofNobody, isTemporary: false, roles: roles, now: noon)
        }
    }

    func session(of id: Int64, at now: Date = noon) async throws -> SecretLink {
        let session = SecretLink(random: store.random)
        try await store.writer.write { db in
            try Store.open(
                db, session, organiser: id, from: Client(address: "192.0.2.77", browser: "Firefox, Linux"), now: now)
        }
        return session
    }

    func organiser(_ session: SecretLink, at now: Date = noon) async throws -> Organiser {
        try #require(try await store.organiser(session: session, now: now))
    }

    func roles(_ name: String) async throws -> Set<Role>? {
        try await store.team().first { $0.name == name }?.roles
    }

    func log() async throws -> [LoggedAction] {
        try await store.pool.read { db in
            try String.fetchAll(db, sql: "SELECT action FROM logEntry ORDER BY id").compactMap(LoggedAction.init)
        }
    }
}

struct TeamTests {
    let team: Team
    var store: Store { team.store }

    init() throws {
        team = try Team()
    }

    @Test func `the last owner stays one, whichever way`() async throws {
        let anna = try await team.add("anna", [.owner, .needs])
        try await team.add("bo", [.organiser])
        await #expect(throws: LastOwner()) {
            try await store.changeRoles(ofMember: anna, to: [.organiser], by: .system, now: noon)
        }
        await #expect(throws: LastOwner()) { try await store.removeMember(id: anna, by: .system, now: noon) }
        await #expect(throws: LastOwner()) {
            try await store.setOrganiser(
                name: "anna", password: "sju hästar i dimman", isTemporary: false, roles: [.reader], now: noon)
        }
        for sql in [
            "DELETE FROM organiser", "DELETE FROM organiserRole", "UPDATE organiserRole SET role = 'door'",
        ] {
            await #expect(throws: DatabaseError.self, "\(sql)") {
                try await store.pool.write { db in try db.execute(sql: sql) }
            }
        }
        #expect(try await team.roles("anna") == [.owner, .needs])
        #expect(try await team.log().isEmpty)
    }

    @Test func `of two owners who leave at once one stays`() async throws {
        let ids = [try await team.add("anna", [.owner]), try await team.add("bo", [.owner])]
        let left = await withTaskGroup { group in
            for id in ids {
                group.addTask { [store] in
                    do {
                        try await store.removeMember(id: id, by: .system, now: noon)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(left.sorted { !$0 && $1 } == [false, true])
        #expect(try await store.team().count == 1)
    }

    @Test func `roles change and members go, with their sessions and not with what they did`() async throws {
        try await team.add("anna", [.owner])
        let bo = try await team.add("bo", [.organiser])
        let session = try await team.session(of: bo)
        try await store.changeRoles(ofMember: bo, to: [.door, .needs], by: .organiser("anna"), now: noon)
        #expect(try await team.organiser(session).roles == [.door, .needs])
        try await store.removeMember(id: bo, by: .organiser("anna"), now: noon)
        #expect(try await store.organiser(session: session, now: noon) == nil)
        #expect(try await team.log() == [.rolesChanged, .memberRemoved])
    }

    @Test func `everybody of before is an owner now`() async throws {
        let folder = try TemporaryFolder()
        let all = try FileManager.default.contentsOfDirectory(atPath: ourMigrations).filter { $0.hasSuffix(".sql") }
        let earlier = try folder.folder(
            "earlier",
            Dictionary(
                uniqueKeysWithValues: try all.filter { $0 < "0013" }.map {
                    ($0, try String(contentsOfFile: ourMigrations + "/" + $0, encoding: .utf8))
                }))
        let pool = try DatabasePool(path: folder.database)
        _ = try Migrations(folder: earlier).apply(to: pool, now: noon)
        try await pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO organiser (name, passwordHash, passwordIsTemporary, createdAt)
                    VALUES ('anna', '', 0, 0), ('bo', '', 1, 0)
                    """)
        }
        let store = try folder.open()
        #expect(try await store.team().map(\.roles) == [[.owner], [.owner]])
    }
}

struct SessionTests {
    let team: Team
    var store: Store { team.store }

    init() throws {
        team = try Team()
    }

    @Test func `sessions tell where they are from, coarsely, and when they were used`() async throws {
        let anna = try await team.add("anna", [.owner])
        let first = try await team.session(of: anna)
        let second = try await team.session(of: anna, at: noon + 60)
        _ = try await store.organiser(session: first, now: noon + 3600)
        let organiser = try await team.organiser(second, at: noon + 60)
        let sessions = try await store.sessions(of: organiser, this: second, now: noon + 3600)
        #expect(sessions.map(\.isThisOne) == [true, false])
        #expect(sessions.map(\.lastSeenAt) == [noon + 60, noon + 3600])
        #expect(sessions.map(\.network) == ["192.0.2.0/24", "192.0.2.0/24"])
        #expect(sessions.map(\.browser) == ["Firefox, Linux", "Firefox, Linux"])
    }

    @Test func `one ends one's own sessions, one or all others, and nobody else's`() async throws {
        let anna = try await team.add("anna", [.owner])
        let bos = try await team.session(of: try await team.add("bo", [.reader]))
        let annas = try await (0..<4).asyncMap { _ in try await team.session(of: anna) }
        let organiser = try await team.organiser(annas[0])
        func living() async throws -> [Bool] {
            try await (annas + [bos]).asyncMap { try await store.organiser(session: $0, now: noon) != nil }
        }
        let listed = try await store.sessions(of: organiser, this: annas[0], now: noon)
        let bosId = try #require(
            try await store.sessions(of: team.organiser(bos), this: bos, now: noon).first?.id)
        for id in [listed[0].id, bosId, 4711] {
            try await store.endSession(id: id, of: organiser, this: annas[0], now: noon)
        }
        #expect(try await living() == [true, true, true, true, true])
        try await store.endSession(id: listed[1].id, of: organiser, this: annas[0], now: noon)
        #expect(try await living().filter { $0 }.count == 4)
        try await store.endSession(id: nil, of: organiser, this: annas[0], now: noon)
        #expect(try await living() == [true, false, false, false, true])
    }
}

extension Sequence {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
