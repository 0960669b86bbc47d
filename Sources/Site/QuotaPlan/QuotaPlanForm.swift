import Conference

/// What is chosen when the seats are divided. Sent as an address: it changes nothing.
struct QuotaPlanForm {
    let visit: Visit
    let form: DraftForm<QuotaTerms.Control>
    let register: KommunRegister
    let capacity: Int

    var html: HTML {
        """
        <form method="get" action="\(visit.path(.quotaPlan))#outcome" novalidate="novalidate">
        \(method)
        <div class="pair">
        \(number(
            .seats, visit("Platser att fördela", "Seats to divide"),
            hint: visit(
                "Konferensen har \(capacity). De du inte fördelar är gemensamma.",
                "The conference has \(capacity). What you do not divide is common.")))
        </div>
        <fieldset>
        <legend><h2>\(visit("Varje kommun", "Every municipality"))</h2></legend>
        <div class="pair">
        \(number(.floor, visit("Golv", "Floor"), hint: visit("Minst så många reserverade", "At least so many reserved")))
        \(number(.ceiling, visit("Tak", "Ceiling"), hint: visit("Aldrig fler än så", "Never more than this")))
        </div>
        </fieldset>
        <fieldset>
        <legend><h2>\(visit("Värdkommunerna", "The hosts"))</h2></legend>
        <p class="hint">\(visit(
            "Minst så många reserverade. De är med i fördelningen som alla andra, och kan få fler.",
            "At least so many reserved. They take part like all others, and can get more."))</p>
        <div class="pair">
        \(Kommun.hosts.map { number(.host($0), register[$0]?.name ?? $0) })
        \(number(.hostCeiling, visit("Tak för värdkommuner", "Ceiling of hosts")))
        </div>
        </fieldset>
        <fieldset>
        <legend><h2>\(visit("Andra organisationer", "Other organisations"))</h2></legend>
        <p class="hint">\(visit(
            "Så många reserveras för varje slag. De räknas in i platserna att fördela.",
            "So many are reserved for each kind. They count among the seats to divide."))</p>
        <div class="pair">
        \(QuotaTerms.otherTypes.map { number(.other($0), $0.label[visit.language]) })
        \(number(.otherCeiling, visit("Tak för varje slag", "Ceiling of each kind")))
        </div>
        </fieldset>
        <button class="main">\(visit("Visa hur det blir", "Show what it comes to"))</button>
        </form>
        """
    }

    private func number(_ control: QuotaTerms.Control, _ label: String, hint: String? = nil) -> HTML {
        FormControl(
            name: control.rawValue, label: label, hint: hint,
            problem: form.problems.first { $0.control == control }?.message[visit.language],
            problemWord: visit("Fel:", "Error:")
        ).html { "<input inputmode=\"numeric\" class=\"short\" \($0) value=\"\(form.typed(control))\" />" }
    }

    private var method: HTML {
        let name = QuotaTerms.Control.method.rawValue
        let problem = form.problems.first { $0.control == .method }?.message[visit.language]
        let options = QuotaMethod.allCases.enumerated().map { index, method -> HTML in
            let id = index == 0 ? name : "\(name)-\(method.rawValue)"
            let checked: HTML = form.typed(.method) == method.rawValue ? " checked=\"checked\"" : ""
            return """
                <div class="option">
                <input type="radio" id="\(id)" name="\(name)" value="\(method.rawValue)"\(checked) \
                aria-describedby="\(id)-hint" />
                <div><label for="\(id)">\(method.label[visit.language])</label>
                <p class="hint" id="\(id)-hint">\(method.explanation[visit.language])</p></div>
                </div>

                """
        }
        return """
            <fieldset class="question\(problem == nil ? "" : " wrong" as HTML)">
            <legend>\(visit("Metod", "Method"))</legend>
            \(problem.map { "<p class=\"problem\"><span class=\"for-ears\">\(visit("Fel:", "Error:")) </span>\($0)</p>" as HTML })
            \(options)
            </fieldset>
            """
    }
}
