import Secrets

/// What stands between two slashes of an address.
enum AddressPart: Sendable, Equatable, ExpressibleByStringLiteral {
    /// As Swedish addresses have it.
    case word(String)
    case link(SecretLink)
    case calendar(CalendarLink)
    case id(Int64)
    /// What has that number, as a file for machines.
    case file(Int64)
    /// SCB's four digits.
    case kommun(String)

    init(stringLiteral word: String) { self = .word(word) }

    /// As it is written.
    var text: String {
        switch self {
        case .word(let word): word
        case .link(let link): link.text
        case .calendar(let link): link.text + Self.calendarExtension
        case .id(let id): String(id)
        case .file(let id): String(id) + Self.fileExtension
        case .kommun(let code): code
        }
    }

    /// What it is, without its value: fit for a log, where no link may stand.
    var placeholder: String {
        switch self {
        case .word(let word): word
        case .link: "{link}"
        case .calendar: "{link}" + Self.calendarExtension
        case .id: "{id}"
        case .file: "{id}" + Self.fileExtension
        case .kommun: "{kommun}"
        }
    }

    /// Whether it opens something by itself.
    var isSecret: Bool {
        switch self {
        case .link, .calendar: true
        case .word, .id, .file, .kommun: false
        }
    }

    /// Another of its sort, as read; nil when the text is none. A value has one way of being written.
    func read(_ text: String) -> AddressPart? {
        switch self {
        case .word(let word): return word == text ? self : nil
        case .link: return SecretLink(text).map(Self.link)
        case .calendar: return Self.stem(of: text, Self.calendarExtension).flatMap(CalendarLink.init).map(Self.calendar)
        case .id: return Self.number(text).map(Self.id)
        case .file: return Self.stem(of: text, Self.fileExtension).flatMap(Self.number).map(Self.file)
        case .kommun:
            let isCode = text.utf8.count == 4 && text.utf8.allSatisfy { (48...57).contains($0) }
            return isCode ? .kommun(text) : nil
        }
    }

    private static let calendarExtension = ".ics"
    private static let fileExtension = ".json"

    private static func number(_ text: String) -> Int64? {
        Int64(text).flatMap { $0 > 0 && String($0) == text ? $0 : nil }
    }

    private static func stem(of name: String, _ suffix: String) -> String? {
        name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : nil
    }
}
