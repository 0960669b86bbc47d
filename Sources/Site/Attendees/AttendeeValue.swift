import Conference
import Foundation

/// What one attendee has in one column, before it is written for anybody.
enum AttendeeValue {
    case none
    /// Somebody typed it.
    case text(String)
    /// We made it, and it is no number however much it looks like one.
    case code(String)
    /// E.164.
    case phone(String)
    case kommun(Kommun)
    /// One of ours, as it is stored and as it reads.
    case word(stored: String, Phrase)
    /// What the organisers wrote for others to choose from.
    case chosen([Phrase])
    case yesNo(YesNo)
    case number(Int64)
    /// "2027-03-20".
    case day(String)
    case moment(Date)
}

extension AttendeeValue {
    /// As people read it; "" for nothing.
    func words(_ language: Language) -> String {
        switch self {
        case .none: ""
        case .text(let text), .code(let text), .day(let text): text
        case .phone(let number): PhoneNumber.international(number)
        case .kommun(let kommun): kommun.name
        case .word(_, let words): words[language]
        case .chosen(let choices): choices.map { $0[language] }.joined(separator: ", ")
        case .yesNo(let answer): answer.label[language]
        case .number(let number): String(number)
        case .moment(let moment): SwedishTime.isoMinute(moment)
        }
    }

    /// For Swedish Excel, which makes numbers of "0682" and "+46701234567" and drops the zero and the plus. "0682 Nässjö"
    /// and "+46 70-1234567" it leaves alone.
    var excelCell: CSV.Cell {
        switch self {
        case .text, .chosen: .typed(words(.swedish))
        case .kommun(let kommun): .ours("\(kommun.code) \(kommun.name)")
        default: .ours(words(.swedish))
        }
    }

    /// For machines: as it is stored, where that says something outside of this database.
    var plainCell: CSV.Cell {
        switch self {
        case .phone(let number): .typed(number)
        case .kommun(let kommun): .ours(kommun.code)
        case .word(let stored, _): .ours(stored)
        case .yesNo(let answer): .ours(answer.rawValue)
        default: .ours(words(.swedish))
        }
    }
}
