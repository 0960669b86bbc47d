import Conference
import Fixtures
import Foundation
import Testing

@testable import Site
@testable import Storage

struct LogPageTests {
    private func rows(_ page: Reply) -> [String] {
        page.text.matches(of: #/<tr><td>(.*?)</tr>/#.dotMatchesNewlines()).map { String($0.1) }
    }

    @Test func `the log is turned page by page, each line once and the newest first`() async throws {
        let site = try await TestSite()
        let session = try await site.session([.owner])
        try await site.store.writer.write { db in
            for number in 1...250 {
                try Store.log(db, .memberRemoved, by: .organiser("bo"), now: noon, detail: "nr \(number)")
            }
        }
        var seen: [String] = []
        var address: String? = "/admin/logg?who=organiser%3Abo"
        while let next = address {
            let page = await site.get(next, fields: session)
            #expect(page.status == 200)
            seen += rows(page).compactMap { $0.firstMatch(of: #/nr ([0-9]+)/#).map { String($0.1) } }
            address = page.text.firstMatch(of: #/href="([^"]+)">Äldre/#).map {
                String($0.1).replacing("&amp;", with: "&")
            }
        }
        #expect(seen == (1...250).reversed().map(String.init))
    }

    @Test func `the log is narrowed to who and to what`() async throws {
        let site = try await TestSite.withOneOfEach()
        let session = try await site.session([.organiser])
        #expect(rows(await site.get("/admin/logg", fields: session)).count > 3)
        let attendees = rows(await site.get("/admin/logg?who=attendee&what=registered", fields: session))
        #expect(attendees.count == 1 && attendees[0].contains("/admin/deltagare/1"))
        let questions = await site.get("/admin/logg?what=questionMoved", fields: session)
        #expect(rows(questions).count == Demonstration.questions.count, "what is called the same is shown together")
        #expect(await site.get("/admin/logg?who=organiser%3Anobody", fields: session).text.contains("Inget sådant"))
        for odd in ["who=%00&what=drop+table", "before=-1", "before=x", "before=99999999999999999999"] {
            #expect(await site.get("/admin/logg?\(odd)", fields: session).status == 200)
        }
    }

    @Test func `what the log tells of a member is read back, whatever the name`() throws {
        let told = try #require(Store.member(inDetail: Store.detail("a: b, owner: c", [.door, .owner])))
        #expect(told.name == "a: b, owner: c" && told.roles == [.owner, .door])
    }
}
