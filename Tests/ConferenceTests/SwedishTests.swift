import Conference
import Foundation
import Testing

struct SwedishOrderTests {
    @Test func `å, ä and ö come last, V and W apart, accents count as their letter`() {
        let sorted = [
            "Ale", "Alé", "Andersson", "Bengtsson", "Müller", "Nilsson", "von Övning", "Vik", "Wik", "Ystad", "Zorn",
            "Åberg", "Ærø", "Ähre", "Öberg", "Østby",
        ].map { (SwedishOrder.key($0), $0) }
        #expect(SwedishOrder.key("Vik") < SwedishOrder.key("Wik"))
        #expect(SwedishOrder.key("Zorn") < SwedishOrder.key("Åberg"))
        #expect(SwedishOrder.key("Åberg") < SwedishOrder.key("Ähre"))
        #expect(SwedishOrder.key("Ähre") < SwedishOrder.key("Öberg"))
        #expect(SwedishOrder.key("Müller") == SwedishOrder.key("Myller"))
        #expect(SwedishOrder.key("Alé") == SwedishOrder.key("ALE"))
        #expect(Set(sorted.map(\.0)).count > 10)
    }

    @Test func `Habo and Håbo have keys of their own, decomposed or not`() {
        #expect(SwedishOrder.key("Habo") != SwedishOrder.key("Håbo"))
        #expect(SwedishOrder.key("Ha\u{30A}bo") == SwedishOrder.key("Håbo"))
    }

    @Test func `the first part of a key weighs most`() {
        #expect(SwedishOrder.key("Al", "Z") < SwedishOrder.key("Alm", "A"))
        #expect(SwedishOrder.key("Al Ö", "A") < SwedishOrder.key("Ala", "A"))
    }
}

struct SwedishTimeTests {
    @Test(arguments: [
        ("2026-11-24T12:00:00Z", "2027-03-20"), ("2027-03-20T22:59:59Z", "2027-03-20"),
        ("2027-03-20T23:00:00Z", "2028-03-20"), ("2027-01-01T00:00:00Z", "2027-03-20"),
    ])
    func `the conference is on the next 20 March in Stockholm`(now: String, day: String) throws {
        let now = try Date(now, strategy: .iso8601)
        #expect(SwedishTime.isoDay(SwedishTime.nextConferenceDay(after: now)) == day)
    }

    @Test func `a day is written out in both languages`() throws {
        let day = try #require(SwedishTime.day(year: 2027, month: 3, day: 20))
        #expect(SwedishTime.longDay(day).sv == "lördag 20 mars 2027")
        #expect(SwedishTime.longDay(day).en == "Saturday 20 March 2027")
        #expect(SwedishTime.moment(day.addingTimeInterval(9 * 3600 + 300)).sv == "20 mars 2027 kl. 9.05")
    }

    @Test func `summer time moves the clock, not the day`() throws {
        let day = try #require(SwedishTime.day(year: 2027, month: 3, day: 28))
        #expect(SwedishTime.isoMinute(day.addingTimeInterval(2 * 3600)) == "2027-03-28 03:00")
    }

    @Test func `a day the calendar does not have is no day`() {
        #expect(SwedishTime.day(year: 2027, month: 2, day: 30) == nil)
    }
}
