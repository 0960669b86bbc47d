extension OrganisationType {
    /// What a table calls it: its label in either language, its raw value, or a usual short word.
    package static func named(_ text: String) -> OrganisationType? { byName[TableWord.key(text)] }

    private static let byName: [String: OrganisationType] = {
        var byName: [String: OrganisationType] = [:]
        for type in allCases {
            let words = [type.rawValue, type.label.sv, type.label.en] + type.shortWords
            for word in words { byName[TableWord.key(word)] = type }
        }
        return byName
    }()

    private var shortWords: [String] {
        switch self {
        case .kommun: ["kommunal", "municipality", "kommuner"]
        case .region: ["regionen"]
        case .countyBoard: ["länsstyrelsen", "county board"]
        case .agency: ["myndighet", "agency", "statlig"]
        case .government: ["regeringskansliet", "riksdagen", "government"]
        case .association: ["SKR", "Sveriges Kommuner och Regioner"]
        case .university: ["universitet", "högskola", "university"]
        case .civilSociety: ["civilsamhälle", "civilsamhället", "förening", "ideell", "civil society", "NGO"]
        case .business: ["företag", "company"]
        case .press: ["media"]
        case .other: ["övrigt"]
        }
    }
}
