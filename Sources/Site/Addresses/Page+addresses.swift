package import Conference

extension Page {
    package func path(in language: Language) -> String { address(in: language, \.text) }

    /// The path with a name in the place of what differs between registrations: fit for a log, where no personal link
    /// may stand.
    package func pattern(in language: Language) -> String { address(in: language, \.placeholder) }

    private func address(in language: Language, _ written: (AddressPart) -> String) -> String {
        switch isFile ? .swedish : language {
        case .swedish:
            return "/" + parts.map(written).joined(separator: "/")
        case .english:
            let words = parts.map { part in
                if case .word(let word) = part { AddressWords.english(word) ?? word } else { written(part) }
            }
            return (["/en"] + words).joined(separator: "/")
        }
    }

    /// Whether the address itself opens something, so that it belongs in no log, cache or Referer.
    package var isPersonal: Bool { parts.contains(where: \.isSecret) }

    /// Whether it is for organisers only.
    package var isForOrganisers: Bool { parts.first == "admin" }

    /// Whether its address goes on from the other's.
    func isBelow(_ other: Page) -> Bool {
        parts.count > other.parts.count && parts.starts(with: other.parts)
    }

    /// Files for machines have one address for all languages.
    var isFile: Bool {
        switch self {
        case .calendar, .kommunList, .quotasJSON, .quotasCSV, .quotaDecisionJSON, .attendeesCSV, .attendeesXLSX,
            .attendeesJSON, .badgeStyle, .checkInList, .checkInScans, .checkInStream, .checkInWorker, .api:
            true
        default: false
        }
    }
}
