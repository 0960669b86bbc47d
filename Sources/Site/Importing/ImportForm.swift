import Conference
import Foundation
import Storage

/// The form of an import as markup, before and after its preview.
struct ImportForm {
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
        \(preview?.summary)
        \(mending?.html)
        \(draft.table.map { table in
            ImportColumnTable(
                visit: visit, choices: choices, table: table, otherSheets: draft.otherSheets, problems: problems).html
        })
        \(preview?.rows)
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

    private var preview: ImportPreview? {
        let from: Int = if case .show(let from) = draft.action { from } else { 0 }
        return report.map { ImportPreview(visit: visit, kommuner: kommuner, report: $0, from: from) }
    }

    private var mending: ImportMending? {
        guard let report, let table = draft.table else { return nil }
        return ImportMending(visit: visit, kommuner: kommuner, report: report, table: table)
    }

    /// What the organiser agrees to by sending; "" where there is nothing to agree to.
    private var agreed: String { isReady ? report?.counts.text ?? "" : "" }

    private var isReady: Bool {
        guard let report, draft.fileProblem == nil, problems.isEmpty else { return false }
        return report.isFaultless && report.counts.new + report.counts.changed > 0
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
