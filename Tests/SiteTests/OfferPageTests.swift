import Conference
import Fixtures
import Foundation
import HTTPTypes
import Storage
import Testing

@testable import Site

/// Nässjö has one seat: the first has it, the second is offered it when the first cancels, the third waits.
struct OfferPageTests {
    let site: TestSite
    let first, second, third: String

    init() async throws {
        site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        first = try #require(await site.signUp(1).location)
        second = try #require(await site.signUp(2).location)
        third = try #require(await site.signUp(3).location)
        _ = await site.post(first + "/avboka", [])
    }

    private func state(_ page: String, _ site: TestSite? = nil) async -> String {
        let text = await (site ?? self.site).get(page).text
        guard let start = text.firstRange(of: "data-state=\"") else { return "" }
        return String(text[start.upperBound...].prefix { $0 != "\"" })
    }

    private func answer(_ answer: String, _ page: String) async -> Reply {
        await site.post(page + "/plats", [("answer", answer)])
    }

    @Test func `an offer says until when, and leads to its answer`() async throws {
        let page = await site.get(second)
        #expect(page.text.contains("Du erbjuds en plats"))
        #expect(page.text.contains("href=\"\(second)/plats\""))
        let end = try #require(try await site.store.lastOffer(to: 2)?.endsAt)
        #expect(page.text.contains("hålls för dig till \(SwedishTime.moment(end).sv)"))
        #expect(await site.get(second + "/plats").text.contains("hålls för dig till \(SwedishTime.moment(end).sv)"))
    }

    @Test func `programs that open the links of mails change nothing`() async {
        for _ in 0..<3 { #expect(await site.get(second + "/plats").status == 200) }
        _ = await site.ask(.head, second + "/plats")
        #expect(await state(second) == "offered")
    }

    @Test func `yes gives the seat, and stays yes`() async {
        #expect(await answer("yes", second).location == second)
        #expect(await state(second) == "confirmed")
        #expect(await answer("yes", second).location == second)
        #expect(await answer("no", second).text.contains("Du har redan en plats"))
        #expect(await state(second) == "confirmed")
        #expect(await state(third) == "waiting")
    }

    @Test func `no passes the seat on to the next at once`() async {
        #expect(await answer("no", second).location == second)
        #expect(await state(second) == "cancelled")
        #expect(await state(third) == "offered")
        #expect(await answer("yes", second).text.contains("Du har tackat nej"))
    }

    @Test func `an answer that comes too late finds the seat gone on`() async throws {
        let end = try #require(try await site.store.lastOffer(to: 2)?.endsAt)
        let late = site.later(end)
        #expect(await late.get(second + "/plats").text.contains("Tiden för att svara har gått ut"))
        let reply = await late.post(second + "/plats", [("answer", "yes")])
        #expect(reply.text.contains("Tiden för att svara har gått ut"))
        #expect(await state(second, late) == "cancelled")
        #expect(await state(third, late) == "offered")
    }

    @Test(arguments: ["", "maybe"])
    func `an answer that is none asks again`(text: String) async {
        #expect(await answer(text, second).text.contains("Ja, jag vill ha platsen"))
        #expect(await state(second) == "offered")
    }

    @Test func `whoever waits is told what moves the line and how long an offer lasts`() async {
        let page = await site.get(third)
        #expect(page.text.contains("Så fungerar kön"))
        #expect(page.text.contains("när någon i din grupp avbokar"))
        #expect(page.text.contains("hålls platsen för dig i högst 24 timmar"))
        #expect(await site.get(third + "/plats").text.contains("Ingen plats är ledig för dig än"))
    }

    @Test func `a link that leads nowhere has no offer`() async {
        let nowhere = "/anmalan/AAAAAAAAAAAAAAAAAAAAAA/plats"
        #expect(await site.get(nowhere).status == 404)
        #expect(await site.post(nowhere, [("answer", "yes")]).status == 404)
    }
}
