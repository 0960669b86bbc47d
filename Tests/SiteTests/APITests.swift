import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import JSON
import Secrets
import Storage
import Testing

@testable import Site

struct APITests {
    // MARK: Who may what

    /// What a key with the scope of an operation is answered, without any content.
    private func status(_ operation: APIOperation.ID) -> Int {
        switch operation {
        case .describeKey, .listRegistrations, .readRegistration, .listAttendees, .readAttendee, .listWaiting,
            .listQuotas, .readQuota, .listWorkshops, .readWorkshop, .listWorkshopParticipants, .listCheckIns,
            .exportCSV, .exportXLSX, .exportJSON, .cancelRegistration:
            200
        case .register, .changeRegistration, .changeQuota, .checkIn: 415
        }
    }

    /// Written down anew here, apart from the list of operations.
    private func scopes(_ operation: APIOperation.ID) -> Set<String> {
        switch operation {
        case .describeKey: []
        case .listRegistrations, .readRegistration, .listAttendees, .readAttendee, .listWaiting,
            .listWorkshopParticipants:
            ["registrations:read"]
        case .register: ["registrations:write"]
        case .changeRegistration, .cancelRegistration: ["registrations:read", "registrations:write"]
        case .listQuotas, .readQuota, .listWorkshops, .readWorkshop: ["settings:read"]
        case .changeQuota: ["settings:write"]
        case .listCheckIns: ["check-ins:read"]
        case .checkIn: ["check-ins:write"]
        case .exportCSV, .exportXLSX, .exportJSON: ["exports:read"]
        }
    }

    @Test(arguments: APIScope.allCases.map { [$0] } + [[.readRegistrations, .writeRegistrations]])
    func `every scope opens what the table says by every method, and nothing else`(has: Set<APIScope>) async throws {
        let site = try await TestSite.withOneOfEach()
        let key = try await site.key(has)
        let noKey = HTTPFields([HTTPField(name: .authorization, value: "Bearer vemfn_AAAAAAAAAAAAAAAAAAAAAA")])
        // The cancellation last, for it changes what the others are about.
        let last = APIResource.cancellation(id: 1)
        for resource in APIResource.all(id: 1).filter({ $0 != .description && $0 != last }) + [last] {
            for method in [HTTPRequest.Method.get, .head, .post, .put, .patch, .delete, .trace, .query] {
                let read: HTTPRequest.Method = method == .head ? .get : method
                let operation = APIOperation.all(of: resource).first { $0.method == read }
                let expected: Int =
                    if let operation {
                        scopes(operation.id).isSubset(of: has.map(\.rawValue)) ? status(operation.id) : 403
                    } else {
                        405
                    }
                let reply = await site.ask(method, resource, fields: key)
                #expect(reply.status == expected, "\(method) \(resource.path) with \(has)")
                if expected == 405 { #expect(reply.problem == "method" && reply.response.fields[.allow] != nil) }
                // Few enough that they are not stopped for trying.
                for strange in [noKey, HTTPFields()] where method != .head {
                    let reply = await site.ask(method, resource, fields: strange)
                    #expect(reply.status == (operation == nil ? 405 : 401), "\(method) \(resource.path) without a key")
                }
            }
        }
    }

    @Test(arguments: Role.allCases)
    func `a key may never do more than who made it may`(role: Role) async throws {
        let site = try await TestSite.withOneOfEach()
        let key = try await site.key(Set(APIScope.allCases), madeBy: [role])
        let allowed = APIScope.allCases.filter { role.permissions.contains($0.permission) }
        let told = await site.ask(.get, .key, fields: key).json["scopes"]
        #expect(told == .list(allowed.map { .text($0.rawValue) }))
        let list = await site.ask(.get, .registrations, fields: key)
        #expect(list.status == (allowed.contains(.readRegistrations) ? 200 : 403))
        if list.status == 200 { #expect(list.text.contains("nötallergi") == allowed.contains(.needs)) }
        let attendees = await site.ask(.get, .attendees, fields: key)
        if attendees.status == 200 { #expect(attendees.text.contains("nötallergi") == allowed.contains(.needs)) }
        let file = await site.ask(.get, .attendeeFile(.csv), query: "needs=true", fields: key)
        #expect(file.status == (allowed.contains(.export) && allowed.contains(.needs) ? 200 : 403))
    }

    @Test func `a key ends when it is revoked, when its time is over and when its maker has gone`() async throws {
        let site = try await TestSite()
        let key = try await site.key([.readRegistrations])
        #expect(await site.ask(.get, .key, fields: key).status == 200)
        #expect(await site.later(noon + 30 * 86_400).ask(.get, .key, fields: key).status == 401)
        let kept = try #require(try await site.store.keys().first)
        #expect(kept.lastUsedAt == noon)
        try await site.store.revokeKey(id: kept.id, by: .system, now: noon)
        #expect(await site.ask(.get, .key, fields: key).status == 401)

        let other = try await site.key([.readRegistrations], madeBy: [.organiser])
        let maker = try #require(try await site.store.team().first { $0.name == "nyckelmakaren" })
        #expect(await site.ask(.get, .key, fields: other).status == 200)
        try await site.store.removeMember(id: maker.id, by: .system, now: noon)
        #expect(await site.ask(.get, .key, fields: other).status == 401)
    }

    // MARK: Registrations

    @Test func `somebody is registered by the rules of the form, once for each key of the request`() async throws {
        let site = try await TestSite(quotas: [.kommun(code: "1885"): Quota(reserved: 0, ceiling: 1)])
        var key = try await site.key([.readRegistrations, .writeRegistrations])
        key[.idempotencyKey] = "ett"
        let first = await site.ask(.post, .registrations, newcomer(1), fields: key)
        #expect(first.status == 201)
        #expect(first.json["state"] == "confirmed")
        #expect(first.json["dietaryNeeds"] == nil)
        let again = await site.ask(.post, .registrations, newcomer(1), fields: key)
        #expect(again.status == 201)
        #expect(again.bytes == first.bytes)
        #expect(again.location == first.location && again.tag == first.tag)
        #expect(await site.ask(.post, .registrations, newcomer(2), fields: key).problem == "key-reused")
        // A day later it is forgotten: the request is a new one, and sign-up has closed.
        let tomorrow = site.later(noon + 86_400)
        #expect(await tomorrow.ask(.post, .registrations, newcomer(1), fields: key).problem == "closed")

        key[.idempotencyKey] = nil
        let second = await site.ask(.post, .registrations, newcomer(2), fields: key)
        #expect(second.json["state"] == "waiting")
        let line = await site.ask(.get, .waitingList, fields: key).json.items
        #expect(line.map { $0["place"] } == [1])
        #expect(line.first?["reason"] == "groupFull")
        let read = await site.get(try #require(second.location), fields: key)
        #expect(read.json == second.json && read.tag == second.tag)
    }

    @Test(
        arguments: [
            (newcomer(1, [.init("extra", 1)]), "invalid", "/extra"),
            (["givenName": 1], "invalid", "/givenName"),
            (newcomer(1, [.init("phone", "nummer")]), "invalid", "/phone"),
            (newcomer(1, [.init("language", "de")]), "invalid", "/language"),
            (newcomer(1, [.init("dietaryNeeds", "inga nötter")]), "no-scope", nil),
            (["a"], "invalid", ""),
        ] as [(JSON, String, String?)])
    func `what is wrong with the content is told field by field`(
        body: JSON, problem: String, pointer: String?
    ) async throws {
        let site = try await TestSite()
        let key = try await site.key([.writeRegistrations])
        let reply = await site.ask(.post, .registrations, body, fields: key)
        #expect(reply.problem == problem)
        guard let pointer, case .list(let errors)? = reply.json["errors"] else { return }
        #expect(errors.contains { $0["pointer"] == .text(pointer) })
    }

    @Test(arguments: [
        ("{\"a\":1,\"a\":2}", "application/json", "unreadable"), ("", "application/json", "unreadable"),
        ("{}", "text/plain", "media-type"), ("{}", "application/json", "invalid"),
    ])
    func `content that is no JSON of ours is refused`(body: String, type: String, problem: String) async throws {
        let site = try await TestSite()
        var key = try await site.key([.writeRegistrations])
        key[.contentType] = type
        let reply = await site.ask(.post, APIResource.registrations.path, fields: key, body: Array(body.utf8))
        #expect(reply.problem == problem)
    }

    @Test func `a change must be based on what stands`() async throws {
        let site = try await TestSite()
        var key = try await site.key([.readRegistrations, .writeRegistrations])
        let made = await site.ask(.post, .registrations, newcomer(1), fields: key)
        let change: JSON = ["role": "Lärare", "email": "ny@example.se"]
        #expect(await site.ask(.patch, .registration(id: 1), change, fields: key).problem == "unconditional")
        key[.ifMatch] = "\"gammal\""
        #expect(await site.ask(.patch, .registration(id: 1), change, fields: key).problem == "outdated")
        key[.ifMatch] = made.tag
        let changed = await site.ask(.patch, .registration(id: 1), change, fields: key)
        #expect(changed.status == 200)
        #expect(changed.json["role"] == "Lärare" && changed.json["familyName"] == "Provsson 1")
        #expect(await site.ask(.patch, .registration(id: 1), change, fields: key).problem == "outdated")
        key[.ifMatch] = changed.tag
        #expect(await site.ask(.patch, .registration(id: 1), ["kommun": "0682"], fields: key).problem == "invalid")
        #expect(await site.ask(.patch, .registration(id: 1), [:], fields: key).problem == "invalid")
        key[.ifMatch] = nil
        key[.ifNoneMatch] = changed.tag
        #expect(await site.ask(.get, .registration(id: 1), fields: key).status == 304)
        key[.ifNoneMatch] = nil
        let cancelled = await site.ask(.post, .cancellation(id: 1), fields: key)
        #expect(cancelled.json["state"] == "cancelled")
        #expect(await site.ask(.post, .cancellation(id: 1), fields: key).status == 200)
        let log = try await site.store.history(ofRegistration: 1)
        #expect(log.map(\.action) == [.registered, .changed, .cancelled])
        #expect(log.allSatisfy { $0.actor == .key("provprogram") })
    }

    @Test func `pages follow one another whoever comes meanwhile`() async throws {
        let site = try await TestSite()
        let key = try await site.key([.readRegistrations, .writeRegistrations])
        for number in 1...5 { _ = await site.ask(.post, .registrations, newcomer(number), fields: key) }
        var page = await site.ask(.get, .registrations, query: "limit=2&kommun=1885", fields: key)
        var names = page.json.items.map { $0["familyName"] }
        _ = await site.ask(.post, .registrations, newcomer(6), fields: key)
        while case .text(let next)? = page.json["next"] {
            #expect(page.response.fields[.link] == "<\(next)>; rel=\"next\"")
            page = await site.get(next, fields: key)
            names += page.json.items.map { $0["familyName"] }
        }
        #expect(names == (1...6).map { .text("Provsson \($0)") })
    }

    @Test(arguments: [
        "limit=0", "limit=101", "limit=ett", "limit=1&limit=2", "cursor=!", "state=glad", "kommun=9999", "sida=2",
    ])
    func `a parameter that means nothing is not passed over`(query: String) async throws {
        let site = try await TestSite()
        let key = try await site.key([.readRegistrations])
        #expect(await site.ask(.get, .registrations, query: query, fields: key).problem == "parameter")
    }

    // MARK: The rest

    @Test func `a quota is changed by its rules`() async throws {
        let site = try await TestSite()
        var key = try await site.key([.readSettings, .writeSettings])
        key[.ifMatch] = await site.ask(.get, .quota(id: 1), fields: key).tag
        let changed = await site.ask(.patch, .quota(id: 1), ["ceiling": 7], fields: key)
        #expect(changed.json["ceiling"] == 7 && changed.json["reserved"] == 0)
        key[.ifMatch] = changed.tag
        #expect(await site.ask(.patch, .quota(id: 1), ["reserved": 8], fields: key).problem == "quota")
        #expect(await site.ask(.patch, .quota(id: 1), ["reserved": -1], fields: key).problem == "invalid")
        #expect(await site.ask(.patch, .quota(id: 1), ["reserved": 2], fields: key).tag != changed.tag)
    }

    @Test func `somebody is checked in and the check-in undone`() async throws {
        let site = try await TestSite()
        let key = try await site.key([.readRegistrations, .writeRegistrations, .readCheckIns, .writeCheckIns])
        guard case .text(let code)? = await site.ask(.post, .registrations, newcomer(1), fields: key).json["code"]
        else {
            Issue.record("nobody registered")
            return
        }
        let arrived = await site.ask(
            .post, .checkIns, ["code": .text(code.lowercased()), "door": "Södra"], fields: key)
        #expect(arrived.status == 201)
        let undone = await site.ask(.post, .checkIns, ["code": .text(code), "kind": "undone"], fields: key)
        #expect(undone.status == 201)
        #expect(await site.ask(.get, .checkIns, fields: key).json.items == [arrived.json, undone.json])

        let number: JSON = "AAAAAAAAAAAAAAAAAAAAAA"
        let numbered: JSON = ["code": .text(code), "id": number]
        let press = await site.ask(.post, .checkIns, numbered, fields: key)
        #expect(await site.ask(.post, .checkIns, numbered, fields: key).json == press.json, "the same press twice")
        let other: JSON = ["code": .text(code), "id": number, "kind": "undone"]
        #expect(
            await site.ask(.post, .checkIns, other, fields: key).problem == "invalid", "another press by its number")
        _ = await site.ask(.post, .checkIns, ["code": .text(code), "kind": "undone"], fields: key)
        #expect(await site.ask(.post, .checkIns, ["code": "VF-0000-0000"], fields: key).problem == "not-found")
        #expect(await site.ask(.post, .checkIns, ["code": "kod"], fields: key).problem == "invalid")
        _ = await site.ask(.post, .cancellation(id: 1), fields: key)
        #expect(await site.ask(.post, .checkIns, ["code": .text(code)], fields: key).problem == "no-seat")
    }

    @Test func `what was answered once is not given to a key that may read less now`() async throws {
        let site = try await TestSite()
        var key = try await site.key([.readRegistrations, .writeRegistrations, .needs], madeBy: [.owner])
        _ = await site.ask(.post, .registrations, newcomer(1, [.init("dietaryNeeds", "nötallergi")]), fields: key)
        key[.idempotencyKey] = "ett"
        #expect(await site.ask(.post, .cancellation(id: 1), fields: key).text.contains("nötallergi"))
        let maker = try #require(try await site.store.team().first { $0.name == "nyckelmakaren" })
        _ = try await site.store.session("en annan ägare", [.owner])
        try await site.store.changeRoles(ofMember: maker.id, to: [.organiser], by: .system, now: noon)
        let again = await site.ask(.post, .cancellation(id: 1), fields: key)
        #expect(again.problem == "key-reused")
        #expect(!again.text.contains("nötallergi"))
    }

    @Test func `an operation without content refuses some`() async throws {
        let site = try await TestSite.withOneOfEach()
        let key = try await site.key([.readRegistrations, .writeRegistrations])
        #expect(await site.ask(.post, .cancellation(id: 1), ["reason": "sjuk"], fields: key).problem == "invalid")
        #expect(await site.ask(.post, .cancellation(id: 1), [:], fields: key).status == 200)
    }

    @Test func `requests are counted by the minute`() async throws {
        let site = try await TestSite(apiRequests: 2)
        let key = try await site.key([])
        let first = await site.ask(.get, .key, fields: key)
        #expect(first.response.fields[.rateLimit] == "\"key\";r=1;t=60")
        #expect(first.response.fields[.rateLimitPolicy] == "\"key\";q=2;w=60")
        #expect(await site.ask(.get, .key, fields: key).status == 200)
        let refused = await site.ask(.get, .key, fields: key)
        #expect(refused.problem == "too-many")
        #expect(refused.response.fields[.retryAfter] == "60")
        #expect(await site.later(noon + 60).ask(.get, .key, fields: key).status == 200)
    }

    @Test func `whoever tries keys is stopped`() async throws {
        let site = try await TestSite()
        for _ in 1...60 { #expect(await site.ask(.get, .key, fields: [:]).status == 401) }
        #expect(await site.ask(.get, .key, fields: [:]).status == 429)
        #expect(await site.ask(.get, .key, fields: try await site.key([])).status == 200)
    }

    @Test(arguments: ["/api/v1/nothing", "/api/v2", "/api/v1/registrations/x", "/api/v1/registrations/99"])
    func `what is not there is a problem as programs read it`(address: String) async throws {
        let site = try await TestSite()
        let key = try await site.key([.readRegistrations])
        #expect(await site.get(address, fields: key).problem == "not-found")
    }

    @Test func `refusals of bytes are problems too where the address is the API's`() async throws {
        let site = try await TestSite()
        func refused(_ path: String) -> Reply {
            let head = RequestHead(method: .post, path: path)
            return Reply(site.site.respond(to: .bodyTooLarge, head: head, id: RequestID(run: 1, number: 1)))
        }
        #expect(refused("/api/v1/registrations").problem == "too-large")
        #expect(refused("/anmalan").status == 413 && refused("/anmalan").problem == nil)
    }

    @Test func `the description has every operation, and every reference in it leads somewhere`() async throws {
        let site = try await TestSite()
        let description = await site.ask(.get, .description, fields: [:])
        #expect(description.status == 200)
        for operation in APIOperation.all {
            let described = description.json["paths"]?[operation.path]?[operation.method.rawValue.lowercased()]
            #expect(described?["operationId"] == .text(operation.id.rawValue))
        }
        #expect(Set(APIOperation.all.map(\.id)) == Set(APIOperation.ID.allCases))
        for match in description.text.matches(of: #/#\/components\/schemas\/(\w+)/#) {
            #expect(description.json["components"]?["schemas"]?[String(match.1)] != nil)
        }
        // A new field of the form is one of the API by itself.
        for field in Field.all {
            let schema = description.json["components"]?["schemas"]?["NewRegistration"]?["properties"]?[field.name]
            #expect(schema != nil)
        }
    }

    @Test(arguments: ["/api", "/en/api"])
    func `the page tells of every operation, problem and event`(address: String) async throws {
        let site = try await TestSite()
        let page = await site.get(address).text
        for operation in APIOperation.all { #expect(page.contains("\(operation.method.rawValue) \(operation.path)")) }
        for kind in APIProblem.Kind.allCases { #expect(page.contains("id=\"\(kind.rawValue)\"")) }
        for event in WebhookEvent.allCases { #expect(page.contains(event.rawValue)) }
    }
}
