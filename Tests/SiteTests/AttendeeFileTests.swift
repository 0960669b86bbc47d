import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage
import Testing

struct AttendeeFileTests {
    private func site(people: Int = 3) async throws -> (TestSite, HTTPFields) {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 80)])
        for number in 1...people { _ = await site.signUp(number) }
        return (site, try await site.signedIn())
    }

    @Test func `the list shows the columns of the address, and its links lead on with them`() async throws {
        let (site, session) = try await site()
        let page = await site.get("/admin/deltagare?kolumner=role&kolumner=phone,nothing,dietaryNeeds", fields: session)
        let headings = page.text.matches(of: #/<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)/#).map(\.1)
        #expect(headings == ["Namn", "Din roll", "Telefon"])
        #expect(page.text.contains("/admin/deltagare.xlsx?kolumner=role%2Cphone%2Cnothing%2CdietaryNeeds\""))
        #expect(page.text.contains("value=\"phone\" checked"))
        #expect(!page.text.contains("value=\"dietaryNeeds\""), "needs are no column to choose")
    }

    @Test(arguments: ["csv", "xlsx", "json"])
    func `every file is for organisers, is stored nowhere and has a name`(ending: String) async throws {
        let (site, session) = try await site()
        #expect(await site.get("/admin/deltagare.\(ending)").location == "/admin/logga-in")
        let reply = await site.get("/admin/deltagare.\(ending)", fields: session)
        #expect(reply.response.fields[.cacheControl] == "no-store")
        #expect(reply.response.fields[.contentDisposition]?.hasSuffix(".\(ending)\"") == true)
        #expect(try await !reply.streamed().isEmpty)
    }

    @Test func `JSON escapes what would end a text`() async throws {
        let (site, session) = try await site()
        _ = await site.signUp(4, ["familyName": "\"\\Ö", "givenName": "</script>"])
        let json = try await site.get("/admin/deltagare.json?q=script", fields: session).streamed()
        let people = try JSONDecoder().decode([[String: String?]].self, from: Data(json))
        #expect(people.map { $0["familyName"] } == ["\"\\Ö"])
    }

    @Test func `a long list comes in pieces, each row once and whole`() async throws {
        let site = try await TestSite(capacity: 2000, quotas: [.nassjo: Quota(reserved: 0, ceiling: 2000)])
        try await withThrowingTaskGroup { group in
            for number in 1...1100 {
                group.addTask {
                    _ = try await site.store.register(
                        person(number, .nassjo),
                        link: SecretLink(random: .seeded(UInt64(number) + 1_000_000)),
                        language: .swedish, now: noon)
                }
            }
            try await group.waitForAll()
        }
        let session = try await site.signedIn()
        let json = try await site.get("/admin/deltagare.json", fields: session).streamed()
        #expect(try JSONDecoder().decode([[String: String?]].self, from: Data(json)).count == 1100)
        let paper = String(
            decoding: try await site.get("/admin/deltagare/utskrift", fields: session).streamed(), as: UTF8.self)
        #expect(paper.matches(of: #/<tr><th scope="row">/#).count == 1100)
        #expect(paper.hasSuffix("</html>\n"))
    }
}
