internal import CXLSXWriter
import Dispatch

/// Rows as an XLSX file (ISO/IEC 29500), written as they come: memory stays flat however many there are.
///
/// Its work is done on a thread of its own, for packing the rows takes long and waits for nothing.
package actor Workbook {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { queue.asUnownedSerialExecutor() }

    private let queue = WorkbookQueue()
    private let file: UnlinkedFile
    let pointer: UnsafeMutablePointer<lxw_workbook>
    let formats: Formats
    private var names: Set<String> = []
    private var sheets: [Sheet] = []
    private var isClosed = false

    struct Formats {
        let heading: UnsafeMutablePointer<lxw_format>?
        let day: UnsafeMutablePointer<lxw_format>?
        let moment: UnsafeMutablePointer<lxw_format>?
        let text: UnsafeMutablePointer<lxw_format>?
    }

    package init() throws(WorkbookError) {
        file = try UnlinkedFile()
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let pointer = workbook_new_opt(file.path, &options) else { throw .outOfMemory }
        self.pointer = pointer
        formats = Formats(
            heading: Self.format(pointer) { format_set_bold($0) },
            day: Self.format(pointer) { format_set_num_format($0, "yyyy-mm-dd") },
            moment: Self.format(pointer) { format_set_num_format($0, "yyyy-mm-dd hh:mm") },
            // What is typed into the cell later stays text too, a code with a zero in front for one.
            text: Self.format(pointer) { format_set_num_format($0, "@") })
    }

    isolated deinit {
        if !isClosed { lxw_workbook_free(pointer) }
    }

    /// A sheet with a header that stays in sight and can be filtered by.
    ///
    /// - Parameter name: Changed where Excel does not allow it, or where another sheet has it.
    /// - Returns: What rows are added by.
    package func addSheet(_ name: String, headings: [String]) throws(WorkbookError) -> Int {
        let sheet = Sheet(name: name, headings: headings, formats: formats)
        try sheet.begin(in: addWorksheet(name))
        sheets.append(sheet)
        return sheets.count - 1
    }

    /// Adds rows below those that are there. A sheet that is full goes on in another.
    package func append(_ rows: [[Cell]], to sheet: Int) throws(WorkbookError) {
        let sheet = sheets[sheet]
        for row in rows {
            if sheet.isFull {
                try sheet.end()
                try sheet.begin(in: addWorksheet(sheet.name))
            }
            try sheet.append(row)
        }
    }

    /// Writes the file. Nothing can be added any more.
    package func close() throws(WorkbookError) -> UnlinkedFile {
        precondition(!isClosed, "a workbook is closed once")
        for sheet in sheets { try sheet.end() }
        isClosed = true
        try WorkbookError.check(workbook_close(pointer))
        return file
    }

    private func addWorksheet(_ wanted: String) throws(WorkbookError) -> UnsafeMutablePointer<lxw_worksheet> {
        let name = SheetName.allowed(wanted, besides: names)
        names.insert(SheetName.key(name))
        guard let worksheet = workbook_add_worksheet(pointer, name) else { throw .outOfMemory }
        return worksheet
    }

    private static func format(
        _ pointer: UnsafeMutablePointer<lxw_workbook>, _ change: (UnsafeMutablePointer<lxw_format>) -> Void
    ) -> UnsafeMutablePointer<lxw_format>? {
        let format = workbook_add_format(pointer)
        if let format { change(format) }
        return format
    }
}

/// Why there is no spreadsheet.
package enum WorkbookError: Error, Equatable {
    case outOfMemory
    case noTemporaryFile(errno: Int32)
    /// In libxlsxwriter's words.
    case failed(reason: String)

    static func check(_ error: lxw_error) throws(WorkbookError) {
        guard error != LXW_NO_ERROR else { return }
        throw .failed(reason: String(cString: lxw_strerror(error)))
    }
}

private final class WorkbookQueue: SerialExecutor {
    private let queue = DispatchQueue(label: "workbook")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }
}
