package import Foundation

/// A conference to try the service with: real kommuner, made-up people, figures that fill and overflow.
package enum Demonstration {
    /// The four kommuner that arrange the conference: Nässjö, Falköping, Lindesberg, Borlänge.
    package static let hosts = ["0682", "1499", "1885", "2081"]

    package static func facts(now: Date) -> ConferenceFacts {
        let day = SwedishTime.nextConferenceDay(after: now)
        return ConferenceFacts(
            title: Phrase(sv: "#Vemfn – nationell konferens", en: "#Vemfn – national conference"),
            day: day,
            venue: nil,
            city: Phrase(sv: "Stockholm", en: "Stockholm"),
            hours: nil,
            capacity: 400,
            opensAt: SwedishTime.calendar.startOfDay(for: now),
            // Sign-up ends when the day before the conference begins, or at its start when that has passed.
            closesAt: max(day.addingTimeInterval(-24 * 3600), SwedishTime.calendar.startOfDay(for: now) + 24 * 3600))
    }

    /// 20 seats are kept for each host, 10 for the regions; any other kommun may send up to five.
    package static func quota(of group: QuotaGroup) -> Quota {
        switch group {
        case .kommun(let code) where hosts.contains(code): Quota(reserved: 20, ceiling: 40)
        case .kommun: Quota(reserved: 0, ceiling: 5)
        case .organisation(.region): Quota(reserved: 10, ceiling: 60)
        case .organisation(.press): Quota(reserved: 0, ceiling: 10)
        case .organisation: Quota(reserved: 0, ceiling: 30)
        }
    }

    /// Obviously made-up people, the same ones every time.
    package static func attendees(kommuner: KommunRegister) -> [Registration] {
        let givenNames = ["Exempel", "Prov", "Påhitt", "Övning", "Mönster", "Test", "Ärla", "Skiss"]
        let familyNames = ["Exempelsson", "Provberg", "Påhittsdotter", "von Övning", "Mönsterlund", "Åskådare-Test"]
        let kommunCodes = hosts + hosts + ["0305", "0643", "0180", "1480", "2480", "0980"]
        return (0..<72).map { index in
            let isKommun = index % 6 != 5
            let code = kommunCodes[index % kommunCodes.count]
            let types: [OrganisationType] = [.region, .agency, .civilSociety, .university]
            let type = isKommun ? OrganisationType.kommun : types[index / 6 % types.count]
            let kommunName = kommuner[code]?.name ?? code
            return Registration(stored: [
                "givenName": givenNames[index % givenNames.count],
                "familyName": familyNames[index / 2 % familyNames.count],
                "email": "deltagare\(index + 1)@example.se",
                "phone": index % 3 == 0 ? "+467017406\(10 + index % 80)" : "",
                "organisationType": type.rawValue,
                "kommun": isKommun ? code : "",
                "organisation": isKommun ? "\(kommunName), påhittad förvaltning" : "Påhittad organisation",
                "role": index % 2 == 0 ? "Samordnare" : "Handläggare",
                "dietaryNeeds": index % 9 == 0 ? "Vegetarisk kost" : "",
                "accessNeeds": index % 17 == 0 ? "Hörselslinga" : "",
            ])
        }
    }
}
