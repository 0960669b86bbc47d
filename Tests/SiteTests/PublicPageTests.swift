import Conference
import Fixtures
import Foundation
import FoundationXML
import HTTP
import HTTPTypes
import Testing

private let addresses = [
    "/", "/en", "/anmalan", "/en/registration", "/kvoter", "/en/quotas", "/kvoter?q=n%C3%A4s&order=lan",
    "/kvoter/sa-raknas-de",
    "/en/quotas/how-they-are-counted", "/kvoter/beslut", "/en/quotas/decisions", "/integritet",
    "/en/privacy", "/tillganglighet", "/en/accessibility", "/admin/logga-in", "/en/admin/sign-in", "/finns-inte",
    "/en/nowhere",
]

struct PublicPageTests {
    @Test(arguments: addresses)
    func `a page is well-formed, in its language, and lets nothing in`(address: String) async throws {
        let reply = try await TestSite().get(address)
        #expect(reply.status == (address.hasSuffix("inte") || address.hasSuffix("nowhere") ? 404 : 200))
        let parser = XMLParser(data: Data(reply.bytes))
        _ = parser.parse()
        #expect(parser.parserError == nil)  // parse() has returned true on broken input
        #expect(reply.text.contains("<html lang=\"\(address.hasPrefix("/en") ? "en" : "sv")\">"))

        let policy = try #require(reply.response.fields[.contentSecurityPolicy])
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe"))
        #expect(reply.response.fields[.xContentTypeOptions] == "nosniff")
        #expect(reply.response.fields[.setCookie] == nil)
        #expect(!reply.text.contains("style=\"") && !reply.text.contains(" onclick"))
        #expect(!reply.text.contains("src=\"http"))
    }

    @Test(arguments: [
        ("/", "/en"), ("/anmalan", "/en/registration"), ("/kvoter", "/en/quotas"),
        ("/kvoter?q=habo", "/en/quotas?q=habo"),
    ])
    func `each page leads to itself in the other language`(swedish: String, english: String) async throws {
        let site = try await TestSite()
        #expect(await site.get(swedish).text.contains("href=\"\(english)\" lang=\"en\" hreflang=\"en\">English</a>"))
        #expect(await site.get(english).text.contains("href=\"\(swedish)\" lang=\"sv\" hreflang=\"sv\">Svenska</a>"))
    }

    @Test func `a rendered page is served again until somebody registers`() async throws {
        let site = try await TestSite()
        let first = await site.get("/kvoter")
        let tag = try #require(first.response.fields[.eTag])
        #expect(await site.get("/kvoter", fields: [.ifNoneMatch: tag]).status == 304)
        #expect(await site.get("/kvoter", fields: [.ifNoneMatch: "\"annat\", W/\(tag)"]).status == 304)
        #expect(await site.get("/kvoter").bytes == first.bytes)
        _ = await site.signUp(1)
        let later = await site.get("/kvoter", fields: [.ifNoneMatch: tag])
        #expect(later.status == 200)
        #expect(later.response.fields[.eTag] != tag)
    }

    @Test func `files have names of their content and never change`() async throws {
        let site = try await TestSite()
        let page = await site.get("/").text
        let start = try #require(page.firstRange(of: "/public/style."))
        let address = String(page[start.lowerBound...].prefix { $0 != "\"" })
        let file = await site.get(address)
        #expect(file.status == 200)
        #expect(file.response.fields[.contentType] == "text/css; charset=utf-8")
        #expect(file.response.fields[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(await site.get("/public/style.css").status == 404)
    }

    @Test(arguments: [
        (HTTPRequest.Method.put, "/anmalan", 405, "GET, HEAD, POST, OPTIONS"), (.post, "/", 405, "GET, HEAD, OPTIONS"),
        (.options, "/kvoter", 204, "GET, HEAD, OPTIONS"), (.delete, "/admin/kvoter/1", 405, "GET, HEAD, POST, OPTIONS"),
    ])
    func `a method an address does not have is told which it has`(
        method: HTTPRequest.Method, address: String, status: Int, allow: String
    ) async throws {
        let reply = try await TestSite().ask(method, address)
        #expect(reply.status == status)
        #expect(reply.response.fields[.allow] == allow)
    }
}

struct QuotaPageTests {
    @Test(arguments: [
        ("/kvoter", ["Ystad", "Åmål", "Ängelholm", "Öckerö"], "<a href=\"/kvoter\" aria-current=\"true\">Kommun"),
        (
            "/kvoter?order=lan", ["Karlskrona", "Avesta", "Ale"],
            "<a href=\"/kvoter?order=lan\" aria-current=\"true\">Län"
        ),
    ])
    func `kommuner come in Swedish order, or by county when asked`(
        address: String, names: [String], current: String
    ) async throws {
        let page = try await TestSite().get(address).text
        let places = names.map { name in page.firstRange(of: "<th scope=\"row\">\(name) <span")?.lowerBound }
        #expect(!places.contains(nil))
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
        #expect(page.contains(current))
    }

    @Test(arguments: [
        ("habo", ["Habo"]), ("håbo", ["Håbo"]), ("gotlands", ["Gotland"]), ("0682", ["Nässjö"]), ("xyz", []),
    ])
    func `a search finds kommuner by name, county or code, and never takes a for å`(
        search: String, names: [String]
    ) async throws {
        let reply = try await TestSite().get("/kvoter?" + FormData.encode([("q", search)]))
        let found = reply.text.matches(of: #/<tr id="k\d{4}"><th scope="row">(.+?) <span/#).map { String($0.1) }
        #expect(found == names)
    }

    @Test func `page, JSON and CSV tell the same figures`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 2, ceiling: 3)])
        for number in 1...4 { _ = await site.signUp(number) }
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(await site.get("/kvoter.json").bytes)) as? [String: Any])
        #expect(json["taken"] as? Int == 3)
        #expect(json["waiting"] as? Int == 1)
        let quotas = try #require(json["quotas"] as? [[String: Any]])
        #expect(quotas.count == 300)
        let nassjo = try #require(quotas.first { $0["kommun"] as? String == "0682" })
        for (key, value) in ["reserved": 2, "ceiling": 3, "taken": 3, "waiting": 1, "left": 0] {
            #expect(nassjo[key] as? Int == value, "\(key)")
        }
        let plain = await site.get("/kvoter.csv?format=plain").text
        #expect(plain.contains("kommun,0682,Nässjö,Jönköpings län,2,3,3,1,0\r\n"))
        let csv = await site.get("/kvoter.csv").text
        #expect(csv.contains("\"0682 Nässjö\";\"Jönköpings län\";\"2\";\"3\";\"3\";\"1\";\"0\"\r\n"))
        let page = await site.get("/kvoter").text
        let figures = #/>Nässjö <.+?none">(\d+)<.+?>(\d+)<.+?>(\d+)<.+?>(\d+)<.+?>(\d+)</td></tr>/#
        let row = try #require(page.firstMatch(of: figures)?.output)
        #expect([row.1, row.2, row.3, row.4, row.5] == ["0", "3", "1", "2", "3"])
    }
}
