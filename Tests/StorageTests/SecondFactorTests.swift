import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

private let password = "sju hästar i dimman"
/// See `OrganiserTests`.
private let quickHash = PasswordHash(
    stored: "scrypt$10$8$1$MDEyMzQ1Njc4OWFiY2RlZg$5vjrlRz3402TsLk0gHa7meb3RFhQlL4CG-YOtC8IL9k")
private let key = [UInt8](repeating: 7, count: OneTimeCode.keyBytes)

/// The code that the app shows then.
private func code(at now: Date) -> String { OneTimeCode(key: key).code(step: now.epochSeconds / 30) }

struct SecondFactorTests {
    let team: Team
    var store: Store { team.store }
    let codes: [RecoveryCode]

    init() async throws {
        team = try Team()
        let id = try await team.store.writer.write { db in
            try Store.add(db, organiser: "anna", hash: quickHash, isTemporary: false, roles: [.owner], now: noon)
        }
        let session = try await team.session(of: id)
        let organiser = try await team.organiser(session)
        codes = try #require(
            try await team.store.addSecondFactor(
                key: key, code: code(at: noon), organiser: organiser, this: session, now: noon))
    }

    /// The session that awaits a code.
    private func halfway(at now: Date) async throws -> SecretLink {
        let outcome = try await store.signIn(
            name: "anna", password: password, from: Client(address: "192.0.2.1", browser: ""), now: now)
        guard case .awaitsCode(let session) = outcome else { throw NotHalfway(outcome: outcome) }
        return session
    }

    private struct NotHalfway: Error {
        let outcome: SignInOutcome
    }

    private func word(_ outcome: CodeOutcome) -> String {
        switch outcome {
        case .signedIn: "signed in"
        case .refused: "refused"
        case .throttled: "throttled"
        case .ended: "ended"
        }
    }

    private func enter(_ code: String, in session: SecretLink, at now: Date) async throws -> String {
        word(try await store.signIn(code: code, session: session, now: now))
    }

    @Test func `the password alone opens nothing, and the code opens another session in its place`() async throws {
        let later = noon + 60
        let halfway = try await halfway(at: later)
        #expect(try await store.organiser(session: halfway, now: later) == nil)
        #expect(try await store.organiserAwaitingCode(session: halfway, now: later)?.name == "anna")
        guard case .signedIn(let session) = try await store.signIn(code: code(at: later), session: halfway, now: later)
        else {
            Issue.record("not signed in")
            return
        }
        #expect(session != halfway)
        #expect(try await store.organiser(session: session, now: later)?.name == "anna")
        #expect(try await store.organiser(session: halfway, now: later) == nil)
        #expect(try await enter(code(at: later + 60), in: halfway, at: later + 60) == "ended")
        #expect(try await enter(code(at: later + 60), in: session, at: later + 60) == "ended")
        #expect(try await store.organiserAwaitingCode(session: session, now: later) == nil)
    }

    @Test func `a code is taken once, the one of turning it on included`() async throws {
        let halfway = try await halfway(at: noon)
        #expect(try await enter(code(at: noon), in: halfway, at: noon) == "refused")
        #expect(try await enter(code(at: noon + 30), in: halfway, at: noon) == "signed in")
        let again = try await self.halfway(at: noon + 31)
        #expect(try await enter(code(at: noon + 30), in: again, at: noon + 31) == "refused")
        #expect(
            try await enter(
                " \(code(at: noon + 60).prefix(3)) \(code(at: noon + 60).suffix(3))", in: again, at: noon + 60)
                == "signed in")
    }

    @Test func `of many who enter the same code at once one is let in`() async throws {
        let later = noon + 60
        var sessions: [SecretLink] = []
        for _ in 0..<4 { sessions.append(try await halfway(at: later)) }
        let outcomes = try await withThrowingTaskGroup { group in
            for session in sessions {
                group.addTask { try await enter(code(at: later), in: session, at: later) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == "signed in" }.count == 1)
    }

    @Test func `a recovery code is taken once, and its hash is all that is kept`() async throws {
        #expect(codes.count == 10)
        let first = try await halfway(at: noon)
        #expect(try await enter(codes[3].text.lowercased(), in: first, at: noon) == "signed in")
        let second = try await halfway(at: noon)
        #expect(try await enter(codes[3].text, in: second, at: noon) == "refused")
        #expect(try await enter(codes[4].text.replacing("-", with: ""), in: second, at: noon) == "signed in")
        let wal = try Data(contentsOf: URL(filePath: team.folder.database + "-wal"))
        for code in codes {
            for secret in [code.text, code.text.replacing("-", with: "")] {
                #expect(wal.firstRange(of: Data(secret.utf8)) == nil)
            }
        }
        #expect(try await team.log().filter { $0 == .recoveryCodeUsed }.count == 2)
    }

    @Test func `five wrong codes end the guessing for a while, and twenty for the day`() async throws {
        var now = noon + 60
        for round in 1...4 {
            let session = try await halfway(at: now)
            for _ in 1...5 { #expect(try await enter("000000", in: session, at: now) == "refused") }
            // Another session, and the right code, make no difference.
            let other = try await halfway(at: now)
            #expect(try await enter(code(at: now), in: other, at: now) == "throttled", "round \(round)")
            now += 15 * 60
        }
        let patient = try await halfway(at: now)
        #expect(try await enter(code(at: now), in: patient, at: now) == "throttled")
        now = noon + 60 + 24 * 3600
        let nextDay = try await halfway(at: now)
        #expect(try await enter(code(at: now), in: nextDay, at: now) == "signed in")
    }

    @Test func `the wait for a code ends after ten minutes`() async throws {
        let session = try await halfway(at: noon)
        #expect(try await enter(code(at: noon + 600), in: session, at: noon + 600) == "ended")
    }

    @Test func `turning it on ends the sessions that the password alone has opened, and happens once`() async throws {
        let bo = try await team.add("bo", [.reader])
        let (mine, elsewhere) = (try await team.session(of: bo), try await team.session(of: bo))
        let organiser = try await team.organiser(mine)
        let wrong = try await store.addSecondFactor(
            key: key, code: "123456", organiser: organiser, this: mine, now: noon)
        #expect(wrong == nil)
        #expect(try await store.organiser(session: elsewhere, now: noon) != nil)
        for isFirst in [true, false] {
            let codes = try await store.addSecondFactor(
                key: key, code: code(at: noon), organiser: organiser, this: mine, now: noon)
            #expect((codes != nil) == isFirst)
        }
        #expect(try await store.organiser(session: elsewhere, now: noon) == nil)
        #expect(try await store.organiser(session: mine, now: noon)?.hasSecondFactor == true)
    }

    @Test func `an owner resets another's, which ends their sessions and their recovery codes`() async throws {
        let id = try #require(try await store.team().first?.id)
        let session = try await team.session(of: id)
        try await store.resetSecondFactor(ofMember: id, by: .organiser("bo"), now: noon)
        #expect(try await store.organiser(session: session, now: noon) == nil)
        #expect(try await store.team().first?.hasSecondFactor == false)
        #expect(try await store.pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM recoveryCode") } == 0)
    }

    @Test func `the schema takes no code twice either`() async throws {
        await #expect(throws: DatabaseError.self) {
            try await store.pool.write { try $0.execute(sql: "UPDATE secondFactor SET lastStep = lastStep") }
        }
    }
}
