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

    /// Says what to do about it.
    package var message: Phrase {
        switch self {
        case .tooLarge(let limit):
            Phrase(
                sv: "Tabellen är för stor. Den får vara högst \(limit / 1024) kB. Dela upp den.",
                en: "The table is too large. It can be at most \(limit / 1024) kB. Split it.")
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
                sv: "En grupp får ha högst \(limit) personer. Dela upp den i flera grupper.",
                en: "A group can have at most \(limit) people. Split it into several groups.")
        case .tooManyColumns(let limit):
            Phrase(
                sv: "Tabellen har fler än \(limit) kolumner. Ta bara med de kolumner som behövs.",
                en: "The table has more than \(limit) columns. Include only the columns that are needed.")
        case .noRows:
            Phrase(
                sv: "Tabellen har inga rader med personer under rubrikerna.",
                en: "The table has no rows of people below its headings.")
        }
    }
}
