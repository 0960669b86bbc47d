import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage
import Testing

@testable import Site

/// Who may come to a page and what they get, method by method. Written down anew here, apart from the routes.
private struct Access {
    /// Nil where the address has no such method.
    var get: Rule?
    var post: Rule?

    struct Rule {
        /// Nil for everybody, signed in or not.
        let roles: Set<Role>?
        /// What whoever may come is answered; what others are answered is the same everywhere.
        let status: Int
    }
}

private let all = Set(Role.allCases)
private let team: Set<Role> = [.owner, .organiser]

private func open(_ status: Int, post: Int? = nil) -> Access {
    Access(
        get: Access.Rule(roles: nil, status: status), post: post.map { Access.Rule(roles: nil, status: $0) })
}

private func get(_ roles: Set<Role>, _ status: Int = 200) -> Access {
    Access(get: Access.Rule(roles: roles, status: status))
}

private func both(_ roles: Set<Role>, _ status: Int = 200, post: Int, by changers: Set<Role>? = nil) -> Access {
    Access(
        get: Access.Rule(roles: roles, status: status), post: Access.Rule(roles: changers ?? roles, status: post))
}

private func post(_ roles: Set<Role>, _ status: Int) -> Access {
    Access(post: Access.Rule(roles: roles, status: status))
}

/// No default: a page without a line here does not compile.
private func access(to page: Page) -> Access {
    switch page {
    case .start, .quotas, .quotaRules, .quotaDecisions, .quotaDecision, .quotaDecisionJSON, .quotasJSON, .quotasCSV,
        .embeddedQuotas, .quotaEmbedding, .privacy, .accessibility, .programme, .practical, .apiDocumentation:
        open(200)
    case .api: open(401, post: 401)  // a session opens nothing here; keys have tests of their own
    case .apiKeys: get([.owner, .organiser, .needs])
    case .newAPIKey: both([.owner, .organiser, .needs], post: 422)
    case .revokeAPIKey: post([.owner, .organiser, .needs], 303)
    case .webhooks: get(team)
    case .newWebhook: both(team, post: 422)
    case .webhook, .webhookDelivery: both(team, 404, post: 404)
    case .signUp, .lostLink: open(200, post: 422)
    case .delegationForm: open(200, post: 415)  // comes with a file
    case .signIn: open(200, post: 403)
    // Links that lead to nobody.
    case .personal, .ticket, .calendar: open(404)
    case .cancel, .change, .handOver, .claim, .delegation, .delegationMore, .delegationMember, .questions, .workshop,
        .offer, .noReminders, .delegationContact, .kommunRegister, .kommunPerson, .kommunSwap, .kommunSeats:
        open(404, post: 404)
    case .kommun, .kommunList: open(404)

    case .programmeSettings: get([.owner, .organiser, .reader])
    case .newProgrammeItem, .programmeItem, .newRoom, .room, .newSpeaker, .speaker: both(team, post: 422)
    case .textSettings: get(team)
    case .textSetting: both(team, post: 303)

    case .organisers: get(all, 303)
    case .choosePassword: both(all, post: 422)
    case .signOut: both(all, 303, post: 303)
    case .attendees, .attendee, .attendeesCSV, .overview, .attendeesXLSX, .attendeesJSON, .attendeesPrint,
        .attendeeSelection, .printing, .badges, .badgeSheets, .badgeStyle, .signList:
        get([.owner, .organiser, .reader, .needs])
    case .savedViews: both([.owner, .organiser, .reader, .needs], post: 422)
    case .removeView: post([.owner, .organiser, .reader, .needs], 303)
    case .labelSelection, .newAttendee: both(team, post: 422)
    case .importAttendees: both(team, post: 415)  // comes with a file
    case .cancelSelection: both(team, post: 200)  // asks whom once more, when the form names nobody
    case .undoLabelling: post(team, 303)
    case .checkIn: both([.owner, .organiser, .door], post: 400)
    case .walkIn: both([.owner, .organiser, .door], post: 422)
    case .doorView: both(team, post: 303)
    case .checkInList, .checkInStream: get([.owner, .organiser, .door])
    case .checkInScans: post([.owner, .organiser, .door], 400)
    case .checkInWorker: open(200)
    case .cancelAttendee: both(team, post: 303)
    case .editAttendee: both(team, post: 422)
    case .labelAttendee, .attendeeNotes: post(team, 422)
    case .note, .undoMove: both(team, 404, post: 404)
    case .moveSelection: both(team, post: 200)  // asks whom once more, when the form names nobody
    case .needs, .needCounts: get([.owner, .needs])
    case .settings, .quotaSettings, .questionSettings, .questionPreview, .workshopSettings:
        get([.owner, .organiser, .reader])
    case .kommunLinks, .kommunLink: both([.owner, .organiser, .reader], post: 200, by: team)
    case .seatRequest: both([.owner, .organiser, .reader], 404, post: 404, by: team)
    case .quotaAccount: get([.owner, .organiser, .reader])
    case .quotaPlan: both([.owner, .organiser, .reader], post: 422, by: team)
    case .workshopSetting: both([.owner, .organiser, .reader], post: 422, by: team)
    case .quotaSetting, .newQuestion, .questionSetting, .newWorkshop,
        .conferenceSettings:
        both(team, post: 422)
    case .moveQuestion, .retireQuestion, .retireWorkshop: post(team, 303)
    case .delegationSetting: both(team, 404, post: 404)
    case .signInCode: open(303, post: 303)  // for those on their way in only
    case .invitation: open(404, post: 404)
    case .account: get(all)
    case .sessions: post(all, 303)
    case .secondFactor: both(all, post: 200)  // with no action it is the page again
    case .team: both([.owner], post: 303)
    case .teamMember, .invite: both([.owner], post: 422)
    case .withdrawInvitation: post([.owner], 303)
    case .log: get(team)
    case .messages, .message, .mailTexts, .mailTextLetter, .mailings, .mailingLetter, .mailingRecipients: get(team)
    case .mailText, .mailTextPreview, .newMailing, .mailingText, .mailingPreview: both(team, post: 422)
    case .mailing: both(team, post: 303)  // without anything to do
    case .resendMessage, .settleMessage: post(team, 404)
    }
}

struct AuthorisationTests {
    @Test(arguments: Role.allCases.map(Optional.some) + [nil])
    func `every address answers every role and every method as the table says`(role: Role?) async throws {
        let site = try await TestSite.withOneOfEach()
        func newSession() async throws -> SecretLink? {
            guard let role else { return nil }
            return try await site.store.session("prov", [role])
        }
        var session = try await newSession()
        for page in everyPage {
            await Task.yield()
            for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete] {
                let reply = await site.ask(method, page, by: session)
                #expect(
                    reply.status == status(page, method, role),
                    "\(method) \(page.path(in: .swedish)) as \(role?.rawValue ?? "nobody")")
                if reply.status == 303, role == nil { #expect(reply.bytes.isEmpty) }
            }
            if page == .signOut { session = try await newSession() }
        }
    }

    private func status(_ page: Page, _ method: HTTPRequest.Method, _ role: Role?) -> Int {
        let access = access(to: page)
        let rule: Access.Rule? =
            switch method {
            case .get, .head: access.get
            case .post: access.post
            default: nil
            }
        guard let rule else { return 405 }
        guard let roles = rule.roles else { return rule.status }
        guard let role else { return 303 }
        return roles.contains(role) ? rule.status : 403
    }

    @Test(arguments: Role.allCases)
    func `the menu leads where the role may go, and nowhere else`(role: Role) async throws {
        let site = try await TestSite.withOneOfEach()
        let session = try await site.session([role])
        let start = await site.get("/admin/losenord", fields: session)
        let menu = try #require(
            start.text.firstMatch(of: #/<nav aria-label="Huvudmeny">(.*?)</nav>/#.dotMatchesNewlines()))
        let addresses = menu.1.matches(of: #/href="([^"]+)"/#).map { String($0.1) }
        for page in everyPage where page.isForOrganisers {
            let path = page.path(in: .swedish)
            guard addresses.contains(path) else { continue }
            #expect(await site.get(path, fields: session).status == 200, "\(path)")
        }
        #expect(addresses.count == [.owner: 7, .organiser: 6, .reader: 4, .door: 2, .needs: 4][role])
    }

    @Test(arguments: Role.allCases)
    func `answers about food and access are for owners and those responsible for needs`(role: Role) async throws {
        let site = try await TestSite.withOneOfEach()
        let session = try await site.session([role])
        let isAllowed = [.owner, .needs].contains(role)
        let asked = await site.get("/admin/deltagare.csv?needs=yes", fields: session)
        #expect(asked.status == (isAllowed ? 200 : 403))
        for address in [
            "/admin/deltagare", "/admin/deltagare/1", "/admin/deltagare.csv", "/admin/deltagare.csv?format=plain",
        ] {
            let bytes = try await site.get(address, fields: session).streamed()
            let tells = String(decoding: bytes, as: UTF8.self).contains("hemlig nötallergi")
            #expect(tells == (isAllowed && !address.hasSuffix("deltagare") && !address.hasSuffix("csv")), "\(address)")
        }
    }

    @Test func `whoever has several roles may do what any of them may`() async throws {
        let site = try await TestSite.withOneOfEach()
        let session = try await site.session([.organiser, .needs])
        for address in ["/admin/behov", "/admin/utskick", "/admin/kvoter/1"] {
            #expect(await site.get(address, fields: session).status == 200)
        }
    }

    @Test func `without a role one may sign out and choose a password, and do nothing else`() async throws {
        let site = try await TestSite.withOneOfEach()
        let session = try await site.session([])
        #expect(await site.get("/admin/losenord", fields: session).status == 200)
        #expect(await site.get("/admin", fields: session).location == "/admin/konto")
        #expect(await site.get("/admin/konto", fields: session).status == 200)
        #expect(await site.get("/admin/deltagare", fields: session).status == 403)
    }

    @Test func `a role that is taken away ends in the middle of a session`() async throws {
        let site = try await TestSite.withOneOfEach()
        let session = try await site.session([.organiser])
        #expect(await site.get("/admin/deltagare", fields: session).status == 200)
        try await site.store.setRoles([.door], ofOrganiserNamed: "prov")
        #expect(await site.get("/admin/deltagare", fields: session).status == 403)
    }
}
