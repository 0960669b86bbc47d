import Conference
import Storage

/// The cells that must be mended, as controls.
struct ImportMending {
    /// More rows are rather mended in the file.
    static let rowsMended = 50

    let visit: Visit
    let kommuner: KommunRegister
    let report: ImportReport
    let table: ImportTable

    private typealias Name = ImportDraft.Name

    /// Nil where nothing is to be mended.
    var html: HTML? {
        let faulty = report.entries.compactMap { entry -> (ImportReport.Entry, [ImportProblem])? in
            guard case .faulty(let problems) = entry.outcome else { return nil }
            return (entry, problems)
        }
        guard !faulty.isEmpty else { return nil }
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
            \(faulty.prefix(Self.rowsMended).map { faultyRow($0.0, $0.1) })
            </section>
            """
    }

    private func faultyRow(_ entry: ImportReport.Entry, _ problems: [ImportProblem]) -> HTML {
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
            return FieldInput(
                visit: visit, kommuner: kommuner, field: field, value: value, listsKommuner: false
            ).html(attributes)
        }
    }
}
