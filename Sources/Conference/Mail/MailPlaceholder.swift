/// A word in curly brackets for which each recipient gets their own: "{bokningskod}", "{booking-code}".
package enum MailPlaceholder: String, Sendable, CaseIterable {
    case name, givenName, code, status, conference, date, hours, place, workshop, answerBy, link

    /// What is written between the brackets. Either language's word is understood in both texts.
    package var word: Phrase {
        switch self {
        case .name: Phrase(sv: "namn", en: "name")
        case .givenName: Phrase(sv: "förnamn", en: "given-name")
        case .code: Phrase(sv: "bokningskod", en: "booking-code")
        case .status: Phrase(sv: "status", en: "state")
        case .conference: Phrase(sv: "konferens", en: "conference")
        case .date: Phrase(sv: "datum", en: "date")
        case .hours: Phrase(sv: "tid", en: "time")
        case .place: Phrase(sv: "plats", en: "place")
        case .workshop: Phrase(sv: "workshop", en: "workshop")
        case .answerBy: Phrase(sv: "svara-senast", en: "answer-by")
        case .link: Phrase(sv: "länk", en: "link")
        }
    }

    package var explanation: Phrase {
        switch self {
        case .name: Phrase(sv: "för- och efternamn", en: "given and family name")
        case .givenName: Phrase(sv: "förnamn", en: "given name")
        case .code: Phrase(sv: "bokningskoden", en: "the booking code")
        case .status:
            Phrase(sv: "om anmälan har plats, står i kö …", en: "whether the registration has a seat, waits …")
        case .conference: Phrase(sv: "konferensens namn", en: "the name of the conference")
        case .date: Phrase(sv: "konferensens dag", en: "the day of the conference")
        case .hours: Phrase(sv: "konferensens tider", en: "the hours of the conference")
        case .place: Phrase(sv: "lokal och ort", en: "venue and city")
        case .workshop: Phrase(sv: "workshoppens namn", en: "the name of the workshop")
        case .answerBy: Phrase(sv: "när erbjudandet går ut", en: "when the offer ends")
        case .link:
            Phrase(
                sv: "länken till mottagarens egen sida; utan den står länken sist",
                en: "the link to the recipient’s own page; without it the link comes last")
        }
    }

    /// The table of which may stand in which kind, in the order they are shown in. Nil for kinds whose words are ours.
    ///
    /// A name is what somebody typed into the sign-up form, and anybody can type somebody else's address there. So it
    /// stands in what goes out when the organisers say so, and in nothing that a stranger can have sent at once.
    package static func allowed(in kind: MessageKind) -> [MailPlaceholder]? {
        let facts: [MailPlaceholder] = [.conference, .date, .hours, .place]
        return switch kind {
        case .confirmation, .waiting, .changed, .cancelled, .offerExpired: [.code] + facts + [.link]
        case .offer: [.code, .answerBy] + facts + [.link]
        case .handOver: [.code, .answerBy] + facts + [.link]
        case .handedOver: facts
        case .reminder: [.name, .givenName, .code] + facts + [.link]
        case .workshopOffer: [.workshop, .answerBy, .code] + facts + [.link]
        case .workshopOfferExpired: [.workshop, .code] + facts + [.link]
        case .mailing: [.name, .givenName, .code, .status] + facts + [.link]
        case .release, .lostLink, .emailTaken, .delegation, .invitation, .test, .kommunLink, .seatAnswer: nil
        }
    }

    /// In the order they are shown in.
    package static func allowed(inSubjectOf kind: MessageKind) -> [MailPlaceholder]? {
        allowed(in: kind)?.filter { $0 != .link }
    }

    private static let byWord = Dictionary(
        uniqueKeysWithValues: Set(allCases.flatMap { [$0.word.sv, $0.word.en] }).map { word in
            (word, allCases.first { $0.word.sv == word || $0.word.en == word }!)  // it came from one of them
        })

    init?(word: some StringProtocol) {
        guard let found = Self.byWord[String(word).composed.lowercased()] else { return nil }
        self = found
    }
}

extension MessageKind {
    /// Those for which organisers may write words of their own.
    package static let withOwnWords = allCases.filter { $0 != .mailing && MailPlaceholder.allowed(in: $0) != nil }
}
