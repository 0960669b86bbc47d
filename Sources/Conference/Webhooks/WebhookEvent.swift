/// What other programs can be told of. Raw values stand in the database and in what is sent.
package enum WebhookEvent: String, Sendable, CaseIterable {
    case created = "registration.created"
    case waiting = "registration.waiting"
    case offered = "registration.offered"
    case confirmed = "registration.confirmed"
    case changed = "registration.changed"
    case cancelled = "registration.cancelled"
    case arrived = "check-in.arrived"
    case returned = "check-in.returned"
    case undone = "check-in.undone"
    case quotaChanged = "quota.changed"
    /// Sent by hand only, to try whether it arrives.
    case ping

    /// What one can ask to be told of.
    package static let choices = allCases.filter { $0 != .ping }

    package var label: Phrase {
        switch self {
        case .created: Phrase(sv: "Någon har anmält sig", en: "Somebody has registered")
        case .waiting: Phrase(sv: "Någon har ställts i kö", en: "Somebody has joined the line")
        case .offered: Phrase(sv: "Någon i kön har erbjudits en plats", en: "Somebody in line was offered a seat")
        case .confirmed: Phrase(sv: "Någon i kön har fått en plats", en: "Somebody in line has got a seat")
        case .changed:
            Phrase(
                sv: "En anmälans uppgifter, svar eller workshoppar har ändrats",
                en: "A registration’s answers or workshops have changed")
        case .cancelled: Phrase(sv: "En anmälan har avbokats", en: "A registration was cancelled")
        case .arrived: Phrase(sv: "Någon har checkats in", en: "Somebody was checked in")
        case .returned: Phrase(sv: "Någon har kommit in igen", en: "Somebody has come in again")
        case .undone: Phrase(sv: "En incheckning har ångrats", en: "A check-in was undone")
        case .quotaChanged: Phrase(sv: "En kvot har ändrats", en: "A quota was changed")
        case .ping: Phrase(sv: "Prov", en: "Test")
        }
    }
}
