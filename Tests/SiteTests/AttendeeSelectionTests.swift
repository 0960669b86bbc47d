import Conference
import Fixtures
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

struct AttendeeSelectionTests {
    private let site: TestSite
    private let session: HTTPFields
    private let token: String

    /// Six from Nässjö, of whom the last two wait.
    init() async throws {
        site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 4)])
        for number in 1...6 { _ = await site.signUp(number, ["familyName": "Prov\(number)"]) }
        session = try await site.signedIn()
        token = await site.get("/admin/losenord", fields: session).hidden("token")
    }

    private func get(_ address: String) async -> Reply { await site.get(address, fields: session) }

    private func post(_ address: String, _ form: [(String, String)]) async -> Reply {
        await site.post(address, form + [("token", token)], fields: session)
    }

    @Test func `a label is put on those who were marked, is filtered by, and is undone`() async throws {
        let chosen = await get("/admin/deltagare/urval?state=confirmed&mark=1&mark=3&which=marked")
        #expect(chosen.text.contains("<strong>2</strong> anmälningar"))
        let address = try #require(chosen.text.firstMatch(of: #/action="([^"]*etikett[^"]*)"/#)?.1)
        let done = await post(String(address).replacing("&amp;", with: "&"), [("label", " Talare "), ("what", "add")])
        #expect(done.location == "/admin/deltagare?done=1")
        let list = await get("/admin/deltagare?done=1&kolumner=labels")
        #expect(list.text.contains("Etiketten Talare sattes på 2 personer."))
        #expect(list.text.matches(of: #/<td>Talare</td>/#).count == 2)
        #expect(await get("/admin/deltagare?label=1").text.contains("<strong>2</strong> anmälningar"))

        // One of them had it already: undoing leaves it.
        _ = await post("/admin/deltagare/urval/etikett?state=confirmed", [("label", "talare"), ("what", "add")])
        #expect(await get("/admin/deltagare?label=1").text.contains("<strong>4</strong> anmälningar"))
        #expect(await post("/admin/etiketter/2/angra", []).location == "/admin/deltagare")
        #expect(await get("/admin/deltagare?label=1").text.contains("<strong>2</strong> anmälningar"))
        _ = await post("/admin/etiketter/2/angra", [])
        _ = await post("/admin/etiketter/1/angra", [])
        #expect(try await site.store.labels().isEmpty, "a label that nobody has is none")
    }

    @Test(arguments: [
        "state=zzz", "kommun=9999", "type=zzz", "label=9223372036854775808", "workshop=9223372036854775808:taken",
        "pa-plats=kanske", "answer=zzz", "chosen=zzz", "which=marked", "mark=zzz",
    ])
    func `a part of a filter that cannot be understood leaves nobody, not everybody`(query: String) async throws {
        #expect(await get("/admin/deltagare/urval?\(query)").text.contains("<h1>Ingen är vald</h1>"))
    }

    @Test func `a mark alone means those who are marked`() async throws {
        #expect(await get("/admin/deltagare/urval?mark=1").text.contains("<strong>1</strong>"))
    }

    @Test func `a label is taken off, and that is undone`() async throws {
        _ = await post("/admin/deltagare/urval/etikett?", [("label", "Talare"), ("what", "add")])
        _ = await post("/admin/deltagare/urval/etikett?state=waiting", [("label", "Talare"), ("what", "remove")])
        #expect(try await site.store.countAttendees(AttendeeFilter(label: 1)) == 4)
        _ = await post("/admin/etiketter/2/angra", [])
        #expect(try await site.store.countAttendees(AttendeeFilter(label: 1)) == 6)
    }

    @Test(arguments: [
        ("", "add", "Skriv etikettens namn"), ("a\u{7}", "add", "på en rad"),
        (String(repeating: "å", count: 61), "add", "högst 60 tecken"),
        ("Ingen", "remove", "ingen etikett med det namnet"),
    ])
    func `a label that is none is refused with what was typed`(name: String, what: String, words: String) async throws {
        let refused = await post("/admin/deltagare/urval/etikett", [("label", name), ("what", what)])
        #expect(refused.status == 422)
        #expect(refused.text.contains(words))
        #expect(refused.text.contains("value=\"\(name)\""))
        #expect(try await site.store.labels().isEmpty)
    }

    @Test func `what cancelling many does is told before, and nothing has happened then`() async throws {
        let asked = await get("/admin/deltagare/urval/avboka?q=prov1")
        #expect(asked.text.contains("Vill du avboka 1 personer?"))
        #expect(asked.text.contains("1 platser blir lediga."))
        #expect(asked.text.contains("1 som står i kö får en plats"))
        #expect(try await site.store.attendee(id: 1)?.state == .confirmed)
        #expect(try await site.store.attendee(id: 5)?.state == .waiting)

        let done = await post("/admin/deltagare/urval/avboka", [("people", asked.hidden("people"))])
        #expect(done.text.contains("1 personer är avbokade. 1 i kön fick plats eller erbjudande."))
        #expect(try await site.store.attendee(id: 1)?.state == .cancelled)
        #expect(try await site.store.attendee(id: 5)?.state == .offered)
        #expect(try await site.store.attendee(id: 2)?.state == .confirmed)
    }

    @Test(arguments: ["?which=marked", "?q=zzzz", "?which=marked&mark=99"])
    func `whoever chose nobody is told so`(query: String) async throws {
        for page in ["/admin/deltagare/urval", "/admin/deltagare/urval/avboka"] {
            #expect(await get(page + query).text.contains("Ingen är vald"))
        }
    }

    @Test func `a view is saved, replaced, shown to all and removed`() async throws {
        let saved = await post("/admin/vyer?state=waiting&order=newest&after=xyz", [("name", "I kö")])
        #expect(saved.location == "/admin/deltagare?state=waiting&order=newest")
        let link = "<a href=\"/admin/deltagare?state=waiting&amp;order=newest\">I kö</a>"
        #expect(await get("/admin/deltagare").text.contains(link))
        _ = await post("/admin/vyer?state=cancelled", [("name", "I kö")])
        #expect(await !get("/admin/deltagare").text.contains(link))
        _ = await post("/admin/vyer?q=a", [("name", "Alla"), ("shared", "yes")])

        try await site.store.setOrganiser(name: "annan", password: TestSite.password, isTemporary: false, now: noon)
        let mine = try await site.store.savedViews(of: 1)
        let theirs = try await site.store.savedViews(of: 2)
        #expect(mine.map(\.name) == ["Alla", "I kö"])
        #expect(theirs.map(\.name) == ["Alla"])
        for view in mine { #expect(await post("/admin/vyer/\(view.id)/ta-bort", []).location == "/admin/deltagare") }
        #expect(await get("/admin/deltagare").text.contains("Sparade vyer (0)"))
        let refused = await post("/admin/vyer?q=a", [("name", " ")])
        #expect(refused.status == 422)
        #expect(refused.text.contains("Skriv ett namn på vyn"))
        #expect(refused.text.contains("/admin/vyer?q=a\""))
    }

    @Test func `filters by workshop and by answer stand in the address`() async throws {
        let query = AttendeeQuery(
            try FormData("workshop=3:waiting&answer=4:yes&answer=&answer=5:17&label=2&chosen=1,2".utf8),
            kommuner: site.store.kommuner)
        #expect(query.filter.workshop == AttendeeFilter.Workshop(id: 3, state: .waiting))
        #expect(query.filter.answers.map(\.question) == [4, 5])
        let again = AttendeeQuery(try FormData(query.text.dropFirst().utf8), kommuner: site.store.kommuner)
        #expect(again.filter == query.filter)
        #expect(again.text == query.text)
    }
}
