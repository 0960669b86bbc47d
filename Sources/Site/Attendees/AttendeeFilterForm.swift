import Conference
import Storage

/// Search and filters above the attendee list: a plain GET form, so that a view is an address.
struct AttendeeFilterForm {
    let visit: Visit
    let query: AttendeeQuery
    let kommuner: KommunRegister
    /// Those there are to choose from.
    let columns: AttendeeColumns
    let shown: Set<String>

    var html: HTML {
        """
        <form method="get" action="\(visit.path(.attendees))" role="search" class="filters">
        <div><label for="q">\(visit("Sök namn, e-post, organisation eller kod", "Find name, e-mail, organisation or code"))</label>
        <input type="search" id="q" name="q" value="\(query.filter.search)" /></div>
        <div><label for="kommun">\(visit("Kommun", "Municipality"))</label>
        <select id="kommun" name="kommun">\(anyOption)
        \(kommuner.all.map { option($0.code, $0.name, chosen: query.filter.kommun) })
        </select></div>
        <div><label for="type">\(visit("Typ", "Kind"))</label>
        <select id="type" name="type">\(anyOption)
        \(OrganisationType.allCases.map {
            option($0.rawValue, $0.label[visit.language], chosen: query.filter.organisationType?.rawValue)
        })
        </select></div>
        <div><label for="state">\(visit("Status", "State"))</label>
        <select id="state" name="state">\(anyOption)
        \(RegistrationState.allCases.map {
            option($0.rawValue, $0.label[visit.language], chosen: query.filter.state?.rawValue)
        })
        </select></div>
        \(columnChooser)
        \(query.order == .name ? nil : "<input type=\"hidden\" name=\"order\" value=\"\(query.order.rawValue)\" />" as HTML)
        <div class="submit"><button>\(visit("Visa", "Show"))</button>
        <a href="\(visit.path(.attendees))">\(visit("Rensa", "Clear"))</a></div>
        </form>
        """
    }

    /// Open while other columns than the usual ones are shown.
    private var columnChooser: HTML {
        let open: HTML = query.columns.isEmpty ? "" : " open=\"open\""
        let boxes = columns.all.filter { !AttendeeQuery.isName($0) }.map { column -> HTML in
            let checked: HTML = shown.contains(column.id) ? " checked=\"checked\"" : ""
            return """
                <label class="option"><input type="checkbox" name="kolumner" value="\(column.id)"\(checked) /> \
                \(column.heading[visit.language])</label>

                """
        }
        return """
            <details class="columns-chosen"\(open)>
            <summary>\(visit("Kolumner", "Columns"))</summary>
            <fieldset><legend class="for-ears">\(visit("Kolumner", "Columns"))</legend>
            \(boxes)
            </fieldset>
            </details>
            """
    }

    private var anyOption: HTML { "<option value=\"\">\(visit("Alla", "All"))</option>" }

    private func option(_ value: String, _ name: String, chosen: String?) -> HTML {
        "<option value=\"\(value)\"\(value == chosen ? " selected=\"selected\"" : "" as HTML)>\(name)</option>\n"
    }
}
