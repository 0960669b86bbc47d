import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

struct ProgrammePageTests {
    private let good = [
        "kind": "talk", "titleSv": "Öppning", "titleEn": "Opening", "starts": "9.00", "ends": "10.00", "room": "1",
        "aboutSv": "Vi *börjar*.",
    ]

    /// A hall with ten chairs, and one who speaks.
    private func site() async throws -> (TestSite, HTTPFields) {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        let room = await send(
            site, session, "/admin/program/lokaler/ny", ["nameSv": "Salen", "nameEn": "The hall", "seats": "10"])
        #expect(room.location == "/admin/program")
        let speaker = await send(
            site, session, "/admin/program/medverkande/ny",
            [
                "name": "Talare Ett", "titleSv": "forskare", "organisation": "Påhittat universitet",
                "aboutSv": "**Påhittad**.",
            ])
        #expect(speaker.location == "/admin/program")
        return (site, session)
    }

    private func send(
        _ site: TestSite, _ session: HTTPFields, _ address: String, _ fields: [String: String], speaker: String? = nil
    ) async -> Reply {
        let page = await site.get(address, fields: session)
        let hidden = [("token", page.hidden("token")), ("revision", page.hidden("revision"))]
        let pairs = hidden.filter { fields[$0.0] == nil } + fields.map { ($0.key, $0.value) }
        return await site.post(address, pairs + (speaker.map { [("speaker", $0)] } ?? []), fields: session)
    }

    @Test func `what organisers add is in the programme, in both languages`() async throws {
        let (site, session) = try await site()
        #expect(await site.get("/program").text.contains("Programmet är inte klart än."))
        #expect(await !site.get("/").text.contains("Hela programmet"))
        #expect(await send(site, session, "/admin/program/ny", good, speaker: "1").location == "/admin/program")
        let page = await site.get("/program").text
        for words in [
            "Lördag 20 mars 2027", ">9.00</time>–", "<h3>Öppning</h3>", "Salen", "<p>Vi <em>börjar</em>.</p>",
            "<a href=\"#medverkande-1\">Talare Ett</a>, Påhittat universitet", "<strong>Påhittad</strong>",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        let english = await site.get("/en/programme").text
        for words in [
            "<h3>Opening</h3>", "The hall", "<div class=\"prose\" lang=\"sv\">\n<p>Vi <em>börjar</em>.</p>",
            "<span lang=\"sv\">forskare</span>",
        ] {
            #expect(english.contains(words), "\(words)")
        }
        #expect(await site.get("/").text.contains("<a href=\"/program\">Hela programmet</a>"))
        #expect(await site.get("/admin/program", fields: session).text.contains("Öppning"))
    }

    @Test func `a room that is taken is refused at its control, with all that was typed`() async throws {
        let (site, session) = try await site()
        _ = await send(site, session, "/admin/program/ny", good)
        let refused = await send(
            site, session, "/admin/program/ny", good.merging(["titleSv": "Dubbelt <bokat>"]) { $1 })
        #expect(refused.status == 422)
        #expect(refused.text.contains("<a href=\"#room\">Lokalen är upptagen 9.00–10.00: Öppning."))
        #expect(refused.text.contains("value=\"Dubbelt &lt;bokat&gt;\""))
    }

    @Test func `a speaker in two places is asked about, and told of in the programme once it is so`() async throws {
        let (site, session) = try await site()
        _ = await send(site, session, "/admin/program/ny", good, speaker: "1")
        let second = good.merging(["room": "", "titleSv": "Samtidigt"]) { $1 }
        let asked = await send(site, session, "/admin/program/ny", second, speaker: "1")
        #expect(asked.status == 200 && asked.text.contains("Talare Ett medverkar också 9.00–10.00 i Öppning."))
        #expect(asked.text.contains("Spara ändå"))
        let answer = second.merging(["accepted": asked.hidden("accepted")]) { $1 }
        #expect(await send(site, session, "/admin/program/ny", answer, speaker: "1").status == 303)
        #expect(await site.get("/admin/program", fields: session).text.contains("Att se över"))
        #expect(await site.get("/program").text.contains("<li class=\"parallel\">"))
    }

    @Test func `a workshop stands in the programme with its room, and in the day of those who have a place`()
        async throws
    {
        let (site, session) = try await site()
        _ = await send(site, session, "/admin/program/ny", good)
        let workshop = [
            "titleSv": "Jobb", "titleEn": "Jobs", "day": "2027-03-20", "starts": "13:00", "ends": "14:30",
            "capacity": "11", "room": "1",
        ]
        let asked = await send(site, session, "/admin/workshoppar/ny", workshop, speaker: "1")
        #expect(asked.text.contains("Lokalen har 10 stolar och workshoppen 11 platser."))
        let fits = workshop.merging(["capacity": "10"]) { $1 }
        #expect(await send(site, session, "/admin/workshoppar/ny", fits, speaker: "1").status == 303)
        #expect(await site.get("/program").text.contains("10 platser kvar av 10"))
        let form = await site.get("/admin/workshoppar/1", fields: session).text
        #expect(form.contains("<option value=\"1\" selected=\"selected\">Salen, 10 stolar</option>"))
        #expect(form.contains("name=\"speaker\" value=\"1\" checked=\"checked\""))

        let questions = try #require(await site.signUp(1).location)
        let personal = String(questions.dropLast("/fragor".count))
        #expect(await !site.get(personal).text.contains("13.00–14.30</span>"))
        _ = await site.post(questions, [("workshops", "shown"), ("workshop", "1")])
        let day = await site.get(personal).text
        #expect(day.contains("<h2>Ditt program</h2>"))
        #expect(day.contains("<span class=\"hours\">13.00–14.30</span> <span><strong>Jobb</strong>, Salen</span>"))
    }

    @Test func `what is in use is not taken away, and says why`() async throws {
        let (site, session) = try await site()
        _ = await send(site, session, "/admin/program/ny", good, speaker: "1")
        for address in ["/admin/program/lokaler/1", "/admin/program/medverkande/1"] {
            let refused = await send(site, session, address, ["retired": "yes"])
            #expect(refused.status == 409 && refused.text.contains("Inget är ändrat"))
        }
        for address in ["/admin/program/1", "/admin/program/lokaler/1", "/admin/program/medverkande/1"] {
            #expect(await send(site, session, address, ["retired": "yes"]).status == 303)
        }
        #expect(await site.get("/program").text.contains("inte klart än"))
        let back = await send(site, session, "/admin/program/1", ["retired": "no"])
        #expect(back.status == 422 && back.text.contains("Salen används inte längre."))
    }

    @Test(arguments: ["/admin/program/1", "/admin/program/lokaler/1", "/admin/program/medverkande/1"])
    func `the later of two organisers is told`(address: String) async throws {
        let (site, session) = try await site()
        _ = await send(site, session, "/admin/program/ny", good)
        let fields = good.merging(["name": "Talare Ny", "nameSv": "Sal", "nameEn": "Hall", "revision": "1"]) { $1 }
        #expect(await send(site, session, address, fields).status == 303)
        let late = await send(site, session, address, fields)
        #expect(late.status == 409 && late.text.contains("någon var före dig") && late.hidden("revision") == "2")
    }

    @Test func `a room or speaker that there is not is no choice`() async throws {
        let (site, session) = try await site()
        for (fields, speaker) in [(good.merging(["room": "9"]) { $1 }, nil), (good, "9")]
            as [([String: String], String?)]
        {
            #expect(await send(site, session, "/admin/program/ny", fields, speaker: speaker).status == 422)
        }
    }
}
