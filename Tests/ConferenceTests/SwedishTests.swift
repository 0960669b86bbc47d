import Conference
import Foundation
import Testing

struct SwedishOrderTests {
    @Test func `å, ä and ö come last, V and W apart, accents count as their letter`() {
        let names = [
            "Al Ö", "Ale", "Andersson", "Bengtsson", "Łukasz", "Müller", "Myrén", "Nilsson", "O'Brien", "Obyn", "Vik",
            "von Övning", "Wik", "Ystad", "Zorn", "Åberg", "Ægir", "Ähre", "Öberg", "Østby",
        ]
        #expect(names.reversed().sorted { SwedishOrder.key($0) < SwedishOrder.key($1) } == names)
    }

    @Test(arguments: [("Müller", "Myller"), ("Alé", "ALE"), ("q\u{301}", "q"), ("O\u{2019}Brien", "OBrien")])
    func `what sorts alike has one key`(left: String, right: String) {
        #expect(SwedishOrder.key(left) == SwedishOrder.key(right))
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

    @Test func `every moment is told as the calendar tells it`() {
        // Some 19 days and 5 hours apart, so that all hours, month ends and leap days come up between 1900 and 2103.
        for moment in stride(from: -2_208_000_000.0, to: 4_200_000_000, by: 1_661_411) {
            let date = Date(timeIntervalSince1970: moment)
            let parts = SwedishTime.parts(of: date)
            let clock = [parts.hour!, parts.minute!].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
            #expect(SwedishTime.isoMinute(date) == "\(SwedishTime.isoDay(date)) \(clock)")
        }
    }

    @Test func `a day the calendar does not have is no day`() {
        #expect(SwedishTime.day(year: 2027, month: 2, day: 30) == nil)
    }
}
