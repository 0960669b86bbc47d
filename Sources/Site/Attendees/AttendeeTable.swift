import Conference
import Storage

/// A page of the attendee list.
struct AttendeeTable {
    let visit: Visit
    let query: AttendeeQuery
    /// The one the rows have, whatever was asked for.
    let order: AttendeeOrder
    let columns: AttendeeColumns
    let records: [AttendeeRecord]
    /// Nil on the last page.
    let next: AttendeeCursor?
    /// Who has not answered what must be answered.
    let missing: Set<Int64>

    var html: HTML {
        guard !records.isEmpty else {
            return "<p>\(visit("Ingen deltagare passar in på urvalet.", "No attendee fits the filter."))</p>"
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="attendees-caption" tabindex="0">
            <table>
            <caption id="attendees-caption" class="for-ears">\(visit("Deltagare", "Attendees"))</caption>
            <thead>
            <tr><td class="box"></td>\(header(visit("Namn", "Name"), .name))\(columns.all.map(header))</tr>
            </thead>
            <tbody>
            \(records.map(row))
            </tbody>
            </table>
            </div>
            """
    }

    private func header(_ column: AttendeeColumn) -> HTML {
        let heading = column.heading[visit.language]
        return switch column.source {
        case .field(.kommun): header(heading, .kommun)
        case .createdAt: header(heading, order == .newest ? .oldest : .newest)
        default: "<th scope=\"col\">\(heading)</th>"
        }
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
        switch (self.order, order) {
        case (.name, .name), (.kommun, .kommun), (.oldest, .newest): " aria-sort=\"ascending\""
        case (.newest, .oldest): " aria-sort=\"descending\""
        default: ""
        }
    }

    private func row(_ record: AttendeeRecord) -> HTML {
        let answers = record.attendee.registration
        let name = "\(answers[.familyName]), \(answers[.givenName])"
        return """
            <tr><td class="box"><input type="checkbox" name="mark" value="\(Int(record.attendee.id))" \
            aria-label="\(visit("Markera", "Mark")) \(name)" /></td>\
            <th scope="row"><a href="\(visit.path(.attendee(id: record.attendee.id)))">\(name)</a></th>\
            \(columns.all.map { cell($0, of: record) })</tr>

            """
    }

    private func cell(_ column: AttendeeColumn, of record: AttendeeRecord) -> HTML {
        let words = column.value(of: record, kommuner: columns.kommuner).words(visit.language)
        switch column.source {
        case .code: return "<td class=\"booking-code\">\(words)</td>"
        case .state:
            let isMissing = missing.contains(record.attendee.id)
            return """
                <td>\(StateMark(state: record.attendee.state, language: visit.language).html)\
                \(isMissing ? " \(visit("svar saknas", "answers missing"))" as HTML : nil)</td>
                """
        default: return "<td>\(words.isEmpty ? "–" : words)</td>"
        }
    }

    var pages: HTML? {
        let first = query.after == nil ? nil : link(nil, visit("Första sidan", "First page"))
        let next = next.map { link($0, visit("Nästa sida", "Next page")) }
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
