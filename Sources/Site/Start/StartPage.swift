import Conference
import Foundation
import HTTP
import Storage

/// `/`: what, when, where, and the way to register.
struct StartPage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit) async throws -> Response {
        guard let conference = try await store.conference() else { return empty(visit) }
        let board = try await store.quotaBoard()
        let workshops = try await store.workshops().filter { !$0.isRetired }
        let hasProgramme = try await store.programme()?.entries.isEmpty == false
        let hasPracticalText = try await store.text(.practical) != nil
        let introduction = try await store.text(.introduction)
        let network = try await store.text(.network)
        return frame.page(
            visit, title: visit("Nationell konferens", "National conference"),
            content: """
                <div class="hero">
                <h1>\(conference.title[visit.language])</h1>
                <p class="lead">\(SwedishTime.longDay(conference.day)[visit.language].capitalisedFirst), \
                \(conference.city[visit.language])</p>
                \(introduction.map { visit.prose($0, headingsFrom: ConferenceText.introduction.headingsFrom) })
                \(callToAction(visit, conference.signUp(at: visit.now)))
                </div>
                <div class="columns">
                <section aria-labelledby="facts">
                <h2 id="facts">\(visit("När och var", "When and where"))</h2>
                \(ConferenceFactList(visit: visit, conference: conference).html)
                \(more(visit, hasProgramme: hasProgramme, hasPracticalText: hasPracticalText))
                </section>
                <section aria-labelledby="seats">
                <h2 id="seats">\(visit("Platser", "Seats"))</h2>
                \(seats(visit, board))
                </section>
                </div>
                \(workshops.isEmpty ? nil : list(visit, workshops))
                <section aria-labelledby="network" class="reading">
                <h2 id="network">\(visit("Om #Vemfn", "About #Vemfn"))</h2>
                \(network.map { visit.prose($0, headingsFrom: ConferenceText.network.headingsFrom) })
                </section>
                """)
    }

    private func callToAction(_ visit: Visit, _ signUp: ConferenceFacts.SignUp) -> HTML {
        switch signUp {
        case .open(let end):
            """
            <p class="choices"><a class="button" href="\(visit.path(.signUp))">\(visit("Anmäl dig", "Register"))</a>
            <a href="\(visit.path(.delegationForm))">\(visit("Anmäl en grupp", "Register a group"))</a></p>
            <p class="aside">\(visit(
                "Anmälan är öppen \(SwedishTime.until(end).sv).",
                "Registration is open \(SwedishTime.until(end).en)."))</p>
            """
        case .opens(let date):
            "<p><strong>\(visit("Anmälan öppnar", "Registration opens")) \(SwedishTime.moment(date)[visit.language])</strong></p>"
        case .closed(let date):
            """
            <p><strong>\(visit("Anmälan stängde", "Registration closed")) \
            \(SwedishTime.since(date)[visit.language])</strong></p>
            """
        }
    }

    /// The ways to what is told at length.
    private func more(_ visit: Visit, hasProgramme: Bool, hasPracticalText: Bool) -> HTML? {
        guard hasProgramme || hasPracticalText else { return nil }
        let pages =
            (hasProgramme ? [(Page.programme, visit("Hela programmet", "The whole programme"))] : [])
            + (hasPracticalText ? [(Page.practical, visit("Praktisk information", "Practical information"))] : [])
        return "<ul>\n\(pages.map { "<li><a href=\"\(visit.path($0))\">\($1)</a></li>\n" as HTML })</ul>"
    }

    private func seats(_ visit: Visit, _ board: QuotaBoard) -> HTML {
        """
        <p class="figure"><strong>\(board.left)</strong> \
        \(board.left == 1
            ? visit("av \(board.capacity) platser är ledig", "of \(board.capacity) seats is free")
            : visit("av \(board.capacity) platser är lediga", "of \(board.capacity) seats are free"))</p>
        \(SeatBar(taken: board.taken, capacity: board.capacity).html)
        <p>\(WaitingWords(count: board.waiting)[visit.language].capitalisedFirst).</p>
        <p>\(visit(
            "Varje kommun har sin egen kvot, så att hela landet får plats.",
            "Every municipality has a quota of its own, so that there is room for the whole country."))
        <a href="\(visit.path(.quotas))">\(visit("Se platser per kommun", "See the seats of each municipality"))</a></p>
        """
    }

    private func list(_ visit: Visit, _ workshops: [Workshop]) -> HTML {
        let rows = workshops.map { workshop -> HTML in
            let words = WorkshopWords(workshop: workshop, language: visit.language)
            return """
                <li><strong>\(workshop.title[visit.language])</strong>, \(words.time). \
                \(workshop.about.map { $0[visit.language] + " " } ?? "")\(words.places).</li>

                """
        }
        return """
            <section aria-labelledby="workshops" class="reading">
            <h2 id="workshops">\(visit("Workshoppar", "Workshops"))</h2>
            <p>\(visit("Du väljer när du har anmält dig.", "You choose once you have registered."))</p>
            <ul>
            \(rows)
            </ul>
            </section>
            """
    }

    private func empty(_ visit: Visit) -> Response {
        frame.page(
            visit, title: visit("Snart här", "Soon here"),
            content: """
                <h1>#Vemfn</h1>
                <p>\(visit(
                    "Konferensen är inte upplagd än. Du som arrangerar den loggar in och fyller i när och var den är.",
                    "The conference has not been set up yet. Organisers sign in and fill in when and where it is."))
                <a href="\(visit.path(.conferenceSettings))">\(visit("Lägg upp konferensen", "Set up the conference"))</a></p>
                """)
    }
}
