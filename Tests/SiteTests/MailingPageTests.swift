import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

struct MailingPageTests {
    private let site: TestSite
    private let session: HTTPFields
    private let token: String

    init() async throws {
        site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        for number in 1...3 { _ = await site.signUp(number, ["familyName": "Prov\(number)"]) }
        session = try await site.signedIn()
        token = await site.get("/admin/losenord", fields: session).hidden("token")
    }

    private func get(_ address: String) async -> Reply { await site.get(address, fields: session) }

    private func post(_ address: String, _ form: [(String, String)]) async -> Reply {
        await site.post(address, form + [("token", token), await site.seen(address, session)], fields: session)
    }

    private let words = [
        ("subjectSv", "Hej {namn}"), ("subjectEn", "Hello {name}"), ("bodySv", "Svenska <b>"), ("bodyEn", "English"),
        ("perMinute", "60"), ("voluntary", "yes"),
    ]

    @Test func `words of one's own are kept as a draft, looked at, used, and given up again`() async throws {
        let address = "/admin/utskick/texter/confirmation"
        let kept = await post(address, [("subjectSv", "Välkommen"), ("subjectEn", "Welcome")])
        #expect(kept.location == address + "/visa")
        let preview = await get(address + "/visa")
        #expect(
            preview.text.contains("Det här är ett utkast.") && preview.text.contains("<dd lang=\"sv\">Välkommen</dd>"))
        #expect(preview.text.contains("src=\"\(address)/brev?nummer=0&amp;sprak=sv\""))
        #expect(preview.response.fields[.contentSecurityPolicy]?.contains("frame-src 'self'") == true)
        #expect(await get(address + "/visa?nummer=2&sprak=en").text.contains("Welcome"))
        #expect(await get(address + "/visa?nummer=2").text.contains("Person 2 av 2"))
        #expect(await get(address + "/visa?nummer=99").status == 200)
        #expect(await post(address + "/visa", [("what", "use")]).location == address + "/visa?anvands=ja")
        #expect(try await site.store.mailTexts(areDrafts: false)[.confirmation]?.subject?.sv == "Välkommen")
        #expect(await get("/admin/utskick/texter").text.contains("<td>Egen</td>"))
        #expect(await post(address, [("what", "built-in")]).location == "/admin/utskick/texter")
        #expect(try await site.store.mailTexts(areDrafts: false).isEmpty)
    }

    @Test func `a letter has its own page, in which nothing runs and which only we may frame`() async throws {
        let letter = await get("/admin/utskick/texter/paminnelse/brev?nummer=1")
        let policy = try #require(letter.response.fields[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'") && policy.hasSuffix("frame-ancestors 'self'; sandbox"))
        #expect(await site.get("/admin/utskick/texter/paminnelse/brev").status == 303)
    }

    @Test func `an unknown placeholder is told at its field, and nothing that was typed is lost`() async throws {
        let reply = await post(
            "/admin/utskick/texter/waiting",
            [("subjectSv", "Hej {namn} <b>"), ("subjectEn", "Hello"), ("bodySv", "kvar"), ("bodyEn", "kept")])
        #expect(reply.status == 422)
        #expect(reply.text.contains("<a href=\"#subjectSv\">{namn} går inte att använda här."))
        #expect(reply.text.contains("value=\"Hej {namn} &lt;b&gt;\"") && reply.text.contains("\nkvar</textarea>"))
        for kind in ["invitation", "lostLink", "mailing", "test", "nonsense"] {
            #expect(await get("/admin/utskick/texter/\(kind)").status == 404)
        }
    }

    @Test func `a mailing is written to a filter, counted, tried out, sent, stopped and gone on with`() async throws {
        let counted = await post("/admin/utskick/till-manga/ny", words + [("state", "waiting"), ("what", "count")])
        #expect(counted.text.contains("1 person får mejlet") && counted.text.contains("value=\"Hej {namn}\""))
        let kept = await post("/admin/utskick/till-manga/ny", words + [("kommun", "0682"), ("what", "save")])
        #expect(kept.location == "/admin/utskick/till-manga/1/visa")
        #expect(await get("/admin/utskick/till-manga/1/visa?nummer=3").text.contains("Person 3 av 3"))
        #expect(await post("/admin/utskick/till-manga/1/visa", [("address", "inte en adress")]).status == 422)
        let tested = await post("/admin/utskick/till-manga/1/visa", [("what", "test"), ("address", "jag@example.se")])
        #expect(tested.location == "/admin/utskick/till-manga/1/visa?prov=ja")
        #expect(await get("/admin/utskick/till-manga/1/visa?prov=ja").text.contains("value=\"jag@example.se\""))
        #expect(
            try await site.store.messages(.pending, limit: 2).map(\.recipient) == ["jag@example.se", "jag@example.se"])

        let mailing = "/admin/utskick/till-manga/1"
        #expect(await get(mailing).text.contains("Skicka till 3 personer"))
        let late = await post(mailing, [("what", "schedule"), ("startsDay", "2020-01-01"), ("startsTime", "9:00")])
        #expect(
            late.status == 422 && late.text.contains("Välj en tid som inte har varit")
                && late.text.contains("2020-01-01"))
        _ = await post(mailing, [("what", "schedule"), ("startsDay", "2027-01-16"), ("startsTime", "9.00")])
        #expect(await get(mailing).text.contains("börjar 16 januari 2027 kl. 9.00"))
        _ = await post(mailing, [("what", "unschedule")])
        #expect(await post(mailing, [("what", "start")]).location == mailing)
        #expect(try await site.store.advanceMailings(now: noon) == 1)
        let running = await get(mailing)
        #expect(running.text.contains("data-refreshes=\"3\"") && running.text.contains("0 av 3 är behandlade"))
        _ = await post(mailing, [("what", "stop")])
        #expect(await get(mailing).text.contains("Fortsätt utskicket"))
        #expect(
            await get(mailing + "/mottagare?state=waiting").text.matches(of: #/data-recipient-state="waiting"/#).count
                == 3)
        _ = await post(mailing, [("what", "continue")])
        for second in 0..<4 { try await site.store.advanceMailings(now: noon + Double(second)) }
        #expect(await get(mailing).text.contains("Klart"))
        #expect(await get(mailing + "/andra").status == 404)
        let tooLate = await post(mailing + "/andra", words + [("what", "save")])
        #expect(tooLate.status == 409 && tooLate.text.contains("har redan börjat"))
        #expect(tooLate.text.contains("value=\"Hej {namn}\""), "what was typed is kept")
        #expect(await get("/admin/logg?what=mailingStarted").text.contains("Ett utskick började"))
    }

    @Test func `those of a filter and those who were marked are mailed from the list`() async throws {
        let selection = await get("/admin/deltagare/urval?which=marked&mark=1&mark=3")
        #expect(
            selection.text.contains("href=\"/admin/utskick/till-manga/ny?chosen=1,3\"")
                || selection.text.contains("chosen=1%2C3"))
        let form = await get("/admin/utskick/till-manga/ny?chosen=1,3")
        #expect(form.text.contains("2 personer som du markerade"))
        let kept = await post(
            "/admin/utskick/till-manga/ny", words + [("chosen", form.hidden("chosen")), ("what", "save")])
        #expect(kept.status == 303)
        #expect(try await site.store.mailing(id: 1)?.filter.chosen == [1, 3])
        let reader = try await site.session([.reader], name: "läsare")
        #expect(await !site.get("/admin/deltagare/urval", fields: reader).text.contains("till-manga"))
    }

    @Test func `what must be there in both languages is asked for in both`() async throws {
        let reply = await post("/admin/utskick/till-manga/ny", words.map { ($0.0, $0.0 == "bodyEn" ? "" : $0.1) })
        #expect(reply.status == 422)
        #expect(reply.text.contains("<a href=\"#bodyEn\">Skriv en text</a>"))
        #expect(reply.text.contains("Svenska &lt;b&gt;</textarea>"))
    }

    @Test(arguments: MailingTemplate.allCases)
    func `a ready text can be sent as it is`(template: MailingTemplate) async throws {
        #expect(MailingDraft.check { template.draft.typed($0) } == .valid(template.draft))
        let form = await get("/admin/utskick/till-manga/ny?mall=\(template.rawValue)")
        #expect(form.text.contains("{konferens}"))
    }
}
