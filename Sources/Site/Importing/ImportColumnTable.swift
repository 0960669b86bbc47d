import Conference

/// What each column of the table is read as, to be chosen.
struct ImportColumnTable {
    /// Characters of a cell that is shown as an example.
    private static let longestExample = 40

    let visit: Visit
    let choices: [ImportColumn]
    let table: ImportTable
    let otherSheets: [String]
    let problems: [ImportFormProblem]

    private typealias Name = ImportDraft.Name

    var html: HTML {
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
            \(otherSheets.isEmpty ? nil : """
                <p>\(visit(
                    "Bara arbetsbokens första blad läses. De andra är: \(otherSheets.joined(separator: ", ")).",
                    "Only the first sheet of the workbook is read. The others are: \(otherSheets.joined(separator: ", "))."))</p>
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
}
