/// Where a registration stands. Raw values stand in the database and the exports.
package enum RegistrationState: String, Sendable, CaseIterable {
    case confirmed
    case waiting
    case cancelled

    package var label: Phrase {
        switch self {
        case .confirmed: Phrase(sv: "Har plats", en: "Has a seat")
        case .waiting: Phrase(sv: "I kö", en: "Waiting")
        case .cancelled: Phrase(sv: "Avbokad", en: "Cancelled")
        }
    }
}
