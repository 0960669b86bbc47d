import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/logg`: who did what, and when.
struct LogPages: Sendable {
    let store: Store
    let frame: Frame

    private static let pageLength = 100

    private struct Query {
        let actor: Actor?
        /// Those that are called the same; none for any.
        let actions: [LoggedAction]
        let before: Int64?

        init(_ form: FormData) {
            actor = form["who"].flatMap { $0.isEmpty ? nil : Actor(text: $0) }
            let action = form["what"].flatMap(LoggedAction.init)
            actions = action.map { LoggedAction.allCases.filter(LogWords.label(of: $0).isSame) } ?? []
            before = form["before"].flatMap { Int64($0) }
        }

        /// For the page of those before.
        func text(before: Int64) -> String {
            var pairs = [("before", String(before))]
            if let actor { pairs.append(("who", actor.text)) }
            if let action = actions.first { pairs.append(("what", action.rawValue)) }
            return "?" + FormData.encode(pairs)
        }
    }

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = Query(try visit.request.head.queryFields())
        let events = try await store.log(
            by: query.actor, actions: query.actions, before: query.before, limit: Self.pageLength)
        let title = visit("Logg", "Log")
        let nothing: HTML = "<p>\(visit("Inget sådant har hänt.", "Nothing of the kind has happened."))</p>"
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1 id="log">\(title)</h1>
                \(filter(visit, query, actors: try await store.actors()))
                \(events.isEmpty ? nothing : table(visit, events))
                \(events.count < Self.pageLength ? nil : older(visit, query, events[events.count - 1].id))
                """)
    }

    private func filter(_ visit: Visit, _ query: Query, actors: [Actor]) -> HTML {
        func option(_ value: String, _ name: String, isChosen: Bool) -> HTML {
            "<option value=\"\(value)\"\(isChosen ? " selected=\"selected\"" : "" as HTML)>\(name)</option>\n"
        }
        let all = option("", visit("Alla", "All"), isChosen: false)
        var named: Set<String> = []
        let actions = LoggedAction.allCases.compactMap { action -> HTML? in
            let name = LogWords.label(of: action)[visit.language]
            guard named.insert(name).inserted else { return nil }
            return option(action.rawValue, name, isChosen: query.actions.contains(action))
        }
        return """
            <form method="get" action="\(visit.path(.log))" role="search" class="filters">
            <div><label for="who">\(visit("Vem", "Who"))</label>
            <select id="who" name="who">\(all)
            \(actors.map {
                option($0.text, LogWords.label(of: $0, store.kommuner)[visit.language].capitalisedFirst, isChosen: $0 == query.actor)
            })</select></div>
            <div><label for="what">\(visit("Vad", "What"))</label>
            <select id="what" name="what">\(all)
            \(actions)</select></div>
            <div class="submit"><button>\(visit("Visa", "Show"))</button>
            <a href="\(visit.path(.log))">\(visit("Rensa", "Clear"))</a></div>
            </form>
            """
    }

    private func table(_ visit: Visit, _ events: [LoggedEvent]) -> HTML {
        let rows = events.map { event -> HTML in
            let entry = event.entry
            return """
                <tr><td><time datetime="\(SwedishTime.isoMinute(entry.at))">\(SwedishTime.isoMinute(entry.at))</time></td>
                <td>\(LogWords.label(of: entry.actor, store.kommuner)[visit.language])</td>
                <th scope="row">\(LogWords.label(of: entry.action)[visit.language])</th>
                <td>\(about(visit, event))</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="log" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("När", "When"))</th><th scope="col">\(visit("Vem", "Who"))</th>
            <th scope="col">\(visit("Vad", "What"))</th><th scope="col">\(visit("Gäller", "About"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func about(_ visit: Visit, _ event: LoggedEvent) -> HTML {
        func link(_ page: (Int64) -> Page, _ id: Int64?, _ words: String) -> HTML {
            id.map { "<a href=\"\(visit.path(page($0)))\">\(words) \(String($0))</a>" } ?? ""
        }
        if event.registration != nil {
            return link(Page.attendee, event.registration, visit("Anmälan", "Registration"))
        }
        let detail = event.entry.detail
        switch event.entry.action {
        case .quotaChanged, .kommunLinkMade, .kommunLinkSent, .kommunLinksRevoked, .seatsAsked, .seatsAskedWithdrawn,
            .seatsGranted, .seatsDeclined:
            return link(Page.quotaSetting, event.quota, visit("Kvot", "Quota"))
        case .questionAdded, .questionChanged, .questionMoved, .questionRetired, .questionAskedAgain:
            return link(Page.questionSetting, Int64(detail), visit("Fråga", "Question"))
        case .workshopAdded, .workshopChanged:
            return link(Page.workshopSetting, Int64(detail), visit("Workshop", "Workshop"))
        case .programmeItemAdded, .programmeItemChanged, .programmeItemRetired, .programmeItemHeldAgain:
            return link(Page.programmeItem, Int64(detail), visit("Programpunkt", "Session"))
        case .roomAdded, .roomChanged, .roomRetired, .roomUsedAgain:
            return link(Page.room, Int64(detail), visit("Lokal", "Room"))
        case .speakerAdded, .speakerChanged, .speakerRetired, .speakerUsedAgain:
            return link(Page.speaker, Int64(detail), visit("Medverkande", "Speaker"))
        case .textChanged:
            return ConferenceText(rawValue: detail).map { text in
                "<a href=\"\(visit.path(.textSetting(text)))\">\(text.label[visit.language])</a>"
            } ?? "\(detail)"
        case .webhookAdded, .webhookChanged: return link(Page.webhook, Int64(detail), "Webhook")
        case .webhookResent: return link(Page.webhookDelivery, Int64(detail), visit("Leverans", "Delivery"))
        case .invited, .rolesChanged:
            guard let (name, roles) = Store.member(inDetail: detail) else { return "\(detail)" }
            return "\(name): \(roles.words(in: visit.language))"
        case .imported:
            guard let (counts, reason) = event.entry.importCounts else { return "\(detail)" }
            return "\(ImportWords.counts(counts, visit)) \(reason)"
        case .secondFactorDemanded: return "\(detail == "yes" ? visit("på", "on") : visit("av", "off"))"
        default: return "\(detail)"
        }
    }

    private func older(_ visit: Visit, _ query: Query, _ last: Int64) -> HTML {
        """
        <p class="pages"><a href="\(visit.path(.log) + query.text(before: last))">\(visit("Äldre", "Older"))</a></p>
        """
    }
}

extension Phrase {
    fileprivate func isSame(_ action: LoggedAction) -> Bool { LogWords.label(of: action) == self }
}
