/// Where a registration stands. Raw values stand in the database and the exports.
package enum RegistrationState: String, Sendable, CaseIterable {
    case confirmed
    /// A seat is kept for them until they say yes or no, or the offer's time is over.
    case offered
    case waiting
    case cancelled

    package var label: Phrase {
        switch self {
        case .confirmed: Phrase(sv: "Har plats", en: "Has a seat")
        case .offered: Phrase(sv: "Erbjuden plats", en: "Offered a seat")
        case .waiting: Phrase(sv: "I kö", en: "Waiting")
        case .cancelled: Phrase(sv: "Avbokad", en: "Cancelled")
        }
    }
}
