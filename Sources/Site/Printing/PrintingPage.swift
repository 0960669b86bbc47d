import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskrifter`: all that is made for paper.
struct PrintingPage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let workshops = try await store.workshops().filter { !$0.isRetired }
        let title = visit("Utskrifter", "Printing")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "För några i taget: sök fram dem bland deltagarna, där finns samma utskrifter för urvalet.",
                    "For some of them: find them among the attendees, where the same can be printed for the filter."))
                <a href="\(visit.path(.attendees))">\(visit("Till deltagarna", "To the attendees"))</a></p>
                <h2>\(visit("Namnskyltar", "Name badges"))</h2>
                <p><a class="button quiet" href="\(visit.path(.badges))">\(visit(
                    "Namnskyltar till alla som har plats", "Badges for all who have a seat"))</a></p>
                <h2>\(visit("Närvarolistor att skriva på", "Lists to sign"))</h2>
                <ul>
                \(item(SignListPages.address(visit, .everybody), visit("Hela konferensen", "The whole conference")))
                \(item(SignListPages.address(visit, .perKommun), visit(
                    "Varje kommun för sig", "Each municipality by itself")))
                \(workshops.isEmpty ? nil : item(
                    SignListPages.address(visit, .everyWorkshop), visit("Alla workshoppar", "All workshops")))
                \(workshops.map { item(SignListPages.address(visit, .workshop($0.id)), $0.title[visit.language]) })
                </ul>
                \(signedIn.may(.readNeeds) ? kitchen(visit) : nil)
                </div>
                """)
    }

    private func kitchen(_ visit: Visit) -> HTML {
        """
        <h2>\(visit("Kök och lokal", "Kitchen and venue"))</h2>
        <p><a href="\(visit.path(.needCounts))">\(visit("Behov i siffror", "Needs in figures"))</a></p>
        """
    }

    private func item(_ address: String, _ words: String) -> HTML {
        "<li><a href=\"\(address)\">\(words)</a></li>\n"
    }
}
