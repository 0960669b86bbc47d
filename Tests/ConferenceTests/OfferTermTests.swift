import Conference
import Foundation
import Testing

struct OfferTermTests {
    private static let stop = Date(timeIntervalSince1970: 1_800_000_000)
    private static let hour: TimeInterval = 3600

    @Test(arguments: [
        // hours before the change stop, hours the offer lasts; nil: the seat is given
        (30 * 24, 24), (49, 24), (48, 23.5), (25, 12), (5, 2), (3.5, 1.25), (3, nil), (1, nil), (0, nil), (-5, nil),
    ])
    func `an offer lasts a day, at most half of the time left, and is not made at the very end`(
        hoursBefore: Double, lasts: Double?
    ) {
        let term = OfferTerm(seconds: 86_400, changeStopsAt: Self.stop)
        let now = Self.stop - hoursBefore * Self.hour
        #expect(term.end(ofOfferMadeAt: now) == lasts.map { now + $0 * Self.hour })
    }

    @Test func `an offer lasts as long as the organisers have set when there is time enough`() {
        let term = OfferTerm(seconds: 600, changeStopsAt: Self.stop)
        #expect(term.end(ofOfferMadeAt: Self.stop - 30 * Self.hour) == Self.stop - 30 * Self.hour + 600)
        #expect(term.end(ofOfferMadeAt: term.givesDirectlyFrom) == nil)
    }

    @Test(arguments: [1, 59, 86_400, 10_000_000] as [Int64], [1.5, 3.0001, 3.3, 26, 700])
    func `no offer outlasts the hour before the change stop, and each lasts a while`(
        seconds: Int64, hoursBefore: Double
    ) {
        let term = OfferTerm(seconds: seconds, changeStopsAt: Self.stop)
        let now = Self.stop - hoursBefore * Self.hour
        guard let end = term.end(ofOfferMadeAt: now) else {
            #expect(hoursBefore <= 3)
            return
        }
        #expect(end > now.addingTimeInterval(-1) && end < term.lastEnd)
    }
}
