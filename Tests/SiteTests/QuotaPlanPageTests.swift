import Conference
import Fixtures
import Foundation
import FoundationXML
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

private let terms = QuotaTerms(
    method: .adjustedOddNumbers, seats: 100, floor: 0, ceiling: 5,
    hosts: ["2081": 10, "1499": 10, "1885": 10, "0682": 10], hostCeiling: 20, others: ["region": 6], otherCeiling: 8)

private func form(changing answers: [String: String] = [:]) -> [(String, String)] {
    QuotaTerms.Control.all.map { ($0.rawValue, answers[$0.rawValue] ?? terms.typed($0)) }
}

private func query(changing answers: [String: String] = [:]) -> String {
    "/admin/kvoter/fordela?" + FormData.encode(form(changing: answers))
}

struct QuotaPlanPageTests {
    private func isWellFormed(_ reply: Reply) -> Bool {
        let parser = XMLParser(data: Data(reply.bytes))
        _ = parser.parse()
        return parser.parserError == nil
    }

    @Test func `a division is seen before it is made, made once it is applied, and open to all thereafter`()
        async throws
    {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        for number in 1...3 { _ = await site.signUp(number) }
        let session = try await site.signedIn()
        let empty = await site.get("/admin/kvoter/fordela", fields: session)
        #expect(empty.status == 200 && !empty.text.contains("Genomför") && isWellFormed(empty))

        let shown = await site.get(query(), fields: session)
        #expect(shown.status == 200 && isWellFormed(shown))
        #expect(shown.text.contains("100 platser fördelas. 0 blir gemensamma för alla."))
        #expect(shown.text.contains("2 i kön får plats eller erbjudande genast och får mejl om det: Nässjö 2."))
        #expect(shown.text.contains("<strong>+10</strong>"))
        #expect(try await site.store.quotaBoard().pool == 99, "nothing has changed")

        let agreed = form() + [("token", shown.hidden("token")), ("standing", shown.hidden("standing"))]
        let applied = await site.post("/admin/kvoter/fordela", agreed, fields: session)
        #expect(applied.location == "/admin/kvoter/fordela?decided=1&seated=2")
        #expect(await site.get(applied.location ?? "", fields: session).text.contains("2 personer i kön fick plats"))
        #expect(try await site.store.quotaBoard().lines.reduce(0) { $0 + $1.quota.reserved } == 100)

        let again = await site.post("/admin/kvoter/fordela", agreed, fields: session)
        #expect(again.status == 409 && again.text.contains("Kvoterna har ändrats sedan du såg förslaget"))
        #expect(try await site.store.quotaDecisions().count == 1, "a double click decides once")

        for address in ["/kvoter/beslut/1", "/en/quotas/decisions/1"] {
            let decision = await site.get(address)
            #expect(decision.status == 200 && isWellFormed(decision))
            #expect(decision.text.contains(address.hasPrefix("/en") ? "the same seats" : "samma fördelning"))
            #expect(!decision.text.contains("prov"), "who decided is in the log alone")
        }
        #expect(await site.get("/kvoter/beslut").text.contains("href=\"/kvoter/beslut/1\""))
        #expect(await site.get("/kvoter/sa-raknas-de").text.contains("Senast fördelades 100 platser"))
        #expect(await site.get("/admin/logg", fields: session).text.contains("Fördelade platserna"))
    }

    /// As a stranger with the file and nothing of ours would.
    @Test func `the file of a decision is enough to divide the seats again`() async throws {
        let site = try await TestSite()
        let plan = QuotaPlan(terms, census: try await site.store.census())
        _ = try await site.store.decideQuotas(plan, by: .organiser("prov"), now: noon)
        let file = await site.get("/kvoter/beslut/1.json")
        #expect(file.response.fields[.contentType] == "application/json")
        struct File: Decodable {
            struct Kommun: Decodable { let code: String, population: Int, least: Int, most: Int, reserved: Int }
            struct Other: Decodable { let reserved: Int }
            let method: String, seats: Int, populationDay: String, kommuner: [Kommun], others: [Other]
        }
        let decision = try JSONDecoder().decode(File.self, from: Data(file.bytes))
        #expect(decision.method == "adjustedOddNumbers" && decision.populationDay == "2019-12-31")
        var seats = decision.kommuner.map(\.least)
        while seats.reduce(0, +) < decision.seats - decision.others.reduce(0, { $0 + $1.reserved }) {
            let next = decision.kommuner.indices.filter { seats[$0] < decision.kommuner[$0].most }.max { a, b in
                let (x, y) = (decision.kommuner[a], decision.kommuner[b])
                let left = Double(x.population) / (seats[a] == 0 ? 1.2 : Double(2 * seats[a] + 1))
                let right = Double(y.population) / (seats[b] == 0 ? 1.2 : Double(2 * seats[b] + 1))
                return (left, x.population, y.code) < (right, y.population, x.code)
            }
            seats[try #require(next)] += 1
        }
        #expect(seats == decision.kommuner.map(\.reserved))
    }

    @Test(arguments: [
        (["seats": "101"], "seats", "Konferensen har 100 platser"), (["floor": "6"], "floor", "mer än taket, som är 5"),
        (["floor": "1"], "seats", "tar tillsammans 332 platser"), (["host0682": "21"], "host0682", "som är 20"),
        (["other-press": "nio"], "other-press", "Skriv ett heltal"), (["method": ""], "method", "Välj hur"),
    ])
    func `what cannot be divided is told at its field, and nothing typed is lost`(
        changes: [String: String], control: String, words: String
    ) async throws {
        let site = try await TestSite()
        let session = try await site.signedIn()
        let token = await site.get("/admin/kvoter", fields: session).hidden("token")
        for reply in [
            await site.get(query(changing: changes), fields: session),
            await site.post(
                "/admin/kvoter/fordela", form(changing: changes) + [("token", token)], fields: session),
        ] {
            #expect(reply.status == 422 && isWellFormed(reply))
            #expect(reply.text.contains("<a href=\"#\(control)\">") && reply.text.contains("id=\"\(control)\""))
            #expect(reply.text.contains(words))
            #expect(!reply.text.contains("Genomför"))
            if let typed = changes[control], control != "method" { #expect(reply.text.contains("value=\"\(typed)\"")) }
        }
        #expect(try await site.store.quotaDecisions().isEmpty)
    }

    @Test func `a reader sees a division and cannot make it`() async throws {
        let site = try await TestSite()
        let reader = try await site.session([.reader])
        let shown = await site.get(query(), fields: reader)
        #expect(shown.status == 200 && shown.text.contains("100 platser fördelas"))
        #expect(!shown.text.contains("Genomför"))
    }
}

struct QuotaAccountPageTests {
    @Test func `the account shows each movement with its balance, and what they come to`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 2, ceiling: 4)])
        for number in 1...3 { _ = await site.signUp(number) }
        _ = try await site.store.cancel(id: 2, by: .organiser("prov"), now: noon)
        let session = try await site.signedIn()
        let id = try #require(try await site.store.quotaBoard().lines.first { $0.group == .nassjo }?.id)
        for address in ["/admin/kvoter/\(id)/konto", "/en/admin/quotas/\(id)/account"] {
            let page = await site.get(address, fields: session)
            #expect(page.status == 200)
            let isEnglish = address.hasPrefix("/en")
            #expect(
                page.text.contains(
                    isEnglish
                        ? "5 movements come to 2 taken, 2 reserved and a ceiling of 4. That is what the quota shows."
                        : "5 rörelser ger tillsammans 2 tagna, 2 reserverade och taket 4. Det är vad kvoten visar."))
            #expect(page.text.contains("<span class=\"change\">−1</span> <strong>2</strong>"))
        }
        let earlier = await site.get("/admin/kvoter/\(id)/konto?before=2", fields: session)
        #expect(earlier.text.contains("Kvoten satt") && !earlier.text.contains("Plats tagen"))
        #expect(await site.get("/admin/kvoter/99999/konto", fields: session).status == 404)
    }
}

struct ReleasePageTests {
    @Test func `a group's day is set beside its quota, announced to all, and must be to come`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 4, ceiling: 5)])
        let session = try await site.signedIn()
        let id = try #require(try await site.store.quotaBoard().lines.first { $0.group == .nassjo }?.id)
        let address = "/admin/kvoter/\(id)"
        let token = await site.get(address, fields: session).hidden("token")
        func set(_ day: String, _ time: String) async -> Reply {
            await site.post(
                address,
                [
                    ("reserved", "4"), ("ceiling", "5"), ("releasesDay", day), ("releasesTime", time), ("token", token),
                    await site.seen(address, session),
                ], fields: session)
        }
        #expect(await !site.get("/kvoter").text.contains("Platser som släpps"))
        for (day, time, words) in [
            ("2027-01-14", "9:00", "Tiden har redan varit"), ("2027-02-01", "", "både datum och klockslag"),
            ("snart", "9:00", "Skriv ett datum"),
        ] {
            let refused = await set(day, time)
            #expect(refused.status == 422 && refused.text.contains(words) && refused.text.contains("value=\"\(day)\""))
        }
        #expect(await set("2027-02-01", "9:00").status == 303)
        for page in ["/kvoter", "/kvoter/sa-raknas-de", "/admin/kvoter"] {
            let text = await site.get(page, fields: session).text
            #expect(text.contains("1 februari 2027 kl. 9.00</time>: 4 platser just nu (Nässjö)"), "\(page)")
        }
        #expect(await set("", "").status == 303)
        #expect(await !site.get("/kvoter").text.contains("Platser som släpps"))
    }

    @Test func `the rules are explained with the figures of the moment`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 4, ceiling: 5)])
        _ = await site.signUp(1)
        let swedish = await site.get("/kvoter/sa-raknas-de").text
        #expect(swedish.contains("Nässjö har 4 reserverade platser, taket 5 och har tagit 1. Av de egna är 3 kvar."))
        #expect(swedish.contains("100 − 4 = 96 är gemensamma"))
        #expect(swedish.contains("<strong>10\u{A0}518</strong>"))
        let english = await site.get("/en/quotas/how-they-are-counted").text
        #expect(english.contains("100 − 4 = 96 are common") && english.contains("<strong>10,518</strong>"))
        #expect(await site.get("/kvoter").text.contains("href=\"/kvoter/sa-raknas-de\""))
    }
}
