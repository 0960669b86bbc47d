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
    /// How long an offered seat is kept, when there is time enough.
    package var offerSeconds: Int64
    /// Until then attendees may change their answers and hand over their seats.
    package var changeStopsAt: Date
    /// When guaranteed seats that nobody has taken go back to the pool; nil for never.
    package var releasesAt: Date?

    /// - Parameter changeStopsAt: Nil for the end of sign-up.
    package init(
        title: Phrase, day: Date, venue: Phrase?, city: Phrase, hours: Phrase?, capacity: Int, opensAt: Date,
        closesAt: Date, offerSeconds: Int64 = 24 * 3600, changeStopsAt: Date? = nil, releasesAt: Date? = nil
    ) {
        self.title = title
        self.day = day
        self.venue = venue
        self.city = city
        self.hours = hours
        self.capacity = capacity
        self.opensAt = opensAt
        self.closesAt = closesAt
        self.offerSeconds = offerSeconds
        self.changeStopsAt = changeStopsAt ?? closesAt
        self.releasesAt = releasesAt
    }

    /// Until then a registration can be cancelled: the first hour told, or the first moment of the day.
    package var beginsAt: Date {
        let minutes = hours.flatMap { ConferenceHours($0.sv) }?.start ?? 0
        return SwedishTime.calendar.date(
            bySettingHour: minutes / 60, minute: minutes % 60, second: 0, of: day)!  // below 24 and 60
    }

    /// Answers about food and access are kept for two weeks after the day, while bills and thanks are seen to.
    package var erasesSensitiveAnswersAt: Date { erasesAnswers(keptFor: 14) }

    /// When answers are deleted that are kept for some days after the day of the conference, which is over at midnight.
    package func erasesAnswers(keptFor days: Int) -> Date {
        SwedishTime.calendar.date(byAdding: .day, value: days + 1, to: day)!  // no calendar runs out of days
    }

    /// When the devices at the doors forget whom they knew: the day after, when all has been sent.
    package var doorsForgetAt: Date { erasesAnswers(keptFor: 1) }

    /// When those with a seat are reminded: at nine in the morning.
    package func reminds(daysBefore days: Int) -> Date? {
        days > 0 ? SwedishTime.calendar.date(byAdding: DateComponents(day: -days, hour: 9), to: day) : nil
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
