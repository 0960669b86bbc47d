import Conference
import Storage

/// A page of the attendee list.
struct AttendeeTable {
    let visit: Visit
    let query: AttendeeQuery
    let page: AttendeePage
    let kommuner: KommunRegister
    /// Who has not answered what must be answered.
    let missing: Set<Int64>

    var html: HTML {
        guard !page.attendees.isEmpty else {
            return "<p>\(visit("Ingen deltagare passar in på urvalet.", "No attendee fits the filter."))</p>"
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="attendees-caption" tabindex="0">
            <table>
            <caption id="attendees-caption" class="for-ears">\(visit("Deltagare", "Attendees"))</caption>
            <thead>
            <tr>\(header(visit("Namn", "Name"), .name))\(header(visit("Kommun", "Municipality"), .kommun))
            <th scope="col">\(visit("Organisation", "Organisation"))</th>
            <th scope="col">\(visit("Status", "State"))</th>
            <th scope="col">\(visit("Kod", "Code"))</th>
            \(header(visit("Anmäld", "Registered"), query.order == .newest ? .oldest : .newest))</tr>
            </thead>
            <tbody>
            \(page.attendees.map(row))
            </tbody>
            </table>
            </div>
            \(pages)
            """
    }

    private func header(_ name: String, _ order: AttendeeOrder) -> HTML {
        let address =
            visit.path(.attendees)
            + query.changed {
                $0.order = order
                $0.after = nil
            }.text
        return "<th scope=\"col\"\(sorted(order))><a href=\"\(address)\">\(name)</a></th>"
    }

    private func sorted(_ order: AttendeeOrder) -> HTML {
        switch (query.order, order) {
        case (.name, .name), (.kommun, .kommun), (.oldest, .newest): " aria-sort=\"ascending\""
        case (.newest, .oldest): " aria-sort=\"descending\""
        default: ""
        }
    }

    private func row(_ attendee: Attendee) -> HTML {
        let answers = attendee.registration
        return """
            <tr><th scope="row"><a href="\(visit.path(.attendee(id: attendee.id)))">\
            \(answers[.familyName]), \(answers[.givenName])</a></th>\
            <td>\(kommuner[answers[.kommun]]?.name ?? "–")</td>\
            <td>\(answers[.organisation])</td>\
            <td>\(StateMark(state: attendee.state, language: visit.language).html)\
            \(missing.contains(attendee.id) ? " \(visit("svar saknas", "answers missing"))" as HTML : nil)</td>\
            <td class="booking-code">\(attendee.code)</td>\
            <td>\(SwedishTime.isoMinute(attendee.createdAt))</td></tr>

            """
    }

    private var pages: HTML? {
        let first = query.after == nil ? nil : link(nil, visit("Första sidan", "First page"))
        let next = page.next.map { link($0, visit("Nästa sida", "Next page")) }
        guard first != nil || next != nil else { return nil }
        return "<nav class=\"pages\" aria-label=\"\(visit("Sidor", "Pages"))\">\(first) \(next)</nav>"
    }

    private func link(_ cursor: AttendeeCursor?, _ words: String) -> HTML {
        "<a href=\"\(visit.path(.attendees))\(query.changed { $0.after = cursor }.text)\">\(words)</a>"
    }
}

/// A state as a word with a colour; the word says it all.
struct StateMark {
    let state: RegistrationState
    let language: Language

    var html: HTML { "<span class=\"state \(state.rawValue)\">\(state.label[language])</span>" }
}
