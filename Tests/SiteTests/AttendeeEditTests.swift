import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

struct AttendeeEditTests {
    private let site: TestSite
    private let session: HTTPFields
    private let token: String
    private let address = "/admin/deltagare/1/andra"

    /// Two from Nässjö with seats and one who waits.
    init() async throws {
        site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        for number in 1...3 {
            _ = await site.signUp(number, ["familyName": "Prov\(number)", "dietaryNeeds": "hemlig nötallergi"])
        }
        session = try await site.session([.organiser])
        token = await site.get("/admin/losenord", fields: session).hidden("token")
    }

    private func get(_ address: String, by session: HTTPFields? = nil) async -> Reply {
        await site.get(address, fields: session ?? self.session)
    }

    /// Sends the form of a page, with some controls filled in otherwise.
    private func send(
        _ page: Reply, to address: String, changing changes: [String: String] = [:], action: [(String, String)] = []
    ) async -> Reply {
        var form: [(String, String)] = [("token", token)]
        for tag in page.text.matches(of: #/<input [^>]*>/#).map({ String($0.0) }) where !tag.contains("name=\"token\"")
        {
            guard let name = tag.firstMatch(of: #/ name="([^"]*)"/#)?.1 else { continue }
            if tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\""), !tag.contains("checked=") {
                continue
            }
            let value = String(tag.firstMatch(of: #/ value="([^"]*)"/#)?.1 ?? "").replacing("&amp;", with: "&")
            form.append((String(name), changes[String(name)] ?? value))
        }
        for select in page.text.matches(of: #/<select [^>]*name="([^"]*)"[^>]*>(.*?)</select>/#.dotMatchesNewlines()) {
            let chosen = select.2.firstMatch(of: #/value="([^"]*)" selected/#)?.1 ?? ""
            form.append((String(select.1), changes[String(select.1)] ?? String(chosen)))
        }
        return await site.post(address, form + action, fields: session)
    }

    @Test func `an organiser changes answers with a reason, and the page tells who did it and why`() async throws {
        let form = await get(address)
        #expect(!form.text.contains("hemlig nötallergi"))
        #expect(!form.text.contains("dietaryNeeds"))
        let saved = await send(form, to: address, changing: ["role": "Chef", "reason": "Bad om det"])
        #expect(saved.location == "/admin/deltagare/1?done=saved")
        let page = await get("/admin/deltagare/1?done=saved")
        #expect(page.text.contains("Ändringarna är sparade."))
        #expect(page.text.contains("Uppgifter ändrade: Din roll, prov"))
        #expect(page.text.contains("Skäl: Bad om det"))
        #expect(try await site.store.attendee(id: 1)?.registration[.dietaryNeeds] == "hemlig nötallergi")
    }

    @Test(arguments: [
        (["role": "Chef"], "Skriv varför du ändrar", 422),
        (["reason": "Prov", "givenName": " "], "Skriv ditt förnamn", 422),
        (["reason": "Prov", "phone": "abc"], "Skriv telefonnumret med riktnummer", 422),
        (
            ["reason": "Prov", "email": "deltagare2@example.se"], "Det finns redan en anmälan med den e-postadressen",
            409
        ),
        (["reason": "Prov", "email": "namn@gmial.com"], "Menade du namn@gmail.com?", 422),
        (["reason": "Prov", "kommun": "Atlantis"], "Det finns ingen kommun med det namnet", 422),
    ])
    func `what is wrong is told at its field, and nothing typed is lost`(
        changes: [String: String], words: String, status: Int
    ) async throws {
        let refused = await send(await get(address), to: address, changing: changes)
        #expect(refused.status == status)
        #expect(refused.text.contains(words))
        for (name, value) in changes where value != " " {
            #expect(refused.text.contains("value=\"\(value)\""), "\(name)")
        }
        #expect(try await site.store.history(ofRegistration: 1).allSatisfy { $0.action != .edited })
    }

    @Test func `another kommun is asked about first, with who gets the seat, and then done`() async throws {
        let asked = await send(
            await get(address), to: address, changing: ["kommun": "Falköping", "reason": "Bytte jobb", "role": "Chef"])
        #expect(asked.status == 200)
        #expect(asked.text.contains("Flytta Påhitt Prov1 till Falköping?"))
        #expect(asked.text.contains("<strong>Behåller sin plats (1):</strong>"))
        #expect(asked.text.contains("som får eller erbjuds en plats som blir ledig (1):</strong>"))
        #expect(asked.text.contains("Påhitt Prov3"))
        #expect(try await site.store.attendee(id: 1)?.registration.group == .nassjo)

        let back = await send(asked, to: address, action: [("action", "back")])
        #expect(back.text.contains("value=\"Falköping\""))
        #expect(back.text.contains("value=\"Chef\""))
        let done = await send(asked, to: address)
        #expect(done.location == "/admin/deltagare/1?done=saved")
        #expect(try await site.store.attendee(id: 1)?.registration.group == .falkoping)
        #expect(try await site.store.attendee(id: 3)?.state == .offered)
        #expect(await get("/admin/deltagare/1").text.contains("Flyttad från Nässjö till Falköping med sin plats"))
    }

    @Test func `what another changed meanwhile is told, and what both typed is kept`() async throws {
        let mine = await get(address)
        _ = await send(mine, to: address, changing: ["phone": "070-174 06 99", "role": "Deras", "reason": "Prov"])
        let told = await send(
            mine, to: address, changing: ["organisation": "Min", "role": "Min roll", "reason": "Prov"])
        #expect(told.status == 409)
        #expect(told.text.contains("Någon annan har ändrat under tiden"))
        #expect(told.text.contains("<strong>Telefon</strong>: 070-174 06 99</li>"))
        #expect(told.text.contains("<strong>Din roll</strong>: Deras. I formuläret står ditt.</li>"))
        #expect(told.text.contains("value=\"Min roll\""))
        #expect(told.text.contains("value=\"070-174 06 99\""))
        #expect(await send(told, to: address).location == "/admin/deltagare/1?done=saved")
        let answers = try #require(try await site.store.attendee(id: 1)?.registration)
        #expect(answers[.phone] == "+46701740699")
        #expect(answers[.organisation] == "Min")
        #expect(answers[.role] == "Min roll")
    }

    @Test func `that a need was changed is told to those who may read needs`() async throws {
        let owner = try await site.session([.owner], name: "ägare")
        let form = await get(address, by: owner)
        #expect(form.text.contains("hemlig nötallergi"))
        let base = try #require(try await site.store.sheet(of: 1))
        var wanted = base
        wanted.registration[.dietaryNeeds] = "annat"
        let edit = AttendeeEdit(
            base: base, wanted: wanted, shown: [], choosesWorkshops: false, mayChangeNeeds: true, reason: "Prov",
            isTold: false, agreed: nil)
        #expect(try await site.store.edit(id: 1, edit, by: .organiser("ägare"), now: noon) == .saved)
        #expect(await get("/admin/deltagare/1", by: owner).text.contains("Uppgifter ändrade: Mat och allergier"))
        #expect(await get("/admin/deltagare/1").text.contains("Uppgifter ändrade, ägare"))
    }

    @Test func `labels and notes are put on one attendee, and refused where they are wrong`() async throws {
        func post(_ address: String, _ form: [(String, String)]) async -> Reply {
            await site.post(address, form + [("token", token)], fields: session)
        }
        let page = "/admin/deltagare/1"
        #expect(
            await post(page + "/etikett", [("label", " Talare "), ("what", "add")]).location == page + "?done=label")
        #expect(await get(page).text.contains("<strong>Talare</strong>"))
        #expect(
            await post(page + "/etikett", [("label", "Talare"), ("what", "remove")]).location == page + "?done=label")
        #expect(await !get(page).text.contains("<strong>Talare</strong>"))
        #expect(await post(page + "/etikett", [("label", ""), ("what", "add")]).status == 422)

        #expect(
            await post(page + "/anteckningar", [("note", "Rad ett\r\nRad två")]).location == page + "?done=note#notes")
        #expect(await get(page).text.contains("<p class=\"note\">Rad ett\nRad två</p>"))
        let long = await post(page + "/anteckningar", [("note", String(repeating: "å", count: Note.longest + 1))])
        #expect(long.status == 422)
        #expect(long.text.contains("högst \(Note.longest) tecken"))
        let note = "/admin/anteckningar/1"
        #expect(await post(note, [("note", " ")]).status == 422)
        #expect(await post(note, [("note", "Annat")]).location == page + "?done=note#notes")
        let other = try await site.session([.organiser], name: "annan")
        #expect(await site.get(note, fields: other).status == 403)
        #expect(await post(note, [("what", "remove")]).location == page + "?done=note#notes")
        #expect(await !get(page).text.contains("Annat"))
    }

    @Test func `mail is shown to those who handle mail, and sent again from the page`() async throws {
        let page = await get("/admin/deltagare/1")
        #expect(page.text.contains("<h2>Mejl</h2>"))
        let reader = try await site.session([.reader], name: "läsare")
        #expect(await !get("/admin/deltagare/1", by: reader).text.contains("<h2>Mejl</h2>"))
    }

    @Test func `many are moved after a preview with a reason, and moved back`() async throws {
        let choose = await get("/admin/deltagare/urval/flytta?chosen=1,2")
        #expect(choose.text.contains("Flytta 2 personer"))
        let wrong = await get("/admin/deltagare/urval/flytta?chosen=1,2&toType=kommun&toKommun=Atlantis")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("value=\"Atlantis\""))
        let move = "/admin/deltagare/urval/flytta"
        let preview = await get(move + "?chosen=1,2&toType=kommun&toKommun=Falk%C3%B6ping")
        #expect(preview.text.contains("Flytta 2 personer till Falköping?"))
        #expect(preview.text.contains("<strong>Behåller sin plats (2):</strong>"))
        #expect(await send(preview, to: move).status == 422)
        let done = await send(preview, to: move, changing: ["reason": "Fel kommun"])
        #expect(done.location == "/admin/deltagare?moved=1")
        #expect(await get("/admin/deltagare?moved=1").text.contains("Flyttade till Falköping: 2 personer."))
        #expect(try await site.store.attendee(id: 2)?.registration.group == .falkoping)

        let undo = await get("/admin/flyttar/1/angra")
        #expect(undo.text.contains("Ångra flytten till Falköping?"))
        #expect(await send(undo, to: "/admin/flyttar/1/angra").location == "/admin/deltagare")
        #expect(try await site.store.attendee(id: 2)?.registration.group == .nassjo)
        #expect(await get("/admin/flyttar/1/angra").status == 404)
    }

    @Test func `a preview that no longer holds is shown anew, and nothing is moved`() async throws {
        let move = "/admin/deltagare/urval/flytta"
        let preview = await get(move + "?chosen=1&toType=region")
        let regions = try #require(try await site.store.quotaBoard().lines.first { $0.group == .regions })
        _ = try await site.store.changeQuota(
            id: regions.id, reserved: 0, ceiling: 0, by: .organiser("prov"), now: noon)
        let again = await send(preview, to: move, changing: ["reason": "Prov"])
        #expect(again.status == 409)
        #expect(again.text.contains("Läget har ändrats sedan du tittade."))
        #expect(again.text.contains("Förlorar sin plats"))
        #expect(try await site.store.attendee(id: 1)?.registration.group == .nassjo)
    }
}
