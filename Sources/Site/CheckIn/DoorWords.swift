import Conference
import Foundation
import Storage

/// What is said at a door.
struct DoorWords {
    let list: DoorList
    let kommuner: KommunRegister
    let language: Language

    /// What the organisers have chosen to show beside the name.
    func shown(_ guest: DoorGuest) -> [String] {
        let fields = DoorField.allCases.filter(list.view.fields.contains).flatMap { field -> [String] in
            switch field {
            case .organisation: [guest.organisation]
            case .kommun: guest.kommun.flatMap { kommuner[$0]?.name }.map { [$0] } ?? []
            case .role: [guest.role]
            case .workshops: list.workshops.filter { guest.workshops.contains($0.id) }.map { $0.title[language] }
            }
        }
        let answers = list.questions.compactMap { question -> String? in
            let answer = QuestionWords(question: question, language: language).text(guest.answers)
            return answer.isEmpty ? nil : "\(question.label[language]): \(answer)"
        }
        return fields + answers
    }

    /// Why somebody without a seat is not let in; nil for those who have one.
    func barred(_ state: RegistrationState) -> String? {
        let phrase: Phrase? =
            switch state {
            case .confirmed: nil
            case .waiting:
                Phrase(
                    sv: "Står i kö och har ingen plats. Hämta en arrangör.",
                    en: "Is in line and has no seat. Fetch an organiser.")
            case .offered:
                Phrase(
                    sv: "Har inte tackat ja till platsen som erbjöds. Hämta en arrangör.",
                    en: "Has not accepted the seat that was offered. Fetch an organiser.")
            case .cancelled:
                Phrase(sv: "Är avbokad. Hämta en arrangör.", en: "Is cancelled. Fetch an organiser.")
            }
        return phrase?[language]
    }

    /// "9.12, Entrén".
    func place(_ scan: Scan) -> String {
        "\(SwedishTime.clock(Date(timeIntervalSince1970: Double(scan.at) / 1000))[language]), \(scan.door.text)"
    }
}
