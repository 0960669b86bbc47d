import Conference
import Foundation
import HTTP

/// A list of people on its way: all that is known of it stands in the form and travels with it, so that nothing is kept
/// of people who are never registered.
struct DelegationDraft {
    /// People asked for at first, and with each request for more.
    static let rowStep = 5
    /// A form with a file eight times larger than any list is read, to say that it is.
    static let byteLimit = DelegationTable.limits.bytes * 8
    /// Each cell of the longest list, and what stands around it.
    private static let partLimit = DelegationTable.rowLimit * DelegationColumn.allCases.count + 300

    /// What the contact wants done now: the button that was pressed.
    enum Action: Equatable {
        case preview, send, more
        case remove(row: Int)

        var value: String {
            switch self {
            case .preview: "preview"
            case .send: "send"
            case .more: "more"
            case .remove(let row): "remove-\(row)"
            }
        }

        init(_ value: String?) {
            switch value {
            case "send": self = .send
            case "more": self = .more
            default:
                let row = value.flatMap { $0.hasPrefix("remove-") ? Int($0.dropFirst(7)) : nil }
                self = row.map(Action.remove) ?? .preview
            }
        }
    }

    /// Names of controls beside those of `Field`.
    enum Name {
        static let seating = "seating"
        static let together = "together"
        static let split = "split"
        static let pasted = "pasted"
        static let file = "file"
        static let columns = "columns"
        static let questioned = "questioned"
        static let previewed = "previewed"
        static let round = "round"
        static let action = "action"

        /// Of a cell; rows are counted from 0 here, and from 1 there.
        static func cell(_ row: Int, _ column: DelegationColumn) -> String { "person-\(row + 1)-\(column.rawValue)" }
    }

    var contactName = ""
    var contactEmail = ""
    var shared: [DelegationColumn: String] = [:]
    var keepsTogether = false
    var rows: [DelegationRow]
    /// Columns that came with a table, beside those every list has.
    var extraColumns: [DelegationColumn] = []
    /// Addresses whose likely slip has been asked about: sent again, they are meant so.
    var questioned: Set<String> = []
    var pasted = ""
    var file: [UInt8] = []
    var isPreviewed = false
    /// How often some of the list have been registered while others were left to be mended.
    var round = 0
    var action = Action.preview
    var token: String?
    var isFilledByProgram = false

    init() {
        rows = Array(repeating: DelegationRow(), count: Self.rowStep)
    }

    init(_ visit: Visit) throws {
        let form = try visit.formWithFiles(partLimit: Self.partLimit)
        let fields = form.parts.filter { $0.filename == nil }
            .map { ($0.name, String(decoding: $0.content, as: UTF8.self)) }
        let first = Dictionary(fields, uniquingKeysWith: { first, _ in first })
        contactName = first[Field.contactName.name] ?? ""
        contactEmail = first[Field.contactEmail.name] ?? ""
        for column in DelegationColumn.allCases where column.isShared { shared[column] = first[column.rawValue] }
        keepsTogether = first[Name.seating] == Name.together
        extraColumns = (first[Name.columns] ?? "").split(separator: " ").compactMap {
            DelegationColumn(rawValue: String($0))
        }.filter { !DelegationColumn.always.contains($0) }
        questioned = Set(fields.filter { $0.0 == Name.questioned }.map(\.1))
        pasted = first[Name.pasted] ?? ""
        file = form.file(Name.file)?.content ?? []
        isPreviewed = first[Name.previewed] != nil
        round = first[Name.round].flatMap { Int($0) }.map { max(0, min($0, DelegationTable.rowLimit)) } ?? 0
        action = Action(first[Name.action])
        token = first["token"]
        isFilledByProgram = Honeypot.isFilled(form)
        rows = Self.rows(fields)
    }

    /// In the order of their numbers, in which there may be gaps.
    private static func rows(_ fields: [(String, String)]) -> [DelegationRow] {
        var rows: [Int: DelegationRow] = [:]
        for (name, text) in fields {
            let parts = name.split(separator: "-", maxSplits: 2)
            guard parts.count == 3, parts[0] == "person", let number = Int(parts[1]),
                let column = DelegationColumn(rawValue: String(parts[2]))
            else { continue }
            rows[number, default: DelegationRow()][column] = text
        }
        return rows.sorted { $0.key < $1.key }.map(\.value)
    }

    var columns: [DelegationColumn] {
        DelegationColumn.allCases.filter { DelegationColumn.always.contains($0) || extraColumns.contains($0) }
    }

    /// Adds the people of what was pasted and uploaded to the rows, and takes it off the form.
    ///
    /// - Returns: Headings of columns that were not taken.
    mutating func takeTables() throws(TableProblemAt) -> [String] {
        var ignored: [String] = []
        let (file, pasted) = (file, pasted)
        if !file.isEmpty {
            ignored += try take(Name.file) { () throws(TableProblem) in
                try DelegationTable(TableText.decode(file, byteLimit: DelegationTable.limits.bytes))
            }
            self.file = []
        }
        if !pasted.trimmed.isEmpty {
            ignored += try take(Name.pasted) { () throws(TableProblem) in try DelegationTable(pasted) }
            self.pasted = ""
        }
        return ignored
    }

    private mutating func take(
        _ control: String, _ read: () throws(TableProblem) -> DelegationTable
    ) throws(TableProblemAt) -> [String] {
        do throws(TableProblem) {
            let table = try read()
            let people = rows.filter { !$0.isBlank } + table.rows
            guard people.count <= DelegationTable.rowLimit else {
                throw .tooManyRows(limit: DelegationTable.rowLimit)
            }
            rows = people
            extraColumns += table.extraColumns.filter { !extraColumns.contains($0) }
            return table.ignored
        } catch {
            throw TableProblemAt(control: control, problem: error)
        }
    }

    mutating func removeBlankRows() { rows.removeAll(where: \.isBlank) }
}

/// What is wrong with a table, and where it was given.
struct TableProblemAt: Error {
    let control: String
    let problem: TableProblem
}
