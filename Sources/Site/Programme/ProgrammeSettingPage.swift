import Conference
import HTTP
import Storage

/// `/admin/program`: the programme as organisers see it, with its rooms and speakers and what is amiss.
struct ProgrammeSettingPage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let title = visit("Program", "Programme")
        guard let programme = try await store.programme() else {
            return frame.page(
                visit, title: title, organiser: signedIn,
                content: """
                    <h1>\(title)</h1>
                    <p><a href="\(visit.path(.conferenceSettings))">\(visit(
                        "Lägg upp konferensen först", "Set up the conference first"))</a></p>
                    """)
        }
        let mayChange = signedIn.may(.changeSettings)
        let retired = programme.items.filter(\.isRetired)
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                <p><a href="\(visit.path(.programme))">\(visit("Så ser besökarna det", "As visitors see it"))</a></p>
                \(mayChange ? buttons(visit) : nil)
                \(concerns(visit, programme))
                \(entries(visit, programme, mayChange: mayChange))
                \(retired.isEmpty ? nil : taken(visit, retired, mayChange: mayChange))
                \(rooms(visit, programme, mayChange: mayChange))
                \(speakers(visit, programme, mayChange: mayChange))
                """)
    }

    private func buttons(_ visit: Visit) -> HTML {
        """
        <p class="choices"><a class="button" href="\(visit.path(.newProgrammeItem))">\(visit(
            "Ny programpunkt", "New session"))</a>
        <a class="button quiet" href="\(visit.path(.newWorkshop))">\(visit("Ny workshop", "New workshop"))</a></p>
        """
    }

    /// Each is said once, though two lines are concerned.
    private func concerns(_ visit: Visit, _ programme: Programme) -> HTML? {
        let all = programme.entries.flatMap { entry in
            programme.concerns(about: entry).map { (entry: entry, concern: $0) }
        }.filter { pair in
            switch pair.concern {
            case .roomTaken(let other), .speakerElsewhere(_, let other): pair.entry.subject < other.subject
            case .roomRetired, .speakerRetired, .roomTooSmall: true
            }
        }
        if all.isEmpty { return nil }
        let lines = all.map { pair -> HTML in
            """
            <li><strong>\(pair.entry.title[visit.language])</strong>, \(pair.entry.hours[visit.language]). \
            \(pair.concern.message[visit.language])</li>

            """
        }
        return """
            <section class="notice" aria-labelledby="concerns">
            <h2 id="concerns">\(visit("Att se över", "To look at"))</h2>
            <ul>
            \(lines)</ul>
            </section>
            """
    }

    private func entries(_ visit: Visit, _ programme: Programme, mayChange: Bool) -> HTML {
        let rows = programme.entries.map { entry -> HTML in
            let speakers = entry.speakers.map(\.name).joined(separator: ", ")
            return """
                <tr><td>\(entry.hours[visit.language])</td>
                <th scope="row">\(name(visit, entry.title[visit.language], entry.page(mayChange: mayChange)))\
                \(kind(visit, entry))</th>
                <td>\(entry.room?.name[visit.language] ?? "")</td><td>\(speakers)</td></tr>

                """
        }
        if rows.isEmpty { return "<p>\(visit("Inget är upplagt än.", "Nothing has been added yet."))</p>" }
        return table(
            visit, id: "sessions", visit("Programpunkter", "Sessions"),
            heads: [
                visit("Tid", "Time"), visit("Vad", "What"), visit("Lokal", "Room"), visit("Medverkande", "Speakers"),
            ],
            rows)
    }

    private func kind(_ visit: Visit, _ entry: ProgrammeEntry) -> HTML? {
        switch (entry.subject, entry.kind) {
        case (.workshop, _): mark("Workshop")
        case (.item, .pause): mark(visit("Paus", "Break"))
        case (.item, .talk): nil
        }
    }

    private func mark(_ words: String) -> HTML { " <span class=\"county\">\(words)</span>" }

    private func taken(_ visit: Visit, _ items: [ProgrammeItem], mayChange: Bool) -> HTML {
        let lines = items.map { item -> HTML in
            "<li>\(name(visit, item.draft.title[visit.language], mayChange ? .programmeItem(id: item.id) : nil))</li>\n"
        }
        return """
            <h2>\(visit("Uttagna ur programmet", "Taken out of the programme"))</h2>
            <ul>
            \(lines)</ul>
            """
    }

    private func rooms(_ visit: Visit, _ programme: Programme, mayChange: Bool) -> HTML {
        let rows = programme.rooms.map { room -> HTML in
            return """
                <tr><th scope="row">\(name(visit, room.name[visit.language], mayChange ? .room(id: room.id) : nil))\
                \(room.isRetired ? mark(visit("används inte", "not used")) : nil)</th>
                <td>\(room.seats.map { String($0) } ?? "")</td></tr>

                """
        }
        return """
            \(rows.isEmpty
                ? "<h2>\(visit("Lokaler", "Rooms"))</h2>\n<p>\(visit("Inga är upplagda.", "None have been added."))</p>" as HTML
                : table(
                    visit, id: "rooms", visit("Lokaler", "Rooms"),
                    heads: [visit("Lokal", "Room"), visit("Stolar", "Chairs")], rows))
            \(mayChange ? addition(visit, .newRoom, visit("Ny lokal", "New room")) : nil)
            """
    }

    private func speakers(_ visit: Visit, _ programme: Programme, mayChange: Bool) -> HTML {
        let rows = programme.speakers.map { speaker -> HTML in
            return """
                <tr><th scope="row">\(name(visit, speaker.name, mayChange ? .speaker(id: speaker.id) : nil))\
                \(speaker.isRetired ? mark(visit("medverkar inte", "does not take part")) : nil)</th>
                <td>\(speaker.title.map { visit.line($0) })</td><td>\(speaker.organisation ?? "")</td></tr>

                """
        }
        return """
            \(rows.isEmpty
                ? "<h2>\(visit("Medverkande", "Speakers"))</h2>\n<p>\(visit("Inga är upplagda.", "None have been added."))</p>" as HTML
                : table(
                    visit, id: "speakers", visit("Medverkande", "Speakers"),
                    heads: [visit("Namn", "Name"), visit("Titel", "Title"), "Organisation"], rows))
            \(mayChange ? addition(visit, .newSpeaker, visit("Ny medverkande", "New speaker")) : nil)
            """
    }

    private func name(_ visit: Visit, _ name: String, _ page: Page?) -> HTML {
        page.map { "<a href=\"\(visit.path($0))\">\(name)</a>" } ?? "\(name)"
    }

    private func addition(_ visit: Visit, _ page: Page, _ words: String) -> HTML {
        "<p><a class=\"button quiet\" href=\"\(visit.path(page))\">\(words)</a></p>"
    }

    private func table(_ visit: Visit, id: String, _ title: String, heads: [String], _ rows: [HTML]) -> HTML {
        """
        <h2 id="\(id)">\(title)</h2>
        <div class="wide-table" role="region" aria-labelledby="\(id)" tabindex="0">
        <table aria-labelledby="\(id)">
        <thead><tr>\(heads.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead>
        <tbody>
        \(rows)</tbody>
        </table>
        </div>
        """
    }
}

extension ProgrammeEntry {
    /// Where organisers change it. Nil for those who may not.
    fileprivate func page(mayChange: Bool) -> Page? {
        switch subject {
        case .item(let id): mayChange ? .programmeItem(id: id) : nil
        case .workshop(let id): .workshopSetting(id: id)
        }
    }
}
