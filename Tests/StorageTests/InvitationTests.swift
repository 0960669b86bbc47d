import Conference
import Fixtures
import Foundation
import GRDB
import Secrets
import Testing

@testable import Storage

private let password = "sju hästar i dimman"
private let client = Client(address: "192.0.2.1", browser: "")

struct InvitationTests {
    let team: Team
    var store: Store { team.store }

    init() throws {
        team = try Team()
    }

    private func invite(
        _ name: String = "cia", _ roles: Set<Role> = [.reader, .needs], email: String? = nil, at now: Date = noon
    ) async throws -> SecretLink {
        try await store.invite(
            name: name, roles: roles, email: email, language: .swedish, by: .organiser("anna"), now: now)
    }

    @Test func `whoever has the link joins with the roles they were invited to, once`() async throws {
        let link = try await invite(" Cia\n")
        #expect(try await store.invitation(link: link, now: noon)?.name == "cia")
        let session = try #require(try await store.accept(link, password: password, from: client, now: noon))
        let organiser = try await team.organiser(session)
        #expect(organiser.name == "cia" && organiser.roles == [.reader, .needs])
        #expect(try await store.accept(link, password: password, from: client, now: noon) == nil)
        #expect(try await store.invitations(now: noon).isEmpty)
        #expect(try await team.log() == [.invited, .invitationAccepted])
    }

    @Test func `of many who accept an invitation at once one joins`() async throws {
        let link = try await invite()
        let joined = try await withThrowingTaskGroup { group in
            for _ in 1...3 {
                group.addTask { [store] in
                    try await store.accept(link, password: password, from: client, now: noon) != nil
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(joined.filter { $0 }.count == 1)
        #expect(try await store.team().count == 1)
    }

    @Test func `an invitation holds for seven days, and until it is withdrawn`() async throws {
        let week: TimeInterval = 7 * 24 * 3600
        let link = try await invite()
        #expect(try await store.invitation(link: link, now: noon + week - 1) != nil)
        #expect(try await store.invitation(link: link, now: noon + week) == nil)
        #expect(try await store.accept(link, password: password, from: client, now: noon + week) == nil)
        let id = try #require(try await store.invitations(now: noon).first?.id)
        try await store.withdrawInvitation(id: id, by: .organiser("anna"), now: noon)
        #expect(try await store.accept(link, password: password, from: client, now: noon) == nil)
        #expect(try await store.team().isEmpty)
    }

    @Test func `a bad password costs nobody the invitation`() async throws {
        let link = try await invite()
        await #expect(throws: PasswordProblem.tooShort(least: 12)) {
            try await store.accept(link, password: "kort", from: client, now: noon)
        }
        #expect(try await store.invitation(link: link, now: noon) != nil)
    }

    @Test func `a name is taken by a member and by an invitation, until that is over`() async throws {
        try await team.add("anna", [.owner])
        _ = try await invite("cia")
        for name in ["anna", "Anna ", "CIA"] {
            await #expect(throws: NameTaken(), "\(name)") { try await invite(name) }
        }
        _ = try await invite("cia", at: noon + TimeInterval(Store.invitationSeconds))
    }

    @Test func `an invitation never becomes somebody who is there already`() async throws {
        let link = try await invite("cia", [.owner])
        try await team.add("cia", [.door])
        #expect(try await store.accept(link, password: password, from: client, now: noon) == nil)
        #expect(try await team.roles("cia") == [.door])
    }

    @Test func `the link is mailed when there is an address, and stands nowhere else`() async throws {
        let link = try await invite(email: "cia@example.se")
        let message = try #require(try await store.messages(nil, limit: 10).first)
        #expect(message.kind == .invitation && message.recipient == "cia@example.se")
        let unmailed = try await invite("didrik")
        #expect(try await store.messages(nil, limit: 10).count == 1)
        let wal = try Data(contentsOf: URL(filePath: team.folder.database + "-wal"))
        #expect(wal.firstRange(of: Data(link.text.utf8)) != nil)
        #expect(wal.firstRange(of: Data(unmailed.text.utf8)) == nil)
        #expect(wal.firstRange(of: Data(unmailed.bytes)) == nil)
    }

    @Test func `an invitation that could not be mailed is not mailed again without its link`() async throws {
        _ = try await invite(email: "cia@example.se")
        try await store.pool.write { try $0.execute(sql: "UPDATE message SET link = NULL, state = 'failed'") }
        let id = try #require(try await store.messages(.failed, limit: 1).first?.id)
        #expect(try await store.resendMessage(id: id, by: .system, now: noon) == false)
    }
}
