import Conference
import Foundation
import HTTP
import Storage

/// An import on its way: as with a delegation's list, all that is known of it travels with the form.
struct ImportDraft {
    /// A form with a file larger than any table is read, to say so.
    static let byteLimit = ImportTable.limits.bytes * 3
    /// A choice for each column, the cells that are mended, and what stands around them.
    static let partLimit = ImportTable.limits.columns + ImportMending.rowsMended * (Field.all.count + 2) + 50
    /// The table as it travels has the number of each row in front.
    private static let carried = TableLimits(
        rows: ImportTable.limits.rows + 1, columns: ImportTable.limits.columns * 2, bytes: ImportTable.limits.bytes * 2)

    enum Action: Equatable {
        case preview, send
        /// Looks at other rows of the preview.
        case show(from: Int)
    }

    enum Name {
        static let importing = "importing"
        static let file = "file"
        static let pasted = "pasted"
        static let table = "table"
        static let headings = "headings"
        static let reason = "reason"
        static let told = "told"
        static let language = "mailLanguage"
        static let agreed = "agreed"
        static let action = "action"

        static func column(_ index: Int) -> String { "column-\(index + 1)" }
        static func cell(_ row: Int, _ column: ImportColumn) -> String { "cell-\(row)-\(column.id)" }
    }

    /// Nil before there is one that can be read.
    var table: ImportTable?
    var fileProblem: (control: String, message: Phrase)?
    var otherSheets: [String] = []
    var pasted = ""
    var reason = ""
    var isTold = true
    var language: Language
    var agreed = ""
    var action = Action.preview
    var token: String?

    init(language: Language) {
        self.language = language
    }

    /// - Parameter choices: What a column may be taken for, by whoever sent the form.
    init(
        _ form: MultipartForm, words: HeadingWords<ImportColumn>, choices: [ImportColumn], language: Language
    ) {
        self.language = form[Name.language].flatMap(Language.init) ?? language
        pasted = form[Name.pasted] ?? ""
        reason = form[Name.reason] ?? ""
        agreed = form[Name.agreed] ?? ""
        token = form[Name.importing]
        let isFirst = form[Name.table] == nil
        isTold = isFirst || form[Name.told] == "yes"
        action = Self.action(form[Name.action] ?? "")
        do throws(TableProblem) {
            if let text = form[Name.table] { table = try Self.table(text, form, words: words, choices: choices) }
        } catch {
            fileProblem = (Name.file, error.message)
        }
        do throws(ImportFile.Problem) {
            if let file = form.file(Name.file), file.filename?.isEmpty == false || !file.content.isEmpty {
                take(try ImportFile(uploaded: file.content, words: words), words: words)
            } else if !pasted.isBlank {
                take(try ImportFile(pasted: pasted, words: words), words: words)
                pasted = ""
            } else if isFirst {
                let nothing = Phrase(sv: "Välj en fil, eller klistra in rader", en: "Choose a file, or paste rows")
                fileProblem = (Name.file, nothing)
            }
        } catch {
            fileProblem = (pasted.isBlank ? Name.file : Name.pasted, error.message)
        }
        if fileProblem == nil, table?.people.isEmpty == true { fileProblem = (Name.file, TableProblem.noRows.message) }
        // A new table is looked at before anything is done with it.
        if isFirst || fileProblem != nil || agreed.isEmpty { action = action == .send ? .preview : action }
    }

    private mutating func take(_ file: ImportFile, words: HeadingWords<ImportColumn>) {
        table = ImportTable(file.rows, words: words)
        otherSheets = file.otherSheets
        agreed = ""
    }

    private static func action(_ value: String) -> Action {
        if value == "send" { return .send }
        let from = value.hasPrefix("from-") ? Int(value.dropFirst(5)) : nil
        return from.map { .show(from: max(0, min($0, ImportTable.limits.rows))) } ?? .preview
    }

    // MARK: The table in the form

    private static func table(
        _ text: String, _ form: MultipartForm, words: HeadingWords<ImportColumn>, choices: [ImportColumn]
    ) throws(TableProblem) -> ImportTable {
        let read = try PastedTable(text, limits: carried, delimiter: UInt8(ascii: ",")) { _ in false }
        let rows = read.rows.map { row in
            PastedTable.Row(number: Int(row.cells[0]) ?? row.number, cells: Array(row.cells.dropFirst()))
        }
        let fields = Dictionary(
            form.parts.filter { $0.filename == nil }.map { ($0.name, String(decoding: $0.content, as: UTF8.self)) },
            uniquingKeysWith: { first, _ in first })
        let width = rows.map(\.cells.count).max() ?? 0
        let chosen = (0..<width).map { index in choices.first { $0.id == fields[Name.column(index)] } }
        var table = ImportTable(
            rows, words: words, hasHeadings: fields[Name.headings] == "yes", chosen: chosen)
        for (name, text) in fields {
            let parts = name.split(separator: "-", maxSplits: 2)
            guard parts.count == 3, parts[0] == "cell", let row = Int(parts[1]),
                let column = choices.first(where: { $0.id == parts[2] })
            else { continue }
            table.mend(row: row, column, to: text)
        }
        return table
    }

    /// The table as it travels. CSV, for it is read by what reads the uploaded one.
    static func text(of table: ImportTable) -> String {
        var csv = CSV(.plain)
        for row in table.rows { csv.row([.ours(String(row.number))] + row.cells.map { .typed($0) }) }
        return String(decoding: csv.bytes, as: UTF8.self)
    }
}
