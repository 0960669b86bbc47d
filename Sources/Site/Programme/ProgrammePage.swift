import Conference
import HTTP
import Storage

/// `/program`: what happens when and where, and who takes part.
struct ProgrammePage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit) async throws -> Response {
        let title = visit("Program", "Programme")
        let programme = try await store.programme()
        let hasPracticalText = try await store.text(.practical) != nil
        let list = programme.map { ProgrammeList(visit: visit, programme: $0) }
        let later: HTML = """
            <p>\(visit(
                "Programmet är inte klart än. Det kommer här.", "The programme is not ready yet. It will come here."))</p>
            """
        return frame.page(
            visit, title: title,
            content: """
                <h1>\(title)</h1>
                \(list?.html ?? later)
                \(programme?.entries.isEmpty == true ? later : nil)
                \(hasPracticalText ? practical(visit) : nil)
                """)
    }

    private func practical(_ visit: Visit) -> HTML {
        """
        <p class="screen-only"><a href="\(visit.path(.practical))">\(visit(
            "Praktisk information om plats och resa", "Practical information on the place and how to get there"))</a></p>
        """
    }
}
