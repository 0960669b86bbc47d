import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

struct ConferenceSettingPageTests {
    private let address = "/admin/konferens"

    /// All fields of the form as it stands, with the changes.
    private func send(
        _ site: TestSite, _ session: HTTPFields, _ changes: [String: String], confirmed: Bool = false
    ) async -> Reply {
        let page = await site.get(address, fields: session)
        var fields = page.text.matches(of: #/<input[^>]* name="([A-Za-z]+)"[^>]* value="([^"]*)"/#).map {
            (String($0.1), changes[String($0.1)] ?? String($0.2))
        }
        if confirmed { fields.append(("confirmed", "yes")) }
        return await site.post(address, fields, fields: session)
    }

    @Test func `organisers change the facts, and the start page tells them`() async throws {
        let site = try await TestSite()
        let session = try await site.signedIn()
        let saved = await send(site, session, ["venueSv": "Galaxen", "venueEn": "The Galaxy"])
        #expect(saved.location == "/admin/konferens?seated=0")
        #expect(await site.get("/").text.contains("Galaxen"))
        #expect(await site.get("/en").text.contains("The Galaxy"))
        #expect(await site.get("/admin/konferens?seated=0", fields: session).text.contains("Konferensen är sparad."))
    }

    @Test func `a wrong answer is told at its control, and nothing typed is lost`() async throws {
        let site = try await TestSite()
        let session = try await site.signedIn()
        let reply = await send(site, session, ["day": "i mars", "titleSv": "Nytt <namn>"])
        #expect(reply.status == 422)
        #expect(reply.text.contains("<a href=\"#day\">Skriv ett datum, till exempel 2027-03-20</a>"))
        #expect(reply.text.contains("value=\"i mars\"") && reply.text.contains("value=\"Nytt &lt;namn&gt;\""))
    }

    @Test func `a change that moves seats is asked about first`() async throws {
        let site = try await TestSite(capacity: 1, quotas: [.nassjo: Quota(reserved: 0, ceiling: 5)])
        for number in 1...2 { _ = await site.signUp(number) }
        let session = try await site.signedIn()
        let asked = await send(site, session, ["capacity": "2"])
        #expect(asked.status == 200)
        #expect(asked.text.contains("En person i kön får eller erbjuds plats genast."))
        #expect(try await site.store.conference()?.capacity == 1)
        let done = await send(site, session, ["capacity": "2"], confirmed: true)
        #expect(done.location == "/admin/konferens?seated=1")
        #expect(try await site.store.conference()?.capacity == 2)
        let refused = await send(site, session, ["capacity": "1"])
        #expect(refused.text.contains("2 platser är tagna eller reserverade."))
    }
}
