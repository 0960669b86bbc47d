package import Foundation

/// What is known about the conference this database is for.
package struct ConferenceFacts: Sendable, Equatable {
    package var title: Phrase
    /// The first moment of the day, in Stockholm.
    package var day: Date
    /// Nil until the organisers have decided.
    package var venue: Phrase?
    package var city: Phrase
    package var hours: Phrase?
    package var capacity: Int
    package var opensAt: Date
    package var closesAt: Date

    package init(
        title: Phrase, day: Date, venue: Phrase?, city: Phrase, hours: Phrase?, capacity: Int, opensAt: Date,
        closesAt: Date
    ) {
        self.title = title
        self.day = day
        self.venue = venue
        self.city = city
        self.hours = hours
        self.capacity = capacity
        self.opensAt = opensAt
        self.closesAt = closesAt
    }

    /// Answers about food and access are kept for two weeks after the day, while bills and thanks are seen to.
    package var erasesSensitiveAnswersAt: Date {
        SwedishTime.calendar.date(byAdding: .day, value: 15, to: day)!  // no calendar runs out of days
    }

    package enum SignUp: Sendable, Equatable {
        case opens(Date)
        case open(until: Date)
        case closed(Date)

        package init(at now: Date, opensAt: Date, closesAt: Date) {
            if now < opensAt {
                self = .opens(opensAt)
            } else {
                self = now < closesAt ? .open(until: closesAt) : .closed(closesAt)
            }
        }
    }

    package func signUp(at now: Date) -> SignUp {
        SignUp(at: now, opensAt: opensAt, closesAt: closesAt)
    }
}
