import Conference
import Foundation
import Testing

struct DemonstrationTests {
    private let kommuner = KommunRegister(
        [
            ("0682", "Nässjö"), ("1499", "Falköping"), ("1885", "Lindesberg"), ("2081", "Borlänge"), ("0305", "Håbo"),
            ("0643", "Habo"), ("0180", "Stockholm"), ("1480", "Göteborg"), ("2480", "Umeå"), ("0980", "Gotland"),
        ].map { code, name in
            Kommun(
                code: code, name: name, formalName: name + " kommun",
                county: County(code: String(code.prefix(2)), name: "Prov"))
        })

    @Test func `every attendee would pass the form as it stands`() {
        for attendee in Demonstration.attendees(kommuner: kommuner) {
            #expect(RegistrationForm.check(kommuner: kommuner) { attendee[$0] } == .valid(attendee))
        }
    }

    @Test func `addresses are nobody's, and each is used once`() {
        let addresses = Demonstration.attendees(kommuner: kommuner).map { $0[.email] }
        #expect(addresses.allSatisfy { $0.hasSuffix("@example.se") })
        #expect(Set(addresses).count == addresses.count)
    }

    @Test func `one kommun has more people than seats, and everybody else has a seat`() {
        let people = Dictionary(grouping: Demonstration.attendees(kommuner: kommuner), by: \.group)
        let full = people.filter { $0.value.count > Demonstration.quota(of: $0.key).ceiling }
        #expect(full.map(\.key) == [.kommun(code: "0643")])
    }

    @Test(arguments: ["2026-11-24T12:00:00Z", "2027-03-19T12:00:00Z", "2027-03-20T12:00:00Z"])
    func `sign-up is open on the day it is loaded, whichever that is`(now: String) throws {
        let now = try Date(now, strategy: .iso8601)
        let facts = Demonstration.facts(now: now)
        #expect(facts.signUp(at: now) == .open(until: facts.closesAt))
    }
}
