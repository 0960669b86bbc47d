import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskick`: every mail there is, what became of it, and another try for those that were given up.
struct MessagePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    /// The words of a message by its number, where messages are written into files; nil where they are sent.
    let text: @Sendable (String) -> String?

    private static let pageLength = 100

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = try visit.request.head.queryFields()
        let state = query["state"].flatMap(MessageState.init)
        let messages = try await store.messages(
            state, before: query["before"].flatMap { Int64($0) }, limit: Self.pageLength)
        return frame.page(
            visit, title: visit("Utskick", "Mail"), organiser: signedIn,
            content: """
                <h1>\(visit("Utskick", "Mail"))</h1>
                <ul class="choices plain">
                <li><a href="\(visit.path(.mailings))">\(visit("Utskick till många", "Mailings to many"))</a></li>
                <li><a href="\(visit.path(.mailTexts))">\(visit("Mejltexter", "Mail texts"))</a></li>
                </ul>
                <h2>\(visit("Alla mejl", "All mail"))</h2>
                \(filter(visit, state))
                \(messages.isEmpty ? nothing(visit) : table(visit, signedIn, messages))
                \(messages.count < Self.pageLength ? nil : older(visit, state, messages[messages.count - 1].id))
                """)
    }

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let message = try await store.message(id: id) else { return problems.notFound(visit, signedIn) }
        let title = MessageWords.label(of: message.kind)[visit.language]
        // Whoever reads an invitation can accept it, and other letters have links to pages with people's needs.
        let mayRead = signedIn.may(MessageWords.permission(toRead: message.kind))
        let words = mayRead ? text(message.messageId) : nil
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                \(table(visit, signedIn, [message]))
                \(words.map { "<pre class=\"letter\">\($0)</pre>" } ?? (mayRead ? notKept(visit) : notForYou(visit)))
                <p><a href="\(visit.path(.messages))">\(visit("Till alla utskick", "To all mail"))</a></p>
                """)
    }

    func settle(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        let actor = Actor.organiser(signedIn.organiser.name)
        guard try await store.settleMessage(id: id, by: actor, now: visit.now) else {
            return problems.notFound(visit, signedIn)
        }
        return .seeOther(visit.path(.messages))
    }

    /// Leads back to the attendee's page where the form says that it stood there.
    func resend(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard try await store.resendMessage(id: id, by: signedIn.actor, now: visit.now) else {
            return problems.notFound(visit, signedIn)
        }
        if form[AttendeeMail.marker] != nil, let attendee = try await store.message(id: id)?.registration {
            return .seeOther(visit.path(.attendee(id: attendee)) + "?done=resent#mail")
        }
        return .seeOther(visit.path(.messages))
    }

    private func filter(_ visit: Visit, _ chosen: MessageState?) -> HTML {
        let choices: [(String, String, MessageState?)] =
            [("", visit("Alla", "All"), nil)]
            + MessageState.allCases.map { ("?state=\($0.rawValue)", MessageWords.label(of: $0)[visit.language], $0) }
        let items = choices.map { query, label, state -> HTML in
            let current: HTML = state == chosen ? " aria-current=\"true\"" : ""
            return "<li><a href=\"\(visit.path(.messages))\(query)\"\(current)>\(label)</a></li>\n"
        }
        return """
            <nav aria-label="\(visit("Urval", "Selection"))"><ul class="choices plain">
            \(items)
            </ul></nav>
            """
    }

    private func table(_ visit: Visit, _ signedIn: SignedIn, _ messages: [MessageRecord]) -> HTML {
        let rows = messages.map { message -> HTML in
            """
            <tr data-message-state="\(message.state.rawValue)">
            <td>\(SwedishTime.moment(message.sentAt ?? message.createdAt)[visit.language])</td>
            <th scope="row"><a href="\(visit.path(.message(id: message.id)))">\(
                MessageWords.label(of: message.kind)[visit.language])</a></th>
            <td>\(message.recipient)</td>
            <td>\(MessageWords.label(of: message.state)[visit.language])\
            \(message.isSettled ? ", \(visit("behövs inte", "not needed"))" as HTML : nil)\(outcome(visit, signedIn, message))</td>
            <td class="number">\(message.attempts)</td>
            </tr>

            """
        }
        return """
            <div class="wide-table" role="region" aria-label="\(visit("Utskick", "Mail"))" tabindex="0">
            <table>
            <thead><tr><th scope="col">\(visit("Tid", "Time"))</th><th scope="col">\(visit("Ärende", "About"))</th>\
            <th scope="col">\(visit("Till", "To"))</th><th scope="col">\(visit("Läge", "State"))</th>\
            <th scope="col" class="number">\(visit("Försök", "Attempts"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func outcome(_ visit: Visit, _ signedIn: SignedIn, _ message: MessageRecord) -> HTML? {
        switch message.state {
        case .sent: return nil
        case .pending where message.kind == nil:
            return """
                <br /><small>\(visit(
                    "En nyare version av programmet har skrivit det, och skickar det när den kör igen.",
                    "A newer version of the program wrote it, and sends it when that runs again."))</small>
                """
        case .pending: return message.lastError.map { "<br /><small>\($0)</small>" as HTML }
        case .failed where message.kind == .invitation || message.kind == .test:
            return message.lastError.map { "<br /><small>\($0)</small>" as HTML }
        case .failed:
            let group = message.delegation.map { id -> HTML in
                """
                <br /><a href="\(visit.path(.delegationSetting(id: id)))">\(visit(
                    "Gruppens kontaktperson", "The contact of the group"))</a>
                """
            }
            return """
                <br /><small>\(message.lastError ?? "–")</small>\(group)
                <div class="row-actions">
                \(button(visit, signedIn, message, .resendMessage(id: message.id), visit("Skicka igen", "Send again")))
                \(message.isSettled
                    ? nil
                    : button(visit, signedIn, message, .settleMessage(id: message.id), visit("Behövs inte", "Not needed")))
                </div>
                """
        }
    }

    private func button(
        _ visit: Visit, _ signedIn: SignedIn, _ message: MessageRecord, _ page: Page, _ words: String
    ) -> HTML {
        """
        <form method="post" action="\(visit.path(page))">\(signedIn.tokenField)\
        <button class="quiet">\(words)<span class="for-ears">: \(message.recipient)</span></button></form>
        """
    }

    private func older(_ visit: Visit, _ state: MessageState?, _ last: Int64) -> HTML {
        let filter = state.map { "&state=\($0.rawValue)" } ?? ""
        let address = visit.path(.messages) + "?before=\(last)" + filter
        return "<p><a href=\"\(address)\">\(visit("Äldre", "Older"))</a></p>"
    }

    private func nothing(_ visit: Visit) -> HTML {
        "<p>\(visit("Det finns inga sådana mejl.", "There is no such mail."))</p>"
    }

    private func notForYou(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Texten ingår inte i din roll, för den innehåller mottagarens egen länk.",
            "The text is not part of your role, for it holds the recipient’s own link."))</p>
        """
    }

    private func notKept(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Texten sparas inte: den skrivs när mejlet skickas och innehåller mottagarens egen länk.",
            "The text is not kept: it is written when the mail is sent, and holds the recipient’s own link."))</p>
        """
    }
}

/// What messages are called among organisers.
enum MessageWords {
    static func label(of state: MessageState) -> Phrase {
        switch state {
        case .pending: Phrase(sv: "Väntar", en: "Waiting")
        case .sent: Phrase(sv: "Skickat", en: "Sent")
        case .failed: Phrase(sv: "Misslyckat", en: "Failed")
        }
    }

    /// Whoever reads a message can open what its link opens.
    static func permission(toRead kind: MessageKind?) -> Permission {
        switch kind {
        case .invitation: .manageTeam
        case .kommunLink, .seatAnswer: .changeSettings
        default: .readNeeds
        }
    }

    static func label(of kind: MessageKind?) -> Phrase {
        switch kind {
        case nil: Phrase(sv: "Okänt slag", en: "Unknown kind")
        case .confirmation: Phrase(sv: "Bekräftelse", en: "Confirmation")
        case .waiting: Phrase(sv: "Plats i kö", en: "Place in line")
        case .offer: Phrase(sv: "Erbjudande om plats", en: "Offer of a seat")
        case .offerExpired: Phrase(sv: "Erbjudandet gick ut", en: "The offer ran out")
        case .changed: Phrase(sv: "Ändrade uppgifter", en: "Changed answers")
        case .cancelled: Phrase(sv: "Avbokning", en: "Cancellation")
        case .handOver: Phrase(sv: "Länk för att lämna över platsen", en: "Link to hand the seat over")
        case .handedOver: Phrase(sv: "Platsen är överlämnad", en: "The seat is handed over")
        case .release: Phrase(sv: "Platser släpps snart", en: "Seats are released soon")
        case .reminder: Phrase(sv: "Påminnelse", en: "Reminder")
        case .lostLink: Phrase(sv: "Tappad länk", en: "Lost link")
        case .emailTaken: Phrase(sv: "Adressen är redan anmäld", en: "The address is registered already")
        case .delegation: Phrase(sv: "Gruppens sida", en: "The group’s page")
        case .workshopOffer: Phrase(sv: "Erbjudande om workshop", en: "Offer of a workshop")
        case .workshopOfferExpired:
            Phrase(sv: "Erbjudandet om en workshop gick ut", en: "The offer of a workshop ran out")
        case .invitation: Phrase(sv: "Inbjudan till laget", en: "Invitation to the team")
        case .kommunLink: Phrase(sv: "Kommunens länk", en: "The municipality’s link")
        case .seatAnswer: Phrase(sv: "Svar om fler platser", en: "Answer about more seats")
        case .mailing: Phrase(sv: "Utskick till många", en: "Mailing to many")
        case .test: Phrase(sv: "Provmejl", en: "Test mail")
        }
    }
}
