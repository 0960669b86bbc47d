package import Foundation

/// The day of the conference as an entry in somebody's calendar (iCalendar, RFC 5545).
///
/// Times are told in UTC: one day of one year needs no rules of summer time beside it (§3.3.5, form 2).
package struct CalendarEvent: Sendable, Equatable {
    /// How an entry that is in the calendar already is told from a newer one (§3.8.7.4, §3.8.7.3).
    package struct Revision: Sendable, Equatable {
        /// Grows with every change of the conference or the registration.
        package let sequence: Int
        package let changedAt: Date

        package init(sequence: Int, changedAt: Date) {
            self.sequence = sequence
            self.changedAt = changedAt
        }
    }

    /// What is to be done with the file (RFC 5546 §1.4).
    package enum Method: String, Sendable {
        case publish = "PUBLISH"
        case cancel = "CANCEL"
    }

    private let conference: ConferenceFacts
    private let code: String
    private let state: RegistrationState
    private let revision: Revision
    private let language: Language

    /// - Parameter code: The booking code. It names the entry, so that a later file replaces it.
    package init(
        conference: ConferenceFacts, code: String, state: RegistrationState, revision: Revision, language: Language
    ) {
        self.conference = conference
        self.code = code
        self.state = state
        self.revision = revision
        self.language = language
    }

    /// The file, of type `text/calendar; charset=utf-8`. It holds no personal link, since calendars are shared.
    ///
    /// - Parameters:
    ///   - organiser: The e-mail address that questions go to. A method is told only beside one, for without an
    ///     organiser no method is valid (RFC 5546 §3.2.1, §3.2.5).
    ///   - now: When the file is made.
    package func file(organiser: String? = nil, method: Method = .publish, now: Date) -> String {
        var file = CalendarFile()
        file.line("BEGIN", "VCALENDAR")
        file.line("VERSION", "2.0")
        file.line("PRODID", "-//vemfn//\(language.rawValue.uppercased())")
        file.line("CALSCALE", "GREGORIAN")
        if organiser != nil { file.line("METHOD", method.rawValue) }
        // For calendars that follow the address: their name, and how often to look (RFC 7986 §5.1, §5.7).
        file.text("NAME", conference.title[language])
        file.text("X-WR-CALNAME", conference.title[language])
        file.line("REFRESH-INTERVAL;VALUE=DURATION", "PT6H")
        file.line("X-PUBLISHED-TTL", "PT6H")
        file.line("BEGIN", "VEVENT")
        file.line("UID", "\(code)@vemfn")
        file.line("DTSTAMP", Self.utc(now))
        file.line("LAST-MODIFIED", Self.utc(revision.changedAt))
        file.line("SEQUENCE", String(revision.sequence))
        file.line("STATUS", status)
        addTime(to: &file)
        file.text("SUMMARY", summary)
        file.text("LOCATION", [conference.venue, conference.city].compactMap { $0?[language] }.joined(separator: ", "))
        file.text("DESCRIPTION", description)
        if let organiser { file.line("ORGANIZER", "mailto:" + CalendarFile.escaped(organiser)) }
        file.line("TRANSP", state == .confirmed ? "OPAQUE" : "TRANSPARENT")
        file.line("END", "VEVENT")
        file.line("END", "VCALENDAR")
        return file.text
    }

    private func addTime(to file: inout CalendarFile) {
        if let hours = conference.hours.flatMap({ ConferenceHours($0.sv) }) {
            file.line("DTSTART", Self.utc(moment(hours.start)))
            file.line("DTEND", Self.utc(moment(hours.end)))
        } else {
            let next = SwedishTime.calendar.date(byAdding: .day, value: 1, to: conference.day)!  // none is the last
            file.line("DTSTART;VALUE=DATE", Self.day(conference.day))
            file.line("DTEND;VALUE=DATE", Self.day(next))
        }
    }

    private func moment(_ minutes: Int) -> Date {
        SwedishTime.calendar.date(
            bySettingHour: minutes / 60, minute: minutes % 60, second: 0, of: conference.day)!  // below 24 and 60
    }

    private var status: String {
        switch state {
        case .confirmed: "CONFIRMED"
        case .offered, .waiting: "TENTATIVE"
        case .cancelled: "CANCELLED"
        }
    }

    private var summary: String {
        let title = conference.title[language]
        return state == .confirmed ? title : "\(state.label[language]): \(title)"
    }

    private var description: String {
        let words = [
            state == .confirmed || state == .offered
                ? Phrase(sv: "Bokningskod: \(code)", en: "Booking code: \(code)")
                : nil,
            state == .waiting
                ? Phrase(
                    sv: "Du står i kö och har ingen plats än.", en: "You are in line and have no seat yet.") : nil,
            state == .cancelled
                ? Phrase(sv: "Din anmälan är avbokad.", en: "Your registration is cancelled.") : nil,
            conference.hours.map { Phrase(sv: "Tid: \($0.sv)", en: "Hours: \($0.en)") },
            conference.venue == nil
                ? Phrase(sv: "Lokalen meddelas senare.", en: "The venue will be announced later.") : nil,
        ]
        return words.compactMap { $0?[language] }.joined(separator: "\n")
    }

    /// "20270320T080000Z" (§3.3.5).
    private static func utc(_ moment: Date) -> String {
        let parts = SwedishTime.utc.dateComponents([.hour, .minute, .second], from: moment)
        let time = [parts.hour!, parts.minute!, parts.second!]  // asked for above
        return day(moment, in: SwedishTime.utc) + "T" + time.map { ($0 < 10 ? "0" : "") + String($0) }.joined() + "Z"
    }

    /// "20270320" (§3.3.4).
    private static func day(_ date: Date, in calendar: Calendar = SwedishTime.calendar) -> String {
        SwedishTime.isoDay(date, in: calendar).replacing("-", with: "")
    }
}
