import Conference
import Storage

/// Texts to begin with. Raw values stand in addresses.
enum MailingTemplate: String, CaseIterable {
    case reminder = "paminnelse"
    case material

    var name: Phrase {
        switch self {
        case .reminder:
            Phrase(sv: "Inför konferensen, till dem som har plats", en: "Before the conference, to those with a seat")
        case .material:
            Phrase(sv: "Material efteråt, till dem som var där", en: "Material afterwards, to those who were there")
        }
    }

    var filter: AttendeeFilter {
        switch self {
        case .reminder: AttendeeFilter(state: .confirmed)
        case .material: AttendeeFilter(hasArrived: true)
        }
    }

    var draft: MailingDraft {
        let text =
            switch self {
            case .reminder:
                MailText(
                    subject: Phrase(sv: "Snart ses vi på {konferens}", en: "See you soon at {conference}"),
                    body: Phrase(
                        sv: """
                            Hej {förnamn}!

                            Snart är det dags. Vi ses {datum}, {tid}, i {plats}.

                            Din bokningskod är {bokningskod}. Kan du inte komma? Avboka på din sida, så får någon annan platsen.
                            """,
                        en: """
                            Hello {given-name}!

                            It is nearly time. See you on {date}, {time}, in {place}.

                            Your booking code is {booking-code}. Cannot come? Cancel on your page, so that somebody else gets the seat.
                            """))
            case .material:
                MailText(
                    subject: Phrase(
                        sv: "Tack för att du kom till {konferens}", en: "Thank you for coming to {conference}"),
                    body: Phrase(
                        sv: """
                            Hej {förnamn}!

                            Tack för att du var med. Här finns materialet från dagen:

                            Skriv länken till materialet här.
                            """,
                        en: """
                            Hello {given-name}!

                            Thank you for being there. Here is the material of the day:

                            Put the link to the material here.
                            """))
            }
        return MailingDraft(
            text: text, includesCancelled: false, isVoluntary: true, perMinute: MailingDraft.usualPace)
    }
}
