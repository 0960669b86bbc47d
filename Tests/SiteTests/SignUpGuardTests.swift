import Conference
import Fixtures
import Foundation
import HTTP
import HTTPTypes
import Storage
import Testing

@testable import Site

struct SignUpGuardTests {
    @Test(arguments: [(Language.swedish, "Menade du anna@nassjo.se?"), (.english, "Did you mean anna@nassjo.se?")])
    func `a likely slip in the address is asked about once, and taken when it was meant`(
        language: Language, question: String
    ) async throws {
        let site = try await TestSite()
        let asked = await site.signUp(1, ["email": " anna@nasjo.se "], language: language)
        #expect(asked.status == 422)
        #expect(asked.text.contains("<li><a href=\"#email\">\(question)"))
        #expect(asked.text.contains("value=\"von Övning\""))
        let changes = ["email": "anna@nasjo.se", "questionedEmail": asked.hidden("questionedEmail")]
        #expect(await site.signUp(1, changes, language: language).status == 303)
    }

    @Test func `another slip in the address is another question`() async throws {
        let site = try await TestSite()
        let reply = await site.signUp(1, ["email": "anna@nasjo.se", "questionedEmail": "anna@nassj.se"])
        #expect(reply.status == 422)
        #expect(reply.hidden("questionedEmail") == "anna@nasjo.se")
    }

    @Test func `what fills in the field nobody sees registers nobody, and people lose nothing by it`() async throws {
        let site = try await TestSite()
        let reply = await site.signUp(1, ["comment": "https://example.org"])
        #expect(reply.status == 422)
        #expect(reply.text.contains("Ett fält som ska lämnas tomt var ifyllt"))
        #expect(reply.text.contains("value=\"von Övning\""))
        #expect(!reply.text.contains("https://example.org"))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 0)
    }

    @Test func `too many from one address in a minute wait for the next, and lose nothing`() async throws {
        let site = try await TestSite(pace: SignUpPace.Limits(ofAddress: 2, inAll: nil))
        #expect(await site.signUp(1).status == 303)
        #expect(await site.signUp(2).status == 303)
        let third = await site.signUp(3)
        #expect(third.status == 429)
        #expect(third.response.fields[.retryAfter].flatMap(Int.init) ?? 0 > 0)
        #expect(third.text.contains("Vänta en minut och skicka igen"))
        #expect(third.text.contains("value=\"deltagare3@example.se\""))
        #expect(try await site.store.countAttendees(AttendeeFilter()) == 2)
    }

    @Test func `a form with mistakes is not counted`() async throws {
        let site = try await TestSite(pace: SignUpPace.Limits(ofAddress: 1, inAll: nil))
        for _ in 0..<3 { #expect(await site.signUp(1, ["role": ""]).status == 422) }
        #expect(await site.signUp(1).status == 303)
    }

    @Test func `networks are counted apart, all together, and anew each minute`() {
        let pace = SignUpPace(SignUpPace.Limits(ofAddress: 2, inAll: 3))
        #expect(pace.count(2, from: "2001:db8::1", now: noon) == nil)
        #expect(pace.count(from: "2001:db8::2", now: noon) == 60, "one subscriber's network")
        #expect(pace.count(from: "192.0.2.1", now: noon + 1) == nil)
        #expect(pace.count(from: "192.0.2.2", now: noon + 2) == 58, "all together")
        #expect(pace.count(from: "2001:db8::1", now: noon + 60) == nil)
    }
}
