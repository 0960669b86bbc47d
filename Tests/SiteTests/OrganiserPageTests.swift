import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

private let pages = [
    "/admin/losenord", "/admin/deltagare", "/admin/deltagare.csv", "/admin/deltagare/1", "/admin/deltagare/1/avboka",
    "/admin/behov", "/admin/kvoter", "/admin/kvoter/1", "/en/admin/attendees", "/en/admin/quotas",
    "/admin/deltagare/urval", "/admin/deltagare/urval/avboka",
    "/admin/deltagare/utskrift", "/admin/deltagare.json", "/admin/deltagare.xlsx", "/admin/vyer",
]
private let forms = [
    "/admin/losenord", "/admin/logga-ut", "/admin/deltagare/1/avboka", "/admin/kvoter/1",
    "/admin/deltagare/urval/avboka", "/admin/deltagare/urval/etikett", "/admin/etiketter/1/angra", "/admin/vyer",
    "/admin/vyer/1/ta-bort",
]

extension TestSite {
    static let password = "prov av lösenord"

    /// The cookie of a fresh session.
    func signedIn(isTemporary: Bool = false) async throws -> HTTPFields {
        try await store.setOrganiser(name: "prov", password: Self.password, isTemporary: isTemporary, now: noon)
        let reply = await signIn(password: Self.password)
        let cookie = try #require(reply.response.fields[.setCookie])
        return [.cookie: String(cookie.prefix { $0 != ";" })]
    }

    func signIn(password: String, fields: HTTPFields = [:]) async -> Reply {
        let token = await get("/admin/logga-in").hidden("token")
        return await post(
            "/admin/logga-in", [("name", "prov"), ("password", password), ("token", token)], fields: fields)
    }
}

struct SignInPageTests {
    @Test func `signing in sets one cookie that only the server and only this host can read`() async throws {
        let site = try await TestSite()
        try await site.store.setOrganiser(name: "prov", password: TestSite.password, isTemporary: false, now: noon)
        let reply = await site.signIn(password: TestSite.password)
        #expect(reply.location == "/admin/oversikt")
        let cookie = try #require(reply.response.fields[.setCookie])
        #expect(cookie.hasPrefix("__Host-session="))
        for part in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(part)) }
    }

    @Test func `a wrong password, a wrong name and a foreign page are refused alike politely`() async throws {
        let site = try await TestSite()
        try await site.store.setOrganiser(name: "prov", password: TestSite.password, isTemporary: false, now: noon)
        let wrong = await site.signIn(password: "fel lösenord hela vägen")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("Namnet och lösenordet hör inte ihop"))
        let foreign = await site.signIn(password: TestSite.password, fields: [.secFetchSite: "cross-site"])
        #expect(foreign.status == 403)
        #expect(foreign.response.fields[.setCookie] == nil)
    }

    @Test func `changing a password needs the present one`() async throws {
        let site = try await TestSite()
        let session = try await site.signedIn()
        let page = await site.get("/admin/losenord", fields: session)
        let new = "några andra ord på rad"
        for (current, status) in [("fel lösenord hela vägen", 422), ("", 422), (TestSite.password, 303)] {
            let form = [
                ("current", current), ("password", new), ("repeated", new), ("token", page.hidden("token")),
            ]
            #expect(await site.post("/admin/losenord", form, fields: session).status == status)
        }
        #expect(await site.signIn(password: new).location == "/admin/oversikt")
    }

    @Test func `after too many attempts the right password must wait too`() async throws {
        let site = try await TestSite()
        try await site.store.setOrganiser(name: "prov", password: TestSite.password, isTemporary: false, now: noon)
        for _ in 0..<5 { _ = await site.signIn(password: "fel lösenord hela vägen") }
        #expect(await site.signIn(password: TestSite.password).status == 429)
    }

    @Test func `a one-time password leads to the choice of another, and nowhere else`() async throws {
        let site = try await TestSite()
        let session = try await site.signedIn(isTemporary: true)
        #expect(await site.get("/admin/deltagare", fields: session).location == "/admin/losenord")
        let page = await site.get("/admin/losenord", fields: session)
        let token = page.hidden("token")
        let short = await site.post(
            "/admin/losenord", [("password", "kort"), ("repeated", "kort"), ("token", token)], fields: session)
        #expect(short.status == 422)
        let long = "några ord på rad"
        let same = await site.post(
            "/admin/losenord", [("password", TestSite.password), ("repeated", TestSite.password), ("token", token)],
            fields: session)
        #expect(same.status == 422)
        let unlike = await site.post(
            "/admin/losenord", [("password", long), ("repeated", long + "!"), ("token", token)], fields: session)
        #expect(unlike.status == 422)
        let chosen = await site.post(
            "/admin/losenord", [("password", long), ("repeated", long), ("token", token)], fields: session)
        #expect(chosen.location == "/admin/oversikt")
        #expect(await site.get("/admin/deltagare", fields: session).location == "/admin/logga-in")
        #expect(await site.signIn(password: long).location == "/admin/oversikt")
    }
}

struct OrganiserPageTests {
    @Test(arguments: pages)
    func `no page of the organisers opens without a session`(address: String) async throws {
        let site = try await TestSite()
        _ = await site.signUp(1)
        let reply = await site.get(address)
        #expect(reply.status == 303)
        #expect(reply.location == (address.hasPrefix("/en") ? "/en/admin/sign-in" : "/admin/logga-in"))
        #expect(reply.bytes.isEmpty)
    }

    @Test(arguments: forms)
    func `no form of the organisers is taken from elsewhere or without its token`(address: String) async throws {
        let site = try await TestSite()
        _ = await site.signUp(1)
        let session = try await site.signedIn()
        let token = await site.get("/admin/losenord", fields: session).hidden("token")
        #expect(await site.post(address, [("token", token)]).location == "/admin/logga-in")
        #expect(await site.post(address, [("token", "annan")], fields: session).status == 403)
        #expect(await site.post(address, [], fields: session).status == 403)
        for foreign in [
            HTTPField.Name.secFetchSite: "cross-site", .origin: "https://other.example.se", .origin: "null",
        ]
            as KeyValuePairs
        {
            var fields = session
            fields[foreign.key] = foreign.value
            #expect(await site.post(address, [("token", token)], fields: fields).status == 403)
        }
        #expect(try await site.store.attendee(id: 1)?.state == .confirmed)
    }

    @Test func `the list finds, filters and leads on`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 80)])
        for number in 1...60 { _ = await site.signUp(number, ["familyName": "Prov\(number % 10)"]) }
        let session = try await site.signedIn()
        let all = await site.get("/admin/deltagare", fields: session)
        #expect(all.text.contains("<strong>60</strong> anmälningar"))
        #expect(all.text.matches(of: #/<th scope="row">/#).count == 50)
        let next = try #require(all.text.firstMatch(of: #/href="([^"]+)">Nästa sida/#)?.1)
        let rest = await site.get(String(next).replacing("&amp;", with: "&"), fields: session)
        #expect(rest.text.matches(of: #/<th scope="row">/#).count == 10)
        let found = await site.get("/admin/deltagare?q=DELTAGARE7@&state=confirmed&kommun=0682", fields: session)
        #expect(found.text.contains("<strong>1</strong> anmälan"))
        let none = await site.get("/admin/deltagare?state=waiting", fields: session)
        #expect(none.text.contains("Ingen deltagare passar in på urvalet"))
    }

    @Test func `cancelling is asked for, done, and written in the history`() async throws {
        let site = try await TestSite()
        _ = await site.signUp(1)
        let session = try await site.signedIn()
        let asked = await site.get("/admin/deltagare/1/avboka", fields: session)
        #expect(asked.text.contains("Vill du avboka Påhitt von Övning?"))
        let done = await site.post(
            "/admin/deltagare/1/avboka", [("token", asked.hidden("token"))], fields: session)
        #expect(done.location == "/admin/deltagare/1")
        let page = await site.get("/admin/deltagare/1", fields: session)
        #expect(page.text.contains("Avbokad, prov"))
        #expect(page.text.contains("Anmäld, deltagaren"))
    }

    @Test func `a raised quota says how many got a seat, and a forbidden one says why`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        for number in 1...3 { _ = await site.signUp(number) }
        let session = try await site.signedIn()
        let id = try #require(try await site.store.quotaBoard().lines.first { $0.group == .nassjo }?.id)
        let address = "/admin/kvoter/\(id)"
        let token = await site.get(address, fields: session).hidden("token")
        let raised = await site.post(
            address, [("reserved", "0"), ("ceiling", "3"), ("token", token), await site.seen(address, session)],
            fields: session)
        #expect(raised.location == address + "?seated=2")
        let page = await site.get(address + "?seated=2", fields: session)
        #expect(page.text.contains("2 personer fick plats från kön"))
        for (reserved, ceiling, words) in [
            ("4", "3", "kan inte vara fler än taket"), ("0", "2", "3 platser är redan tagna"),
            ("1000", "1000", "Så många platser finns inte"), ("fem", "5", "Skriv ett heltal"),
            ("0", "999999", "Skriv ett heltal från 0 till"),
        ] {
            let refused = await site.post(
                address,
                [("reserved", reserved), ("ceiling", ceiling), ("token", token), await site.seen(address, session)],
                fields: session)
            #expect(refused.status == 422)
            #expect(refused.text.contains(words))
        }
    }

    @Test func `the CSV for Excel keeps zeros and pluses and disarms formulas`() async throws {
        let site = try await TestSite()
        _ = await site.signUp(1, ["givenName": "=1+1", "dietaryNeeds": "rad ett\r\nrad \"två\""])
        let session = try await site.signedIn()
        let reply = await site.get("/admin/deltagare.csv", fields: session)
        #expect(reply.response.fields[.contentType] == "text/csv; charset=utf-8; header=present")
        let bytes = try await reply.streamed()
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(
            text.contains(
                "\"'=1+1\";\"von Övning\";\"\";\"deltagare1@example.se\";\"+46 70-1740605\";\"Kommun\";\"0682 Nässjö\"")
        )
        #expect(!text.contains("Mat och allergier") && !text.contains("rad ett"))
        let withNeeds = await site.get("/admin/deltagare.csv?needs=yes", fields: session)
        #expect(
            String(decoding: try await withNeeds.streamed(), as: UTF8.self).contains("\"rad ett\nrad \"\"två\"\"\""))
    }

    @Test func `the kitchen's page has answers and numbers, and no names`() async throws {
        let site = try await TestSite()
        for number in 1...3 {
            _ = await site.signUp(
                number, ["dietaryNeeds": number == 3 ? "vegan" : "Vegan", "familyName": "Hemligsson"])
        }
        let page = await site.get("/admin/behov", fields: try await site.signedIn())
        #expect(page.text.contains("<tr><td>Vegan</td><td class=\"number\">3</td></tr>"))
        #expect(!page.text.contains("Hemligsson") && !page.text.contains("deltagare1@"))
    }

    @Test func `the plain CSV has every answer as it is stored`() async throws {
        let site = try await TestSite()
        _ = await site.signUp(1, ["givenName": "=1+1"])
        let session = try await site.signedIn()
        let reply = await site.get("/admin/deltagare.csv?format=plain", fields: session)
        let rows = String(decoding: try await reply.streamed(), as: UTF8.self).split(separator: "\r\n")
        #expect(rows.count == 2)
        #expect(rows[1].contains(",=1+1,von Övning,,deltagare1@example.se,+46701740605,kommun,0682,"))
    }
}
