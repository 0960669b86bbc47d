/// What kind of organisation an attendee comes from. Raw values stand in the form, the database and the exports.
package enum OrganisationType: String, Sendable, CaseIterable {
    case kommun
    case region
    case countyBoard
    case agency
    case government
    case association
    case university
    case civilSociety
    case business
    case press
    case other

    package var label: Phrase {
        switch self {
        case .kommun: Phrase(sv: "Kommun", en: "Municipality (kommun)")
        case .region: Phrase(sv: "Region", en: "Region")
        case .countyBoard: Phrase(sv: "Länsstyrelse", en: "County administrative board")
        case .agency: Phrase(sv: "Statlig myndighet", en: "Government agency")
        case .government: Phrase(sv: "Regeringskansliet eller riksdagen", en: "Government Offices or parliament")
        case .association:
            Phrase(
                sv: "Sveriges Kommuner och Regioner (SKR)",
                en: "Swedish Association of Local Authorities and Regions (SKR)")
        case .university: Phrase(sv: "Universitet eller högskola", en: "University or university college")
        case .civilSociety: Phrase(sv: "Civilsamhällesorganisation", en: "Civil society organisation")
        case .business: Phrase(sv: "Näringsliv", en: "Business")
        case .press: Phrase(sv: "Press", en: "Press")
        case .other: Phrase(sv: "Annat", en: "Other")
        }
    }
}
