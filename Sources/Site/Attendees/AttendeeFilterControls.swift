import Conference
import Storage

/// The choices that a filter is made of, but for the search.
struct AttendeeFilterControls {
    let visit: Visit
    let query: AttendeeQuery
    let choices: AttendeeChoices

    var html: HTML {
        """
        \(select("kommun", visit("Kommun", "Municipality"), query.filter.kommun, choices.kommuner.all.map { ($0.code, $0.name) }))
        \(select("type", visit("Typ", "Kind"), query.filter.organisationType?.rawValue, OrganisationType.allCases.map {
            ($0.rawValue, $0.label[visit.language])
        }))
        \(select("state", visit("Status", "State"), query.filter.state?.rawValue, RegistrationState.allCases.map {
            ($0.rawValue, $0.label[visit.language])
        }))
        \(select("pa-plats", visit("Incheckad", "Checked in"), query.filter.hasArrived.map { $0 ? "ja" : "nej" }, [
            ("ja", visit("Ja", "Yes")), ("nej", visit("Nej", "No")),
        ]))
        \(choices.labels.isEmpty ? nil : select(
            "label", visit("Etikett", "Label"), query.filter.label.map(String.init),
            choices.labels.map { (String($0.id), $0.name) }))
        \(choices.workshops.isEmpty ? nil : select(
            "workshop", visit("Workshop", "Workshop"), query.filter.workshop?.text,
            choices.workshops.flatMap(options)))
        \(choices.questions.isEmpty ? nil : answers)
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
