/// What somebody in the team is there for. Raw values stand in the database.
///
/// One person may have several, and may then do what any of them may: a small team shares its jobs out differently at
/// every conference, and who looks after people's needs is one of the organisers at one and the kitchen at the next.
package enum Role: String, Sendable, CaseIterable {
    case owner
    case organiser
    case reader
    case door
    /// Looks after what people need to eat and to take part.
    case needs

    package var label: Phrase {
        switch self {
        case .owner: Phrase(sv: "Ägare", en: "Owner")
        case .organiser: Phrase(sv: "Arrangör", en: "Organiser")
        case .reader: Phrase(sv: "Läsare", en: "Reader")
        case .door: Phrase(sv: "Entré", en: "Door")
        case .needs: Phrase(sv: "Behovsansvarig", en: "Responsible for needs")
        }
    }

    package var explanation: Phrase {
        switch self {
        case .owner:
            Phrase(sv: "Får allt, även bestämma vilka som är med i laget.", en: "May do all, and decides on the team.")
        case .organiser:
            Phrase(
                sv: "Sköter deltagare, kvoter, frågor, workshoppar och utskick, och läser loggen. Ser inte behov.",
                en: "Runs attendees, quotas, questions, workshops and mail, and reads the log. Does not see needs.")
        case .reader:
            Phrase(
                sv: "Ser deltagare, kvoter, frågor och workshoppar, men inte behov. Ändrar inget.",
                en: "Sees attendees, quotas, questions and workshops, but not needs. Changes nothing.")
        case .door: Phrase(sv: "Prickar av dem som kommer.", en: "Checks in those who come.")
        case .needs:
            Phrase(
                sv: "Ser deltagarna och deras svar om mat och tillgänglighet.",
                en: "Sees the attendees and their answers about food and access.")
        }
    }
}
