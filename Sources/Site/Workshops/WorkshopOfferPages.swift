import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/workshop/{id}`: the offer of a place in a workshop. To open it changes nothing, for programs open
/// the links of mails, too.
struct WorkshopOfferPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    func show(_ visit: Visit, _ link: SecretLink, workshop id: Int64) async throws -> Response {
        guard let questionnaire = try await store.questionnaire(link: link),
            let workshop = questionnaire.workshops.first(where: { $0.id == id })
        else { return problems.notFound(visit) }
        let place = questionnaire.places.first { $0.workshop == id }
        guard let place, place.state == .offered, let end = place.offerEndsAt, end > visit.now else {
            return page(
                visit, link, workshop,
                "<p>\(visit("Det finns inget erbjudande att svara på.", "There is no offer to answer."))</p>")
        }
        let clashing = questionnaire.workshops.first { other in
            workshop.overlaps(other) && questionnaire.places.contains { $0.workshop == other.id && $0.state == .taken }
        }
        let swap = clashing.map { other -> HTML in
            """
            <p>\(visit(
                "Tackar du ja lämnar du din plats i \(other.title.sv), som är på samma tid.",
                "If you say yes you leave your place in \(other.title.en), which is at the same time."))</p>
            """
        }
        return page(
            visit, link, workshop,
            """
            <p>\(WorkshopWords(workshop: workshop, language: visit.language).state(place)) \(visit(
                "Svarar du inte går platsen vidare till nästa i kön.",
                "Without an answer the place goes to the next in line."))</p>
            \(swap)
            <form method="post" action="\(visit.path(.workshop(link, id: id)))" class="choices">
            <button name="answer" value="yes">\(visit("Ja, jag vill ha platsen", "Yes, I want the place"))</button>
            <button name="answer" value="no" class="quiet">\(visit("Nej tack", "No, thank you"))</button>
            </form>
            """)
    }

    /// The link is the right to answer: nobody else's page can know it, so no token is needed beside it.
    func answer(_ visit: Visit, _ link: SecretLink, workshop id: Int64) async throws -> Response {
        let answer: OfferAnswer
        switch try visit.form()["answer"] {
        case "yes": answer = .accept
        case "no": answer = .decline
        default: return try await show(visit, link, workshop: id)  // nothing is given up by a form of somebody else's
        }
        switch try await store.answerWorkshopOffer(link: link, workshop: id, answer, now: visit.now) {
        case .accepted, .declined: return .seeOther(visit.path(.personal(link)))
        case .over: return try await show(visit, link, workshop: id)
        case .notFound: return problems.notFound(visit)
        }
    }

    private func page(_ visit: Visit, _ link: SecretLink, _ workshop: Workshop, _ content: HTML) -> Response {
        frame.page(
            visit, link, title: workshop.title[visit.language],
            about: """
                <p>\(WorkshopWords(workshop: workshop, language: visit.language).time)</p>
                \(content)
                """)
    }
}
