import Conference
import Fixtures
import Secrets
import Testing

@testable import Site

private let link = SecretLink(random: .seeded(7))

struct PageTests {
    @Test(arguments: everyPage, Language.allCases)
    func `an address leads back to its page`(page: Page, language: Language) throws {
        let path = page.path(in: language)
        let segments = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
        let found = try #require(Page.at(segments))
        #expect(found.page == page)
        #expect(found.page.path(in: found.language) == path)
    }

    @Test func `Swedish addresses are the real ones, English ones stand under en`() {
        #expect(Page.signUp.path(in: .swedish) == "/anmalan")
        #expect(Page.signUp.path(in: .english) == "/en/registration")
        #expect(Page.cancel(link).path(in: .english) == "/en/registration/\(link.text)/cancel")
        #expect(Page.start.path(in: .swedish) == "/")
    }

    @Test(arguments: [
        ["en", "anmalan"], ["registration"], ["anmalan", "short"], ["admin", "deltagare", "07"],
        ["admin", "finns-inte"],
        ["admin", "deltagare", "+7"], ["admin", "deltagare", "9223372036854775808"], ["", "anmalan"],
        ["en", "kvoter.json"], ["en", "kalender", calendar.text + ".ics"], ["kalender", calendar.text],
        ["kalender", link.text + ".ics"], ["anmalan", link.text, "cancel"],
        ["kommun", link.text, "person", "1", "avboka"], ["kommun", link.text, "person", "01"], ["kommun", "0682"],
        ["admin", "kommunlankar", "682"], ["admin", "kommunlankar", "٠٦٨٢"],
    ])
    func `anything else is no page`(segments: [String]) {
        #expect(Page.at(segments) == nil)
    }
}
