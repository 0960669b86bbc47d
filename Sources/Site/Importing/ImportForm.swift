import Conference
import Foundation
import Storage

/// The form of an import as markup, before and after its preview.
struct ImportForm {
    /// Faulty rows that can be mended on the page. More are rather mended in the file.
    static let rowsMended = 50
    /// Rows of the preview that are shown at once.
    static let rowsShown = 200
    /// Characters of a cell that is shown as an example.
    private static let longestExample = 40

    let visit: Visit
    let signedIn: SignedIn
    let kommuner: KommunRegister
    let choices: [ImportColumn]
    let draft: ImportDraft
    let token: String
    /// Nil when there was nothing to look at.
    let report: ImportReport?
    let problems: [ImportFormProblem]

    private typealias Name = ImportDraft.Name

    var html: HTML {
        """
        <form method="post" enctype="multipart/form-data" action="\(visit.path(.importAttendees))" \
        novalidate="novalidate" data-once="true">
        <button class="off-stage" name="\(Name.action)" value="preview" tabindex="-1" aria-hidden="true">\
        \(visit("Förhandsgranska", "Preview"))</button>
        \(signedIn.tokenField)
        <input type="hidden" name="\(Name.importing)" value="\(token)" />
        \(draft.table.map { table in
            """
            <input type="hidden" name="\(Name.table)" value="\(ImportDraft.text(of: table))" />
            <input type="hidden" name="\(Name.agreed)" value="\(agreed)" />
            """ as HTML
        })
        \(report.map(summary))
        \(report.flatMap(faultyRows))
        \(draft.table.map(columns))
        \(report.map(rows))
        <div class="reading">
        \(draft.table == nil ? nil : options)
        \(draft.table == nil ? upload : uploadAnew)
        \(buttons)
        <p role="status" data-while-sending="\(visit(
            "Tabellen läses. Med många rader tar det några sekunder.",
            "The table is being read. With many rows it takes some seconds."))"></p>
        </div>
        </form>
        """
    }

    /// What the organiser agrees to by sending; "" where there is nothing to agree to.
    private var agreed: String { isReady ? report?.counts.text ?? "" : "" }

    private var isReady: Bool {
        guard let report, draft.fileProblem == nil, problems.isEmpty else { return false }
        return report.isFaultless && report.counts.new + report.counts.changed > 0
    }

    // MARK: What it leads to

    private func summary(_ report: ImportReport) -> HTML {
        let counts = report.counts
        let seated = visit(
            counts.seated == 1 ? "1 ny person får plats." : "\(counts.seated) nya personer får plats.",
            counts.seated == 1 ? "1 new person gets a seat." : "\(counts.seated) new people get a seat.")
        let waiting = visit(
            counts.waiting == 1 ? "1 ny person ställs i kö." : "\(counts.waiting) nya personer ställs i kö.",
            counts.waiting == 1 ? "1 new person waits in line." : "\(counts.waiting) new people wait in line.")
        let changed = visit(
            counts.changed == 1 ? "1 anmälan ändras." : "\(counts.changed) anmälningar ändras.",
            counts.changed == 1 ? "1 registration is changed." : "\(counts.changed) registrations are changed.")
        let unchanged = visit(
            counts.unchanged == 1
                ? "1 finns redan och är oförändrad." : "\(counts.unchanged) finns redan och är oförändrade.",
            counts.unchanged == 1
                ? "1 is there already, unchanged." : "\(counts.unchanged) are there already, unchanged.")
        let faulty = visit(
            counts.faulty == 1
                ? "1 rad behöver rättas. Inget importeras förrän den är rättad."
                : "\(counts.faulty) rader behöver rättas. Inget importeras förrän alla är rättade.",
            counts.faulty == 1
                ? "1 row needs to be corrected. Nothing is imported before it is."
                : "\(counts.faulty) rows need to be corrected. Nothing is imported before all are.")
        let lines = [
            (counts.faulty, faulty), (counts.seated, seated), (counts.waiting, waiting), (counts.changed, changed),
            (counts.unchanged, unchanged),
        ].filter { $0.0 > 0 }.map { "<li>\($0.1)</li>\n" as HTML }
        return """
            <div class="panel\(counts.faulty > 0 ? "" : counts.waiting > 0 ? " waiting" : " confirmed")" \
            data-import="\(counts.text) \(counts.faulty)">
            <h2>\(visit("Så här blir det", "This is what it leads to"))</h2>
            <ul>
            \(lines)</ul>
            </div>
            """
    }

    private func rows(_ report: ImportReport) -> HTML {
        let from: Int = if case .show(let from) = draft.action, from < report.entries.count { from } else { 0 }
        let end = min(from + Self.rowsShown, report.entries.count)
        let shown = report.entries[from..<end].map { entry -> HTML in
            """
            <tr data-outcome="\(outcomeName(entry.outcome))"><td class="number">\(entry.row)</td>
            <th scope="row">\(entry.name.isEmpty ? "–" : entry.name)</th>
            <td>\(outcome(entry.outcome))</td></tr>

            """
        }
        let pages = stride(from: 0, to: report.entries.count, by: Self.rowsShown).filter { $0 != from }.map {
            start -> HTML in
            let last = min(start + Self.rowsShown, report.entries.count)
            return """
                <button class="quiet" name="\(Name.action)" value="from-\(start)">\
                \(String(start + 1))–\(String(last))</button>

                """
        }
        return """
            <h2 id="rows">\(visit("Rad för rad", "Row by row"))</h2>
            <div class="wide-table" role="region" aria-labelledby="rows" tabindex="0">
            <table>
            <thead><tr><th scope="col" class="number">\(visit("Rad", "Row"))</th>\
            <th scope="col">\(visit("Namn", "Name"))</th>\
            <th scope="col">\(visit("Vad som händer", "What happens"))</th></tr></thead>
            <tbody>
            \(shown)
            </tbody>
            </table>
            </div>
            \(pages.isEmpty ? nil : """
                <div class="row-actions" role="group" aria-label="\(visit("Fler personer", "More people"))">
                <span>\(visit(
                    "Visar \(from + 1)–\(end) av \(report.entries.count).", "Showing \(from + 1)–\(end) of \(report.entries.count)."))</span>
                \(pages)</div>
                """ as HTML)
            """
    }

    private func outcomeName(_ outcome: ImportReport.Outcome) -> String {
        switch outcome {
        case .new(let state, _): state.rawValue
        case .changed: "changed"
        case .unchanged, .repeated: "unchanged"
        case .faulty: "faulty"
        }
    }

    private func outcome(_ outcome: ImportReport.Outcome) -> HTML {
        switch outcome {
        case .new(.waiting, let place):
            return """
                <span class="state waiting">\(visit("Ny, ställs i kö", "New, waits in line"))</span>\
                \(place.map { " <span>\(ImportWords.place($0, visit))</span>" as HTML })
                """
        case .new: return "<span class=\"state confirmed\">\(visit("Ny, får plats", "New, gets a seat"))</span>"
        case .changed(let changes):
            return """
                <span class="state">\(visit("Ändras", "Changed"))</span>
                <ul class="plain">
                \(changes.map(change))</ul>
                """
        case .unchanged: return "\(visit("Oförändrad", "Unchanged"))"
        case .repeated: return "\(visit("Importerad nyss, oförändrad", "Imported just now, unchanged"))"
        case .faulty(let problems):
            return """
                <span class="state amiss">\(visit("Behöver rättas", "Needs correcting"))</span>
                <ul class="plain">
                \(problems.map { "<li>\($0.message[visit.language])</li>\n" as HTML })</ul>
                """
        }
    }

    private func change(_ change: ImportReport.Change) -> HTML {
        let text = AnswerText(kommuner: kommuner, language: visit.language)
        func shown(_ answer: String) -> HTML {
            let words = text.text(Registration(stored: [change.field.name: answer]), change.field)
            return words.isEmpty ? "<i>\(visit("tomt", "empty"))</i>" : "\(words)"
        }
        return """
            <li>\(ImportColumn.field(change.field).label[visit.language]): <del>\(shown(change.old))</del> \
            <span aria-hidden="true">→</span> <ins>\(shown(change.new))</ins></li>

            """
    }

    // MARK: Mending

    private func faultyRows(_ report: ImportReport) -> HTML? {
        let faulty = report.entries.compactMap { entry -> (ImportReport.Entry, [ImportProblem])? in
            guard case .faulty(let problems) = entry.outcome else { return nil }
            return (entry, problems)
        }
        guard !faulty.isEmpty, let table = draft.table else { return nil }
        let left = faulty.count - Self.rowsMended
        return """
            <section aria-labelledby="faulty">
            <h2 id="faulty">\(visit("Rader att rätta", "Rows to correct"))</h2>
            <p>\(visit(
                "Rätta här och förhandsgranska igen, eller rätta filen och välj den på nytt längst ner.",
                "Correct them here and preview again, or correct the file and choose it anew at the bottom."))\
            \(left > 0 ? visit(
                " De \(Self.rowsMended) första visas, \(left) till behöver rättas.",
                " The first \(Self.rowsMended) are shown, \(left) more need to be corrected.") : "")</p>
            \(faulty.prefix(Self.rowsMended).map { faultyRow($0.0, $0.1, table) })
            </section>
            """
    }

    private func faultyRow(_ entry: ImportReport.Entry, _ problems: [ImportProblem], _ table: ImportTable) -> HTML {
        let row = table.people.first { $0.number == entry.row }
        return """
            <fieldset class="person">
            <legend>\(visit("Rad \(entry.row)", "Row \(entry.row)"))\(entry.name.isEmpty ? "" : ": \(entry.name)")</legend>
            <div class="cells">
            \(problems.map { problem in
                control(entry.row, problem, typed: row.map { table.cell($0, problem.column) } ?? "")
            })
            </div>
            </fieldset>

            """
    }

    private func control(_ row: Int, _ problem: ImportProblem, typed: String) -> HTML {
        FormControl(
            name: Name.cell(row, problem.column), label: problem.column.label[visit.language],
            problem: problem.message[visit.language], problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            guard case .field(let field) = problem.column else {
                return "<input \(attributes) value=\"\(typed)\" autocomplete=\"off\" />"
            }
            let value =
                field.kind == .organisationType ? OrganisationType.named(typed)?.rawValue ?? typed : typed
            return FieldControl(
                visit: visit, kommuner: kommuner, field: field, value: value, listsKommuner: false
            ).html(attributes)
        }
    }

    // MARK: Columns

    private func columns(_ table: ImportTable) -> HTML {
        let rows = table.columns.indices.map { index -> HTML in
            let example = table.people.first { index < $0.cells.count && !$0.cells[index].isBlank }?.cells[index] ?? ""
            let column = table.columns[index]
            let heading = table.heading(index) ?? visit("Kolumn \(index + 1)", "Column \(index + 1)")
            return """
                <tr data-column="\(column?.id ?? "none")">
                <th scope="row" id="heading-\(index + 1)">\(heading)</th>
                <td class="example">\(isHidden(column) ? "" : shortened(example))</td>
                <td>\(choice(index, column))</td></tr>

                """
        }
        let left = table.columns.indices.filter { table.columns[$0] == nil && !(table.heading($0) ?? "").isEmpty }
            .compactMap { table.heading($0) }.map { "”\($0)”" }.joined(separator: ", ")
        return """
            <h2 id="columns">\(visit("Kolumnerna", "The columns"))</h2>
            \(left.isEmpty ? nil : """
                <p>\(visit("De här kolumnerna lämnas utanför: \(left).", "These columns are left out: \(left)."))</p>
                """ as HTML)
            \(draft.otherSheets.isEmpty ? nil : """
                <p>\(visit(
                    "Bara arbetsbokens första blad läses. De andra är: \(draft.otherSheets.joined(separator: ", ")).",
                    "Only the first sheet of the workbook is read. The others are: \(draft.otherSheets.joined(separator: ", "))."))</p>
                """ as HTML)
            <div class="choice">
            <input type="checkbox" id="\(Name.headings)" name="\(Name.headings)" value="yes"\
            \(table.hasHeadings ? " checked=\"checked\"" : "" as HTML) />
            <label for="\(Name.headings)">\(visit("Första raden är rubriker", "The first row is headings"))</label>
            </div>
            <div class="wide-table" role="region" aria-labelledby="columns" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("I tabellen", "In the table"))</th>\
            <th scope="col">\(visit("Exempel", "Example"))</th><th scope="col">\(visit("Läses som", "Read as"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    /// What somebody is not to see is not shown because it stands in a file.
    private func isHidden(_ column: ImportColumn?) -> Bool {
        guard case .shownOnly(let name) = column else { return false }
        return Field.all.contains { $0.isSensitive && $0.name == name }
    }

    private func shortened(_ example: String) -> String {
        example.count > Self.longestExample ? example.prefix(Self.longestExample) + "…" : example
    }

    private func choice(_ index: Int, _ column: ImportColumn?) -> HTML {
        if case .shownOnly = column {
            return "\(visit("Ändras inte genom import", "Not changed by import"))"
        }
        let name = Name.column(index)
        let problem = problems.first { $0.control == name }
        let options = choices.map { choice -> HTML in
            """
            <option value="\(choice.id)"\(choice == column ? " selected=\"selected\"" : "" as HTML)>\
            \(choice.label[visit.language])</option>

            """
        }
        return """
            \(problem.map { """
                <p class="problem" id="\(name)-error"><span class="for-ears">\(visit("Fel:", "Error:")) </span>\($0.message)</p>
                """ as HTML })
            <select id="\(name)" name="\(name)" aria-labelledby="heading-\(index + 1)"\
            \(problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"\(name)-error\"" as HTML)>
            <option value="">\(visit("Lämnas utanför", "Left out"))</option>
            \(options)</select>
            """
    }

    // MARK: Options and files

    private var options: HTML {
        let problem = problems.first { $0.control == Name.reason }
        return """
            <fieldset>
            <legend><h2>\(visit("Besked och logg", "Messages and log"))</h2></legend>
            \(MailChoice(visit: visit, isTold: draft.isTold, language: draft.language, label: visit(
                "Skicka besked med e-post till dem som är nya eller ändras",
                "Send a message by e-mail to those who are new or changed")).html)
            \(FormControl(
                name: Name.reason, label: visit("Varför", "Why"),
                hint: visit("Står i loggen, till exempel ”Listan från Nässjö”", "Stands in the log, for example “The list of Nässjö”"),
                problem: problem?.message, optional: visit("frivilligt", "optional"), problemWord: visit("Fel:", "Error:")
            ).html { "<input \($0) value=\"\(draft.reason)\" autocomplete=\"off\" />" })
            </fieldset>
            """
    }

    private var upload: HTML {
        """
        <fieldset>
        <legend><h2>\(visit("Välj en fil", "Choose a file"))</h2></legend>
        \(file(visit("Excel-fil (XLSX) eller CSV", "Excel file (XLSX) or CSV")))
        \(paste)
        </fieldset>
        """
    }

    private var uploadAnew: HTML {
        """
        <details\(draft.fileProblem == nil ? "" : " open=\"open\"" as HTML)>
        <summary>\(visit("Byt till en annan fil", "Change to another file"))</summary>
        \(file(visit("Rättad fil (XLSX eller CSV)", "Corrected file (XLSX or CSV)")))
        \(paste)
        </details>
        """
    }

    private func file(_ label: String) -> HTML {
        let most = ImportTable.limits.bytes
        return control(
            Name.file, label,
            visit(
                "Högst \(ImportTable.limits.rows) personer och \(most >> 20) MB",
                "At most \(ImportTable.limits.rows) people and \(most >> 20) MB")
        ).html { attributes in
            """
            <input type="file" \(attributes) accept=".xlsx,.csv,.txt,.tsv,text/csv,text/plain,\
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" data-most-bytes="\(most)" \
            data-too-large="\(TableProblem.tooLarge(limit: most).message[visit.language])" />
            """
        }
    }

    private var paste: HTML {
        control(
            Name.pasted, visit("Eller klistra in rader från ett kalkylblad", "Or paste rows of a spreadsheet"),
            visit("Ta med raden med rubriker", "Include the row of headings")
        ).html { "<textarea \($0) rows=\"4\" spellcheck=\"false\">\n\(draft.pasted)</textarea>" }
    }

    private func control(_ name: String, _ label: String, _ hint: String) -> FormControl {
        FormControl(
            name: name, label: label, hint: hint,
            problem: draft.fileProblem?.control == name ? draft.fileProblem?.message[visit.language] : nil,
            problemWord: visit("Fel:", "Error:"))
    }

    private var buttons: HTML {
        let isLookedAt = draft.table != nil
        let preview: HTML = """
            <button class="\(isReady ? "quiet" : "main")" name="\(Name.action)" value="preview">\
            \(isLookedAt ? visit("Förhandsgranska igen", "Preview again") : visit("Förhandsgranska", "Preview"))</button>
            """
        guard isReady, let counts = report?.counts else { return "<p>\(preview)</p>" }
        let both = counts.new > 0 && counts.changed > 0
        let new = visit(
            counts.new == 1 ? "Lägg till 1 person" : "Lägg till \(counts.new) personer",
            counts.new == 1 ? "Add 1 person" : "Add \(counts.new) people")
        let changed = visit("ändra \(counts.changed)", "change \(counts.changed)")
        let words =
            both ? new + visit(" och ", " and ") + changed : counts.new > 0 ? new : changed.capitalisedFirst
        return """
            <p class="choices">
            <button class="main" name="\(Name.action)" value="send">\(words)</button>
            \(preview)
            <a href="\(visit.path(.attendees))">\(visit("Avbryt", "Give up"))</a>
            </p>
            """
    }
}

/// Something wrong with the form itself.
struct ImportFormProblem {
    /// Nil where it is about the whole form.
    let control: String?
    let message: String
}
