package import Conference
package import Foundation

extension ConferenceFacts {
    /// Sign-up is open for a day before and after `noon`.
    package static func trial(
        capacity: Int, offerSeconds: Int64 = 24 * 3600, releasesAt: Date? = nil
    ) -> ConferenceFacts {
        ConferenceFacts(
            title: Phrase(sv: "Prov", en: "Trial"), day: SwedishTime.day(year: 2027, month: 3, day: 20)!, venue: nil,
            city: Phrase(sv: "Stockholm", en: "Stockholm"), hours: nil, capacity: capacity,
            opensAt: noon - 86_400, closesAt: noon + 86_400, offerSeconds: offerSeconds, releasesAt: releasesAt)
    }
}

/// The made-up person of a number.
package func person(_ number: Int, _ group: QuotaGroup, changing answers: [Field: String] = [:]) -> Registration {
    var registration = Registration(stored: [
        "givenName": "Påhitt", "familyName": "Prov", "email": "deltagare\(number)@example.se",
        "organisation": "Påhittad organisation", "role": "Prov",
    ])
    switch group {
    case .kommun(let code):
        registration[.organisationType] = OrganisationType.kommun.rawValue
        registration[.kommun] = code
    case .organisation(let type):
        registration[.organisationType] = type.rawValue
    }
    for (field, answer) in answers { registration[field] = answer }
    return registration
}

extension QuotaGroup {
    package static let nassjo = QuotaGroup.kommun(code: "0682")
    package static let falkoping = QuotaGroup.kommun(code: "1499")
    package static let regions = QuotaGroup.organisation(.region)
}
