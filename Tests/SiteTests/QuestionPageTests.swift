import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

extension TestSite {
    /// Adds a question by the organisers' own form.
    func ask(_ session: HTTPFields, _ fields: [(String, String)]) async -> Reply {
        let token = await get("/admin/fragor/ny", fields: session).hidden("token")
        let usual = [
            ("token", token), ("purposeSv", "För provet"), ("purposeEn", "For the trial"), ("retention", "days"),
            ("retentionDays", "14"),
        ]
        return await post("/admin/fragor/ny", fields + usual, fields: session)
    }
}

struct QuestionPageTests {
    /// Somebody from a kommun is asked 1 and, upon yes, 2; 3 is for the press.
    private func asking() async throws -> (TestSite, HTTPFields) {
        let site = try await TestSite()
        let session = try await site.signedIn()
        for fields in [
            [("kind", "yesNo"), ("labelSv", "Kommer du med tåg?"), ("labelEn", "By train?"), ("required", "yes")],
            [
                ("kind", "number"), ("labelSv", "Hur många byten?"), ("labelEn", "How many changes?"),
                ("required", "yes"),
                ("lowest", "0"), ("highest", "9"), ("condition", "1=yes"),
            ],
            [("kind", "line"), ("labelSv", "Vilken tidning?"), ("labelEn", "Which paper?"), ("audience", "press")],
        ] {
            let reply = await site.ask(session, fields)
            #expect(reply.location == "/admin/fragor", "\(reply.text)")
        }
        return (site, session)
    }

    @Test func `without questions the sign-up is one step`() async throws {
        let site = try await TestSite()
        #expect(!(await site.get("/anmalan").text.contains("Steg 1 av 3")))
        let personal = try #require(await site.signUp(1).location)
        #expect(!personal.hasSuffix("/fragor"))
        #expect(await site.get(personal + "/fragor").location == personal)
    }

    @Test func `with questions the sign-up leads on to them, and a follow-up is asked in a further round`() async throws
    {
        let (site, _) = try await asking()
        #expect(await site.get("/en/registration").text.contains("Step 1 of 3"))
        let address = try #require(await site.signUp(1).location)
        #expect(address.hasSuffix("/fragor"))
        let personal = String(address.dropLast("/fragor".count))
        let first = await site.get(address)
        #expect(first.text.contains("Steg 2 av 3") && first.text.contains("data-state=\"confirmed\""))
        #expect(first.text.contains("Varför vi frågar: För provet") && !first.text.contains("Vilken tidning?"))
        #expect(first.text.contains("<template>"))
        #expect(await site.get(personal).text.contains("data-missing=\"1\""))

        let further = await site.post(address, [("shown", "1"), ("q1", "yes")])
        #expect(further.location == address + "?next=yes")
        let second = await site.get(address + "?next=yes")
        #expect(!second.text.contains("<template>") && second.text.contains("Hur många byten?"))
        let wrong = await site.post(address, [("shown", "1"), ("shown", "2"), ("q1", "yes"), ("q2", "tolv")])
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("<li><a href=\"#q2\">Hur många byten?: skriv ett heltal"))
        #expect(wrong.text.contains("value=\"tolv\""))
        let done = await site.post(address, [("shown", "1"), ("shown", "2"), ("q1", "yes"), ("q2", "3")])
        #expect(done.location == personal + "?saved=yes")
        let page = await site.get(personal + "?saved=yes")
        #expect(
            page.text.contains("Steg 3 av 3") && page.text.contains("<dd>3</dd>") && !page.text.contains("data-missing")
        )
    }

    @Test func `questions speak the visitor's language and tell what becomes of the answers`() async throws {
        let (site, _) = try await asking()
        let address = try #require(await site.signUp(1, language: .english).location)
        let page = await site.get(address)
        #expect(page.text.contains("By train?") && page.text.contains("Why we ask: For the trial"))
        #expect(page.text.contains("The answer is deleted 14 days after the conference."))
        #expect(!page.text.contains("Kommer du med tåg?"))
        #expect(await site.get("/integritet").text.contains("<strong>Kommer du med tåg?</strong> För provet"))
        #expect(await site.get("/en/privacy").text.contains("<strong>By train?</strong> For the trial"))
    }

    @Test(arguments: [
        [("shown", "1"), ("q1", "kanske")], [("shown", "1"), ("q1", "yes"), ("q1", "no")], [("shown", "1")],
        [("shown", "1"), ("q1", "<script>")],
    ])
    func `hostile or missing answers are refused at the question and nothing is written`(fields: [(String, String)])
        async throws
    {
        let (site, _) = try await asking()
        let address = try #require(await site.signUp(1).location)
        let reply = await site.post(address, fields)
        #expect(reply.status == 422 && reply.text.contains("id=\"q1-error\"") && !reply.text.contains("<script>\""))
        #expect(try await site.store.questionnaire(of: 1)?.answers == QuestionAnswers())
    }

    @Test(arguments: [[("shown", "99"), ("q99", "x")], [("shown", "3"), ("q3", "Påhittat")], [("shown", "x")], []])
    func `answers to what is not asked are nothing`(fields: [(String, String)]) async throws {
        let (site, _) = try await asking()
        let address = try #require(await site.signUp(1).location)
        #expect(await site.post(address, fields).location == address + "?next=yes")
        #expect(try await site.store.questionnaire(of: 1)?.answers == QuestionAnswers())
    }

    @Test func `after the change stop the page says so and shows what came too late`() async throws {
        let (site, _) = try await asking()
        let address = try #require(await site.signUp(1).location)
        let later = site.later(ConferenceFacts.trial(capacity: 1).changeStopsAt)
        #expect(await later.get(address).text.contains("Svaren kan inte ändras"))
        let reply = await later.post(address, [("shown", "1"), ("q1", "yes")])
        #expect(reply.status == 409 && reply.text.contains("<dd>Ja</dd>"))
    }

    @Test func `a link that nobody has asks nothing`() async throws {
        let (site, _) = try await asking()
        #expect(await site.get("/anmalan/AAAAAAAAAAAAAAAAAAAAAA/fragor").status == 404)
        #expect(await site.post("/anmalan/AAAAAAAAAAAAAAAAAAAAAA/fragor", []).status == 404)
    }

    @Test func `organisers see who has not answered, the answers, and have them in the export`() async throws {
        let (site, session) = try await asking()
        let address = try #require(await site.signUp(1).location)
        #expect(await site.get("/admin/deltagare", fields: session).text.contains("svar saknas"))
        _ = await site.post(address, [("shown", "1"), ("q1", "no")])
        #expect(!(await site.get("/admin/deltagare", fields: session).text.contains("svar saknas")))
        #expect(await site.get("/admin/deltagare/1", fields: session).text.contains("<dd>Nej</dd>"))
        let excel = try await site.get("/admin/deltagare.csv", fields: session).streamed()
        let text = String(decoding: excel, as: UTF8.self)
        #expect(text.contains("\"Kommer du med tåg?\";\"Hur många byten?\";\"Vilken tidning?\"\r\n"))
        #expect(text.contains("\"Nej\";\"\";\"\"\r\n"))
        let plain = try await site.get("/admin/deltagare.csv?format=plain", fields: session).streamed()
        #expect(String(decoding: plain, as: UTF8.self).contains(",question1,question2,question3\r\n"))
    }

    @Test func `an organiser describes, mends, moves and retires a question`() async throws {
        let (site, session) = try await asking()
        let bad = await site.ask(
            session, [("kind", "choice"), ("labelSv", "Färg"), ("labelEn", ""), ("choice0Sv", "Röd")])
        #expect(bad.status == 422)
        for control in ["labelEn", "choice0En", "choice1Sv"] { #expect(bad.text.contains("<a href=\"#\(control)\">")) }
        #expect(bad.text.contains("value=\"Röd\""))
        let token = await site.get("/admin/fragor", fields: session).hidden("token")
        let refused = await site.post(
            "/admin/fragor/2/flytta", [("token", token), ("direction", "up")], fields: session)
        #expect(refused.status == 409 && refused.text.contains("En följdfråga måste komma efter"))
        let moved = await site.post("/admin/fragor/3/flytta", [("token", token), ("direction", "up")], fields: session)
        #expect(moved.location == "/admin/fragor")
        #expect(try await site.store.questions().map(\.id) == [1, 3, 2])
        _ = await site.post("/admin/fragor/3/avsluta", [("token", token), ("retired", "yes")], fields: session)
        #expect(await site.get("/admin/fragor", fields: session).text.contains("Ställs inte längre"))
        let edit = await site.get("/admin/fragor/2", fields: session)
        #expect(edit.text.contains("value=\"Hur många byten?\"") && edit.text.contains("value=\"1=yes\" selected"))
        #expect(await site.get("/admin/fragor/forhandsvisning", fields: session).text.contains("Hur många byten?"))
        #expect(await site.get("/admin/fragor/99", fields: session).status == 404)
    }

    @Test(arguments: ["/admin/fragor", "/admin/fragor/ny", "/admin/fragor/1", "/admin/fragor/forhandsvisning"])
    func `the questions are changed by organisers only`(address: String) async throws {
        let site = try await TestSite()
        #expect(await site.get(address).location == "/admin/logga-in")
        let session = try await site.signedIn()
        for form in ["/admin/fragor/ny", "/admin/fragor/1", "/admin/fragor/1/flytta", "/admin/fragor/1/avsluta"] {
            #expect(await site.post(form, [("token", "påhitt")], fields: session).status == 403)
        }
    }
}
