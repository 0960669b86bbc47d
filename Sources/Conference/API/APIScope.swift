/// What a program may do by a key. Raw values stand in the database and in the API's description.
package enum APIScope: String, Sendable, CaseIterable {
    case readRegistrations = "registrations:read"
    case writeRegistrations = "registrations:write"
    case needs = "needs"
    case readSettings = "settings:read"
    case writeSettings = "settings:write"
    case readCheckIns = "check-ins:read"
    case writeCheckIns = "check-ins:write"
    case export = "exports:read"

    /// What whoever grants it must be allowed, when the key is made and each time it is used.
    package var permission: Permission {
        switch self {
        case .readRegistrations, .export: .readAttendees
        case .writeRegistrations: .changeAttendees
        case .needs: .readNeeds
        case .readSettings: .readSettings
        case .writeSettings: .changeSettings
        case .readCheckIns, .writeCheckIns: .checkIn
        }
    }

    package var label: Phrase {
        switch self {
        case .readRegistrations:
            Phrase(
                sv: "Läsa anmälningar, deltagare och väntelista", en: "Read registrations, attendees and waiting list")
        case .writeRegistrations:
            Phrase(
                sv: "Anmäla, och ändra och avboka om den också får läsa anmälningar",
                en: "Register, and change and cancel if it may read registrations too")
        case .needs:
            Phrase(
                sv: "Läsa och skriva svar om mat och tillgänglighet", en: "Read and write answers about food and access"
            )
        case .readSettings: Phrase(sv: "Läsa kvoter och workshoppar", en: "Read quotas and workshops")
        case .writeSettings: Phrase(sv: "Ändra kvoter", en: "Change quotas")
        case .readCheckIns: Phrase(sv: "Läsa incheckningar", en: "Read check-ins")
        case .writeCheckIns: Phrase(sv: "Checka in", en: "Check in")
        case .export: Phrase(sv: "Hämta deltagarlistan som fil", en: "Download the list of attendees as a file")
        }
    }
}
