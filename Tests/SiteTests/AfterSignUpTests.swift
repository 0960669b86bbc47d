import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage
import Testing

@testable import Site

struct AfterSignUpTests {
    let site: TestSite

    init() async throws {
        site = try await TestSite()
    }

    private func personal(_ number: Int = 1, language: Language = .swedish) async throws -> String {
        let location = try #require(await site.signUp(number, language: language).location)
        return location.replacing("/fragor", with: "").replacing("/questions", with: "")
    }

    private var answers: [(String, String)] {
        site.answers(1, token: "").filter { !["token", "organisationType", "kommun"].contains($0.0) }
    }

    private func changed(_ changes: [String: String]) -> [(String, String)] {
        answers.filter { changes[$0.0] == nil } + changes.map { ($0.key, $0.value) }
    }

    /// Sends a form for changes that was fetched just before.
    private func change(_ personal: String, _ changes: [String: String], on later: TestSite? = nil) async -> Reply {
        let token = await site.get(personal + "/andra").hidden("token")
        return await (later ?? site).post(personal + "/andra", changed(changes) + [("token", token)])
    }

    private func calendar(_ personal: String) async throws -> String {
        let page = await site.get(personal).text
        let start = try #require(page.firstRange(of: "/kalender/"))
        return "/kalender/" + page[start.upperBound...].prefix { $0 != "\"" }
    }

    private func claimLink(_ personal: String) async throws -> String {
        _ = await site.post(personal + "/lamna-over", [("action", "make")])
        let page = await site.get(personal + "/lamna-over").text
        let start = try #require(page.firstRange(of: "/ta-over/"))
        return "/ta-over/" + page[start.upperBound...].prefix(22)
    }

    @Test func `each page opened by a personal or a claim link is private, uncached, unindexed and sends no Referer`()
        async throws
    {
        let personal = try await personal()
        let claim = try await claimLink(personal)
        let pages = ["", "/andra", "/lamna-over", "/avboka", "/biljett"].map { personal + $0 }
        for page in pages + [claim, try await calendar(personal)] {
            let reply = await site.get(page)
            #expect(reply.status == 200, "\(page)")
            #expect(reply.response.fields[.cacheControl] == "no-store", "\(page)")
            #expect(reply.response.fields[.referrerPolicy] == "no-referrer", "\(page)")
            #expect(reply.response.fields[.robotsTag] == "noindex, nofollow", "\(page)")
        }
    }

    @Test(arguments: [
        "/anmalan/AAAAAAAAAAAAAAAAAAAAAA", "/anmalan/AAAAAAAAAAAAAAAAAAAAAA/andra",
        "/anmalan/AAAAAAAAAAAAAAAAAAAAAA/lamna-over", "/anmalan/AAAAAAAAAAAAAAAAAAAAAA/biljett",
        "/kalender/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics", "/ta-over/AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a link that leads nowhere is not found, whatever is asked of it`(address: String) async {
        let reply = await site.get(address)
        #expect(reply.status == 404)
        #expect(reply.text.contains("href=\"/anmalan/tappad-lank\""))
        let posted = await site.post(address, answers).status
        #expect([404, 405].contains(posted))
    }

    @Test(arguments: Language.allCases)
    func `the form for changes holds what was answered, and fixes the kommun`(language: Language) async throws {
        let personal = try await personal(language: language)
        let page = await site.get(personal + (language == .swedish ? "/andra" : "/change")).text
        for answer in ["von Övning", "deltagare1@example.se", "070-174 06 05", "Samordnare"] {
            #expect(page.contains("value=\"\(answer)\""), "\(answer)")
        }
        #expect(page.contains("Nässjö"))
        #expect(!page.contains("name=\"kommun\""))
        #expect(!page.contains("name=\"organisationType\""))
    }

    @Test func `a change is saved and said`() async throws {
        let personal = try await personal()
        let sent = await change(personal, ["role": "Chef", "kommun": "1499"])
        #expect(sent.location == personal + "?changed=yes")
        let page = await site.get(personal + "?changed=yes").text
        #expect(page.contains("Dina ändringar är sparade"))
        #expect(page.contains("<dd>Chef</dd>"))
        #expect(page.contains("<dd>Nässjö</dd>"))
    }

    @Test(arguments: [
        ("email", "ingen adress", "email-error"), ("givenName", "", "givenName-error"),
        ("phone", "12", "phone-error"), ("email", "deltagare1@nasjo.se", "email-error"),
        ("role", String(repeating: "x", count: 151), "role-error"),
    ])
    func `what is wrong is said at the field, and nothing typed is lost`(
        field: String, typed: String, problem: String
    ) async throws {
        let personal = try await personal()
        let reply = await change(personal, [field: typed, "organisation": "Ny förvaltning"])
        #expect(reply.status == 422)
        #expect(reply.text.contains("id=\"\(problem)\""))
        #expect(reply.text.contains("href=\"#\(field)\""))
        #expect(reply.text.contains("value=\"\(typed)\""))
        #expect(reply.text.contains("value=\"Ny förvaltning\""))
        #expect(try await site.store.attendee(id: 1)?.registration[.organisation] == "Påhittad förvaltning")
    }

    @Test func `a slip in the address is asked about once`() async throws {
        let personal = try await personal()
        let slip = ["email": "deltagare1@nasjo.se"]
        let asked = await change(personal, slip)
        #expect(asked.text.contains("deltagare1@nassjo.se"))
        let questioned = slip.merging(["questionedEmail": asked.hidden("questionedEmail")]) { $1 }
        #expect(await change(personal, questioned).status == 303)
    }

    @Test func `a new address moves the page, and says so`() async throws {
        let personal = try await personal()
        let followed = try await calendar(personal)
        let sent = await change(personal, ["email": "ny@example.org"])
        let moved = try #require(sent.location)
        #expect(!moved.hasPrefix(personal))
        #expect(await site.get(personal).status == 404)
        #expect(await site.get(followed).status == 404)
        #expect(await site.get(moved).text.contains("Sidan har fått en ny adress"))
    }

    @Test func `a new address that is sent twice leads to the same page twice`() async throws {
        let personal = try await personal()
        let token = await site.get(personal + "/andra").hidden("token")
        let form = changed(["email": "ny@example.org"]) + [("token", token)]
        let replies = await [site.post(personal + "/andra", form), site.post(personal + "/andra", form)]
        #expect(replies.map(\.status) == [303, 303])
        let pages = Set(replies.map(\.location))
        #expect(pages.count == 1)
        #expect(await site.get(try #require(pages.first ?? nil)).status == 200)
    }

    @Test func `whoever has no more than the ended link does not come to the new page by guessing the address`()
        async throws
    {
        let personal = try await personal()
        let strangers = await site.get(personal + "/andra").hidden("token")
        #expect(await change(personal, ["email": "ny@example.org"]).status == 303)
        for token in [strangers, await site.get("/anmalan").hidden("token"), ""] {
            let guess = changed(["email": "ny@example.org"]) + [("token", token)]
            #expect(await site.post(personal + "/andra", guess).status == 404)
        }
    }

    @Test func `a form for changes is ours, and of this page`() async throws {
        let personal = try await personal()
        let signUp = await site.get("/anmalan").hidden("token")
        let reply = await site.post(personal + "/andra", changed(["role": "Chef"]) + [("token", signUp)])
        #expect(reply.status == 422)
        #expect(reply.text.contains("value=\"Chef\""))
        #expect(try await site.store.attendee(id: 1)?.registration[.role] == "Samordnare")
    }

    @Test func `too many changes and claims from one address in a minute wait for the next, and lose nothing`()
        async throws
    {
        let paced = try await TestSite(pace: SignUpPace.Limits(ofAddress: 1, inAll: nil))
        let personal = try #require(await paced.signUp(1).location)
        let token = await paced.get(personal + "/andra").hidden("token")
        let change = await paced.post(personal + "/andra", changed(["role": "Chef"]) + [("token", token)])
        _ = await paced.post(personal + "/lamna-over", [("action", "make")])
        let page = await paced.get(personal + "/lamna-over").text
        let link = "/ta-over/" + page[try #require(page.firstRange(of: "/ta-over/")).upperBound...].prefix(22)
        let claim = await paced.post(
            link, site.answers(2, ["role": "Chef"], token: await paced.get(link).hidden("token")))
        for reply in [change, claim] {
            #expect(reply.status == 429)
            #expect(reply.response.fields[.retryAfter].flatMap(Int.init) ?? 0 > 0)
            #expect(reply.text.contains("Vänta en minut och skicka igen"))
            #expect(reply.text.contains("value=\"Chef\""))
        }
        #expect(try await paced.store.attendee(id: 1)?.registration[.role] == "Samordnare")
    }

    @Test func `an address of somebody else is a conflict`() async throws {
        let personal = try await personal()
        _ = await site.signUp(2)
        let reply = await change(personal, ["email": "deltagare2@example.se"])
        #expect(reply.status == 409)
        #expect(reply.text.contains("id=\"email-error\""))
    }

    @Test func `after the change stop the page says so, and shows what was typed`() async throws {
        let personal = try await personal()
        let later = site.later(noon + 86_400)
        let page = await later.get(personal).text
        #expect(!page.contains("/andra\""))
        #expect(!page.contains("/lamna-over\""))
        #expect(page.contains("/avboka\""))
        #expect(page.contains("/biljett\""))
        #expect(await later.get(personal + "/andra").text.contains("Det går inte att ändra längre"))
        let sent = await change(personal, ["role": "Chef"], on: later)
        #expect(sent.status == 409)
        #expect(sent.text.contains("<dd>Chef</dd>"))
        #expect(await later.post(personal + "/lamna-over", [("action", "make")]).status == 409)
    }

    @Test func `when the conference has begun nobody cancels any more`() async throws {
        let personal = try await personal()
        let begun = site.later(ConferenceFacts.trial(capacity: 100).beginsAt)
        #expect(await !begun.get(personal).text.contains("/avboka\""))
        #expect(await begun.get(personal + "/avboka").status == 409)
        #expect(await begun.post(personal + "/avboka", []).status == 409)
        #expect(try await site.store.attendee(id: 1)?.state == .confirmed)
    }

    @Test(arguments: Language.allCases)
    func `a seat is handed over, and the old page is gone`(language: Language) async throws {
        let personal = try await personal()
        var claim = try await claimLink(personal)
        if language == .english { claim = claim.replacing("/ta-over/", with: "/en/take-over/") }
        let form = await site.get(claim)
        #expect(form.text.contains("Nässjö"))
        for name in ["deltagare1", "von Övning"] { #expect(!form.text.contains(name)) }
        #expect(try await site.store.attendee(id: 1)?.state == .confirmed)

        let sent = await site.post(claim, site.answers(2, ["kommun": "1499"], token: form.hidden("token")))
        #expect(sent.status == 303)
        #expect(await site.get(personal).status == 404)
        let page = await site.get(try #require(sent.location)).text
        #expect(page.contains("data-state=\"confirmed\""))
        #expect(page.contains(language == .swedish ? "Du har en plats" : "You have a seat"))
        let again = await site.post(claim, site.answers(2, token: form.hidden("token")))
        #expect(again.location == sent.location)
        let other = await site.post(claim, site.answers(3, ["role": "Min roll"], token: form.hidden("token")))
        #expect(other.status == 409)
        #expect(other.text.contains("<dd>Min roll</dd>"))
        #expect(await site.get(claim).text.contains(language == .swedish ? "redan tagit över" : "taken over the seat"))
    }

    @Test func `a claim needs a form of ours, from our page, filled in by a person`() async throws {
        let claim = try await claimLink(try await personal())
        let token = await site.get(claim).hidden("token")
        let signUp = await site.get("/anmalan").hidden("token")
        #expect(await site.post(claim, site.answers(2, token: signUp)).status == 422)
        #expect(await site.post(claim, site.answers(2, token: "")).status == 422)
        let elsewhere: HTTPFields = [.secFetchSite: "cross-site"]
        #expect(await site.post(claim, site.answers(2, token: token), fields: elsewhere).status == 422)
        #expect(await site.post(claim, site.answers(2, ["comment": "x"], token: token)).status == 422)
        let wrong = await site.post(claim, site.answers(2, ["email": "x"], token: token))
        #expect(wrong.status == 422)
        #expect(wrong.hidden("token") == token)
        #expect(try await site.store.attendee(id: 1)?.state == .confirmed)
        #expect(await site.post(claim, site.answers(2, token: token)).status == 303)
    }

    @Test func `a withdrawn link says what to do`() async throws {
        let personal = try await personal()
        let claim = try await claimLink(personal)
        _ = await site.post(personal + "/lamna-over", [("action", "withdraw")])
        #expect(await site.get(claim).text.contains("har tagit tillbaka länken"))
        #expect(await site.get(personal + "/lamna-over").text.contains("Gör en länk"))
    }

    @Test func `the link to send is shown in full`() async throws {
        let personal = try await personal()
        let claim = try await claimLink(personal)
        #expect(await site.get(personal + "/lamna-over").text.contains(">http://vemfn.example.se\(claim)</a>"))
    }

    @Test func `the calendar file is for calendars, and follows the registration`() async throws {
        let personal = try await personal()
        let calendar = try await calendar(personal)
        let file = await site.get(calendar)
        #expect(file.response.fields[.contentType] == "text/calendar; charset=utf-8")
        #expect(file.text.contains("STATUS:CONFIRMED\r\n"))
        #expect(file.text.contains("ORGANIZER:mailto:kontakt@example.se\r\n"))
        #expect(!file.text.contains(personal.dropFirst("/anmalan/".count)))
        _ = await site.post(personal + "/avboka", [])
        #expect(await site.get(calendar).text.contains("STATUS:CANCELLED\r\n"))
    }

    @Test func `the link of the calendar opens the calendar alone, and each link of a person shows the same`()
        async throws
    {
        let personal = try await personal()
        let secret = try await calendar(personal).dropFirst("/kalender/".count).dropLast(".ics".count)
        for page in ["", "/andra", "/avboka", "/biljett", "/lamna-over"] {
            #expect(await site.get("/anmalan/\(secret)\(page)").status == 404)
            #expect(await site.get("/anmalan/\(secret.prefix(22))\(page)").status == 404)
        }
        #expect(await site.post("/kalender/\(secret).ics", []).status == 405)
        let other = try await self.personal(2)
        #expect(try await calendar(other) != calendar(personal))
        try await site.store.requestLostLink(email: "deltagare1@example.se", now: noon)
        _ = try await site.store.takeDueMessage(now: noon)
        _ = try await site.store.takeDueMessage(now: noon)
        let mailed = try #require(try await site.store.takeDueMessage(now: noon)?.link)
        #expect(try await calendar("/anmalan/\(mailed.text)") == calendar(personal))
    }

    @Test func `a seat that is handed over takes its calendar with it`() async throws {
        let personal = try await personal()
        let followed = try await calendar(personal)
        let claim = try await claimLink(personal)
        let token = await site.get(claim).hidden("token")
        #expect(await site.post(claim, site.answers(2, token: token)).status == 303)
        #expect(await site.get(followed).status == 404)
    }

    @Test func `only a seat has a ticket, and the ticket says all in words`() async throws {
        let personal = try await personal()
        let page = await site.get(personal + "/biljett").text
        let code = try #require(try await site.store.attendee(id: 1)?.code)
        for words in ["Påhitt von Övning", ">\(code)</p>", "Lördag 20 mars 2027", "Stockholm"] {
            #expect(page.contains(words), "\(words)")
        }
        _ = await site.post(personal + "/avboka", [])
        #expect(await site.get(personal + "/biljett").location == personal)
    }
}
