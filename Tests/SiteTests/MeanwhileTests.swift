import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

/// Two organisers with the same form before them.
struct MeanwhileTests {
    struct Case: CustomTestStringConvertible {
        let testDescription: String
        /// Where its form is.
        let address: String
        /// All that the form sends beside what differs.
        var fields: [(String, String)] = []
        /// The field in which the two differ, with what each types.
        let field: String
        let first: String
        let second: String
        /// What the form is made of, where it does not exist already.
        var made: (address: String, fields: [(String, String)])?
    }

    private static let mail = [
        ("subjectSv", "Ämne"), ("subjectEn", "Subject"), ("bodySv", "Text."), ("bodyEn", "Text."), ("voluntary", "yes"),
        ("perMinute", "60"), ("what", "save"),
    ]
    private static let workshop = [
        ("titleSv", "Jobb"), ("titleEn", "Jobs"), ("day", "2027-03-20"), ("starts", "13:00"), ("ends", "14:30"),
        ("capacity", "10"),
    ]
    private static let question = [
        ("labelSv", "Hur kommer du?"), ("labelEn", "How do you come?"), ("kind", "line"), ("purposeSv", "Bussen"),
        ("purposeEn", "The bus"), ("audience", "kommun"), ("retention", "registration"),
    ]
    private static let facts = [
        ("titleSv", "Konferensen"), ("titleEn", "The conference"), ("day", "2027-03-20"), ("citySv", "Stockholm"),
        ("cityEn", "Stockholm"), ("opensDay", "2026-11-16"), ("opensTime", "9:00"), ("closesDay", "2027-03-13"),
        ("closesTime", "24:00"), ("capacity", "900"), ("offerHours", "24"), ("reminderDays", "7"),
    ]

    static let cases = [
        Case(
            testDescription: "a mailing", address: "/admin/utskick/till-manga/1/andra", fields: mail, field: "bodySv",
            first: "Den första.", second: "Den <andra>.", made: ("/admin/utskick/till-manga/ny", mail)),
        Case(
            testDescription: "a mail text", address: "/admin/utskick/texter/confirmation",
            fields: mail.filter { $0.0.hasPrefix("subject") } + [("bodyEn", "Text.")], field: "bodySv",
            first: "Den första.", second: "Den <andra>."),
        Case(
            testDescription: "a quota", address: "/admin/kvoter/1",
            fields: [("reserved", "0"), ("releasesDay", ""), ("releasesTime", "")], field: "ceiling", first: "41",
            second: "42"),
        Case(
            testDescription: "a workshop", address: "/admin/workshoppar/1", fields: workshop, field: "aboutSv",
            first: "Den första.", second: "Den <andra>.", made: ("/admin/workshoppar/ny", workshop)),
        Case(
            testDescription: "a question", address: "/admin/fragor/1", fields: question, field: "hintSv",
            first: "Den första.", second: "Den <andra>.", made: ("/admin/fragor/ny", question)),
        Case(
            testDescription: "the facts", address: "/admin/konferens", fields: facts, field: "venueSv",
            first: "Den första", second: "Den <andra>"),
        Case(
            testDescription: "a text", address: "/admin/texter/praktiskt", field: "textSv", first: "Den första.",
            second: "Den **andra**."),
    ]

    /// Organisers send the English of a pair with its Swedish.
    private static func pair(_ field: String, _ text: String) -> [(String, String)] {
        field.hasSuffix("Sv") ? [(String(field.dropLast(2)) + "En", text), (field, text)] : [(field, text)]
    }

    private func filled(_ page: Reply, _ kind: Case, _ text: String) -> [(String, String)] {
        let hidden = ["token", "seen", "revision"].map { ($0, page.hidden($0)) }.filter { !$0.1.isEmpty }
        let typed = Self.pair(kind.field, text)
        return hidden + kind.fields.filter { field in !typed.contains { $0.0 == field.0 } } + typed
    }

    @Test(arguments: cases) func `whoever saves second is told, and saves knowingly`(_ kind: Case) async throws {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        if let made = kind.made {
            let token = await site.get(made.address, fields: session).hidden("token")
            #expect(await site.post(made.address, made.fields + [("token", token)], fields: session).status == 303)
        }
        let (one, other) = (
            await site.get(kind.address, fields: session), await site.get(kind.address, fields: session)
        )
        #expect(await site.post(kind.address, filled(one, kind, kind.first), fields: session).status == 303)
        let standing = await site.get(kind.address, fields: session).text

        let refused = await site.post(kind.address, filled(other, kind, kind.second), fields: session)
        let escaped = kind.second.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        #expect(refused.status == 409)
        for words in ["någon var före dig", "id=\"\(kind.field)\"", escaped, kind.first] {
            #expect(refused.text.contains(words), "\(words)")
        }
        let now = await site.get(kind.address, fields: session).text
        #expect(now.contains(kind.first) && !now.contains(escaped) && standing.contains(kind.first))

        let old = filled(other, kind, kind.second).filter { !["seen", "revision"].contains($0.0) }
        #expect(await site.post(kind.address, old, fields: session).status == 409, "a page from before there were tags")

        #expect(await site.post(kind.address, filled(refused, kind, kind.second), fields: session).status == 303)
        #expect(await site.get(kind.address, fields: session).text.contains(escaped))
    }

    @Test(arguments: ["start", "schedule", "discard"])
    func `a mailing that was written anew is neither sent nor thrown away by a page from before`(_ what: String)
        async throws
    {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        let new = "/admin/utskick/till-manga/ny"
        let token = await site.get(new, fields: session).hidden("token")
        #expect(await site.post(new, Self.mail + [("token", token)], fields: session).status == 303)
        let address = "/admin/utskick/till-manga/1"
        let page = await site.get(address, fields: session)
        let form = await site.get(address + "/andra", fields: session)
        let written = filled(form, Self.cases[0], "Nya ord.")
        #expect(await site.post(address + "/andra", written, fields: session).status == 303)

        let deed = [("token", token), ("what", what), ("startsDay", "2027-03-01"), ("startsTime", "9:00")]
        let refused = await site.post(address, deed + [("seen", page.hidden("seen"))], fields: session)
        #expect(refused.status == 409 && refused.text.contains("Inget är gjort"))
        #expect(try await site.store.mailing(id: 1)?.state == .draft)
        if what == "start" { return }  // to nobody, on this site
        #expect(await site.post(address, deed + [("seen", refused.hidden("seen"))], fields: session).status == 303)
    }

    @Test(arguments: ["use", "discard"])
    func `a mail text that was written anew is neither used nor thrown away by a page from before`(_ what: String)
        async throws
    {
        let site = try await TestSite()
        let session = try await site.session([.organiser])
        let kind = Self.cases[1]
        let preview = kind.address + "/visa"
        for text in ["Ett.", "Två."] {
            let form = await site.get(kind.address, fields: session)
            if text == "Två." {
                let page = await site.get(preview, fields: session)
                #expect(await site.post(kind.address, filled(form, kind, text), fields: session).status == 303)
                let deed = [("token", page.hidden("token")), ("what", what)]
                let refused = await site.post(preview, deed + [("seen", page.hidden("seen"))], fields: session)
                #expect(refused.status == 409 && refused.text.contains("Inget är gjort"))
                #expect(try await site.store.mailTexts(areDrafts: true)[.confirmation]?.body?.sv == "Två.")
                let again = await site.post(preview, deed + [("seen", refused.hidden("seen"))], fields: session)
                #expect(again.status == 303)
            } else {
                #expect(await site.post(kind.address, filled(form, kind, text), fields: session).status == 303)
            }
        }
    }
}
