import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

private let password = "sju hästar i dimman"
/// The password's hash with N = 2^10, by Python's hashlib: 30 times quicker than the one sign-in makes.
private let quickHash = "scrypt$10$8$1$MDEyMzQ1Njc4OWFiY2RlZg$5vjrlRz3402TsLk0gHa7meb3RFhQlL4CG-YOtC8IL9k"

struct OrganiserTests {
    let folder: TemporaryFolder
    let store: Store

    init() async throws {
        folder = try TemporaryFolder()
        store = try folder.open()
        try await store.pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO organiser (name, passwordHash, passwordIsTemporary, createdAt)
                    VALUES ('anna', ?, 1, 0), ('bo', ?, 0, 0)
                    """,
                arguments: [quickHash, quickHash])
        }
    }

    private func signIn(
        _ name: String = "anna", _ password: String = password, from address: String = "192.0.2.1", at now: Date = noon
    ) async throws -> SignInOutcome {
        try await store.signIn(name: name, password: password, from: Client(address: address, browser: ""), now: now)
    }

    private func session(_ outcome: SignInOutcome) throws -> SecretLink {
        guard case .signedIn(let session) = outcome else { throw NotSignedIn(outcome: outcome) }
        return session
    }

    private struct NotSignedIn: Error {
        let outcome: SignInOutcome
    }

    private func word(_ outcome: SignInOutcome) -> String {
        switch outcome {
        case .signedIn: "signed in"
        case .awaitsCode: "awaits the code"
        case .refused: "refused"
        case .throttled: "throttled"
        }
    }

    @Test func `the right password opens a session of twelve hours, used or not`() async throws {
        let session = try session(await signIn())
        let end = noon + TimeInterval(Store.sessionSeconds)
        #expect(try await store.organiser(session: session, now: end - 1)?.name == "anna")
        #expect(try await store.organiser(session: session, now: end) == nil)
    }

    @Test(arguments: [
        ("anna", "sju hastar i dimman"), ("anna", ""), ("anna", password + " "), ("cia", password), ("", password),
        ("anna' --", password), ("anna", String(repeating: "x", count: 100_000)),
    ])
    func `a wrong password and an unknown name are refused in the same way`(name: String, password: String)
        async throws
    {
        #expect(word(try await signIn(name, password)) == "refused")
    }

    @Test(arguments: ["anna", "Anna", " ANNA ", "anna\n"])
    func `a name is known in any case and with blanks around it`(name: String) async throws {
        #expect(word(try await signIn(name)) == "signed in")
    }

    @Test func `a new organiser can sign in, and the same name again is the same organiser`() async throws {
        try await store.setOrganiser(name: " Cia\n", password: password, isTemporary: true, now: noon)
        #expect(try await store.pool.read(Store.countOrganisers) == 3)
        try await store.setOrganiser(name: "cia", password: "ett helt nytt lösen", isTemporary: true, now: noon)
        #expect(try await store.pool.read(Store.countOrganisers) == 3)
        #expect(word(try await signIn("cia", password)) == "refused")
        #expect(word(try await signIn("cia", "ett helt nytt lösen")) == "signed in")
    }

    @Test func `of many who would be the first organiser at once exactly one is`() async throws {
        try await store.pool.write { db in try db.execute(sql: "DELETE FROM organiser") }
        let added = try await withThrowingTaskGroup { group in
            for number in 1...4 {
                group.addTask { [store] in
                    try await store.addFirstOrganiser(
                        name: "namn\(number)", password: password, isTemporary: true, now: noon)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(added.filter { $0 }.count == 1)
        #expect(try await store.pool.read(Store.countOrganisers) == 1)
    }

    @Test func `a temporary password must be replaced, which ends every session there was`() async throws {
        let first = try session(await signIn())
        let organiser = try #require(try await store.organiser(session: first, now: noon))
        #expect(organiser.mustChoosePassword)
        let fresh = try await store.choosePassword(
            "mitt eget långa lösen", organiser: organiser, from: Client(address: "", browser: ""), now: noon)
        #expect(try await store.organiser(session: first, now: noon) == nil)
        #expect(try await store.organiser(session: fresh, now: noon)?.mustChoosePassword == false)
        #expect(word(try await signIn("anna", password)) == "refused")
        #expect(word(try await signIn("anna", "mitt eget långa lösen")) == "signed in")
    }

    @Test func `a password that sign-in would never take cannot be set`() async throws {
        let cases: [(String, PasswordProblem)] = [
            ("elva tecken", .tooShort(least: 12)), (String(repeating: "å", count: 129), .tooLong(mostBytes: 256)),
        ]
        for (password, problem) in cases {
            await #expect(throws: problem) {
                try await store.setOrganiser(name: "anna", password: password, isTemporary: false, now: noon)
            }
        }
        #expect(word(try await signIn()) == "signed in")
    }

    @Test func `a new password from the command line ends the sessions of its owner and nobody else's`() async throws {
        let annas = try session(await signIn("anna"))
        let bos = try session(await signIn("bo"))
        try await store.setOrganiser(name: "anna", password: "ett helt nytt lösen", isTemporary: false, now: noon)
        #expect(try await store.organiser(session: annas, now: noon) == nil)
        #expect(try await store.organiser(session: bos, now: noon)?.name == "bo")
    }

    @Test func `signing out ends one session for good`() async throws {
        let first = try session(await signIn())
        let second = try session(await signIn())
        try await store.signOut(session: first)
        try await store.signOut(session: first)
        #expect(try await store.organiser(session: first, now: noon) == nil)
        #expect(try await store.organiser(session: second, now: noon) != nil)
    }

    @Test func `the sixth attempt within a quarter of an hour is throttled, even with the right password`()
        async throws
    {
        for _ in 1...5 { #expect(word(try await signIn("anna", "fel")) == "refused") }
        #expect(word(try await signIn()) == "throttled")
        #expect(word(try await signIn(at: noon + 899)) == "throttled")
        #expect(word(try await signIn(at: noon + 900)) == "signed in")
    }

    @Test func `somebody who guesses elsewhere does not lock an organiser out`() async throws {
        for _ in 1...6 { _ = try await signIn("anna", "fel", from: "198.51.100.1") }
        #expect(word(try await signIn()) == "signed in")
        #expect(word(try await signIn(from: "198.51.100.1")) == "throttled", "a success elsewhere frees no guesser")
    }

    @Test func `a success forgets the failures before it`() async throws {
        for _ in 1...2 {
            for _ in 1...4 { _ = try await signIn("anna", "fel") }
            #expect(word(try await signIn()) == "signed in")
        }
    }

    @Test func `many attempts at once get no more tries than one after another`() async throws {
        let outcomes = try await withThrowingTaskGroup { group in
            for _ in 1...20 { group.addTask { try await word(signIn("anna", "fel")) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == "refused" }.count == 5)
        #expect(outcomes.filter { $0 == "throttled" }.count == 15)
    }

    @Test(arguments: [
        ("twenty on many names from one address", 20, "'namn' || number", "'192.0.2.1'", "192.0.2.1", "192.0.2.2"),
        ("fifty on one name from many addresses", 50, "'anna'", "'198.51.100.' || number", "192.0.2.1", ""),
    ])
    func `attempts add up by address and by name`(
        what: String, count: Int, name: String, address: String, throttled: String, free: String
    ) async throws {
        try await store.pool.write { db in
            try db.execute(
                sql: """
                    WITH RECURSIVE counter (number) AS (SELECT 1 UNION SELECT number + 1 FROM counter WHERE number < ?)
                    INSERT INTO signInAttempt (name, address, at) SELECT \(name), \(address), ? FROM counter
                    """,
                arguments: [count, noon.epochSeconds])
        }
        #expect(word(try await signIn(from: throttled)) == "throttled", "\(what)")
        if !free.isEmpty { #expect(word(try await signIn(from: free)) == "signed in", "\(what)") }
    }

    @Test func `addresses of one IPv6 network count as one, those of another apart`() async throws {
        for host in 1...5 { _ = try await signIn("anna", "fel", from: "2001:db8:0:1::\(host)") }
        #expect(word(try await signIn(from: "2001:db8:0:1:ffff::6")) == "throttled")
        #expect(word(try await signIn(from: "2001:db8:0:2::1")) == "signed in")
    }

    @Test func `neither passwords nor sessions stand in the file`() async throws {
        let session = try session(await signIn())
        let wal = try Data(contentsOf: URL(filePath: folder.database + "-wal"))
        let file = try Data(contentsOf: URL(filePath: folder.database))
        for secret in [Data(password.utf8), Data(session.bytes), Data(session.text.utf8)] {
            #expect(wal.firstRange(of: secret) == nil && file.firstRange(of: secret) == nil)
        }
    }
}

struct ClientNetworkTests {
    @Test(arguments: [
        ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"), ("2001:db8:0:1::5", "2001:db8:0:1::/64"),
        ("2001:DB8::1:ffff:0:0:5", "2001:db8:0:1::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::1", "0:0:0:0::/64"),
        ("unknown", "unknown"), ("", ""), ("2001:db8:0:1::5::", "2001:db8:0:1::5::"),
    ])
    func `IPv4 counts by address and IPv6 by network`(address: String, network: String) {
        #expect(ClientNetwork.of(address) == network)
    }

    @Test(arguments: [
        ("192.0.2.77", "192.0.2.0/24"), ("::ffff:192.0.2.77", "192.0.2.0/24"), ("2001:db8:7:1::5", "2001:db8:7::/48"),
        ("2001:db8::5", "2001:db8:0::/48"), ("unknown", "unknown"), ("", ""), ("300.1.1.1", "300.1.1.1"),
    ])
    func `sessions remember the neighbourhood of an address`(address: String, network: String) {
        #expect(ClientNetwork.coarse(address) == network)
    }
}
