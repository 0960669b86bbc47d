package import Foundation

/// How long a freed seat is kept for the one it is offered to.
///
/// 1. As long as the organisers have set; 24 hours, if they have not.
/// 2. But at most half of the time that is left, so that a seat that is turned down still reaches others. What is left
///    ends an hour before the change stop: a guest list that is sent off then holds no open offer.
/// 3. When less than two hours are left, nobody is asked: a freed seat is given at once, until the end.
package struct OfferTerm: Sendable, Equatable {
    private let seconds: Int64
    private let changeStopsAt: Date

    package init(seconds: Int64, changeStopsAt: Date) {
        self.seconds = seconds
        self.changeStopsAt = changeStopsAt
    }

    /// No offer stands at this moment or later.
    package var lastEnd: Date { changeStopsAt.addingTimeInterval(-3600) }

    /// From this moment on seats are given instead of offered.
    package var givesDirectlyFrom: Date { lastEnd.addingTimeInterval(-Self.shortestLeft) }

    /// When an offer made now ends; nil when a seat is given instead.
    package func end(ofOfferMadeAt now: Date) -> Date? {
        let left = lastEnd.timeIntervalSince(now)
        guard left > Self.shortestLeft else { return nil }
        // The database keeps whole seconds, and an offer lasts at least one.
        let from = now.timeIntervalSince1970.rounded(.down)
        return Date(timeIntervalSince1970: from + max(1, min(Double(seconds), (left / 2).rounded(.down))))
    }

    private static let shortestLeft: TimeInterval = 2 * 3600
}

extension ConferenceFacts {
    package var offerTerm: OfferTerm { OfferTerm(seconds: offerSeconds, changeStopsAt: changeStopsAt) }
}

/// How an offer ended. Raw values stand in the database.
package enum OfferOutcome: String, Sendable, CaseIterable {
    case accepted
    case declined
    /// Nobody answered in time.
    case expired
    /// An organiser cancelled the registration.
    case withdrawn
}
