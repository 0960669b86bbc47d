import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

extension TestSite {
    /// Opens the form and sends it; `changes` replace or add answers.
    func signUp(_ number: Int, _ changes: [String: String] = [:], language: Language = .swedish) async -> Reply {
        let address = language == .swedish ? "/anmalan" : "/en/registration"
        let token = await get(address).hidden("token")
        return await post(address, answers(number, changes, token: token))
    }

    func answers(_ number: Int, _ changes: [String: String] = [:], token: String) -> [(String, String)] {
        let typed = [
            "givenName": "Påhitt", "familyName": "von Övning", "email": "deltagare\(number)@example.se",
            "phone": "070-174 06 05", "organisationType": "kommun", "kommun": "0682",
            "organisation": "Påhittad förvaltning", "role": "Samordnare", "token": token,
        ].merging(changes) { $1 }
        return typed.map { ($0.key, $0.value) }
    }
}

struct SignUpTests {
    @Test(arguments: Language.allCases)
    func `a good form leads to a personal page that says seat and code`(language: Language) async throws {
        let site = try await TestSite()
        let sent = await site.signUp(1, language: language)
        #expect(sent.status == 303)
        let page = await site.get(try #require(sent.location))
        #expect(page.status == 200)
        #expect(page.text.contains("data-state=\"confirmed\""))
        #expect(page.text.contains(language == .swedish ? "Du har en plats" : "You have a seat"))
        #expect(page.text.contains("<strong class=\"booking-code\">VF-"))
    }

    @Test func `the same form sent again is the same registration`() async throws {
        let site = try await TestSite()
        let token = await site.get("/anmalan").hidden("token")
        let first = await site.post("/anmalan", site.answers(1, token: token))
        let second = await site.post("/anmalan", site.answers(1, token: token))
        #expect(first.location != nil)
        #expect(second.location == first.location)
        let changed = await site.post("/anmalan", site.answers(1, ["givenName": "Annan"], token: token))
        let page = await site.get(try #require(changed.location)).text
        #expect(page.contains("Det här formuläret hade redan kommit fram") && !page.contains("Annan"))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 1)
    }

    @Test func `an address that is taken gets a mail, and the page tells nothing of it`() async throws {
        let site = try await TestSite()
        let first = await site.signUp(1, ["familyName": "Hemligsson"])
        let second = await site.signUp(1, ["email": "DELTAGARE1@EXAMPLE.SE", "familyName": "Annan"])
        #expect(second.status == 200)
        #expect(second.text.contains("Vi har skickat ett mejl till DELTAGARE1@EXAMPLE.SE"))
        let link = try #require(first.location?.split(separator: "/").last)
        let code = try #require(try await site.store.attendee(id: 1)?.code)
        for secret in ["Hemligsson", String(link), code] { #expect(!second.text.contains(secret)) }
    }

    @Test func `problems keep what was typed, stand on top and lead to their fields`() async throws {
        let site = try await TestSite()
        let reply = await site.signUp(1, ["email": "inte en adress", "familyName": "", "role": "<b>\"\u{301}"])
        #expect(reply.status == 422)
        #expect(reply.text.contains("<title>Fel: Anmälan – #Vemfn</title>"))
        #expect(reply.text.contains("<li><a href=\"#familyName\">Skriv ditt efternamn</a></li>"))
        #expect(reply.text.contains("aria-describedby=\"email-hint email-error\" aria-invalid=\"true\""))
        #expect(reply.text.contains("value=\"inte en adress\""))
        #expect(reply.text.contains("value=\"&lt;b&gt;&quot;\u{301}\""))
        #expect(reply.text.contains("<option value=\"kommun\" selected=\"selected\">"))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test func `a corrected form is still the same form`() async throws {
        let site = try await TestSite()
        let token = await site.get("/anmalan").hidden("token")
        let wrong = await site.post("/anmalan", site.answers(1, ["role": ""], token: token))
        #expect(wrong.hidden("token") == token)
    }

    @Test(arguments: ["", "AAAA", "token"])
    func `a form without a token of ours is shown again with one`(token: String) async throws {
        let site = try await TestSite()
        let reply = await site.post("/anmalan", site.answers(1, token: token))
        #expect(reply.status == 422)
        #expect(reply.text.contains("Formuläret har legat öppet för länge"))
        #expect(reply.text.contains("value=\"von Övning\""))
        let again = await site.post("/anmalan", site.answers(1, token: reply.hidden("token")))
        #expect(again.status == 303)
    }

    @Test func `a form from another site is shown again and registers nobody`() async throws {
        let site = try await TestSite()
        let token = await site.get("/anmalan").hidden("token")
        let reply = await site.post("/anmalan", site.answers(1, token: token), fields: [.secFetchSite: "cross-site"])
        #expect(reply.status == 422)
        #expect(reply.text.contains("kom från en annan webbplats"))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test(arguments: [
        ("kommun", "Ingenstans", "Det finns ingen kommun med det namnet"),
        ("givenName", "a\r\nb", "Förnamn innehåller"),
        ("familyName", "a\u{0}b", "Efternamn innehåller"),
        ("role", String(repeating: "å", count: 100_000), "högst 150"),
        ("phone", "070", "Skriv telefonnumret"), ("organisationType", "kung", "Välj ett av alternativen"),
        ("familyName", "\u{FFFD}", "Efternamn innehåller"),
    ])
    func `hostile or mistaken answers get a clear word, never a fault`(
        field: String, value: String, words: String
    ) async throws {
        let site = try await TestSite()
        let reply = await site.signUp(1, [field: value])
        #expect(reply.status == 422)
        #expect(reply.text.contains(words))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test(arguments: [
        ("\"\u{301} autofocus onfocus=alert(1) x=\"", "&quot;\u{301} autofocus onfocus=alert(1) x=&quot;"),
        ("<script>", "&lt;script&gt;"),
    ])
    func `a name that looks like an attack is a name`(name: String, shown: String) async throws {
        let site = try await TestSite()
        let sent = await site.signUp(1, ["givenName": name])
        let page = await site.get(try #require(sent.location))
        #expect(page.text.contains(shown))
        #expect(!page.text.contains(name))
    }

    @Test(arguments: [noon - 2 * 86_400, noon + 2 * 86_400])
    func `outside its time the form says so, takes nothing, and shows what was typed`(now: Date) async throws {
        let site = try await TestSite(now: now)
        let page = await site.get("/anmalan")
        #expect(page.status == 200)
        #expect(page.text.contains(now < noon ? "Anmälan har inte öppnat" : "Anmälan är stängd"))
        let sent = await site.post("/anmalan", site.answers(1, token: ""))
        #expect(sent.status == 409)
        #expect(sent.text.contains("<dd>von Övning</dd>"))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test func `a retry after closing time finds the registration that was made in time`() async throws {
        let site = try await TestSite()
        let token = await site.get("/anmalan").hidden("token")
        let first = await site.post("/anmalan", site.answers(1, token: token))
        let later = site.later(noon + 2 * 86_400)
        #expect(await later.post("/anmalan", later.answers(1, token: token)).location == first.location)
        #expect(await later.post("/anmalan", later.answers(2, token: token)).status == 409)
    }

    @Test(arguments: Field.all)
    func `every field there is has its control on the form`(field: Field) async throws {
        let page = try await TestSite().get("/anmalan").text
        #expect(page.contains("<label for=\"\(field.name)\">\(field.label.sv)"))
        #expect(page.contains("id=\"\(field.name)\" name=\"\(field.name)\""))
    }

    @Test(arguments: ["application/json", "multipart/form-data; boundary=x", "text/plain", nil])
    func `a form of another type is refused before it is read`(type: String?) async throws {
        let site = try await TestSite()
        let token = await site.get("/anmalan").hidden("token")
        var fields = HTTPFields()
        fields[.contentType] = type
        let body = Array(FormData.encode(site.answers(1, token: token)).utf8)
        #expect(await site.ask(.post, "/anmalan", fields: fields, body: body).status == 415)
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test func `more fields than any form has are refused`() async throws {
        let site = try await TestSite()
        let reply = await site.post("/anmalan", (0..<501).map { ("f\($0)", "") })
        #expect(reply.status == 400)
    }
}

struct PersonalPageTests {
    @Test func `who waits reads the place in line and why`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        _ = await site.signUp(1)
        _ = await site.signUp(2)
        let third = await site.signUp(3, language: .english)
        let page = await site.get(try #require(third.location))
        #expect(page.text.contains("data-state=\"waiting\""))
        #expect(page.text.contains("You are number 2 in the line of Nässjö"))
        #expect(page.text.contains("The seats for Nässjö are not enough at the moment"))
    }

    @Test func `cancelling takes two steps, and the seat is offered to the next`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        let first = try #require(await site.signUp(1).location)
        let second = try #require(await site.signUp(2).location)
        let asked = await site.get(first + "/avboka")
        #expect(asked.status == 200)
        #expect(await site.get(first).text.contains("data-state=\"confirmed\""))
        let cancelled = await site.post(first + "/avboka", [])
        #expect(cancelled.location == first)
        #expect(await site.get(first).text.contains("data-state=\"cancelled\""))
        #expect(await site.get(second).text.contains("data-state=\"offered\""))
    }

    @Test func `a personal page is kept by nobody and named to nobody`() async throws {
        let site = try await TestSite()
        let location = try #require(await site.signUp(1).location)
        for address in [location, location + "/avboka"] {
            let page = await site.get(address)
            #expect(page.response.fields[.cacheControl] == "no-store")
            #expect(page.response.fields[.init("Referrer-Policy")!] == "no-referrer")
            #expect(page.response.fields[.init("X-Robots-Tag")!] == "noindex, nofollow")
        }
    }

    @Test func `a link that nobody has opens nothing`() async throws {
        let site = try await TestSite()
        #expect(await site.get("/anmalan/AAAAAAAAAAAAAAAAAAAAAA").status == 404)
        #expect(await site.post("/anmalan/AAAAAAAAAAAAAAAAAAAAAA/avboka", []).status == 404)
    }
}
