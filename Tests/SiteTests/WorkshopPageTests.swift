import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

struct WorkshopPageTests {
    /// Two at the same time, one place each.
    private func site() async throws -> (TestSite, HTTPFields) {
        let site = try await TestSite()
        let session = try await site.signedIn()
        for name in ["Jobb", "Skola"] {
            let token = await site.get("/admin/workshoppar/ny", fields: session).hidden("token")
            let fields = [
                ("token", token), ("titleSv", name), ("titleEn", name + " (en)"), ("day", "2027-03-20"),
                ("starts", "13:00"), ("ends", "14:30"), ("capacity", "1"),
            ]
            #expect(
                await site.post("/admin/workshoppar/ny", fields, fields: session).location == "/admin/workshoppar")
        }
        return (site, session)
    }

    private func choose(_ site: TestSite, _ address: String, _ workshops: [Int]) async -> Reply {
        await site.post(address, [("workshops", "shown")] + workshops.map { ("workshop", String($0)) })
    }

    @Test func `the start page tells of the workshops and the places left`() async throws {
        let (site, _) = try await site()
        let page = await site.get("/")
        #expect(page.text.contains("<strong>Jobb</strong>, 20 mars 2027 kl. 13.00–14.30. 1 plats kvar av 1."))
        #expect(await site.get("/en").text.contains("<strong>Jobb (en)</strong>, 20 March 2027 at 13:00–14:30."))
        let address = try #require(await site.signUp(1).location)
        _ = await choose(site, address, [1])
        #expect(await site.get("/").text.contains("Fullt, ingen står i kö."))
    }

    @Test func `overlapping choices are refused at the workshop, and stay ticked`() async throws {
        let (site, _) = try await site()
        let address = try #require(await site.signUp(1).location)
        let reply = await choose(site, address, [1, 2])
        #expect(reply.status == 422)
        #expect(reply.text.contains("<a href=\"#workshop-1\">Jobb och Skola är på samma tid. Välj en av dem.</a>"))
        #expect(reply.text.contains("value=\"1\" checked") && reply.text.contains("value=\"2\" checked"))
    }

    @Test func `to open an offer changes nothing, to answer it does`() async throws {
        let (site, _) = try await site()
        let first = try #require(await site.signUp(1).location)
        let second = try #require(await site.signUp(2).location)
        _ = await choose(site, first, [1])
        _ = await choose(site, second, [1, 2])
        _ = await choose(site, first, [])
        let personal = String(second.dropLast("/fragor".count))
        for _ in 1...2 {
            let offer = await site.get(personal + "/workshop/1")
            #expect(
                offer.text.contains("Ja, jag vill ha platsen") && offer.text.contains("lämnar du din plats i Skola"))
        }
        for answer in [[], [("answer", "zz")]] {
            #expect(await site.post(personal + "/workshop/1", answer).status == 200, "neither yes nor no")
        }
        #expect(await site.get(personal).text.contains("data-workshop=\"offered\""))
        #expect(await site.post(personal + "/workshop/1", [("answer", "yes")]).location == personal)
        let page = await site.get(personal).text
        #expect(page.contains("data-workshop=\"taken\"><strong>Jobb</strong>") && !page.contains("Skola</strong>"))
        #expect(await site.get(personal + "/workshop/1").text.contains("Det finns inget erbjudande"))
        #expect(await site.get(personal + "/workshop/9").status == 404)
    }

    @Test(arguments: [["99"], ["x"], ["-1"], ["1", "1"], ["9223372036854775808"]])
    func `choices that there are not are nothing`(choices: [String]) async throws {
        let (site, _) = try await site()
        let address = try #require(await site.signUp(1).location)
        let reply = await site.post(address, [("workshops", "shown")] + choices.map { ("workshop", $0) })
        #expect(reply.status == 303)
        #expect(try await site.store.questionnaire(of: 1)?.places.count == (choices.contains("1") ? 1 : 0))
    }

    @Test func `organisers see who has what, in the export too, and are refused in words`() async throws {
        let (site, session) = try await site()
        let address = try #require(await site.signUp(1).location)
        _ = await choose(site, address, [1])
        let page = await site.get("/admin/workshoppar/1", fields: session)
        #expect(page.text.contains("von Övning</a>, Har plats"))
        #expect(await site.get("/admin/deltagare/1", fields: session).text.contains("<strong>Jobb</strong>"))
        let csv = String(
            decoding: try await site.get("/admin/deltagare.csv", fields: session).streamed(), as: UTF8.self)
        #expect(csv.contains("\"Jobb\";\"Skola\"\r\n") && csv.contains("\"Har plats\";\"\"\r\n"))
        let token = page.hidden("token")
        let refused = await site.post(
            "/admin/workshoppar/1",
            [
                ("token", token), ("seen", page.hidden("seen")), ("titleSv", "Jobb"), ("titleEn", "Jobs"),
                ("day", "2027-03-20"), ("starts", "13:00"), ("ends", "14:30"), ("capacity", "0"),
            ], fields: session)
        #expect(refused.status == 422 && refused.text.contains("1 plats är redan tagen"))
    }

    @Test(arguments: ["/admin/workshoppar", "/admin/workshoppar/ny", "/admin/workshoppar/1"])
    func `workshops are described by organisers only`(address: String) async throws {
        let site = try await TestSite()
        #expect(await site.get(address).location == "/admin/logga-in")
    }

    @Test func `organisers withdraw a workshop that nobody counts on, and read how many do`() async throws {
        let (site, session) = try await site()
        let address = try #require(await site.signUp(1).location)
        _ = await choose(site, address, [1])
        let counted = await site.get("/admin/workshoppar/1", fields: session)
        #expect(counted.text.contains("1 har plats och 0 står i kö."))
        #expect(!counted.text.contains("name=\"retired\""))
        func withdraw(_ retired: String) async -> Reply {
            let form = [("token", counted.hidden("token")), ("retired", retired)]
            return await site.post("/admin/workshoppar/1/avsluta", form, fields: session)
        }
        let refused = await withdraw("yes")
        #expect(refused.status == 409)
        #expect(refused.text.contains("1 har plats och 0 står i kö."))

        _ = await choose(site, address, [])
        #expect(await site.get("/admin/workshoppar/1", fields: session).text.contains("Sluta erbjuda den"))
        #expect(await withdraw("yes").location == "/admin/workshoppar")
        #expect(await !site.get("/").text.contains("Jobb"))
        #expect(await !site.get(address).text.contains("Jobb"))
        #expect(await site.get("/admin/workshoppar", fields: session).text.contains("Erbjuds inte längre"))
        #expect(await site.get("/admin/workshoppar/1", fields: session).text.contains("Erbjud den igen"))
        #expect(await withdraw("no").location == "/admin/workshoppar")
        #expect(await site.get("/").text.contains("Jobb"))
        #expect(await site.post("/admin/workshoppar/1/avsluta", [("retired", "yes")], fields: session).status == 403)
    }
}
