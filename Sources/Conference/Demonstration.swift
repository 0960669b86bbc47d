package import Foundation

/// A conference to try the service with: real kommuner, made-up people, figures that fill and overflow.
package enum Demonstration {
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
        case .kommun(let code) where Kommun.hosts.contains(code): Quota(reserved: 20, ceiling: 40)
        case .kommun: Quota(reserved: 0, ceiling: 5)
        case .organisation(.region): Quota(reserved: 10, ceiling: 60)
        case .organisation(.press): Quota(reserved: 0, ceiling: 10)
        case .organisation: Quota(reserved: 0, ceiling: 30)
        }
    }

    /// Obviously made-up people, the same ones every time. More come from Habo than it has seats, so that it has a line.
    package static func attendees(kommuner: KommunRegister) -> [Registration] {
        let habo = "0643"
        let hosts = ["0682", "1499", "1885", "2081"]
        let kommuner = (hosts + hosts + ["0305", habo, "0180", "1480", "2480", "0980"]).compactMap { kommuner[$0] }
        let mixed = (0..<72).map { index in
            let types: [OrganisationType] = [.region, .agency, .civilSociety, .university]
            return index % 6 == 5
                ? attendee(index, type: types[index / 6 % types.count], kommun: nil)
                : attendee(index, type: .kommun, kommun: kommuner[index % kommuner.count])
        }
        let fromHabo = kommuner.first { $0.code == habo }
        return mixed + (72..<78).map { attendee($0, type: .kommun, kommun: fromHabo) }
    }

    private static func attendee(_ index: Int, type: OrganisationType, kommun: Kommun?) -> Registration {
        let givenNames = ["Exempel", "Prov", "Påhitt", "Övning", "Mönster", "Test", "Ärla", "Skiss"]
        let familyNames = ["Exempelsson", "Provberg", "Påhittsdotter", "von Övning", "Mönsterlund", "Åskådare-Test"]
        return Registration(stored: [
            "givenName": givenNames[index % givenNames.count],
            "familyName": familyNames[index / 2 % familyNames.count],
            "email": "deltagare\(index + 1)@example.se",
            "phone": index % 3 == 0 ? "+467017406\(10 + index % 80)" : "",
            "organisationType": type.rawValue,
            "kommun": kommun?.code ?? "",
            "organisation": kommun.map { "\($0.name), påhittad förvaltning" } ?? "Påhittad organisation",
            "role": index % 2 == 0 ? "Samordnare" : "Handläggare",
            "dietaryNeeds": index % 9 == 0 ? "Vegetarisk kost" : "",
            "accessNeeds": index % 17 == 0 ? "Hörselslinga" : "",
        ])
    }
}
