import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/grupp/{link}`: the contact's page. Who has a seat and who waits, and nothing of what anybody has answered.
struct DelegationPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let pace: SignUpPace
    let suggestion: EmailSuggestion

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let delegation = try await store.delegation(link: link),
            let conference = try await store.conference()
        else { return problems.notFound(visit) }
        let places = try await store.placesInLine(ofDelegation: delegation.id)
        let first = places.values.min { $0.place < $1.place }
        let release = first == nil ? nil : try await store.nextRelease(after: visit.now)
        return frame.page(
            visit, title: visit("Din grupp", "Your group"),
            content: """
                <div class="reading">
                <h1>\(visit("Din grupp", "Your group"))</h1>
                \(visit.request.head.query == "moved=yes" ? moved(visit, delegation) : nil)
                <p class="lead">\(DelegationWords(delegation).states[visit.language])</p>
                <p>\(visit(
                    "Spara länken till den här sidan. Den som har länken kan se och avboka gruppens anmälningar, så dela den inte.",
                    "Save the link to this page. Whoever has it can see and cancel the registrations of the group, so do not "
                        + "share it."))</p>
                \(offers(visit, delegation, link))
                </div>
                \(table(visit, delegation, link, places))
                <div class="reading">
                \(first.map {
                    WaitingExplanation(visit: visit, conference: conference, place: $0, nextRelease: release).html
                })
                \(explanation(visit, delegation))
                <p>\(visit(
                    "Besked om gruppen går till \(delegation.contact.email).",
                    "Messages about the group go to \(delegation.contact.email)."))
                <a href="\(visit.path(.delegationContact(link)))">\(visit("Byt adress", "Change the address"))</a></p>
                <p><a class="button quiet" href="\(visit.path(.delegationMore(link)))">\
                \(visit("Lägg till fler personer", "Add more people"))</a></p>
                </div>
                """)
    }

    /// The link is the right to answer: nobody else's page can know it, so no token is needed beside it.
    func acceptOffers(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let delegation = try await store.delegation(link: link) else { return problems.notFound(visit) }
        _ = try await store.acceptOffers(ofDelegation: delegation.id, now: visit.now)
        return .seeOther(visit.path(.delegation(link)))
    }

    private func offers(_ visit: Visit, _ delegation: Delegation, _ link: SecretLink) -> HTML? {
        let ends = delegation.members.compactMap { $0.state == .offered ? $0.offerEndsAt : nil }
        guard let first = ends.min() else { return nil }
        let moment = SwedishTime.moment(first)
        let count = ends.count
        return """
            <div class="panel offered" data-offers="\(count)">
            <h2>\(visit(
                count == 1 ? "1 person erbjuds en plats" : "\(count) personer erbjuds platser",
                count == 1 ? "1 person is offered a seat" : "\(count) people are offered seats"))</h2>
            <p>\(visit("Svara före \(moment.sv). Sedan går platserna vidare.", "Answer before \(moment.en). After that the seats pass on."))</p>
            <form method="post" action="\(visit.path(.delegation(link)))">
            <p><button>\(visit(
                count == 1 ? "Ja, ta platsen" : "Ja, ta alla \(count) platser",
                count == 1 ? "Yes, take the seat" : "Yes, take all \(count) seats"))</button></p>
            </form>
            </div>
            """
    }

    private func moved(_ visit: Visit, _ delegation: Delegation) -> HTML {
        """
        <p class="success" role="status">\(visit(
            "Adressen är ändrad. Sidan har fått en ny länk, som också är på väg till \(delegation.contact.email).",
            "The address is changed. The page has a new link, which is also on its way to \(delegation.contact.email)."
        ))</p>
        """
    }

    private func table(
        _ visit: Visit, _ delegation: Delegation, _ link: SecretLink, _ places: [Int64: PlaceInLine]
    ) -> HTML {
        let rows = delegation.members.map { member -> HTML in
            """
            <tr data-member="\(member.state.rawValue)">
            <th scope="row"><a href="\(visit.path(.delegationMember(link, id: member.id)))">\(member.name)</a></th>
            <td><span class="state \(member.state.rawValue)">\(member.state.label[visit.language])</span>\(places[member.id].map { place(visit, $0) })</td>
            <td><span class="booking-code">\(member.code)</span></td>
            <td>\(member.email ?? visit("Genom dig", "Through you"))</td>
            </tr>

            """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="members" tabindex="0">
            <table>
            <caption id="members">\(visit("Personerna", "The people"))</caption>
            <thead><tr>
            <th scope="col">\(visit("Namn", "Name"))</th>
            <th scope="col">\(visit("Anmälan", "Registration"))</th>
            <th scope="col">\(visit("Bokningskod", "Booking code"))</th>
            <th scope="col">\(visit("Får besked på", "Gets messages at"))</th>
            </tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    private func place(_ visit: Visit, _ place: PlaceInLine) -> HTML {
        let words =
            switch place.reason {
            case .conferenceFull:
                visit("nummer \(place.place), konferensen är full", "number \(place.place), the conference is full")
            case .groupFull:
                visit(
                    "nummer \(place.place), kvoten för kommunen eller organisationen är full",
                    "number \(place.place), the quota of the municipality or organisation is full")
            }
        return " <span class=\"county\">\(words)</span>"
    }

    private func explanation(_ visit: Visit, _ delegation: Delegation) -> HTML {
        let waitsTogether =
            delegation.contact.keepsTogether && delegation.members.contains { $0.state == .waiting }
        let together = visit(
            "Ni väntar tillsammans, tills det finns plats för er alla på en gång.",
            "You wait together, until there are seats for all of you at once.")
        return """
            <p>\(visit(
                "Öppna en person för att lägga till eller rätta e-postadressen, eller för att avboka. Den som har en adress får en egen länk, och "
                    + "berättar där om mat och tillgänglighet. Svaren visas aldrig här.",
                "Open a person to add or correct the e-mail address, or to cancel. Whoever has an address gets a link of their own, and "
                    + "tells about food and access there. The answers are never shown here."))</p>
            \(waitsTogether ? "<p>\(together)</p>" as HTML : nil)
            """
    }
}

/// How many of a delegation are in which state, as one sentence.
struct DelegationWords {
    let states: Phrase

    init(_ delegation: Delegation) {
        let counts = Dictionary(delegation.members.map { ($0.state, 1) }, uniquingKeysWith: +)
        func part(_ state: RegistrationState, sv: String, en: (Int) -> String) -> Phrase? {
            counts[state].map { Phrase(sv: "\($0) \(sv)", en: "\($0) \(en($0))") }
        }
        let parts = [
            part(.confirmed, sv: "har plats") { $0 == 1 ? "has a seat" : "have seats" },
            part(.offered, sv: "erbjuds plats") { $0 == 1 ? "is offered a seat" : "are offered seats" },
            part(.waiting, sv: "står i kö") { $0 == 1 ? "is waiting" : "are waiting" },
            part(.cancelled, sv: "har avbokats") { $0 == 1 ? "has been cancelled" : "have been cancelled" },
        ].compactMap { $0 }
        states = Phrase(
            sv: parts.map(\.sv).joined(separator: ", ") + ".", en: parts.map(\.en).joined(separator: ", ") + ".")
    }
}
