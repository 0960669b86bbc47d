import Conference
import Spreadsheet

/// A table of attendees as it was uploaded or pasted, whatever program wrote it.
struct ImportFile {
    let rows: [PastedTable.Row]
    /// Sheets of the workbook that were not read.
    var otherSheets: [String] = []

    /// Why there is no table, and what to do about it.
    struct Problem: Error {
        let message: Phrase
    }

    private static let limits = ImportTable.limits

    init(uploaded bytes: [UInt8], words: HeadingWords<ImportColumn>) throws(Problem) {
        guard !bytes.isEmpty else {
            throw Problem(message: Phrase(sv: "Filen är tom.", en: "The file is empty."))
        }
        guard bytes.count <= Self.limits.bytes else { throw Problem(TableProblem.tooLarge(limit: Self.limits.bytes)) }
        if bytes.starts(with: "PK".utf8) {
            do throws(WorkbookProblem) {
                let sheet = try SheetTable(
                    bytes,
                    limits: WorkbookLimits(
                        rows: Self.limits.rows + 1, columns: Self.limits.columns, textBytes: Self.limits.bytes))
                rows = sheet.rows.map { PastedTable.Row(number: $0.number, cells: $0.cells) }
                otherSheets = sheet.otherSheets
            } catch {
                throw Problem(error)
            }
        } else {
            do throws(TableProblem) {
                let text = try TableText.decode(bytes, byteLimit: Self.limits.bytes)
                rows = try Self.read(text, words, mustBeWhole: true)
            } catch {
                throw Problem(error)
            }
        }
        guard !rows.isEmpty else { throw Problem(TableProblem.noRows) }
    }

    init(pasted text: String, words: HeadingWords<ImportColumn>) throws(Problem) {
        do throws(TableProblem) {
            rows = try Self.read(text, words, mustBeWhole: false)
            if rows.isEmpty { throw .noRows }
        } catch {
            throw Problem(error)
        }
    }

    private static func read(
        _ text: String, _ words: HeadingWords<ImportColumn>, mustBeWhole: Bool
    ) throws(TableProblem) -> [PastedTable.Row] {
        let table = try PastedTable(text, limits: limits, mustBeWhole: mustBeWhole) {
            words.areKnown(in: $0, atLeast: 2)
        }
        // Our own file for Excel has an apostrophe before what would run there.
        guard table.delimiter == UInt8(ascii: ";") else { return table.rows }
        return table.rows.map { row in
            PastedTable.Row(number: row.number, cells: row.cells.map(CSV.typed(inExcelCell:)))
        }
    }
}

extension ImportFile.Problem {
    init(_ problem: TableProblem) {
        message =
            switch problem {
            case .spreadsheetFile:
                Phrase(
                    sv:
                        "Filen är i ett äldre Excel-format eller skyddad med lösenord. Spara den som Excel-arbetsbok (XLSX) "
                        + "utan lösenord, eller som CSV.",
                    en: "The file is in an older Excel format or protected by a password. Save it as an Excel workbook "
                        + "(XLSX) without a password, or as CSV.")
            case .notText:
                Phrase(
                    sv:
                        "Filen är varken en Excel-fil (XLSX) eller en CSV-fil, vad den än heter. Spara tabellen som XLSX "
                        + "eller CSV och välj den filen.",
                    en:
                        "The file is neither an Excel file (XLSX) nor a CSV file, whatever it is called. Save the table as "
                        + "XLSX or CSV and choose that file.")
            case .tooLarge, .tooManyRows, .tooManyColumns, .noRows, .breaksOff: problem.message
            }
    }

    init(_ problem: WorkbookProblem) {
        message =
            switch problem {
            case .unreadable:
                Phrase(
                    sv:
                        "Filen går inte att läsa som Excel-fil. Den är skadad, inte hämtad färdigt, eller av en annan sort. "
                        + "Öppna den i kalkylprogrammet, spara den som XLSX eller CSV och välj den filen.",
                    en:
                        "The file cannot be read as an Excel file. It is damaged, was not downloaded to its end, or is of "
                        + "another kind. Open it in the spreadsheet program, save it as XLSX or CSV and choose that file."
                )
            case .tooLarge:
                Phrase(
                    sv: "Arbetsboken innehåller för mycket. Kopiera tabellen till en ny arbetsbok och spara den.",
                    en: "The workbook holds too much. Copy the table into a new workbook and save that.")
            case .tooManyRows(let limit): TableProblem.tooManyRows(limit: limit - 1).message
            case .tooManyColumns(let limit): TableProblem.tooManyColumns(limit: limit).message
            case .tooLongCell(let cell):
                Phrase(sv: "Texten i cell \(cell) är för lång.", en: "The text in cell \(cell) is too long.")
            case .notComputed(let cell):
                Phrase(
                    sv:
                        "Formeln i cell \(cell) har inget beräknat värde. Öppna filen i kalkylprogrammet, spara den och "
                        + "välj den igen.",
                    en:
                        "The formula in cell \(cell) has no computed value. Open the file in the spreadsheet program, save "
                        + "it and choose it again.")
            case .failed(let cell):
                Phrase(
                    sv: "Formeln i cell \(cell) ger ett fel. Rätta den i kalkylprogrammet och spara filen.",
                    en:
                        "The formula in cell \(cell) gives an error. Correct it in the spreadsheet program and save the file."
                )
            }
    }
}
