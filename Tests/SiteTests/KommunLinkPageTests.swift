import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Logging
import Secrets
import Storage
import Synchronization
import Testing

@testable import Site

extension TestSite {
    /// A link of the kommun, made by an organiser.
    func kommunLink(_ code: String, isRenewal: Bool = false, form number: UInt64 = 1) async throws -> SecretLink? {
        let form = FormToken(for: .kommunLinks, random: .seeded(900 + number), now: Int64(noon.timeIntervalSince1970))
        return try await store.makeKommunLinks(
            [code], isRenewal: isRenewal, form: form, by: .organiser("prov"), now: noon)[code]
    }
}

/// What anybody can do at a kommun's page, by the address behind the link.
private struct Act: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let page: @Sendable (SecretLink, Int64) -> Page
    /// Nil to look only.
    var form: [(String, String)]?
    var isMultipart = false

    static let swap = [
        ("givenName", "Ny"), ("familyName", "Övning"), ("email", "ny@example.se"), ("role", "Rektor"),
        ("organisation", "Påhittad förvaltning"),
    ]

    static let all: [Act] = [
        Act(testDescription: "the page", page: { link, _ in .kommun(link) }),
        Act(testDescription: "the list", page: { link, _ in .kommunList(link) }),
        Act(testDescription: "the form", page: { link, _ in .kommunRegister(link) }),
        Act(testDescription: "the seats", page: { link, _ in .kommunSeats(link) }),
        Act(testDescription: "a person", page: { .kommunPerson($0, id: $1) }),
        Act(testDescription: "a swap", page: { .kommunSwap($0, id: $1) }),
        Act(testDescription: "to cancel", page: { .kommunPerson($0, id: $1) }, form: []),
        Act(testDescription: "to swap", page: { .kommunSwap($0, id: $1) }, form: swap),
        Act(
            testDescription: "to give back", page: { link, _ in .kommunSeats(link) },
            form: [("action", "give"), ("given", "1"), ("reserved", "2")]),
        Act(
            testDescription: "to lower", page: { link, _ in .kommunSeats(link) },
            form: [("action", "lower"), ("ceiling", "4")]),
        Act(
            testDescription: "to ask", page: { link, _ in .kommunSeats(link) },
            form: [("action", "ask"), ("seats", "4")]),
        Act(
            testDescription: "to withdraw", page: { link, _ in .kommunSeats(link) },
            form: [("action", "withdraw"), ("request", "1")]),
        Act(testDescription: "to register", page: { link, _ in .kommunRegister(link) }, form: [], isMultipart: true),
    ]

    func reply(_ site: TestSite, _ link: SecretLink, _ id: Int64, _ language: Language = .swedish) async -> Reply {
        let address = page(link, id).path(in: language)
        guard let form else { return await site.get(address) }
        guard isMultipart else {
            let token = FormToken(for: .kommunSwap, random: .seeded(4), now: Int64(noon.timeIntervalSince1970))
            return await site.post(address, form + [("form", token.text(key: site.store.signingKey))])
        }
        let token = await site.groupToken()
        return await site.sendGroup(site.group(["Ett", "Två"], "send", token: token), to: address)
    }
}

struct KommunLinkPageTests {
    /// Nässjö has people 1 (with needs, in a workshop) and 2, Falköping 3 and 4.
    private func site() async throws -> TestSite {
        let site = try await TestSite(quotas: [
            .nassjo: Quota(reserved: 4, ceiling: 6), .falkoping: Quota(reserved: 2, ceiling: 5),
        ])
        for (number, kommun) in [(1, "0682"), (2, "0682"), (3, "1499"), (4, "1499")] {
            _ = await site.signUp(
                number,
                [
                    "kommun": kommun, "familyName": "Efter\(number)", "organisation": "Förvaltning\(number)",
                    "dietaryNeeds": "hemlig nötallergi",
                ])
        }
        return site
    }

    private func everything(_ site: TestSite) async throws -> [String] {
        var all: [String] = []
        for id in Int64(1)...8 {
            guard let attendee = try await site.store.attendee(id: id) else { continue }
            all.append("\(id) \(attendee.state) \(attendee.registration.fullName) \(attendee.code)")
            all.append("\(try await site.store.history(ofRegistration: id).map(\.action))")
        }
        all.append("\(try await site.store.quotaBoard())")
        all.append("\(try await site.store.openSeatRequests())")
        return all
    }

    private static let secrets = [
        "hemlig nötallergi", "example.se", "VF-", "070-174", "+4670", "Förvaltning1", "/anmalan/", "/registration/",
    ]

    @Test(arguments: Language.allCases)
    func `the page shows seats and people, and nothing of what they have answered`(language: Language) async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let page = await site.get(Page.kommun(link).path(in: language))
        #expect(page.status == 200)
        #expect(page.text.contains("Efter1") && page.text.contains("Efter2") && !page.text.contains("Efter3"))
        for page in [
            page, await site.get(Page.kommunPerson(link, id: 1).path(in: language)),
            await site.get(Page.kommunSwap(link, id: 1).path(in: language)),
            await site.get(Page.kommunList(link).path(in: language)),
            await site.get(Page.kommunList(link).path(in: language) + "?format=plain"),
        ] {
            #expect(page.status == 200)
            #expect(page.text.contains("Efter1"))
            let content = page.text.replacing("kontakt@example.se", with: "")
            for secret in Self.secrets { #expect(!content.contains(secret), "\(secret)") }
        }
    }

    @Test func `people are shown by state and by workshop`() async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        _ = try await site.store.cancel(id: 2, by: .attendee, now: noon)
        let all = await site.get(Page.kommun(link).path(in: .swedish)).text
        #expect(all.contains("Efter1") && !all.contains("Efter2"))
        let cancelled = await site.get(Page.kommun(link).path(in: .swedish) + "?state=cancelled").text
        #expect(!cancelled.contains("Efter1") && cancelled.contains("Efter2"))
        let workshop = await site.get(Page.kommun(link).path(in: .swedish) + "?workshop=1").text
        #expect(!workshop.contains("Efter1") && workshop.contains("Ingen passar in på urvalet"))
    }

    @Test(arguments: Act.all, Language.allCases)
    fileprivate func `a link reads and changes nothing of another kommun's`(act: Act, language: Language) async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let other = try #require(try await site.kommunLink("1499", form: 2))
        _ = try await site.store.askForSeats(try draft(), kommun: other, now: noon)
        for id in [Int64(3), 4, 99] {
            let before = try await everything(site).filter { !$0.isEmpty }
            let reply = await act.reply(site, link, id, language)
            let text = String(decoding: try await reply.streamed(), as: UTF8.self)
            for name in ["Efter3", "Efter4", "Förvaltning3"] { #expect(!text.contains(name)) }
            let isAboutPerson = act.page(link, 1) != act.page(link, 2)
            if isAboutPerson {
                #expect(reply.status == 404)
                #expect(try await everything(site) == before)
            } else {
                #expect(reply.status != 404)
                let board = try await site.store.quotaBoard().lines.first { $0.group == .falkoping }
                #expect(board?.quota == Quota(reserved: 2, ceiling: 5, taken: 2))
                #expect(try await site.store.openSeatRequests().contains { $0.kommun == "1499" })
                for person in [Int64(3), 4] {
                    #expect(try await site.store.attendee(id: person)?.state == .confirmed)
                }
            }
        }
    }

    private func draft(_ seats: Int = 3) throws -> SeatRequestDraft {
        let check = SeatRequestDraft.check { $0 == .seats ? "\(seats)" : "" }
        guard case .valid(let draft) = check else { throw CancellationError() }
        return draft
    }

    private enum Dead: CaseIterable {
        case unknown, altered, revoked, renewed, expired
    }

    /// The site at a time when the link opens nothing.
    private func dead(_ how: Dead, _ site: TestSite) async throws -> (TestSite, SecretLink) {
        let link = try #require(try await site.kommunLink("0682"))
        switch how {
        case .unknown: return (site, SecretLink(random: .seeded(4711)))
        case .altered:
            return (site, try #require(SecretLink(base64URLEncode(link.bytes.dropLast() + [link.bytes[15] ^ 1]))))
        case .revoked: _ = try await site.store.revokeKommunLinks(["0682"], by: .organiser("prov"), now: noon)
        case .renewed: _ = try await site.kommunLink("0682", isRenewal: true, form: 2)
        case .expired:
            let end = try #require(try await site.store.conference()).erasesSensitiveAnswersAt
            return (site.later(end), link)
        }
        return (site, link)
    }

    @Test(arguments: Dead.allCases)
    private func `a link that is none any more opens nothing, with the words of one that never was`(how: Dead)
        async throws
    {
        let (site, link) = try await dead(how, site())
        let unknown = SecretLink(random: .seeded(4712))
        let before = try await everything(site)
        for act in Act.all {
            let reply = await act.reply(site, link, 1)
            #expect(reply.status == 404, "\(act.testDescription)")
            let other = await act.reply(site, unknown, 1)
            #expect(reply.text.replacing(link.text, with: "") == other.text.replacing(unknown.text, with: ""))
        }
        #expect(try await everything(site) == before)
    }

    @Test(arguments: Act.all)
    fileprivate func `a link is in no log, cache or Referer`(act: Act) async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let reply = await act.reply(site, link, 1)
        let page = act.page(link, 1)
        #expect(page.isPersonal)
        for language in Language.allCases { #expect(!page.pattern(in: language).contains(link.text)) }
        if reply.status == 200 {
            #expect(reply.response.fields[.cacheControl] == "no-store")
            #expect(reply.response.fields[.referrerPolicy] == "no-referrer")
            #expect(reply.response.fields[.robotsTag] == "noindex, nofollow")
        }
    }

    // MARK: What a kommun does

    @Test func `the form of groups registers people of this kommun, whatever a table says`() async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let address = Page.kommunRegister(link).path(in: .swedish)
        let token = await site.get(address).hidden("token")
        #expect(await !site.get(address).text.contains("name=\"organisationType\""))
        // What a form of somebody's own making says is passed over.
        let forged = [("kommun", "Falköping"), ("organisationType", "region")]
        let sent = await site.sendGroup(site.group(["Ett"], "send", token: token, forged), to: address)
        #expect(sent.location == Page.kommun(link).path(in: .swedish) + "?done=registered")
        #expect(try await site.store.attendee(id: 5)?.registration.group == .nassjo)
        #expect(try await site.store.history(ofRegistration: 5).map(\.actor) == [.kommun("0682")])

        let table = "Förnamn\tEfternamn\tRoll\tKommun\nTvå\tÖvning\tRektor\tFalköping\nTre\tÖvning\tRektor\tNässjö"
        let pasted = await site.sendGroup(
            site.group([], "preview", token: await site.get(address).hidden("token"), [("pasted", table)]), to: address)
        #expect(pasted.status == 422)
        #expect(pasted.text.contains("Med den här länken anmäler ni bara personer från Nässjö."))
        #expect(
            pasted.text.contains("id=\"person-1-kommun-error\"")
                && !pasted.text.contains("id=\"person-2-kommun-error\""))
    }

    @Test func `a person is cancelled and another swapped`() async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let cancelled = await site.post(Page.kommunPerson(link, id: 1).path(in: .swedish), [])
        #expect(cancelled.location == Page.kommun(link).path(in: .swedish) + "?done=cancelled")
        #expect(try await site.store.attendee(id: 1)?.state == .cancelled)
        let address = Page.kommunSwap(link, id: 2).path(in: .swedish)
        let token = await site.get(address).hidden("form")
        let wrong = await site.post(address, Act.swap.filter { $0.0 != "email" } + [("form", token)])
        #expect(wrong.status == 422 && wrong.text.contains("id=\"email-error\"") && wrong.text.contains("value=\"Ny\""))
        let taken = await site.post(
            address, Act.swap.filter { $0.0 != "email" } + [("form", token), ("email", "deltagare3@example.se")])
        #expect(taken.status == 409 && taken.text.contains("Adressen är redan anmäld"))
        let unsigned = await site.post(address, Act.swap)
        #expect(unsigned.status == 422)
        for _ in 1...2 {
            let done = await site.post(address, Act.swap + [("form", token)])
            #expect(done.location == Page.kommun(link).path(in: .swedish) + "?done=swapped")
        }
        #expect(try await site.store.attendee(id: 2)?.state == .cancelled)
        #expect(try await site.store.attendee(id: 5)?.registration.fullName == "Ny Övning")
        #expect(try await site.store.attendee(id: 6) == nil)
    }

    private func seats(_ site: TestSite, _ link: SecretLink, _ form: [(String, String)]) async -> Reply {
        await site.post(Page.kommunSeats(link).path(in: .swedish), form)
    }

    private struct SeatCase: Sendable, CustomTestStringConvertible {
        let form: [(String, String)]
        let status: Int
        let words: String

        var testDescription: String { form.map { "\($0): \($1.prefix(20))" }.joined(separator: ", ") }

        init(_ form: KeyValuePairs<String, String>, _ status: Int, _ words: String) {
            self.form = Array(form).map { ($0.key, $0.value) }
            self.status = status
            self.words = words
        }
    }

    private static let seatCases: [SeatCase] = [
        SeatCase(["action": "give", "given": "två", "reserved": "4"], 422, "Skriv ett heltal"),
        SeatCase(["action": "give", "given": "3", "reserved": "4"], 422, "Skriv ett tal från 1 till 2."),
        SeatCase(["action": "give", "given": "1", "reserved": "4"], 303, ""),
        SeatCase(["action": "give", "given": "1", "reserved": "2"], 409, "Platserna har ändrats"),
        SeatCase(
            ["action": "give", "given": "9223372036854775807", "reserved": "-9223372036854775807"], 422, "heltal"),
        SeatCase(["action": "lower", "ceiling": "7"], 422, "Skriv ett tal från 2 till 5."),
        SeatCase(["action": "lower", "ceiling": "2"], 303, ""),
        SeatCase(["action": "ask", "seats": "0"], 422, "Skriv ett heltal från 1 till 1000"),
        SeatCase(
            ["action": "ask", "seats": "2", "reason": String(repeating: "a", count: 1001)], 422, "högst 1000 tecken"),
        SeatCase(["action": "ask", "seats": "2", "reason": "Fler vill"], 303, ""),
        SeatCase(["action": "withdraw", "request": "7"], 303, ""),
        SeatCase(["action": "finns inte"], 200, "Ändra antalet platser"),
    ]

    @Test(arguments: seatCases)
    private func `a kommun changes its seats within the rules`(change: SeatCase) async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let reply = await seats(site, link, change.form)
        #expect(reply.status == change.status)
        #expect(change.words.isEmpty || reply.text.contains(change.words))
        let typed = change.form.first { ["given", "ceiling", "seats"].contains($0.0) }
        if change.status != 303, let typed { #expect(reply.text.contains("value=\"\(typed.1)\"")) }
    }

    @Test func `a second wish is told that another waits, with all that was typed`() async throws {
        let site = try await site()
        let link = try #require(try await site.kommunLink("0682"))
        let first = [("action", "ask"), ("seats", "2"), ("reason", "Fler vill")]
        #expect(await seats(site, link, first).status == 303)
        #expect(await seats(site, link, first).status == 303, "the same button pressed twice")
        let reply = await seats(site, link, [("action", "ask"), ("seats", "50"), ("reason", "Alla vill")])
        #expect(reply.status == 409)
        for words in ["väntar redan på svar", "href=\"#seats\"", "id=\"seats\"", "50, Alla vill"] {
            #expect(reply.text.contains(words), "\(words)")
        }
        #expect(try await site.store.openSeatRequests().map(\.seats) == [2])
    }

    @Test func `too many changes from one network are put off`() async throws {
        let site = try await TestSite(pace: .init(ofAddress: 3, inAll: nil))
        let link = try #require(try await site.kommunLink("0682"))
        for _ in 1...3 { _ = await seats(site, link, [("action", "lower"), ("ceiling", "9")]) }
        let reply = await seats(site, link, [("action", "ask"), ("seats", "2")])
        #expect(reply.status == 429 && reply.response.fields[.retryAfter] != nil)
        #expect(reply.text.contains("value=\"2\""))
        #expect(try await site.store.openSeatRequests().isEmpty)
    }

    // MARK: What organisers do

    private func ask(_ site: TestSite, _ page: Page, _ form: [(String, String)], _ session: HTTPFields) async -> Reply {
        let token = await site.get(Page.kommunLinks.path(in: .swedish), fields: session).hidden("token")
        return await site.post(page.path(in: .swedish), [("token", token)] + form, fields: session)
    }

    @Test func `organisers make all links at once, and see them until they close the page`() async throws {
        let site = try await site()
        let session = try await site.session([.organiser])
        let form = await site.get("/admin/kommunlankar", fields: session).hidden("form")
        let made = await ask(site, .kommunLinks, [("action", "make"), ("form", form)], session)
        let again = await ask(site, .kommunLinks, [("action", "make"), ("form", form)], session)
        let links = made.text.matches(of: #/data-link="(\d{4})">https?:\/\/[^<]*\/kommun\/([\w-]{22})</#)
        #expect(links.count == 290)
        #expect(again.text == made.text)
        let link = try #require(links.first { $0.1 == "0682" })
        #expect(await site.get("/kommun/\(link.2)").text.contains("Nässjö"))
        #expect(made.response.fields[.cacheControl] == "no-store")
        let csv = await ask(
            site, .kommunLinks, [("action", "make"), ("form", form), ("format", "csv")], session)
        #expect(csv.text.contains("\"0682 Nässjö\";\"http") && csv.text.contains(String(link.2)))
        #expect(await !site.get("/admin/kommunlankar", fields: session).text.contains(String(link.2)))

        let renewed = await ask(site, .kommunLinks, [("action", "renew"), ("form", form)], session)
        #expect(renewed.text == made.text.replacing("value=\"make\"", with: "value=\"renew\""))
        let revoked = await ask(site, .kommunLinks, [("action", "revoke")], session)
        #expect(revoked.location == "/admin/kommunlankar?revoked=290")
        #expect(await site.get("/kommun/\(link.2)").status == 404)
    }

    @Test func `links are mailed to addresses that are pasted, all or none`() async throws {
        let site = try await site()
        let session = try await site.session([.organiser])
        let wrong = await ask(
            site, .kommunLinks,
            [("action", "addresses"), ("addresses", "Nässjö\tn@example.se\nIngenstans\tfel@example.se")], session)
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("Rad 2 (Ingenstans fel@example.se)") && wrong.text.contains("n@example.se"))
        #expect(try await site.store.messages(nil, limit: 9).allSatisfy { $0.kind != .kommunLink })
        let sent = await ask(
            site, .kommunLinks,
            [("action", "addresses"), ("addresses", "Nässjö\tn@example.se\nFalköpings kommun\tf@example.se")], session)
        #expect(sent.location == "/admin/kommunlankar?sent=2")
        let mails = try await site.store.messages(nil, limit: 9).filter { $0.kind == .kommunLink }
        #expect(Set(mails.map(\.recipient)) == ["n@example.se", "f@example.se"])
    }

    @Test func `one kommun's link is mailed, shown, renewed and revoked`() async throws {
        let site = try await site()
        let session = try await site.session([.organiser])
        let page = Page.kommunLink(code: "0682")
        let wrong = await ask(site, page, [("action", "send"), ("email", "fel")], session)
        #expect(wrong.status == 422 && wrong.text.contains("value=\"fel\""))
        let sent = await ask(site, page, [("action", "send"), ("email", "n@example.se")], session)
        #expect(sent.location == "/admin/kommunlankar/0682?done=sent")
        let form = await site.get("/admin/kommunlankar/0682", fields: session).hidden("form")
        let shown = await ask(site, page, [("action", "renew"), ("form", form)], session)
        let link = try #require(shown.text.firstMatch(of: #/\/kommun\/([\w-]{22})/#)?.1)
        #expect(await site.get("/kommun/\(link)").status == 200)
        #expect(try await site.store.kommunLinks().first { $0.kommun.code == "0682" }?.living == 1)
        _ = await ask(site, page, [("action", "revoke")], session)
        #expect(await site.get("/kommun/\(link)").status == 404)
        #expect(await site.get("/admin/kommunlankar/9999", fields: session).status == 404)
        let log = await site.get("/admin/logg", fields: session).text
        for words in ["Skickade en länk till en kommun", "Gjorde en länk till en kommun", "Drog in en kommuns länkar"] {
            #expect(log.contains(words))
        }
    }

    @Test func `a request is seen, granted at one click, and the kommun sees the answer`() async throws {
        let site = try await site()
        let session = try await site.session([.organiser])
        let link = try #require(try await site.kommunLink("0682"))
        _ = await seats(site, link, [("action", "ask"), ("seats", "2"), ("reason", "Fler <vill>")])
        #expect(await site.get("/admin/oversikt", fields: session).text.contains("1 kommun ber om fler platser."))
        let quotas = await site.get("/admin/kvoter", fields: session).text
        #expect(quotas.contains("Nässjö ber om 2 platser till") && quotas.contains("Fler &lt;vill&gt;"))
        #expect(quotas.contains("Ja, reservera 2 platser till"))
        let granted = await ask(site, .seatRequest(id: 1), [("action", "grant")], session)
        #expect(granted.location == "/admin/kvoter?done=answered")
        #expect(await site.get("/admin/kvoter?done=answered", fields: session).text.contains("Önskemålet är besvarat"))
        let quota = try await site.store.quotaBoard().lines.first { $0.group == .nassjo }?.quota
        #expect(quota == Quota(reserved: 6, ceiling: 8, taken: 2))
        #expect(await site.get("/kommun/\(link.text)").text.contains("Ni fick 2 platser till"))
        #expect(await site.get("/admin/logg", fields: session).text.contains("kommunen: Nässjö"))
        #expect(await ask(site, .seatRequest(id: 1), [("action", "grant")], session).location == "/admin/onskemal/1")
    }

    @Test func `a request is declined with a reason, or cannot be guaranteed`() async throws {
        let site = try await site()
        let session = try await site.session([.organiser])
        let link = try #require(try await site.kommunLink("0682"))
        _ = await seats(site, link, [("action", "ask"), ("seats", "1000")])
        let page = Page.seatRequest(id: 1)
        let grant = await ask(site, page, [("action", "grant")], session)
        #expect(grant.status == 422 && grant.text.contains("Så många platser finns inte att reservera"))
        let silent = await ask(site, page, [("action", "decline"), ("reply", " ")], session)
        #expect(silent.status == 422 && silent.text.contains("id=\"reply-error\""))
        let declined = await ask(site, page, [("action", "decline"), ("reply", "Salen är full")], session)
        #expect(declined.status == 303)
        let answer = await site.get("/kommun/\(link.text)").text
        #expect(answer.contains("Ni fick inte 1000 platser till") && answer.contains("Salen är full"))
    }
}
