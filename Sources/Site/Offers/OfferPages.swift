import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/plats`: the offer of a seat. To open it changes nothing, for programs open the links of mails, too.
struct OfferPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let (attendee, offer) = try await store.offer(link: link) else { return problems.notFound(visit) }
        guard attendee.state == .offered, let offer, offer.endsAt > visit.now else {
            return over(visit, link, attendee.state, offer?.outcome)
        }
        let end = SwedishTime.moment(offer.endsAt)
        return frame.page(
            visit, link, title: visit("Vill du ha platsen?", "Do you want the seat?"),
            about: """
                <p>\(visit(
                "En plats på konferensen har blivit ledig och hålls för dig till \(end.sv).",
                "A seat at the conference has become free and is kept for you until \(end.en)."))</p>
                <p>\(visit(
                "Tackar du nej, eller svarar du inte i tid, går platsen till nästa i kön och du lämnar kön.",
                "If you say no, or do not answer in time, the seat goes to the next in line and you leave the line."))</p>
                <form method="post" action="\(visit.path(.offer(link)))" class="choices">
                <button name="answer" value="yes">\(visit("Ja, jag vill ha platsen", "Yes, I want the seat"))</button>
                <button name="answer" value="no" class="quiet">\(visit("Nej tack", "No, thank you"))</button>
                </form>
                """)
    }

    /// The link is the right to answer: nobody else's page can know it, so no token is needed beside it.
    func answer(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        let answer: OfferAnswer
        switch try visit.form()["answer"] {
        case "yes": answer = .accept
        case "no": answer = .decline
        default: return try await show(visit, link)
        }
        switch try await store.answerOffer(link: link, answer, now: visit.now) {
        case .accepted, .declined: return .seeOther(visit.path(.personal(link)))
        case .over: return try await show(visit, link)
        case .notFound: return problems.notFound(visit)
        }
    }

    private func over(
        _ visit: Visit, _ link: SecretLink, _ state: RegistrationState, _ outcome: OfferOutcome?
    ) -> Response {
        let words: String =
            switch (state, outcome) {
            case (.confirmed, _): visit("Du har redan en plats.", "You have a seat already.")
            case (_, .expired), (.offered, _):
                visit(
                    "Tiden för att svara har gått ut, och platsen har gått vidare. Du kan anmäla dig igen.",
                    "The time to answer is over, and the seat has gone to somebody else. You can register again.")
            case (_, .declined): visit("Du har tackat nej till platsen.", "You have declined the seat.")
            case (.waiting, _):
                visit(
                    "Ingen plats är ledig för dig än. Du står kvar i kön.",
                    "No seat is free for you yet. You are still in line.")
            case (.cancelled, _): visit("Din anmälan är avbokad.", "Your registration is cancelled.")
            }
        return frame.page(
            visit, link, title: visit("Det finns inget erbjudande att svara på", "There is no offer to answer"),
            about: "<p>\(words)</p>")
    }
}
