/// Why what was pasted or uploaded is not taken as a table.
package enum TableProblem: Error, Sendable, Equatable {
    case tooLarge(limit: Int)
    /// The file of a spreadsheet program itself, as .xlsx, .ods or .xls.
    case spreadsheetFile
    /// Bytes that are no text.
    case notText
    case tooManyRows(limit: Int)
    case tooManyColumns(limit: Int)
    case noRows
    /// A file that ends in the middle, in this row.
    case breaksOff(row: Int)

    /// Says what to do about it.
    package var message: Phrase {
        switch self {
        case .tooLarge(let limit):
            Phrase(
                sv: "Tabellen är för stor. Den får vara högst \(Self.size(limit)). Dela upp den.",
                en: "The table is too large. It can be at most \(Self.size(limit)). Split it.")
        case .spreadsheetFile:
            Phrase(
                sv:
                    "Filen är ett kalkylblad. Spara den som CSV och välj den filen, eller markera raderna och klistra in dem.",
                en: "The file is a spreadsheet. Save it as CSV and choose that file, or select the rows and paste them."
            )
        case .notText:
            Phrase(
                sv:
                    "Innehållet är inte text. Välj en CSV-fil, eller markera raderna i kalkylbladet och klistra in dem.",
                en: "The content is not text. Choose a CSV file, or select the rows in the spreadsheet and paste them.")
        case .tooManyRows(let limit):
            Phrase(
                sv: "Tabellen får ha högst \(limit) personer. Dela upp den.",
                en: "The table can have at most \(limit) people. Split it.")
        case .tooManyColumns(let limit):
            Phrase(
                sv: "Tabellen har fler än \(limit) kolumner. Ta bara med de kolumner som behövs.",
                en: "The table has more than \(limit) columns. Include only the columns that are needed.")
        case .noRows:
            Phrase(
                sv: "Tabellen har inga rader med personer under rubrikerna.",
                en: "The table has no rows of people below its headings.")
        case .breaksOff(let row):
            Phrase(
                sv: "Filen tar slut mitt i rad \(row). Den har nog inte sparats eller hämtats färdigt. Spara den igen.",
                en:
                    "The file ends in the middle of row \(row). It was probably not saved or downloaded to its end. Save it "
                    + "again.")
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20) MB" : "\(bytes >> 10) kB"
    }
}
