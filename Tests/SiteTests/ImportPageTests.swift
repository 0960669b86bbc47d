import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Spreadsheet
import Testing

@testable import Site
@testable import Storage

private let path = "/admin/deltagare/import"

extension TestSite {
    /// Sends the form of an import as a browser does, with the tokens of the page that was shown.
    fileprivate func sendImport(
        _ page: Reply, _ fields: [(String, String)] = [], file: [UInt8]? = nil, session: HTTPFields
    ) async -> Reply {
        var fields = [("token", page.hidden("token")), ("importing", page.hidden("importing"))] + fields
        for name in ["table", "agreed"] where page.text.contains("name=\"\(name)\"") {
            let value = page.hidden(name).replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
                .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
            fields.append((name, value))
        }
        if page.text.contains("name=\"headings\" value=\"yes\" checked") { fields.append(("headings", "yes")) }
        for match in page.text.matches(of: #/<select id="column-(\d+)"[^>]*>(.*?)</select>/#.dotMatchesNewlines()) {
            let name = "column-\(match.1)"
            guard !fields.contains(where: { $0.0 == name }) else { continue }
            let chosen = match.2.firstMatch(of: #/value="(\w*)" selected/#)?.1
            fields.append((name, chosen.map(String.init) ?? ""))
        }
        return await sendGroup(fields, file: file, to: path, fields: session)
    }
}

struct ImportPageTests {
    let site: TestSite
    let session: HTTPFields

    init() async throws {
        site = try await TestSite(quotas: [.nassjo: Quota(reserved: 0, ceiling: 2)])
        session = try await site.session([.organiser])
    }

    private static let headings = "Förnamn;Efternamn;E-post;Organisation;Roll;Kommun;Skonummer\r\n"

    private func row(_ name: String, kommun: String = "Nässjö", email: String? = nil) -> String {
        "\(name);Övning;\(email ?? name.lowercased() + "@example.se");Påhittad;Rektor;\(kommun);42\r\n"
    }

    private func upload(_ text: String) async -> Reply {
        let page = await site.get(path, fields: session)
        return await site.sendImport(page, file: Array(text.utf8), session: session)
    }

    private func count() async throws -> AttendeeCount { try await site.store.countAttendees(AttendeeFilter()) }

    private func told(_ reply: Reply) -> String? {
        reply.text.firstMatch(of: #/data-import="([^"]+)"/#).map { String($0.1) }
    }

    @Test func `a file is previewed, then carried out, and sent twice it is carried out once`() async throws {
        let preview = await upload(Self.headings + row("Ett") + row("Fyra") + row("Tre"))
        #expect(preview.status == 200 && told(preview) == "2 1 0 0 0")
        #expect(preview.text.contains("nummer 1, kvoten är full") && preview.text.contains("”Skonummer”"))
        #expect(try await count() == .exactly(0))
        let done = await site.sendImport(preview, [("action", "send"), ("reason", "Prov")], session: session)
        let location = try #require(done.location)
        #expect(await site.get(location, fields: session).text.contains("3 nya (2 med plats, 1 i kö)."))
        #expect(await site.sendImport(preview, [("action", "send")], session: session).status == 303)
        #expect(try await count() == .exactly(3))
        #expect(await site.get("/admin/logg", fields: session).text.contains("3 nya (2 med plats, 1 i kö). Prov"))
        // The same file in another form.
        let again = await upload(Self.headings + row("Ett") + row("Fyra") + row("Tre"))
        #expect(told(again) == "0 0 0 3 0" && !again.text.contains("value=\"send\""))
    }

    @Test func `a faulty cell is mended on the page and nothing is lost`() async throws {
        let preview = await upload(Self.headings + row("Ett") + row("Fyra", kommun: "Nasjö") + row("Tre", email: "fel"))
        #expect(preview.status == 422 && told(preview) == "1 0 0 0 2" && !preview.text.contains("value=\"send\""))
        #expect(preview.text.contains("Rad 3: Det finns ingen kommun") && preview.text.contains("id=\"cell-4-email\""))
        let mended = await site.sendImport(
            preview, [("cell-3-kommun", "Nässjö"), ("cell-4-email", "tre@example.se")], session: session)
        #expect(mended.status == 200 && told(mended) == "2 1 0 0 0")
        #expect(await site.sendImport(mended, [("action", "send")], session: session).status == 303)
        #expect(try await count() == .exactly(3))
    }

    @Test func `columns are chosen where no heading is known`() async throws {
        let preview = await upload("Fname,Lname,Addr\nAsta,Övning,asta@example.se\n")
        #expect(preview.status == 422 && preview.text.contains("Ingen rubrik känns igen"))
        let chosen = await site.sendImport(
            preview,
            [
                ("headings", "yes"), ("column-1", "givenName"), ("column-2", "givenName"), ("column-3", "email"),
            ], session: session)
        #expect(chosen.status == 422 && chosen.text.contains("id=\"column-2-error\""))
        let right = await site.sendImport(
            chosen, [("column-1", "givenName"), ("column-2", "familyName")], session: session)
        // What no column has can be added at its row.
        #expect(told(right) == "0 0 0 0 1" && right.text.contains("id=\"cell-2-role\""))
        let whole = await site.sendImport(
            right,
            [("cell-2-role", "Rektor"), ("cell-2-organisation", "Påhittad"), ("cell-2-organisationType", "press")],
            session: session)
        #expect(told(whole) == "1 0 0 0 0")
    }

    @Test(
        arguments: [
            ([], "Filen är tom"), (Array("%PDF-1.7\n1 0 obj".utf8), "varken en Excel-fil"),
            ([0xD0, 0xCF, 0x11, 0xE0], "äldre Excel-format"), (Array("PK\u{3}\u{4}halv".utf8), "går inte att läsa"),
            (Array("Förnamn;Efternamn\r\nAsta;\"Öv".utf8), "tar slut mitt i rad 2"),
            (Array("Förnamn;Efternamn\r\n".utf8), "inga rader"),
            (Array(repeating: UInt8(ascii: "x"), count: 5 << 20), "för stor"),
            ([0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10], "varken en Excel-fil"),
            (Array(String(repeating: "a;b\n", count: 10_002).utf8), "högst 10000 personer"),
        ] as [([UInt8], String)])
    func `a file that is no table is refused in plain words`(bytes: [UInt8], words: String) async throws {
        let page = await site.get(path, fields: session)
        let reply = await site.sendImport(page, file: bytes, session: session)
        #expect(reply.status == 422)
        let problem = reply.text.firstMatch(of: #/id="file-error">(.*?)<\/p>/#.dotMatchesNewlines())
        #expect(problem?.1.contains(words) == true, "\(problem?.1 ?? "")")
        #expect(try await count() == .exactly(0))
    }

    @Test func `a bad file leaves the table that was there`() async throws {
        let preview = await upload(Self.headings + row("Ett"))
        let bad = await site.sendImport(preview, [("action", "send")], file: Array("%PDF".utf8), session: session)
        #expect(bad.status == 422 && told(bad) == "1 0 0 0 0" && bad.text.contains("id=\"file-error\""))
        #expect(try await count() == .exactly(0))
    }

    @Test func `needs are not read from a table, nor shown, for those who may not read them`() async throws {
        _ = await site.signUp(1, ["dietaryNeeds": "hemlig nötallergi"])
        let code = try #require(try await site.store.attendee(id: 1)).code
        let text = "Bokningskod;Mat och allergier\r\n\(code);något annat\r\n"
        let preview = await upload(text)
        let forced = await site.sendImport(preview, [("column-2", "dietaryNeeds")], session: session)
        for reply in [preview, forced] {
            #expect(told(reply) == "0 0 0 1 0" && !reply.text.contains("nötallergi"))
        }
        let owner = try await site.session([.owner], name: "ägare två")
        let page = await site.get(path, fields: owner)
        let open = await site.sendImport(page, file: Array(text.utf8), session: owner)
        #expect(told(open) == "0 0 1 0 0" && open.text.contains("hemlig nötallergi"))
    }

    @Test func `without a token or from elsewhere nothing is done`() async throws {
        let preview = await upload(Self.headings + row("Ett"))
        #expect(await site.sendGroup([("action", "send")], to: path, fields: session).status == 403)
        var foreign = session
        foreign[.secFetchSite] = "cross-site"
        #expect(await site.sendImport(preview, [("action", "send")], session: foreign).status == 403)
        #expect(try await count() == .exactly(0))
    }

    @Test func `many rows are shown by the two hundred`() async throws {
        let rows = (1...450).map { row("Namn\($0)") }.joined()
        let preview = await upload(Self.headings + rows)
        #expect(preview.text.matches(of: #/data-outcome="/#).count == 200)
        let next = await site.sendImport(preview, [("action", "from-400")], session: session)
        #expect(next.text.matches(of: #/data-outcome="/#).count == 50 && next.text.contains("Namn450"))
    }

    // MARK: By hand

    private func answers(_ page: Reply, _ changes: [(String, String)]) -> [(String, String)] {
        let all = [
            ("givenName", "Asta"), ("familyName", "Övning"), ("email", "asta@example.se"),
            ("organisationType", "kommun"),
            ("kommun", "Nässjö"), ("organisation", "Påhittad"), ("role", "Rektor"), ("told", "yes"),
            ("mailLanguage", "sv"), ("token", page.hidden("token")), ("importing", page.hidden("importing")),
            ("agreed", page.hidden("agreed")), ("action", "preview"),
        ]
        return all.filter { one in !changes.contains { $0.0 == one.0 } } + changes
    }

    @Test func `one person is added by hand after being told what they get`() async throws {
        let new = "/admin/deltagare/ny"
        let page = await site.get(new, fields: session)
        #expect(!page.text.contains("dietaryNeeds"))
        let told = await site.post(new, answers(page, []), fields: session)
        #expect(told.status == 200 && told.text.contains("data-told=\"confirmed\""))
        // A form that has not been told of yet is not carried out.
        #expect(await site.post(new, answers(page, [("action", "send")]), fields: session).status == 422)
        let done = await site.post(new, answers(told, [("action", "send")]), fields: session)
        #expect(done.location == "/admin/deltagare/1")
        #expect(
            await site.post(new, answers(told, [("action", "send")]), fields: session).location == "/admin/deltagare/1")
        #expect(try await count() == .exactly(1))
        let history = await site.get("/admin/deltagare/1", fields: session).text
        #expect(history.contains("Anmäld för hand"))
        let other = await site.post(
            new, answers(await site.get(new, fields: session), [("email", "Asta@example.se")]), fields: session)
        #expect(other.status == 422 && other.text.contains("Adressen är redan anmäld, med bokningskoden VF-"))
    }

    @Test(arguments: [
        ("givenName", "", "Förnamn saknas"), ("email", "fel", "namn@exempel.se"), ("kommun", "Nasjö", "ingen kommun"),
        ("email", "asta@gmal.com", "Menade du"),
    ])
    func `what is wrong by hand is told at its field`(name: String, value: String, words: String) async throws {
        let new = "/admin/deltagare/ny"
        let page = await site.get(new, fields: session)
        let reply = await site.post(new, answers(page, [(name, value), ("action", "send")]), fields: session)
        #expect(reply.status == 422)
        let problem = reply.text.firstMatch(of: #/-error">(.*?)<\/p>/#.dotMatchesNewlines())
        #expect(problem?.1.contains(words) == true, "\(problem?.1 ?? "")")
        #expect(try await count() == .exactly(0))
    }
}

struct ImportRoundTripTests {
    /// What goes out in any of our files comes in again as it was.
    @Test(arguments: seeds(3))
    func `a table that was exported changes nothing`(seed: UInt64) async throws {
        var random = SplitMix(seed: seed)
        let site = try await TestSite(
            capacity: 30, quotas: [.nassjo: Quota(reserved: 0, ceiling: 10)])
        for question in Demonstration.questions {
            _ = try await site.store.addQuestion(question, by: .system, now: noon)
        }
        try await site.addWorkshops()
        for number in 1...40 {
            let registration = Self.registration(number, site.store.kommuner, &random)
            let outcome = try await site.store.register(
                registration, link: SecretLink(random: .seeded(UInt64(number) + 99)), language: .swedish, now: noon)
            #expect(outcome.outcome == .registered(.confirmed) || outcome.outcome == .registered(.waiting))
        }
        let filter = AttendeeFilter()
        let words = ImportColumn.words(
            mayReadNeeds: true,
            others: try await Self.columns(site.store).all.flatMap { [$0.id, $0.heading.sv, $0.heading.en] })
        for format in ["excel", "plain", "sv", "en"] {
            let export = try await site.store.export(filter, order: .name)
            let columns = try await Self.columns(site.store)
            var bytes: [UInt8] = []
            switch format {
            case "excel", "plain":
                let writer = AttendeeCSV(format == "excel" ? .excel : .plain, columns: columns)
                let pieces = export.written(by: writer, with: columns.parts)
                while let piece = try await pieces.next() { bytes += piece }
            default:
                let language = try #require(Language(rawValue: format))
                let file = try await AttendeeWorkbook(columns: columns, workshops: [], language: language)
                    .written(export)
                while case let piece = try file.read(at: bytes.count, count: 1 << 16), !piece.isEmpty { bytes += piece }
            }
            let file = try ImportFile(uploaded: bytes, words: words)
            let people = ImportTable(file.rows, words: words).people(kommuner: site.store.kommuner)
            let token = FormToken(for: .importing, random: .seeded(seed), now: 0)
            let report = try await site.store.preview(
                AttendeeImport(people, token: token, source: .table, language: .swedish, isTold: true, by: .system),
                shown: 0..<0, now: noon)
            let entries = try #require(report).entries
            #expect(entries.count == 40)
            for entry in entries {
                #expect(entry.outcome == .unchanged, "seed \(seed), \(format), row \(entry.row)")
            }
        }
    }

    private static func columns(_ store: Store) async throws -> AttendeeColumns {
        AttendeeColumns(
            questions: try await store.questions(), workshops: try await store.workshops(), kommuner: store.kommuner)
    }

    private static func registration(
        _ number: Int, _ kommuner: KommunRegister, _ random: inout SplitMix
    ) -> Registration {
        let pieces = [
            "Å", "ö", "=1+1", "'", "'=", "\"", ";", ",", "007", "1E5", "-", "+", "@", " ",
            "e\u{301}".precomposedStringWithCanonicalMapping,
            "👩‍🚀", "_x0041_", "<b>", "&amp;", "SANT", "2027-03-20", "VF-7K3M-Q2XR", "a", "Namn",
        ]
        func text(_ random: inout SplitMix, lines: Bool = false) -> String {
            let all = lines ? pieces + ["\n", "\n\n"] : pieces
            return (0..<Int.random(in: 1..<6, using: &random)).map { _ in all.randomElement(using: &random)! }.joined()
        }
        while true {
            var typed: [Field: String] = [
                .email: "deltagare\(number)@example.se",
                .organisationType: OrganisationType.allCases.randomElement(using: &random)!.rawValue,
            ]
            typed[.kommun] = kommuner.all.randomElement(using: &random)!.code
            typed[.phone] = ["", "070-174 06 05", "+1 202 555 0143", "08-123 456 78", "+358 40 123456"].randomElement(
                using: &random)!
            for field in [Field.givenName, .familyName, .organisation, .role] { typed[field] = text(&random) }
            for field in [Field.dietaryNeeds, .accessNeeds] where Bool.random(using: &random) {
                typed[field] = text(&random, lines: true)
            }
            // A text that is blank when it is tidied is none.
            if case .valid(let registration) = RegistrationForm.check(kommuner: kommuner, typed: { typed[$0] ?? "" }) {
                return registration
            }
        }
    }
}
