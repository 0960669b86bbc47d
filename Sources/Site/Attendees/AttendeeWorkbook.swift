import Conference
import Foundation
import Spreadsheet
import Storage

/// The attendee list as XLSX: a sheet with everybody, and one for each workshop with those who have something there.
struct AttendeeWorkbook {
    private let columns: AttendeeColumns
    private let workshops: [Workshop]
    private let language: Language
    /// Each sheet of a workshop tells of that one only.
    private let ofGuests: AttendeeColumns

    init(columns: AttendeeColumns, workshops: [Workshop], language: Language) {
        self.columns = columns
        self.workshops = workshops
        self.language = language
        ofGuests = columns.withoutWorkshops
    }

    /// The file is whole before its first byte is there to be sent, since its table of contents stands at the end.
    func written(_ export: AttendeeExport) async throws -> UnlinkedFile {
        let workbook = try Workbook()
        let everybody = try await workbook.addSheet(
            Phrase(sv: "Deltagare", en: "Attendees")[language], headings: headings(columns))
        let place = Phrase(sv: "Plats", en: "Place")[language]
        var sheets: [(workshop: Workshop, number: Int)] = []
        for workshop in workshops {
            let number = try await workbook.addSheet(
                workshop.title[language], headings: [place] + headings(ofGuests))
            sheets.append((workshop, number))
        }
        let batches = export.records(with: columns.parts.union(.places))
        while let records = try await batches.next() {
            try await workbook.append(records.map { cells(columns, of: $0) }, to: everybody)
            for (workshop, number) in sheets {
                let rows = records.compactMap { record -> [Cell]? in
                    let state = record.places.first { $0.workshop == workshop.id }?.state
                    return state.map { [.text($0.label[language])] + cells(ofGuests, of: record) }
                }
                try await workbook.append(rows, to: number)
            }
        }
        return try await workbook.close()
    }

    private func headings(_ columns: AttendeeColumns) -> [String] { columns.all.map { $0.heading[language] } }

    private func cells(_ columns: AttendeeColumns, of record: AttendeeRecord) -> [Cell] {
        columns.values(of: record).map { $0.spreadsheetCell(language) }
    }
}

extension AttendeeValue {
    fileprivate func spreadsheetCell(_ language: Language) -> Cell {
        switch self {
        case .none: .empty
        case .number(let number): .number(Double(number))
        case .day(let day):
            SwedishTime.day(typed: day).map { .day(SwedishTime.parts(of: $0)) } ?? .text(day)
        case .moment(let moment): .moment(SwedishTime.parts(of: moment))
        case .kommun(let kommun): .text("\(kommun.code) \(kommun.name)")
        default: .text(words(language))
        }
    }
}
