import Conference
import Foundation
import Testing

struct SignUpDaysTests {
    private func hour(_ text: String) throws -> Int64 {
        Int64(try Date(text, strategy: .iso8601).timeIntervalSince1970) / 3600
    }

    @Test func `a day is one in Stockholm, and days without any stand between`() throws {
        let days = SignUpDays(byHour: [
            try hour("2027-01-10T22:00:00Z"): 2,  // the last hour of the 10th
            try hour("2027-01-10T23:00:00Z"): 3,  // the first of the 11th
            try hour("2027-01-11T12:00:00Z"): 4,
            try hour("2027-01-13T12:00:00Z"): 1,
        ])
        #expect(
            days.all.map { SwedishTime.isoDay($0.start) } == ["2027-01-10", "2027-01-11", "2027-01-12", "2027-01-13"])
        #expect(days.all.map(\.count) == [2, 7, 0, 1])
        #expect(days.most == 7)
    }

    @Test func `the nights when clocks are changed are in no day twice`() throws {
        let spring = SignUpDays(byHour: [try hour("2027-03-27T22:00:00Z"): 1, try hour("2027-03-29T22:00:00Z"): 1])
        #expect(
            spring.all.map { SwedishTime.isoDay($0.start) } == ["2027-03-27", "2027-03-28", "2027-03-29", "2027-03-30"])
    }

    @Test func `nobody makes no day`() {
        #expect(SignUpDays(byHour: [:]) == SignUpDays(byHour: [:]) && SignUpDays(byHour: [:]).all.isEmpty)
    }
}
