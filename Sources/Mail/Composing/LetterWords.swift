import Conference
import Foundation
import Storage

/// What each kind of message says.
///
/// Nothing that was typed into a form stands in a message of ours, no name either: whoever signs up others' addresses must
/// not get words of theirs delivered. Organisers may put a name into what they send themselves, where it is text and
/// nothing else (`MailPlaceholder`). And what is said about a seat is what is so when the message is sent.
struct LetterWords {
    let message: OutboxMessage
    let address: MailAddresses

    private var language: Language { message.language }
    private var facts: ConferenceFacts { message.conference }

    var letter: Letter {
        let opening = opening
        let subject = own?.subject.map { phrase in
            ownWords.line(
                MailTemplate(kept: phrase[language], allowed: MailPlaceholder.allowed(inSubjectOf: ownKind) ?? []))
        }
        let body = own?.body.map {
            MailTemplate(kept: $0[language], allowed: MailPlaceholder.allowed(in: ownKind) ?? [])
        }
        let hasLink = body?.contains(.link) == true
        return Letter(
            language: language.rawValue, subject: subject ?? "\(opening.subject) – \(facts.title[language])",
            heading: subject ?? opening.subject,
            blocks: (body.map(ownWords.blocks) ?? opening.paragraphs.map(Letter.Block.paragraph))
                + (opening.tellsState ? state : [])
                // Where the organisers put the link it is not said twice.
                + links.filter { !hasLink || $0 != .link(ownLink.words, address: ownLink.address) }
                + (message.isVoluntary && message.kind == .mailing ? decline : []),
            footer: footer)
    }

    /// The kind whose words fit what is so now. A mail about a seat that has been given back meanwhile is in ours.
    private var ownKind: MessageKind {
        guard [.confirmation, .waiting, .offer].contains(message.kind) else { return message.kind }
        return switch message.attendee?.state {
        case .confirmed: .confirmation
        case .offered: .offer
        case .waiting: .waiting
        case .cancelled, nil: .test  // for which nobody writes words
        }
    }

    /// The contact of a group reads ours: those of the organisers speak to whoever comes.
    private var own: MailText? {
        if message.goesToContact || message.kind == .reminder && message.attendee?.state != .confirmed { return nil }
        return message.texts[ownKind]
    }

    private var ownWords: OwnWords { OwnWords(value: value, link: ownLink) }

    private var ownLink: (words: String, inline: String, address: String) {
        guard let link = message.link else {
            let words = words("Be om länken till din sida", "Ask for the link to your page")
            return (words, words, address(.lostLink, language))
        }
        return (
            words("Din personliga sida", "Your personal page"), words("din personliga sida", "your personal page"),
            address(.personal(link), language)
        )
    }

    private func value(of placeholder: MailPlaceholder) -> String {
        let registration = message.attendee?.registration
        let somebody = words("deltagare", "attendee")
        return switch placeholder {
        case .name: registration.flatMap { HarmlessName.checked($0.fullName) } ?? somebody
        case .givenName: registration.flatMap { HarmlessName.checked($0[.givenName]) } ?? somebody
        case .code: message.attendee?.code ?? ""
        case .status: message.attendee?.state.label[language].lowercased() ?? ""
        case .conference: facts.title[language]
        case .date: SwedishTime.longDay(facts.day)[language]
        case .hours: facts.hours?[language] ?? words("tider meddelas senare", "hours to be announced")
        case .place: whereabouts
        case .workshop: workshop[language]
        case .answerBy:
            (message.offerEndsAt ?? message.detail.endsAt.map { Date(timeIntervalSince1970: Double($0)) })
                .map { SwedishTime.moment($0)[language] } ?? words("innan platsen går vidare", "before it is passed on")
        case .link: ownLink.address
        }
    }

    private var decline: [Letter.Block] {
        guard let link = message.link else { return [] }
        return [
            .link(
                words("Jag vill inte ha sådana här mejl", "I do not want mail like this"),
                address: address(.noReminders(link), language))
        ]
    }

    private struct Opening {
        let subject: String
        var paragraphs: [String] = []
        /// Whether where the registration stands comes next.
        var tellsState = true
    }

    private func words(_ sv: String, _ en: String) -> String { Phrase(sv: sv, en: en)[language] }

    private var opening: Opening {
        switch message.kind {
        case .confirmation, .waiting, .offer: Opening(subject: stateSubject)
        case .offerExpired:
            Opening(
                subject: words("Erbjudandet om en plats gick ut", "The offer of a seat has ended"),
                paragraphs: [
                    words(
                        "Tiden att svara på erbjudandet om en plats är slut, och platsen har gått vidare.",
                        "The time to answer the offer of a seat is over, and the seat has been passed on.")
                ])
        case .changed:
            Opening(
                subject: words("Din anmälan är ändrad", "Your registration has been changed"),
                paragraphs: [
                    words(
                        "Uppgifterna i anmälan har ändrats på din personliga sida. Var det inte du? Hör av dig till "
                            + "arrangörerna.",
                        "The answers in the registration have been changed on your personal page. Was it not you? "
                            + "Write to the organisers.")
                ])
        case .cancelled:
            Opening(
                subject: words("Din anmälan är avbokad", "Your registration is cancelled"),
                paragraphs: [
                    words(
                        "Anmälan är avbokad, och platsen går till någon annan. Vill du ändå komma är du välkommen att "
                            + "anmäla dig igen.",
                        "The registration is cancelled, and the seat goes to somebody else. If you want to come after "
                            + "all you are welcome to register again."),
                    byKommun,
                ].compactMap { $0 }, tellsState: message.goesToContact)
        case .handOver where message.goesToContact:
            Opening(
                subject: words("Lämna över en plats i din grupp", "Hand over a seat of your group"),
                paragraphs: [
                    words(
                        "Skicka länken här under till den som ska ha platsen. Den som har platsen nu behåller den tills "
                            + "någon har anmält sig med länken.",
                        "Send the link below to whoever is to have the seat. It stays with the person who has it now "
                            + "until somebody has registered with the link."),
                    answerBy,
                ].compactMap { $0 })
        case .handedOver where message.goesToContact:
            Opening(
                subject: words("En plats i din grupp är överlämnad", "A seat of your group has been handed over"),
                paragraphs: [
                    byKommun
                        ?? words(
                            "Platsen har tagits över med länken. Du behöver inte göra något mer.",
                            "The seat has been taken over by the link. There is nothing more to do.")
                ])
        case .handOver:
            Opening(
                subject: words("Lämna över din plats", "Hand over your seat"),
                paragraphs: [
                    words(
                        "Skicka länken här under till den kollega som ska ha din plats. Platsen är din tills kollegan "
                            + "har anmält sig med länken.",
                        "Send the link below to the colleague who is to have your seat. The seat is yours until your "
                            + "colleague has registered with the link."),
                    answerBy,
                ].compactMap { $0 }, tellsState: false)
        case .handedOver:
            Opening(
                subject: words("Din plats är överlämnad", "Your seat has been handed over"),
                paragraphs: [
                    words(
                        "En kollega har tagit över din plats. Din bokningskod och länken till din sida gäller inte "
                            + "längre. Du behöver inte göra något mer.",
                        "A colleague has taken over your seat. Your booking code and the link to your page are no "
                            + "longer valid. There is nothing more to do."),
                    byKommun,
                ].compactMap { $0 }, tellsState: false)
        case .reminder:
            Opening(
                subject: words("Snart är det konferens", "The conference is soon"),
                paragraphs: [
                    words(
                        "Kan du inte komma? Avboka på din sida, så får någon annan platsen.",
                        "Cannot come? Cancel on your page, so that somebody else gets the seat.")
                ])
        case .release where message.attendee == nil:
            Opening(
                subject: words("Reserverade platser släpps snart", "Reserved seats are released soon"),
                paragraphs: [
                    releaseWords,
                    words(
                        "Ska fler komma från er? Anmäl dem före dess. Platserna som redan är tagna påverkas inte.",
                        "Are more of you to come? Register them before then. Seats that are taken already are not "
                            + "affected."),
                ], tellsState: false)
        case .release:
            Opening(
                subject: words("Platser släpps snart till kön", "Seats are soon released to the line"),
                paragraphs: [releaseWords])
        case .lostLink where message.attendee == nil:
            Opening(
                subject: words("Länken till din grupp", "The link to your group"),
                paragraphs: [
                    words(
                        "Någon bad om länken till den grupp som du är kontaktperson för. Var det inte du behöver du inte "
                            + "göra något: länken skickas bara hit.",
                        "Somebody asked for the link to the group that you are the contact of. If it was not you there "
                            + "is nothing to do: the link is sent to nobody else.")
                ], tellsState: false)
        case .lostLink:
            Opening(
                subject: words("Länken till din anmälan", "The link to your registration"),
                paragraphs: [
                    words(
                        "Någon bad om länken till den anmälan som har din e-postadress. Var det inte du behöver du "
                            + "inte göra något: länken skickas bara hit.",
                        "Somebody asked for the link to the registration that has your e-mail address. If it was not "
                            + "you there is nothing to do: the link is sent to nobody else.")
                ])
        case .emailTaken:
            Opening(
                subject: words("Du är redan anmäld", "You are registered already"),
                paragraphs: [
                    words(
                        "Någon skickade nyss en anmälan med din e-postadress. Du har redan en anmälan. Den gäller och "
                            + "är inte ändrad, och den nya togs inte emot.",
                        "Somebody just sent a registration with your e-mail address. You have a registration already. "
                            + "It holds and has not been changed, and the new one was not accepted."),
                    words(
                        "Ville du anmäla en kollega? Använd kollegans egen e-postadress.",
                        "Did you want to register a colleague? Use the colleague’s own e-mail address."),
                ])
        case .delegation:
            Opening(
                subject: words("Din grupp är anmäld", "Your group is registered"),
                paragraphs: [
                    words(
                        "På gruppens sida ser du vilka som har plats och vilka som står i kö. Där kan du också lägga "
                            + "till e-postadresser och avboka.",
                        "The group’s page shows who has a seat and who is waiting. There you can also add e-mail "
                            + "addresses and cancel.")
                ], tellsState: false)
        case .workshopOffer:
            Opening(
                subject: words("En plats i en workshop", "A seat in a workshop"),
                paragraphs: [
                    words(
                        "En plats i \(workshop.sv) har blivit ledig för dig. Svara på din sida om du vill ha den.",
                        "A seat in \(workshop.en) has become free for you. Answer on your page whether you want it."),
                    answerBy,
                ].compactMap { $0 }, tellsState: false)
        case .workshopOfferExpired:
            Opening(
                subject: words("Erbjudandet om en workshop gick ut", "The offer of a workshop has ended"),
                paragraphs: [
                    words(
                        "Tiden att svara på erbjudandet om en plats i \(workshop.sv) är slut, och platsen har gått vidare.",
                        "The time to answer the offer of a seat in \(workshop.en) is over, and the seat has been passed "
                            + "on."),
                    words(
                        "Det du har i övrigt är inte ändrat. Vill du ändå ha en plats? Välj workshoppen igen på din sida.",
                        "Nothing else you have has changed. Do you want a seat after all? Choose the workshop again on "
                            + "your page."),
                ], tellsState: false)
        case .mailing, .test:  // in their own words
            Opening(subject: words("Från arrangörerna", "From the organisers"), tellsState: false)
        case .invitation:
            Opening(
                subject: words("Du är inbjuden till arrangörernas lag", "You are invited to the organisers’ team"),
                paragraphs: [
                    words(
                        "Öppna länken och välj ett lösenord, så är du med i laget som arrangerar konferensen. Länken "
                            + "gäller i sju dagar och en gång.",
                        "Open the link and choose a password to join the team that arranges the conference. The link is "
                            + "good for seven days, and once.")
                ], tellsState: false)
        case .kommunLink:
            Opening(
                subject: words("Länken för \(kommun)", "The link of \(kommun)"),
                paragraphs: [
                    words(
                        "Med länken sköter \(kommun) sina platser själv: ser vilka som är anmälda, anmäler fler, byter "
                            + "person, avbokar, lämnar tillbaka platser och ber om fler.",
                        "By the link \(kommun) looks after its own seats: sees who is registered, registers more people, "
                            + "swaps a person, cancels, gives seats back and asks for more.")
                ], tellsState: false)
        case .seatAnswer:
            Opening(
                subject: words("Svar om fler platser till \(kommun)", "Answer about more seats for \(kommun)"),
                paragraphs: [answer], tellsState: false)
        }
    }

    private var kommun: String { message.kommun?.name ?? words("kommunen", "the municipality") }

    private var byKommun: String? {
        guard message.detail.byKommun == true else { return nil }
        return words(
            "Det är din kommun som har gjort ändringen. Undrar du varför, fråga där.",
            "It was your municipality that made the change. If you wonder why, ask there.")
    }

    /// Without the reason, which stands on the page.
    private var answer: String {
        let seats = message.request?.seats ?? 0
        return switch message.request?.outcome {
        case .granted:
            words(
                seats == 1 ? "Ni har fått 1 plats till." : "Ni har fått \(seats) platser till.",
                seats == 1 ? "You have been granted 1 more seat." : "You have been granted \(seats) more seats.")
        case .declined, .withdrawn, nil:
            words(
                "Arrangörerna har sagt nej till önskemålet om fler platser. Skälet står på kommunens sida.",
                "The organisers have declined the request for more seats. The reason is on the municipality’s page.")
        }
    }

    private var workshop: Phrase {
        message.workshop.map { Phrase(sv: "”\($0.title.sv)”", en: "“\($0.title.en)”") }
            ?? Phrase(sv: "en workshop", en: "a workshop")
    }

    private var releaseWords: String {
        let when = message.detail.endsAt.map { SwedishTime.moment(Date(timeIntervalSince1970: Double($0))) }
        return words(
            "Reserverade platser som ingen har tagit släpps\(when.map { " " + $0.sv } ?? " snart"). De går då till dem som "
                + "står i kö, i turordning.",
            "Reserved seats that nobody has taken are released\(when.map { " on " + $0.en } ?? " soon"). They then go to "
                + "those who wait, in their order.")
    }

    private var answerBy: String? {
        message.detail.endsAt.map { end in
            let end = SwedishTime.moment(Date(timeIntervalSince1970: Double(end)))
            return words("Gör det senast \(end.sv).", "Do so by \(end.en).")
        }
    }

    private var stateSubject: String {
        guard let attendee = message.attendee else { return facts.title[language] }
        if message.goesToContact {
            return words(
                "Anmälan \(attendee.code): \(attendee.state.label.sv.lowercased())",
                "Registration \(attendee.code): \(attendee.state.label.en.lowercased())")
        }
        return switch attendee.state {
        case .confirmed: words("Du har en plats", "You have a seat")
        case .offered: words("Du erbjuds en plats", "You are offered a seat")
        case .waiting: words("Du står i kö", "You are in line")
        case .cancelled: words("Din anmälan är avbokad", "Your registration is cancelled")
        }
    }

    private var state: [Letter.Block] {
        guard let attendee = message.attendee else { return [] }
        var blocks: [Letter.Block] = []
        if message.goesToContact {
            blocks.append(
                .paragraph(
                    words(
                        "Det här gäller en person i din grupp, som du känner igen på bokningskoden.",
                        "This is about a person in your group, whom you know by the booking code.")))
        }
        blocks += explanation(attendee.state).map(Letter.Block.paragraph)
        let code = Letter.Fact(term: words("Bokningskod", "Booking code"), value: attendee.code)
        let standing = Letter.Fact(term: words("Status", "Status"), value: attendee.state.label[language])
        switch attendee.state {
        case .confirmed: blocks.append(.facts([standing, code] + whenAndWhere))
        case .offered, .waiting: blocks.append(.facts([standing, code]))
        case .cancelled: if message.goesToContact { blocks.append(.facts([standing, code])) }
        }
        return blocks
    }

    private func explanation(_ state: RegistrationState) -> [String] {
        let isForOthers = message.goesToContact
        switch state {
        case .confirmed where isForOthers, .cancelled where isForOthers: return []
        case .confirmed:
            return [
                words(
                    "Du har en plats på konferensen. Säg bokningskoden vid entrén.",
                    "You have a seat at the conference. Say the booking code at the door.")
            ]
        case .offered:
            let kept = words("En plats har blivit ledig och hålls.", "A seat has become free and is being kept.")
            guard let end = message.offerEndsAt.map(SwedishTime.moment) else { return [kept] }
            return [
                words(
                    "En plats har blivit ledig och hålls till \(end.sv).",
                    "A seat has become free and is kept until \(end.en)."),
                words(
                    "Svara ja eller nej innan dess. Svarar du inte går platsen vidare till nästa i kön.",
                    "Answer yes or no before then. Without an answer the seat goes to the next in line."),
            ]
        case .waiting:
            return [
                message.place.map(lineWords) ?? words("Anmälan står i kö.", "The registration is in line."),
                words(
                    "Du behöver inte göra något nu. Vi skriver när en plats blir ledig.",
                    "There is nothing to do now. We write when a seat becomes free."),
            ]
        case .cancelled: return [words("Anmälan är avbokad.", "The registration is cancelled.")]
        }
    }

    private func lineWords(_ place: PlaceInLine) -> String {
        switch place.reason {
        case .conferenceFull:
            words(
                "Konferensen är full just nu. Anmälan är nummer \(place.place) i kön.",
                "The conference is full at the moment. The registration is number \(place.place) in line.")
        case .groupFull:
            words(
                "Gruppens platser räcker inte till just nu. Anmälan är nummer \(place.place) i gruppens egen kö.",
                "The group’s seats are not enough at the moment. The registration is number \(place.place) in the "
                    + "group’s own line.")
        }
    }

    private var whenAndWhere: [Letter.Fact] {
        let day = SwedishTime.longDay(facts.day)[language]
        return [
            Letter.Fact(
                term: words("När", "When"),
                value: [day, facts.hours?[language]].compactMap { $0 }.joined(separator: ", ")),
            Letter.Fact(term: words("Var", "Where"), value: whereabouts),
        ]
    }

    private var whereabouts: String {
        [facts.venue?[language], facts.city[language]].compactMap { $0 }.joined(separator: ", ")
    }

    private var links: [Letter.Block] {
        var links: [Letter.Block] = []
        if message.kind == .handOver, let claim = message.claim {
            links.append(
                .link(words("Ta över platsen", "Take over the seat"), address: address(.claim(claim), language)))
        }
        switch (message.kind, message.link) {
        case (.handedOver, _): break
        case (.invitation, let link?):
            links.append(
                .link(words("Gå med i laget", "Join the team"), address: address(.invitation(link), language)))
        case (.invitation, nil): break
        case (.kommunLink, let link?), (.seatAnswer, let link?):
            links += [
                .link(words("Kommunens sida", "The municipality’s page"), address: address(.kommun(link), language)),
                .paragraph(
                    words(
                        "Den som har länken kan ändra för hela kommunen. Dela den bara med dem som ska göra det.",
                        "Whoever has the link can make changes for the whole municipality. Share it only with those who "
                            + "are to do so.")),
            ]
        case (.kommunLink, nil), (.seatAnswer, nil): break
        case (.delegation, let link?),
            (.lostLink, let link?) where message.attendee == nil,
            (.release, let link?) where message.attendee == nil:
            links += [
                .link(words("Gruppens sida", "The group’s page"), address: address(.delegation(link), language)),
                .paragraph(
                    words(
                        "Den som har länken kan ändra för hela gruppen, så dela den inte.",
                        "Whoever has the link can make changes for the whole group, so do not share it.")),
            ]
        case (_, let link?):
            links += [
                .link(words("Din personliga sida", "Your personal page"), address: address(.personal(link), language)),
                .paragraph(
                    words(
                        "Den som har länken kan se, ändra och avboka din anmälan, så dela den inte.",
                        "Whoever has the link can see, change and cancel your registration, so do not share it.")),
            ]
        case (_, nil) where message.goesToContact || message.kind == .delegation:
            links.append(
                .paragraph(
                    words(
                        "Gruppens sida når du med länken som du fick när du anmälde gruppen. Har du tappat bort den kan "
                            + "du be om en ny:",
                        "You reach the group’s page by the link you got when you registered the group. If you have lost "
                            + "it you can ask for another:")))
            links.append(
                .link(
                    words("Be om länken till gruppens sida", "Ask for the link to the group’s page"),
                    address: address(.lostLink, language)))
        case (_, nil):
            links.append(
                .link(
                    words("Be om länken till din sida", "Ask for the link to your page"),
                    address: address(.lostLink, language)))
        }
        return links
    }

    private var footer: String {
        if message.kind == .invitation {
            return words(
                "Det här meddelandet kom från \(facts.title.sv), därför att en av arrangörerna skrev in din e-postadress. "
                    + "Känner du inte till det kan du bortse från meddelandet.",
                "This message came from \(facts.title.en), because one of the organisers entered your e-mail address. If "
                    + "you know nothing of it you can ignore this message.")
        }
        if message.kommun != nil {
            return words(
                "Det här meddelandet kom från \(facts.title.sv), därför att arrangörerna har den här adressen till "
                    + "kommunen. Har det hamnat fel, svara på meddelandet.",
                "This message came from \(facts.title.en), because the organisers have this address of the municipality. "
                    + "If it has gone to the wrong place, answer it.")
        }
        return words(
            "Det här meddelandet kom från anmälan till \(facts.title.sv), därför att din e-postadress står i en anmälan "
                + "dit. Känner du inte till den kan du bortse från meddelandet.",
            "This message came from the registration for \(facts.title.en), because your e-mail address is in a "
                + "registration there. If you know nothing of it you can ignore this message.")
    }
}
