import Conference

/// A list that came when none is taken any more, shown so that nothing that was typed is lost: the table can be copied
/// into a mail or a spreadsheet.
struct DelegationRemains {
    let visit: Visit
    let draft: DelegationDraft

    /// Nil where nothing was typed.
    var html: HTML? {
        let people = draft.rows.filter { !$0.isBlank }
        guard !people.isEmpty || !draft.pasted.trimmed.isEmpty else { return nil }
        return """
            <h2>\(visit("Er anmälan togs inte emot", "Your registration was not accepted"))</h2>
            <p>\(visit("Det här skrev du:", "This is what you typed:"))</p>
            \(once)
            \(people.isEmpty ? nil : table(people))
            \(draft.pasted.trimmed.isEmpty ? nil : "<pre class=\"letter\">\(draft.pasted)</pre>")
            """
    }

    private var once: HTML {
        let answers = [
            (Field.contactName.label, draft.contactName), (Field.contactEmail.label, draft.contactEmail),
            (DelegationColumn.organisation.label, draft.shared[.organisation] ?? ""),
            (DelegationColumn.kommun.label, draft.shared[.kommun] ?? ""),
        ].filter { !$0.1.trimmed.isEmpty }
        return """
            <dl class="answers">
            \(answers.map { label, answer -> HTML in
                "<div><dt>\(label[visit.language])</dt><dd>\(answer)</dd></div>\n"
            })
            </dl>
            """
    }

    private func table(_ people: [DelegationRow]) -> HTML {
        let columns = draft.columns
        return """
            <div class="wide-table" role="region" aria-labelledby="people" tabindex="0">
            <table>
            <caption id="people">\(visit("Personerna", "The people"))</caption>
            <thead><tr>\(columns.map { "<th scope=\"col\">\($0.label[visit.language])</th>" as HTML })</tr></thead>
            <tbody>
            \(people.map { person -> HTML in
                "<tr>\(columns.map { "<td>\(person[$0])</td>" as HTML })</tr>\n"
            })
            </tbody>
            </table>
            </div>
            """
    }
}
