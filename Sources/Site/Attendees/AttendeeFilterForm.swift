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
        \(select("kommun", visit("Kommun", "Municipality"), query.filter.kommun, choices.kommuner.all.map { ($0.code, $0.name) }))
        \(select("type", visit("Typ", "Kind"), query.filter.organisationType?.rawValue, OrganisationType.allCases.map {
            ($0.rawValue, $0.label[visit.language])
        }))
        \(select("state", visit("Status", "State"), query.filter.state?.rawValue, RegistrationState.allCases.map {
            ($0.rawValue, $0.label[visit.language])
        }))
        \(choices.labels.isEmpty ? nil : select(
            "label", visit("Etikett", "Label"), query.filter.label.map(String.init),
            choices.labels.map { (String($0.id), $0.name) }))
        \(choices.workshops.isEmpty ? nil : select(
            "workshop", visit("Workshop", "Workshop"), query.filter.workshop?.text,
            choices.workshops.flatMap(options)))
        \(choices.questions.isEmpty ? nil : answers)
        \(columnChooser)
        \(query.order == .name ? nil : "<input type=\"hidden\" name=\"order\" value=\"\(query.order.rawValue)\" />" as HTML)
        <div class="submit"><button>\(visit("Visa", "Show"))</button>
        <a href="\(visit.path(.attendees))">\(visit("Rensa", "Clear"))</a></div>
        </form>
        """
    }

    private func options(_ workshop: Workshop) -> [(String, String)] {
        let title = workshop.title[visit.language]
        return [(String(workshop.id), title)]
            + WorkshopPlaceState.allCases.map {
                ("\(workshop.id):\($0.rawValue)", "\(title): \($0.label[visit.language].lowercased())")
            }
    }

    private var answers: HTML {
        let selects = choices.questions.map { question -> HTML in
            let chosen = query.filter.answers.first { $0.question == question.id }?.text
            return select(
                "answer", question.label[visit.language], chosen,
                question.options.map { ("\(question.id):\($0.answer)", $0.label[visit.language]) },
                id: "answer-\(question.id)")
        }
        let open: HTML = query.filter.answers.isEmpty ? "" : " open=\"open\""
        return """
            <details class="wide-part"\(open)>
            <summary>\(visit("Svar på frågor", "Answers to questions"))</summary>
            <div class="answers-chosen">
            \(selects)
            </div>
            </details>
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

    private func select(
        _ name: String, _ label: String, _ chosen: String?, _ options: [(String, String)], id: String? = nil
    ) -> HTML {
        let options = options.map { value, words -> HTML in
            "<option value=\"\(value)\"\(value == chosen ? " selected=\"selected\"" : "" as HTML)>\(words)</option>\n"
        }
        return """
            <div><label for="\(id ?? name)">\(label)</label>
            <select id="\(id ?? name)" name="\(name)"><option value="">\(visit("Alla", "All"))</option>
            \(options)
            </select></div>

            """
    }
}
