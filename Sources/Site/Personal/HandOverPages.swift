import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/lamna-over`: a seat is handed to a colleague by a link that the colleague opens.
struct HandOverPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let (attendee, _) = try await store.attendee(link: link),
            let conference = try await store.conference()
        else { return problems.notFound(visit) }
        guard attendee.state == .confirmed else {
            return page(
                visit, link, status: .ok,
                """
                <p>\(visit(
                    "Bara den som har en plats kan lämna över den.", "Only somebody who has a seat can hand it over."))</p>
                """)
        }
        if let (claim, secret) = try await store.standingClaim(ofPersonal: link, now: visit.now) {
            return page(visit, link, status: .ok, standing(visit, link, claim, secret))
        }
        guard visit.now < conference.changeStopsAt else { return tooLate(visit, link, conference, .ok) }
        return page(visit, link, status: .ok, offer(visit, link, conference))
    }

    /// The link is the right to hand over: nobody else's page can know it, so no token is needed beside it.
    func submit(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        switch try visit.form()["action"] {
        case "make":
            switch try await store.makeClaimLink(personal: link, now: visit.now) {
            case .made, .stands, .noSeat: return .seeOther(visit.path(.handOver(link)))
            case .tooLate:
                guard let conference = try await store.conference() else { return problems.notFound(visit) }
                return tooLate(visit, link, conference, .conflict)
            case .notFound: return problems.notFound(visit)
            }
        case "withdraw":
            _ = try await store.withdrawClaimLink(personal: link, now: visit.now)
            return .seeOther(visit.path(.handOver(link)))
        default: return try await show(visit, link)
        }
    }

    private func offer(_ visit: Visit, _ link: SecretLink, _ conference: ConferenceFacts) -> HTML {
        let steps = [
            visit(
                "Du gör en länk här. Vi mejlar den också till dig.", "You make a link here. We also mail it to you."),
            visit(
                "Du skickar länken till den kollega som ska ha platsen. Bara en kan använda den.",
                "You send the link to the colleague who is to have the seat. Only one person can use it."),
            visit(
                "Kollegan anmäler sig med länken. Då är platsen kollegans, och din bokningskod och dina länkar slutar gälla.",
                "The colleague registers with the link. Then the seat is theirs, and your booking code and your links are "
                    + "no longer valid."),
        ]
        return """
            <p>\(visit(
                "Kan du inte komma? Då kan en kollega från samma kommun eller slags organisation få din plats, utan att "
                    + "stå i kö. Platsen är din tills kollegan har anmält sig.",
                "Cannot come? A colleague from the same municipality or kind of organisation can have your seat without "
                    + "waiting in line. The seat is yours until the colleague has registered."))</p>
            <ol class="steps">
            \(steps.map { "<li>\($0)</li>\n" as HTML })</ol>
            <p>\(visit(
                "Dina svar om mat, tillgänglighet och annat följer inte med.",
                "Your answers about food, access and other things do not go with it."))</p>
            <form method="post" action="\(visit.path(.handOver(link)))" class="choices">
            <button name="action" value="make">\(visit("Gör en länk", "Make a link"))</button>
            </form>
            """
    }

    private func standing(_ visit: Visit, _ link: SecretLink, _ claim: SeatClaim, _ secret: SecretLink?) -> HTML {
        let end = SwedishTime.moment(claim.endsAt)
        return """
            \(secret.map { address(visit, $0) } ?? elsewhere(visit))
            <p>\(visit(
                "Länken gäller till \(end.sv), eller tills någon har använt den. Till dess är platsen din.",
                "The link is valid until \(end.en), or until somebody has used it. Until then the seat is yours."))</p>
            <form method="post" action="\(visit.path(.handOver(link)))" class="choices">
            <button name="action" value="withdraw" class="quiet">\(visit(
                "Ta tillbaka länken", "Withdraw the link"))</button>
            </form>
            """
    }

    private func address(_ visit: Visit, _ secret: SecretLink) -> HTML {
        let address = visit.address(.claim(secret))
        return """
            <p>\(visit("Skicka den här länken till din kollega:", "Send this link to your colleague:"))</p>
            <p class="claim-link"><a href="\(visit.path(.claim(secret)))">\(address)</a></p>
            """
    }

    private func elsewhere(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Du har gjort en länk, och vi har mejlat den till dig. Här kan den inte visas igen. Hittar du den inte? Ta "
                + "tillbaka den och gör en ny.",
            "You have made a link, and we have mailed it to you. It cannot be shown here again. Cannot find it? Withdraw "
                + "it and make a new one."))</p>
        """
    }

    private func tooLate(
        _ visit: Visit, _ link: SecretLink, _ conference: ConferenceFacts, _ status: HTTPResponse.Status
    ) -> Response {
        let end = SwedishTime.moment(conference.changeStopsAt)
        return page(
            visit, link, status: status,
            """
            <p>\(visit(
                "Det gick att lämna över platser till \(end.sv). Kan du inte komma? Avboka på din personliga sida.",
                "Seats could be handed over until \(end.en). Cannot come? Cancel on your personal page."))</p>
            """)
    }

    private func page(
        _ visit: Visit, _ link: SecretLink, status: HTTPResponse.Status, _ content: HTML
    ) -> Response {
        let title = visit("Lämna över platsen till en kollega", "Hand the seat to a colleague")
        return frame.page(visit, link, title: title, status: status, about: content)
    }
}
