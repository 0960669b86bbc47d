import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

struct PrintingTests {
    private let site: TestSite
    private let session: HTTPFields

    init() async throws {
        site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 4)])
        session = try await site.session([.owner])
    }

    private func page(_ address: String) async throws -> String {
        let reply = await site.get("/admin/utskrifter/\(address)", fields: session)
        #expect(reply.status == 200, "\(address)")
        return String(decoding: try await reply.streamed(), as: UTF8.self)
    }

    private func names(_ page: String) -> [String] {
        page.matches(of: #/<p class="name">([^<]*)</p>/#).map { String($0.1).replacing("\u{AD}", with: "") }
    }

    @Test func `badges are for those with a seat, in Swedish order, under the name they want`() async throws {
        for (number, name) in ["Örn", "Åkesson", "Zander", "Waern", "Sist"].enumerated() {
            _ = await site.signUp(number + 1, ["givenName": "Bo", "familyName": name])
        }
        _ = await site.signUp(
            9, ["familyName": "Arvidsson", "badgeName": "Kajsa & co", "kommun": "1499", "dietaryNeeds": "hemligt"])
        let page = try await page("namnskyltar/ark")
        #expect(names(page) == ["Kajsa &amp; co", "Bo Waern", "Bo Zander", "Bo Åkesson", "Bo Örn"])
        #expect(page.matches(of: #/class="qr"/#).count == 5)
        #expect(page.contains(">Falköping</p>") && !page.contains("hemligt"))
        let everybody = try await self.page("namnskyltar/ark?everybody=yes&sheet=l4785&with=code")
        #expect(names(everybody).count == 6 && everybody.matches(of: #/class="qr"/#).count == 5)
        #expect(!everybody.contains("Falköping"))
        #expect(names(try await self.page("namnskyltar/ark?kommun=1499")) == ["Kajsa &amp; co"])
        #expect(names(try await self.page("namnskyltar/ark?state=waiting")) == ["Bo Sist"])
        #expect(names(try await self.page("namnskyltar/ark?q=ingen")) == [])
    }

    @Test(arguments: [(1, 4, 1), (21, 4, 1), (22, 4, 2), (24, 4, 2), (24, 1, 1)])
    func `the first sheet begins at the label that is asked for`(start: Int, people: Int, sheets: Int) async throws {
        for number in 1...people { _ = await site.signUp(number) }
        let page = try await page("namnskyltar/ark?sheet=l7159&start=\(start)")
        #expect(page.matches(of: #/<section class="sheet">/#).count == sheets)
        #expect(page.matches(of: #/<div class="badge/#).count == start - 1 + people)
        #expect(
            page.matches(of: #/<(section|div|main)[ >]/#).count == page.matches(of: #/</(section|div|main)>/#).count)
    }

    @Test func `a shift moves the labels, and one that is no number is told at its field`() async throws {
        let page = try await page("namnskyltar/ark?sheet=l7165&x=-1,25&y=2")
        #expect(page.contains("/admin/utskrifter/namnskyltar.css?sheet=l7165&amp;x=-1.25&amp;y=2.0\""))
        let style = try await self.page("namnskyltar.css?sheet=l7165&x=-1.25&y=2.0")
        #expect(style.contains("left: 3.4mm; top: 15.1mm;") && style.contains("@page { size: 210.0mm 297.0mm"))
        let reply = await site.get("/admin/utskrifter/namnskyltar/ark?x=sned", fields: session)
        #expect(reply.status == 422)
        #expect(reply.text.contains("id=\"x-error\"") && reply.text.contains("value=\"sned\""))
    }

    @Test func `the list leads to badges and lists to sign with its filter, and the form keeps it`() async throws {
        _ = await site.signUp(1)
        let list = await site.get("/admin/deltagare?kommun=0682&kolumner=role", fields: session)
        #expect(list.text.contains("/admin/utskrifter/namnskyltar?kommun=0682\""))
        #expect(list.text.contains("/admin/utskrifter/narvarolista?kommun=0682\""))
        let form = try await page("namnskyltar?kommun=0682&state=waiting&order=kommun")
        #expect(form.contains("name=\"kommun\" value=\"0682\"") && form.contains("name=\"state\" value=\"waiting\""))
        #expect(form.contains("value=\"kommun\" selected") && !form.contains("name=\"everybody\""))
    }

    @Test func `a label of the organisers stands on the badges of those who have it, if asked for`() async throws {
        for number in 1...2 { _ = await site.signUp(number, ["familyName": "Prov\(number)"]) }
        _ = try await site.store.label(
            AttendeeFilter(search: "prov1"), name: "Talare", isAdding: true, by: .system, now: noon)
        let label = try #require(try await site.store.labels().first)
        #expect(
            try await page("namnskyltar/ark?sheet=l4785&with=label:\(label.id)").contains("small mark\">Talare</p>"))
        #expect(try await page("namnskyltar/ark?sheet=l4785").matches(of: #/Talare/#).isEmpty)
        #expect(try await page("namnskyltar").contains("Etiketten Talare"))
    }

    @Test func `each kommun has a list of its own, and those from none the last`() async throws {
        _ = await site.signUp(1, ["familyName": "Öberg"])
        _ = await site.signUp(2, ["familyName": "Alm"])
        _ = await site.signUp(3, ["kommun": "1499"])
        _ = await site.signUp(4, ["organisationType": "region", "kommun": ""])
        let page = try await page("narvarolista?per=kommun")
        let headings = page.matches(of: #/<h2[^>]*>([^<]*)<\/h2>/#).map { String($0.1) }
        #expect(headings == ["Falköping", "Nässjö", "Inte från en kommun"])
        #expect(
            page.matches(of: #/<th scope="row">([^,]*),/#).map { String($0.1) } == [
                "von Övning", "Alm", "Öberg", "von Övning",
            ])
        #expect(page.matches(of: #/<h2 class="new-page">/#).count == 2)
        #expect(page.matches(of: #/<p>Antal: (\d)</p>/#).map { String($0.1) } == ["1", "2", "1"])
        #expect(try await self.page("narvarolista?kommun=1499").matches(of: #/<th scope="row">/#).count == 1)
    }

    @Test func `a workshop's list has those with a place in order, then the line in its own`() async throws {
        try await site.addWorkshops()
        let workshop = try #require(try await site.store.workshops().first)
        let answers = ["Örn", "Alm", "Zander"].enumerated().map { ($0.offset + 1, $0.element) }
        for (number, name) in answers {
            let address = try #require(await site.signUp(number, ["familyName": name]).location)
            let reply = await site.post(address, [("workshops", "shown"), ("workshop", String(workshop.id))])
            #expect(reply.status == 303)
        }
        let page = try await page("narvarolista?signed=\(workshop.id)")
        #expect(page.matches(of: #/<th scope="row">([^,]*),/#).map { String($0.1) } == ["Alm", "Zander", "Örn"])
        #expect(try await self.page("narvarolista?signed=all").contains("Alm, Påhitt"))
        for address in ["signed=99", "signed=x", "per=region"] {
            let reply = await site.get("/admin/utskrifter/narvarolista?\(address)", fields: session)
            #expect(reply.status == 404)
        }
    }

    @Test func `the kitchen's sheet has figures of three and more, and nobody's words`() async throws {
        let answers = ["Vegan", "vegan.", "VEGAN", "Vegan"]
        for (number, answer) in answers.enumerated() {
            _ = await site.signUp(number + 1, ["dietaryNeeds": answer])
        }
        for number in 5...7 { _ = await site.signUp(number, ["kommun": "1499", "dietaryNeeds": "Laktosfritt"]) }
        _ = await site.signUp(8, ["kommun": "0114", "dietaryNeeds": "Ring Påhitt om nöt"])
        _ = await site.signUp(9, ["kommun": "0120", "accessNeeds": "Hörslinga"])
        let page = try await page("behov")
        #expect(page.contains("<th scope=\"row\">Vegan</th><td class=\"number\">4</td>"))
        #expect(page.contains("<th scope=\"row\">Annat</th><td class=\"number\">4</td>"))
        #expect(!page.contains("nöt") && !page.contains("örslinga") && page.contains("Färre än 3 har svarat"))
    }
}
