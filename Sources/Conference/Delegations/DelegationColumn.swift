/// What a contact tells of each person. Needs are not among it: they are the person's own to tell.
///
/// In the order of a table without headings.
package enum DelegationColumn: String, Sendable, CaseIterable {
    case givenName, familyName, email, role, phone, organisation, organisationType, kommun

    /// The columns of every list; the others come with a table that has them.
    package static let always: [DelegationColumn] = [.givenName, .familyName, .email, .role]

    package var field: Field {
        switch self {
        case .givenName: .givenName
        case .familyName: .familyName
        case .email: .email
        case .role: .role
        case .phone: .phone
        case .organisation: .organisation
        case .organisationType: .organisationType
        case .kommun: .kommun
        }
    }

    package var label: Phrase {
        switch self {
        case .role: Phrase(sv: "Roll", en: "Role")
        default: field.label
        }
    }

    /// Asked once for all: a row may say otherwise, and need not say anything.
    package var isShared: Bool {
        switch self {
        case .organisation, .organisationType, .kommun: true
        case .givenName, .familyName, .email, .role, .phone: false
        }
    }

    /// What tables call it, beside its label and its name.
    var headings: [String] {
        switch self {
        case .givenName: ["tilltalsnamn", "first name", "forename", "given names"]
        case .familyName: ["last name", "surname"]
        case .email:
            ["e-post", "epost", "mail", "mejl", "e-mail", "mailadress", "mejladress", "e-postadresser", "epost adress"]
        case .role: ["befattning", "titel", "yrke", "title", "job title", "position"]
        case .phone: ["tel", "mobil", "mobiltelefon", "telefonnummer", "mobilnummer", "mobile", "phone number", "cell"]
        case .organisation:
            [
                "organisation", "förvaltning", "arbetsplats", "enhet", "avdelning", "organization", "department",
                "employer",
            ]
        case .organisationType: ["typ", "organisationstyp", "type", "organisation type", "type of organisation"]
        case .kommun: ["kommunnamn", "kommunkod", "municipality", "hemkommun"]
        }
    }
}
