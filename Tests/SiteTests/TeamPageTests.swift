import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Testing

@testable import Site
@testable import Storage

private let passphrase = "några ord på rad"

extension Reply {
    /// The cookie that was set, as the browser sends it back.
    fileprivate var cookie: HTTPFields {
        [.cookie: String((response.fields[.setCookie] ?? "").prefix { $0 != ";" })]
    }

    fileprivate func first(_ pattern: Regex<(Substring, Substring)>) throws -> String {
        String(try #require(text.firstMatch(of: pattern)).1)
    }
}

extension TestSite {
    /// Posts a form with the token of the page that it stands on.
    fileprivate func send(
        _ address: String, _ form: [(String, String)], on page: String? = nil, as session: HTTPFields
    ) async -> Reply {
        let token = await get(page ?? address, fields: session).hidden("token")
        return await post(address, form + [("token", token)], fields: session)
    }

    /// Somebody who may sign in with a password.
    fileprivate func member(_ name: String, _ roles: Set<Role>) async throws {
        try await store.setOrganiser(name: name, password: passphrase, isTemporary: false, roles: roles, now: noon)
    }

    fileprivate func signIn(as name: String) async -> Reply {
        let token = await get("/admin/logga-in").hidden("token")
        return await post("/admin/logga-in", [("name", name), ("password", passphrase), ("token", token)])
    }
}

/// The code that an app with this key shows then.
private func code(_ key: [UInt8], at now: Date) -> String {
    OneTimeCode(key: key).code(step: Int64(now.timeIntervalSince1970) / 30)
}

struct TeamPageTests {
    @Test func `somebody is invited, joins by the link and has the role`() async throws {
        let site = try await TestSite()
        let owner = try await site.session([.owner])
        let invited = await site.send(
            "/admin/lag/bjud-in", [("name", "Cia"), ("role", "reader")], as: owner)
        let address = try invited.first(#/<code>http://vemfn.example.se([^<]+)</code>/#)
        #expect(await site.get("/admin/lag", fields: owner).text.contains("<th scope=\"row\">cia</th>"))
        #expect(!(await site.get("/admin/lag", fields: owner).text.contains(address)))
        let page = await site.get(address)
        #expect(page.text.contains("Läsare") && page.text.contains("<strong>cia</strong>"))
        #expect(page.response.fields[.cacheControl] == "no-store")
        for (form, control) in [
            ([("password", "kort"), ("repeated", "kort")], "password"),
            ([("password", passphrase), ("repeated", "annat")], "repeated"),
        ] {
            let refused = await site.post(address, form)
            #expect(refused.status == 422)
            #expect(refused.text.contains("id=\"\(control)-error\""))
        }
        let foreign = await site.post(
            address, [("password", passphrase), ("repeated", passphrase)], fields: [.secFetchSite: "cross-site"])
        #expect(foreign.status == 403)
        let joined = await site.post(address, [("password", passphrase), ("repeated", passphrase)])
        #expect(joined.location == "/admin")
        #expect(await site.get("/admin/deltagare", fields: joined.cookie).status == 200)
        #expect(await site.get("/admin/utskick", fields: joined.cookie).status == 403)
        #expect(await site.signIn(as: "cia").location == "/admin/oversikt")
    }

    @Test func `an invitation that is used, withdrawn, over or made up looks the same`() async throws {
        let site = try await TestSite()
        func link(_ name: String) async throws -> SecretLink {
            try await site.store.invite(
                name: name, roles: [.reader], email: nil, language: .swedish, by: .system, now: noon)
        }
        let (used, withdrawn, over) = (try await link("a"), try await link("b"), try await link("c"))
        _ = try await site.store.accept(used, password: passphrase, from: Client(address: "", browser: ""), now: noon)
        let id = try #require(try await site.store.invitations(now: noon).first { $0.name == "b" }?.id)
        try await site.store.withdrawInvitation(id: id, by: .system, now: noon)
        let later = site.later(noon + TimeInterval(Store.invitationSeconds))
        let madeUp = SecretLink(random: .seeded(99))
        var pages: Set<String> = []
        for link in [used, withdrawn, over, madeUp] {
            let path = Page.invitation(link).path(in: .swedish)
            for reply in [
                await later.get(path), await later.post(path, [("password", passphrase), ("repeated", passphrase)]),
            ] {
                #expect(reply.status == 404)
                pages.insert(reply.text.replacing(link.text, with: ""))
            }
        }
        #expect(pages.count == 1)
    }

    @Test func `a form with problems keeps what was typed and says so at each field`() async throws {
        let site = try await TestSite()
        let owner = try await site.session([.owner])
        let refused = await site.send(
            "/admin/lag/bjud-in", [("name", "  "), ("email", "cia utan snabel"), ("role", "kung")], as: owner)
        #expect(refused.status == 422)
        for control in ["name", "email", "role"] { #expect(refused.text.contains("id=\"\(control)-error\"")) }
        #expect(refused.text.contains("value=\"cia utan snabel\""))
        let taken = await site.send("/admin/lag/bjud-in", [("name", "Prov"), ("role", "door")], as: owner)
        #expect(taken.status == 422 && taken.text.contains("Det finns redan någon"))
    }

    @Test func `an owner changes roles and removes, but never the last owner`() async throws {
        let site = try await TestSite()
        let owner = try await site.session([.owner])
        let team = try await site.store.team()
        let other = try #require(team.first { $0.name == "ägare" })
        let me = try #require(team.first { $0.name == "prov" })
        let address = "/admin/lag/\(other.id)"
        #expect(await site.send(address, [("action", "roles")], as: owner).status == 422)
        let roles = [("action", "roles"), ("role", "organiser"), ("role", "needs")]
        #expect(await site.send(address, roles, as: owner).location == "/admin/lag")
        #expect(try await site.store.teamMember(id: other.id)?.roles == [.organiser, .needs])
        for form in [[("action", "remove")], [("action", "roles"), ("role", "organiser")]] {
            let refused = await site.send("/admin/lag/\(me.id)", form, as: owner)
            #expect(refused.status == 422 && refused.text.contains("är lagets enda ägare"))
        }
        #expect(await site.send(address, [("action", "remove")], as: owner).location == "/admin/lag")
        #expect(try await site.store.team().map(\.name) == ["prov"])
        let log = await site.get("/admin/logg", fields: owner)
        #expect(log.text.contains("Ändrade roller") && log.text.contains("ägare: Arrangör, Behovsansvarig"))
    }

    @Test func `letters with links are read by those who may open what is behind them`() async throws {
        let site = try await TestSite()
        _ = await site.signUp(1)
        _ = try await site.store.invite(
            name: "cia", roles: [.owner], email: "cia@example.se", language: .swedish, by: .system, now: noon)
        let telling = Site(
            store: site.store, assets: site.site.assets, contact: nil, mailText: { _ in "hemligt brev" },
            letter: TestSite.letter, random: .seeded(3), now: { noon }, logger: site.site.logger)
        let messages = try await site.store.messages(nil, limit: 10)
        #expect(messages.map(\.kind) == [.invitation, .confirmation])
        for (roles, mayRead) in [
            ([.owner], [true, true]), ([.organiser], [false, false]), ([.organiser, .needs], [false, true]),
        ] as [(Set<Role>, [Bool])] {
            let session = try await site.session(roles)
            for (message, mayRead) in zip(messages, mayRead) {
                let reply = await site.ask(.get, "/admin/utskick/\(message.id)", fields: session, through: telling)
                #expect(reply.status == 200 && reply.text.contains("hemligt brev") == mayRead)
            }
        }
    }

    @Test func `a question stays sensitive to whoever may not see its answers`() async throws {
        let site = try await TestSite.withOneOfEach()
        let before = try #require(try await site.store.questions().first)
        let form = [
            ("labelSv", before.label.sv), ("labelEn", before.label.en), ("purposeSv", before.purpose.sv),
            ("purposeEn", before.purpose.en), ("retention", "days"), ("retentionDays", "14"),
        ]
        let organiser = try await site.session([.organiser])
        let marked = await site.send(
            "/admin/fragor/1", form + [("sensitive", "yes"), await site.seen("/admin/fragor/1", organiser)],
            as: organiser)
        #expect(marked.status == 303)
        for (roles, status) in [([.organiser], 422), ([.organiser, .needs], 303)] as [(Set<Role>, Int)] {
            let session = try await site.session(roles)
            let reply = await site.send(
                "/admin/fragor/1", form + [await site.seen("/admin/fragor/1", session)], as: session)
            #expect(reply.status == status)
            #expect(try await site.store.questions().first?.isSensitive == (status == 422))
        }
    }
}

struct SecondStepPageTests {
    private func key(_ page: Reply) throws -> [UInt8] {
        let text = try page.first(#/<code class="key">([^<]+)</code>/#).replacing(" ", with: "")
        let values = Dictionary(uniqueKeysWithValues: zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 0...31))
        let bits = text.flatMap { character in (0..<5).reversed().map { (values[character] ?? 0) >> $0 & 1 } }
        return stride(from: 0, to: bits.count - 7, by: 8).map { start in
            bits[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | UInt8($1) }
        }
    }

    /// Turns it on and returns its key and its recovery codes.
    private func turnOn(_ site: TestSite, _ session: HTTPFields) async throws -> (key: [UInt8], codes: [String]) {
        let key = try key(await site.get("/admin/konto/tvasteg", fields: session))
        let reply = await site.send(
            "/admin/konto/tvasteg", [("action", "add"), ("code", code(key, at: noon)), ("current", passphrase)],
            as: session)
        #expect(reply.status == 200)
        return (key, reply.text.matches(of: #/<li><code>([^<]+)</code>/#).map { String($0.1) })
    }

    @Test func `from the QR code to signing in with the app and with a recovery code`() async throws {
        let site = try await TestSite()
        try await site.member("anna", [.owner])
        let session = await site.signIn(as: "anna").cookie
        let shown = await site.get("/admin/konto/tvasteg", fields: session)
        #expect(try key(shown) == key(await site.get("/en/admin/account/two-step", fields: session)))
        let (key, codes) = try await turnOn(site, session)
        #expect(codes.count == 10 && Set(codes).count == 10)
        #expect(!(await site.get("/admin/konto/tvasteg", fields: session).text.contains("class=\"key\"")))

        let later = site.later(noon + 60)
        for answer in [code(key, at: noon + 60), codes[0]] {
            let halfway = await later.signIn(as: "anna")
            #expect(halfway.location == "/admin/logga-in/kod")
            #expect(await later.get("/admin/deltagare", fields: halfway.cookie).location == "/admin/logga-in")
            let wrong = await later.send("/admin/logga-in/kod", [("code", "000000")], as: halfway.cookie)
            #expect(wrong.status == 422 && wrong.response.fields[.setCookie] == nil)
            let entered = await later.send("/admin/logga-in/kod", [("code", answer)], as: halfway.cookie)
            #expect(entered.location == "/admin/oversikt")
            #expect(await later.get("/admin/deltagare", fields: entered.cookie).status == 200)
            #expect(await later.get("/admin/deltagare", fields: halfway.cookie).location == "/admin/logga-in")
        }
    }

    @Test func `an app is told whose key it is, whatever the name`() {
        let code = OneTimeCode(key: Array("12345678901234567890".utf8))
        #expect(
            SecondFactorPages.address(of: code, account: "åsa & bo")
                == "otpauth://totp/Vemfn:%C3%A5sa%20%26%20bo?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Vemfn")
    }

    @Test func `turning it on and off needs the password, and a code from the app`() async throws {
        let site = try await TestSite()
        try await site.member("anna", [.owner])
        let session = await site.signIn(as: "anna").cookie
        let page = await site.get("/admin/konto/tvasteg", fields: session)
        let right = code(try key(page), at: noon)
        for (form, control) in [
            ([("code", right), ("current", "fel lösenord hela vägen")], "current"),
            ([("code", "000000"), ("current", passphrase)], "code"),
        ] {
            let refused = await site.send("/admin/konto/tvasteg", form + [("action", "add")], as: session)
            #expect(refused.status == 422 && refused.text.contains("id=\"\(control)-error\""))
        }
        _ = try await turnOn(site, session)
        let refused = await site.send("/admin/konto/tvasteg", [("action", "remove"), ("current", "")], as: session)
        #expect(refused.status == 422)
        let renewed = await site.send(
            "/admin/konto/tvasteg", [("action", "codes"), ("current", passphrase)], as: session)
        #expect(renewed.text.matches(of: #/<li><code>/#).count == 10)
        let removed = await site.send(
            "/admin/konto/tvasteg", [("action", "remove"), ("current", passphrase)], as: session)
        #expect(removed.location == "/admin/konto")
        #expect(await site.get("/admin/konto", fields: session).location == "/admin/logga-in")
        // A key that was shown once is not shown again.
        #expect(try key(await site.get("/admin/konto/tvasteg", fields: removed.cookie)) != key(page))
    }

    @Test func `when the team demands it, who has none is led to it and nowhere else`() async throws {
        let site = try await TestSite()
        let owner = try await site.session([.owner])
        try await site.member("bo", [.reader])
        let before = await site.signIn(as: "bo").cookie
        #expect(await site.send("/admin/lag", [("required", "yes")], as: owner).location == "/admin/lag")
        let after = await site.signIn(as: "bo")
        for session in [before, after.cookie, owner] {
            for address in ["/admin/deltagare", "/admin/konto", "/admin", "/admin/lag"] {
                #expect(await site.get(address, fields: session).location == "/admin/konto/tvasteg")
            }
            #expect(await site.get("/admin/losenord", fields: session).status == 200)
        }
        _ = try await turnOn(site, after.cookie)
        #expect(await site.get("/admin/deltagare", fields: after.cookie).status == 200)
    }

    @Test func `an owner lets somebody in again who has lost everything`() async throws {
        let site = try await TestSite()
        let owner = try await site.session([.owner])
        try await site.member("bo", [.reader])
        _ = try await turnOn(site, await site.signIn(as: "bo").cookie)
        let id = try #require(try await site.store.team().first { $0.name == "bo" }?.id)
        #expect(await site.signIn(as: "bo").location == "/admin/logga-in/kod")
        #expect(
            await site.send("/admin/lag/\(id)", [("action", "reset")], as: owner).location == "/admin/lag/\(id)")
        #expect(await site.signIn(as: "bo").location == "/admin/oversikt")
    }

    @Test func `the page for the code opens for nobody who has not given the password`() async throws {
        let site = try await TestSite()
        let signedIn = try await site.session([.owner])
        for fields in [[:], signedIn, [.cookie: "__Host-session=AAAAAAAAAAAAAAAAAAAAAA"]] as [HTTPFields] {
            #expect(await site.get("/admin/logga-in/kod", fields: fields).location == "/admin/logga-in")
            let posted = await site.post("/admin/logga-in/kod", [("code", "123456")], fields: fields)
            #expect(posted.location == "/admin/logga-in" && posted.response.fields[.setCookie] == nil)
        }
    }
}

struct AccountPageTests {
    @Test func `sessions are listed and ended, one or all others`() async throws {
        let site = try await TestSite()
        try await site.member("anna", [.reader])
        let sessions = [await site.signIn(as: "anna").cookie, await site.signIn(as: "anna").cookie]
        let page = await site.get("/admin/konto", fields: sessions[0])
        let id = try page.first(#/name="session" value="([0-9]+)"/#)
        #expect(
            await site.send("/admin/konto/inloggningar", [("session", "allt")], on: "/admin/konto", as: sessions[0])
                .status == 303)
        #expect(await site.get("/admin/konto", fields: sessions[1]).status == 200)
        let ended = await site.send("/admin/konto/inloggningar", [("session", id)], on: "/admin/konto", as: sessions[0])
        #expect(ended.location == "/admin/konto")
        #expect(await site.get("/admin/konto", fields: sessions[1]).location == "/admin/logga-in")
        let third = await site.signIn(as: "anna").cookie
        _ = await site.send("/admin/konto/inloggningar", [("session", "others")], on: "/admin/konto", as: third)
        #expect(await site.get("/admin/konto", fields: sessions[0]).location == "/admin/logga-in")
        #expect(await site.get("/admin/konto", fields: third).status == 200)
    }

    @Test func `guessing at the password of a session that was found is throttled`() async throws {
        let site = try await TestSite()
        try await site.member("anna", [.reader])
        let session = await site.signIn(as: "anna").cookie
        let form = { (current: String) in
            [("current", current), ("password", "ett helt nytt lösen"), ("repeated", "ett helt nytt lösen")]
        }
        for _ in 1...5 { _ = await site.send("/admin/losenord", form("fel lösenord hela vägen"), as: session) }
        let late = await site.send("/admin/losenord", form(passphrase), as: session)
        #expect(late.status == 422 && late.text.contains("För många försök"))
    }

    @Test(arguments: [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0",
            "Edge, Windows"
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
            "Safari, iPhone"
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
            "Chrome, Android"
        ),
        ("curl/8.0", ""), ("", ""), ("<script>Firefox/1", "Firefox"),
    ])
    func `a browser is known by two words at most`(userAgent: String, name: String) {
        #expect(BrowserName.of(userAgent) == name)
    }
}

struct NoEnumerationTests {
    @Test
    func `whether a name is known is told neither by words, status nor cookies, nor when there are too many tries`()
        async throws
    {
        let site = try await TestSite()
        try await site.member("anna", [.owner])
        var answers: [[String]] = []
        for name in ["anna", "ingen"] {
            var told: [String] = []
            for _ in 1...6 {
                let token = await site.get("/admin/logga-in").hidden("token")
                let reply = await site.post(
                    "/admin/logga-in", [("name", name), ("password", "fel lösenord hela vägen"), ("token", token)])
                let page = reply.text.replacing(name, with: "").replacing(reply.hidden("token"), with: "")
                told.append("\(reply.status) \(reply.response.fields[.setCookie] ?? "-") \(page)")
            }
            answers.append(told)
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0].last?.hasPrefix("429") == true)
    }
}
