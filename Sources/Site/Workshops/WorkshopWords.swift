import Conference
import Foundation
import Storage

/// What is said about a workshop wherever it stands.
struct WorkshopWords {
    let workshop: Workshop
    let language: Language

    /// "20 mars 2027 kl. 13.00–14.30".
    var time: String {
        "\(SwedishTime.moment(workshop.startsAt)[language])–\(SwedishTime.clock(workshop.endsAt)[language])"
    }

    var places: String {
        let left = workshop.left
        if workshop.hasPlaceForNewcomer {
            let phrase =
                left == 1
                ? Phrase(sv: "1 plats kvar av \(workshop.capacity)", en: "1 place left of \(workshop.capacity)")
                : Phrase(
                    sv: "\(left) platser kvar av \(workshop.capacity)",
                    en: "\(left) places left of \(workshop.capacity)")
            return phrase[language]
        }
        let full = Phrase(sv: "Fullt", en: "Full")[language]
        return "\(full), \(WaitingWords(count: workshop.waiting)[language])"
    }

    func state(_ place: WorkshopPlace) -> String {
        switch place.state {
        case .taken: Phrase(sv: "Du har en plats", en: "You have a place")[language]
        case .waiting:
            Phrase(
                sv: "Du står som nummer \(place.placeInLine ?? 1) i kön",
                en: "You are number \(place.placeInLine ?? 1) in line")[language]
        case .offered:
            place.offerEndsAt.map { end in
                Phrase(
                    sv: "Du erbjuds en plats. Svara senast \(SwedishTime.moment(end).sv).",
                    en: "You are offered a place. Answer by \(SwedishTime.moment(end).en).")[language]
            } ?? place.state.label[language]
        }
    }
}
