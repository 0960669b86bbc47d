import Conference
import Storage

/// What the list can be narrowed by and shown with.
struct AttendeeChoices {
    let kommuner: KommunRegister
    let labels: [Label]
    let workshops: [Workshop]
    /// Those that are answered by choosing, and whose answers many may see.
    let questions: [Question]
    let columns: AttendeeColumns

    init(store: Store) async throws {
        kommuner = store.kommuner
        labels = try await store.labels()
        workshops = try await store.workshops()
        let all = try await store.questions()
        questions = all.filter { !$0.isSensitive && !$0.options.isEmpty }
        columns = AttendeeColumns(questions: all, workshops: workshops, labels: labels, kommuner: kommuner).withoutNeeds
    }
}

/// Search and filters above the attendee list: a plain GET form, so that a view is an address.
struct AttendeeFilterForm {
    let visit: Visit
    let query: AttendeeQuery
    let choices: AttendeeChoices

    var html: HTML {
        """
        <form method="get" action="\(visit.path(.attendees))" role="search" class="filters" data-replaces="attendees-count attendees">
        <div><label for="q">\(visit("Sök namn, e-post, organisation eller kod", "Find name, e-mail, organisation or code"))</label>
        <input type="search" id="q" name="q" value="\(query.filter.search)" autocomplete="off" /></div>
        \(AttendeeFilterControls(visit: visit, query: query, choices: choices).html)
        \(columnChooser)
        \(query.order == .name ? nil : "<input type=\"hidden\" name=\"order\" value=\"\(query.order.rawValue)\" />" as HTML)
        <div class="submit"><button>\(visit("Visa", "Show"))</button>
        <a href="\(visit.path(.attendees))">\(visit("Rensa", "Clear"))</a></div>
        </form>
        """
    }

    /// Open while other columns than the usual ones are shown.
    private var columnChooser: HTML {
        let shown = Set(query.columns(of: choices.columns).all.map(\.id))
        let open: HTML = query.columns.isEmpty ? "" : " open=\"open\""
        let boxes = choices.columns.all.filter { !AttendeeQuery.isName($0) }.map { column -> HTML in
            let checked: HTML = shown.contains(column.id) ? " checked=\"checked\"" : ""
            return """
                <label class="option"><input type="checkbox" name="kolumner" value="\(column.id)"\(checked) /> \
                \(column.heading[visit.language])</label>

                """
        }
        return """
            <details class="wide-part columns-chosen"\(open)>
            <summary>\(visit("Kolumner", "Columns"))</summary>
            <fieldset><legend class="for-ears">\(visit("Kolumner", "Columns"))</legend>
            \(boxes)
            </fieldset>
            </details>
            """
    }
}
