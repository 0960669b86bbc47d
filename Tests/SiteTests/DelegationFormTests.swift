import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage
import Testing

@testable import Site

extension TestSite {
    /// Sends the form of a delegation as a browser does.
    func sendGroup(
        _ fields: [(String, String)], file: [UInt8]? = nil, to address: String = "/anmalan/grupp",
        fields head: HTTPFields = [:]
    ) async -> Reply {
        var body: [UInt8] = []
        for (name, value) in fields {
            body += "--grans\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8
        }
        body +=
            "--grans\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file == nil ? "" : "lista.csv")\"\r\n"
            .utf8
        body += "Content-Type: application/octet-stream\r\n\r\n".utf8
        body += (file ?? []) + Array("\r\n--grans--\r\n".utf8)
        var head = head
        head[.contentType] = "multipart/form-data; boundary=grans"
        return await ask(.post, address, fields: head, body: body)
    }

    /// A list of people called Ett, Två and so on, with `changes` to the form.
    func group(
        _ people: [String], _ action: String, token: String, _ changes: [(String, String)] = []
    ) -> [(String, String)] {
        var fields = [
            ("token", token), ("contactName", "Kontakt Påhitt"), ("contactEmail", "kontakt@example.se"),
            ("organisationType", "kommun"), ("kommun", "Nässjö"), ("organisation", "Påhittad förvaltning"),
            ("seating", "split"), ("action", action),
        ].filter { field in !changes.contains { $0.0 == field.0 } }
        for (index, name) in people.enumerated() {
            fields += [
                ("person-\(index + 1)-givenName", name), ("person-\(index + 1)-familyName", "Övning"),
                ("person-\(index + 1)-email", "\(name.lowercased())@example.se"),
                ("person-\(index + 1)-role", "Rektor"),
            ].filter { field in !changes.contains { $0.0 == field.0 } }
        }
        return fields + changes
    }

    func groupToken() async -> String { await get("/anmalan/grupp").hidden("token") }
}

struct DelegationFormTests {
    @Test(arguments: ["/anmalan/grupp", "/en/registration/group"])
    func `the form is there in both languages, and asks nothing about needs`(address: String) async throws {
        let site = try await TestSite()
        let page = await site.get(address)
        #expect(page.status == 200)
        #expect(page.text.contains(address == "/anmalan/grupp" ? "Anmäl en grupp" : "Register a group"))
        #expect(!page.text.contains("dietaryNeeds") && !page.text.contains("accessNeeds"))
    }

    @Test func `a preview registers nobody and holds the seats`() async throws {
        let site = try await TestSite()
        let page = await site.sendGroup(site.group(["Ett", "Tva"], "preview", token: await site.groupToken()))
        #expect(page.status == 200)
        #expect(page.text.contains("2 personer kan anmälas."))
        #expect(page.text.contains("2 platser hålls för er i 15 minuter, till 15 januari 2027 kl. 12.15."))
        #expect(page.text.ranges(of: "data-row=\"confirmed\"").count == 2)
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
        #expect(try await site.store.quotaBoard().taken == 2)
    }

    @Test(arguments: [Int.min, -1, 0, 3, Int.max])
    func `a row that is not there is not removed`(row: Int) async throws {
        let site = try await TestSite()
        let form = site.group(["Ett", "Två"], "remove-\(row)", token: await site.groupToken())
        let page = await site.sendGroup(form)
        #expect(page.status == 200)
        #expect(page.text.contains("value=\"Ett\"") && page.text.contains("value=\"Två\""))
    }

    @Test func `of two people with one name both are registered`() async throws {
        let site = try await TestSite()
        let same: [(String, String)] = [1, 2].flatMap {
            [("person-\($0)-familyName", "Lind"), ("person-\($0)-email", "")]
        }
        let sent = await site.sendGroup(site.group(["Ann", "Ann"], "send", token: await site.groupToken(), same))
        #expect(sent.text.contains("Samma uppgift som hos en av dem som nyss anmäldes."))
        let rest = site.group(
            ["Ann"], "send", token: sent.hidden("token"), same.prefix(2) + [("round", sent.hidden("round"))])
        // A double click registers nobody a third time.
        for _ in 1...2 {
            let done = try #require(await site.sendGroup(rest).location)
            #expect(await site.get(done).text.matches(of: /data-member="confirmed"/).count == 2)
        }
    }

    @Test func `a good list leads to the page of the group, and again to the same`() async throws {
        let site = try await TestSite()
        let fields = site.group(["Ett", "Tva"], "send", token: await site.groupToken())
        _ = await site.sendGroup(site.group(["Ett", "Tva"], "preview", token: await site.groupToken()))
        let first = await site.sendGroup(fields)
        let second = await site.sendGroup(fields)
        #expect(first.status == 303 && second.location == first.location)
        let page = await site.get(try #require(first.location))
        #expect(page.status == 200 && page.text.contains("2 har plats."))
        #expect(page.text.contains("Ett Övning") && page.text.contains("tva@example.se"))
        #expect(page.response.fields[.referrerPolicy] == "no-referrer")
        #expect(page.response.fields[.robotsTag] == "noindex, nofollow")
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 2)
    }

    @Test func `those who do not get a seat wait, and are told so before`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        let page = await site.sendGroup(site.group(["Ett", "Tva"], "preview", token: await site.groupToken()))
        #expect(page.text.contains("1 plats hålls") && page.text.contains("1 person får i så fall vänta i kön."))
        let together = site.group(
            ["Ett", "Tva"], "preview", token: await site.groupToken(), [("seating", "together")])
        let none = await site.sendGroup(together)
        #expect(
            none.text.contains("2 personer får i så fall vänta i kön, för det finns inte plats för alla tillsammans."))
    }

    @Test func `good rows are registered, and the others stay to be mended in place`() async throws {
        let site = try await TestSite()
        let token = await site.groupToken()
        let sent = await site.sendGroup(
            site.group(["Ett", "Tva", "Tre"], "send", token: token, [("person-2-role", "")]))
        #expect(sent.status == 422)
        #expect(sent.text.contains("2 personer är anmälda."))
        #expect(sent.text.contains("<li><a href=\"#person-1-role\">Person 1: Roll saknas</a></li>"))
        #expect(sent.text.contains("value=\"Tva\"") && !sent.text.contains("value=\"Ett\""))
        #expect(sent.hidden("token") == token)
        let mended = await site.sendGroup(site.group(["Tva"], "send", token: token))
        let page = await site.get(try #require(mended.location))
        #expect(page.text.contains("3 har plats."))
    }

    @Test func `those who keep together are registered when all of them are right`() async throws {
        let site = try await TestSite()
        let sent = await site.sendGroup(
            site.group(
                ["Ett", "Tva"], "send", token: await site.groupToken(),
                [("person-2-role", ""), ("seating", "together")]))
        #expect(sent.status == 422 && sent.text.contains("Ni vill ha platser tillsammans."))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test func `what is pasted becomes rows, with what is not taken named and needs left out`() async throws {
        let site = try await TestSite()
        let pasted =
            "Kommun\tE-post\tFörnamn\tEfternamn\tRoll\tAllergi\r\nHabo\tasta@example.se\tAsta\tÖvning\tRektor\tNötter\r\n"
        let page = await site.sendGroup(
            site.group([], "preview", token: await site.groupToken(), [("pasted", pasted), ("person-1-role", " ")]))
        #expect(page.status == 200)
        #expect(page.text.contains("De här kolumnerna används inte: ”Allergi”."))
        #expect(page.text.contains("value=\"Asta\"") && page.text.contains("id=\"person-1-kommun\""))
        #expect(!page.text.contains("Nötter"))
    }

    @Test func `a file in Windows-1252 is read`() async throws {
        let site = try await TestSite()
        let file =
            Array("F".utf8) + [0xF6] + Array("rnamn;Efternamn;Roll\r\n".utf8) + [0xC5]
            + Array("sa;Prov;Rektor\r\n".utf8)
        let page = await site.sendGroup(site.group([], "preview", token: await site.groupToken()), file: file)
        #expect(page.status == 200 && page.text.contains("value=\"Åsa\""))
    }

    @Test(
        arguments: [
            (Array("PK\u{3}\u{4}".utf8), "Filen är ett kalkylblad"), ([0x41, 0x00], "Innehållet är inte text"),
            (
                Array("a;".utf8) + Array(repeating: UInt8(ascii: ";"), count: 100_000),
                "Tabellen har fler än 50 kolumner"
            ),
            (Array(repeating: UInt8(ascii: "a"), count: 600_000), "Tabellen är för stor"),
            (Array(repeating: UInt8(ascii: "a"), count: 4_000_000), "Tabellen är för stor"),
        ] as [([UInt8], String)])
    func `a file that is no list is refused at its field, and the rest is kept`(
        file: [UInt8], words: String
    ) async throws {
        let site = try await TestSite()
        let page = await site.sendGroup(site.group(["Ett"], "preview", token: await site.groupToken()), file: file)
        #expect(page.status == 422)
        #expect(page.text.contains("<li><a href=\"#file\">\(words)"))
        #expect(page.text.contains("value=\"Ett\"") && page.text.contains("value=\"Kontakt Påhitt\""))
    }

    @Test func `a formula is a name, and no markup gets through`() async throws {
        let site = try await TestSite()
        let pasted = "=cmd|' /C calc'!A1;\"\"\"><script>\";;Rektor\n"
        let page = await site.sendGroup(
            site.group([], "preview", token: await site.groupToken(), [("pasted", pasted)]))
        #expect(page.status == 200)
        #expect(page.text.contains("value=\"=cmd|&#39; /C calc&#39;!A1\""))
        #expect(page.text.contains("value=\"&quot;&gt;&lt;script&gt;\""))
    }

    @Test(arguments: [
        ([("contactName", "")], "#contactName", "Skriv ditt namn"),
        ([("contactEmail", "ingen")], "#contactEmail", "Skriv e-postadressen i formen"),
        ([("contactEmail", "anna@nasjo.se")], "#contactEmail", "Menade du anna@nassjo.se?"),
        ([("kommun", "Ingenstans")], "#kommun", "Det finns ingen kommun"),
        ([("person-2-email", "ett@EXAMPLE.se")], "#person-2-email", "Person 2: Samma adress som person 1"),
        ([("person-2-email", "Kontakt@example.se")], "#person-2-email", "Person 2: Det är din egen adress."),
        ([("person-2-givenName", "a\u{0}b")], "#person-2-givenName", "Person 2: Förnamn innehåller"),
        ([("person-2-email", "tva@nasjo.se")], "#person-2-email", "Person 2: Menade du tva@nassjo.se?"),
    ])
    func `what is wrong is said on top and leads to its field`(
        changes: [(String, String)], control: String, words: String
    ) async throws {
        let site = try await TestSite()
        let page = await site.sendGroup(site.group(["Ett", "Tva"], "preview", token: await site.groupToken(), changes))
        #expect(page.status == 422)
        #expect(page.text.contains("<li><a href=\"\(control)\">\(words)"))
        #expect(page.text.contains("value=\"Ett\""))
    }

    @Test func `a slip in an address is asked about once`() async throws {
        let site = try await TestSite()
        let token = await site.groupToken()
        let changes = [("person-1-email", "ett@nasjo.se"), ("questioned", "ett@nasjo.se")]
        #expect(await site.sendGroup(site.group(["Ett"], "send", token: token, changes)).status == 303)
    }

    @Test func `of an address that is registered only that is told`() async throws {
        let site = try await TestSite()
        _ = await site.signUp(1, ["familyName": "Hemligsson"])
        let page = await site.sendGroup(
            site.group(
                ["Ett"], "preview", token: await site.groupToken(), [("person-1-email", "deltagare1@example.se")]))
        #expect(page.status == 422 && page.text.contains("Person 1: Adressen är redan anmäld"))
        #expect(!page.text.contains("Hemligsson") && !page.text.contains("VF-"))
    }

    @Test func `rows are added and removed without a script, and what was typed stays`() async throws {
        let site = try await TestSite()
        let token = await site.groupToken()
        let more = await site.sendGroup(site.group(["Ett", "Tva"], "more", token: token))
        #expect(more.status == 200 && more.text.contains("id=\"person-7\"") && more.text.contains("value=\"Tva\""))
        let fewer = await site.sendGroup(site.group(["Ett", "Tva"], "remove-1", token: token))
        #expect(fewer.status == 200 && !fewer.text.contains("value=\"Ett\"") && fewer.text.contains("value=\"Tva\""))
    }

    @Test(arguments: ["", "AAAA"])
    func `a form without a token of ours is shown again with one`(token: String) async throws {
        let site = try await TestSite()
        let page = await site.sendGroup(site.group(["Ett"], "send", token: token))
        #expect(page.status == 422 && page.text.contains("value=\"Ett\""))
        #expect(await site.sendGroup(site.group(["Ett"], "send", token: page.hidden("token"))).status == 303)
    }

    @Test func `a form from another site or from a program registers nobody`() async throws {
        let site = try await TestSite()
        let token = await site.groupToken()
        let foreign = await site.sendGroup(
            site.group(["Ett"], "send", token: token), fields: [.secFetchSite: "cross-site"])
        let program = await site.sendGroup(site.group(["Ett"], "send", token: token, [("comment", "köp")]))
        #expect(foreign.status == 422 && program.status == 422)
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test func `lists beyond the pace of sign-ups are asked to wait`() async throws {
        let site = try await TestSite(pace: SignUpPace.Limits(ofAddress: 2, inAll: nil))
        let token = await site.groupToken()
        #expect(await site.sendGroup(site.group(["Ett"], "preview", token: token)).status == 200)
        #expect(await site.sendGroup(site.group(["Ett"], "preview", token: token)).status == 200)
        let third = await site.sendGroup(site.group(["Ett"], "send", token: token))
        #expect(third.status == 429 && third.response.fields[.retryAfter] != nil)
        #expect(third.text.contains("value=\"Ett\""))
    }

    @Test func `a form that lay open for a day still holds seats`() async throws {
        let site = try await TestSite()
        let token = await site.later(noon - 80_000).groupToken()
        let page = await site.sendGroup(site.group(["Ett"], "preview", token: token))
        #expect(page.text.contains("1 plats hålls") && page.hidden("token") != token)
    }

    @Test func `more people than a group may have, and cells without number, are refused or ignored`() async throws {
        let site = try await TestSite()
        let token = await site.groupToken()
        let many = await site.sendGroup(site.group((1...201).map { "Namn\($0)" }, "preview", token: token))
        #expect(many.status == 422 && many.text.contains("högst 200 personer"))
        let odd = await site.sendGroup(
            site.group(
                ["Ett"], "preview", token: token, [("person-x-role", "a"), ("person-99999999999999999999-role", "a")]))
        #expect(odd.status == 200)
        let parts = (1...4000).map { ("person-\($0)-role", "x") }
        #expect(await site.sendGroup(parts).status == 400)
        #expect(await site.post("/anmalan/grupp", [("action", "send")]).status == 415)
    }
}

struct DelegationPageTests {
    private func group(_ site: TestSite, _ people: [String], _ changes: [(String, String)] = []) async throws -> String
    {
        let sent = await site.sendGroup(site.group(people, "send", token: await site.groupToken(), changes))
        return try #require(sent.location)
    }

    @Test func `the contact adds an address and cancels, and sees no answers`() async throws {
        let site = try await TestSite()
        let address = try await group(site, ["Ett", "Tva"], [("person-1-email", "")])
        let member = address + "/person/1"
        #expect(await site.get(member).text.contains("Lägg till e-postadress"))
        let wrong = await site.post(member, [("action", "email"), ("email", "ingen")])
        #expect(wrong.status == 422 && wrong.text.contains("href=\"#email\"") && wrong.text.contains("value=\"ingen\""))
        #expect(await site.post(member, [("action", "email"), ("email", "tva@example.se")]).status == 409)
        let lent = await site.post(member, [("action", "email"), ("email", "kontakt@example.se")])
        #expect(lent.status == 422 && lent.text.contains("Det är din egen adress."))
        #expect(await site.post(member, [("action", "email"), ("email", "ett@example.se")]).location == address)
        #expect(await site.get(address).text.contains("ett@example.se"))
        #expect(await site.post(member, [("action", "cancel")]).location == address)
        #expect(await site.get(address).text.contains("1 har plats, 1 har avbokats."))
    }

    @Test func `an address is the contact's to correct until the person has been on their page`() async throws {
        let site = try await TestSite()
        let address = try await group(site, ["Ett"])
        let member = address + "/person/1"
        #expect(await site.get(member).text.contains("Rätta e-postadressen"))
        #expect(await site.post(member, [("action", "email"), ("email", "etta@example.se")]).location == address)
        var links: [SecretLink] = []
        while let message = try await site.store.takeDueMessage(now: noon) {
            if message.recipient == "etta@example.se" { links += [message.link].compactMap(\.self) }
        }
        let own = "/anmalan/\(try #require(links.last).text)/andra"
        let answers = [
            ("givenName", "Ett"), ("familyName", "Övning"), ("email", "etta@example.se"), ("role", "Rektor"),
            ("organisation", "Påhittad förvaltning"), ("dietaryNeeds", "Hemligt"),
            ("token", await site.get(own).hidden("token")),
        ]
        #expect(await site.post(own, answers).status == 303)
        #expect(await site.post(own, answers.filter { $0.0 != "email" }).status == 422)
        let page = await site.get(member)
        #expect(page.text.contains("Bara personen själv kan ändra adressen") && !page.text.contains("Rätta e-post"))
        #expect(await site.post(member, [("action", "email"), ("email", "ny@example.se")]).location == address)
        #expect(await site.get(address).text.contains("etta@example.se"))
    }

    @Test func `a slip in an address that the contact gives later is asked about once`() async throws {
        let site = try await TestSite()
        let group = try await group(site, ["Ett"])
        for (address, control) in [(group + "/person/1", "email"), (group + "/kontakt", "contactEmail")] {
            let form = [("action", "email"), (control, "asta@gmial.com")]
            let asked = await site.post(address, form)
            #expect(asked.status == 422 && asked.text.contains("Menade du asta@gmail.com?"))
            let meant = await site.post(address, form + [("questionedEmail", asked.hidden("questionedEmail"))])
            #expect(meant.status == 303)
        }
    }

    @Test func `whoever changes a person's address is not shown the page that the person then has`() async throws {
        let site = try await TestSite()
        _ = try await group(site, ["Ett"])
        var own: SecretLink?
        while let message = try await site.store.takeDueMessage(now: noon) {
            if message.recipient == "ett@example.se" { own = message.link }
        }
        let page = "/anmalan/\(try #require(own).text)"
        let form = [
            ("givenName", "Ett"), ("familyName", "Övning"), ("email", "ny@example.se"), ("role", "Rektor"),
            ("organisation", "Påhittad förvaltning"), ("token", await site.get(page + "/andra").hidden("token")),
        ]
        let changed = await site.post(page + "/andra", form)
        // A double click, or the contact who tries once more.
        let again = await site.post(page + "/andra", form)
        let mail = try #require(try await site.store.takeDueMessage(now: noon))
        let new = try #require(mail.link)
        #expect(mail.recipient == "ny@example.se" && !changed.text.contains(new.text))
        #expect(changed.status == 200 && changed.text.contains("på väg till ny@example.se"))
        #expect(again.status == 200 && again.text.contains("på väg till ny@example.se") && again.location == nil)
        #expect(!again.text.contains(new.text))
        #expect(await site.get(page).status == 404)
        #expect(await site.get("/anmalan/\(new.text)").status == 200)
    }

    @Test func `more people join the group by its own form`() async throws {
        let site = try await TestSite()
        let address = try await group(site, ["Ett"])
        let form = await site.get(address + "/fler")
        #expect(form.status == 200 && !form.text.contains("contactEmail"))
        let sent = await site.sendGroup(
            site.group(["Tva"], "send", token: form.hidden("token")), to: address + "/fler")
        #expect(sent.location == address)
        #expect(await site.get(address).text.contains("2 har plats."))
    }

    @Test func `one contact accepts the offers to all`() async throws {
        let site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 1)])
        let address = try await group(site, ["Ett", "Tva"])
        _ = await site.post(address + "/person/1", [("action", "cancel")])
        #expect(await site.get(address).text.contains("1 person erbjuds en plats"))
        #expect(await site.post(address, []).location == address)
        #expect(await site.get(address).text.contains("1 har plats, 1 har avbokats."))
    }

    @Test(arguments: ["preview", "send"])
    func `a list that comes when sign-up has closed is shown, so that nothing is lost`(action: String) async throws {
        let site = try await TestSite()
        let token = await site.groupToken()
        let late = site.later(noon + 90_000)
        let page = await late.sendGroup(late.group(["Ett"], action, token: token))
        #expect(page.status == 409 && page.text.contains("Er anmälan togs inte emot"))
        for typed in ["<td>Ett</td>", "<td>ett@example.se</td>", "<dd>Kontakt Påhitt</dd>"] {
            #expect(page.text.contains(typed))
        }
    }

    @Test func `the contact changes the address messages go to, and the page moves`() async throws {
        let site = try await TestSite()
        let address = try await group(site, ["Ett"])
        let wrong = await site.post(address + "/kontakt", [("contactEmail", "ingen")])
        #expect(wrong.status == 422 && wrong.text.contains("href=\"#contactEmail\""))
        let moved = try #require(
            await site.post(address + "/kontakt", [("contactEmail", "ny@example.se")]).location)
        #expect(moved.hasSuffix("?moved=yes"))
        #expect(await site.get(moved).text.contains("Besked om gruppen går till ny@example.se."))
        #expect(await site.get(address).status == 404)
    }

    @Test func `the contact is mailed a link by which the seat of somebody without address is taken over`() async throws
    {
        let site = try await TestSite()
        let address = try await group(site, ["Ett"], [("person-1-email", "")])
        let mailed = try #require(await site.post(address + "/person/1", [("action", "hand-over")]).location)
        #expect(await site.get(mailed).text.contains("är på väg till din e-post"))
    }

    @Test(arguments: [
        "/grupp/AAAAAAAAAAAAAAAAAAAAAA", "/grupp/AAAAAAAAAAAAAAAAAAAAAA/kontakt", "/grupp/AAAAAAAAAAAAAAAAAAAAAA/fler",
        "/grupp/kort",
    ])
    func `a link of nobody opens nothing`(address: String) async throws {
        let site = try await TestSite()
        #expect(await site.get(address).status == 404)
    }

    @Test func `the page of one group leads to nobody of another`() async throws {
        let site = try await TestSite()
        let address = try await group(site, ["Ett"])
        _ = try await group(site, ["Tva"])
        #expect(await site.get(address + "/person/2").status == 404)
        #expect(await site.post(address + "/person/2", [("action", "cancel")]).status == 404)
        #expect(try await site.store.attendee(id: 2)?.state == .confirmed)
    }
}
