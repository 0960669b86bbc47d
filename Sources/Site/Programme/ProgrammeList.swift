import Conference
import Foundation

/// The programme in the order of its times, what goes on at the same time side by side where there is room.
struct ProgrammeList {
    let visit: Visit
    let programme: Programme

    /// The level of the highest headings in what organisers write about a line or a speaker: below its own.
    static let textLevel = 4

    var html: HTML {
        let days = Dictionary(grouping: programme.entries) { SwedishTime.isoDay($0.startsAt) }
        return "\(days.sorted { $0.key < $1.key }.map { day($0.value) })\(speakers)"
    }

    private func day(_ entries: [ProgrammeEntry]) -> HTML {
        let date = entries[0].startsAt  // grouped, so there is one
        return """
            <h2><time datetime="\(SwedishTime.isoDay(date))">\
            \(SwedishTime.longDay(date)[visit.language].capitalisedFirst)</time></h2>
            <ol class="programme">
            \(Programme.blocks(of: entries).map(block))</ol>

            """
    }

    private func block(_ entries: [ProgrammeEntry]) -> HTML {
        let isParallel = entries.count > 1
        let sharesHours = entries.allSatisfy { $0.startsAt == entries[0].startsAt && $0.endsAt == entries[0].endsAt }
        let hours = sharesHours ? time(entries[0].startsAt, entries[0].endsAt) : nil
        return """
            <li\(isParallel ? " class=\"parallel\"" : "" as HTML)>
            <p class="hours">\(hours ?? time(entries.map(\.startsAt).min()!, entries.map(\.endsAt).max()!))\
            \(isParallel ? " <span class=\"county\">\(visit("samtidigt", "at the same time"))</span>" as HTML : nil)</p>
            <div class="held">
            \(entries.map { entry($0, tellsHours: !sharesHours) })</div>
            </li>

            """
    }

    private func time(_ start: Date, _ end: Date) -> HTML {
        let (from, to) = (SwedishTime.clock(start), SwedishTime.clock(end))
        return """
            <time datetime="\(SwedishTime.isoMinute(start))">\(from[visit.language])</time>–\
            <time datetime="\(SwedishTime.isoMinute(end))">\(to[visit.language])</time>
            """
    }

    private func entry(_ entry: ProgrammeEntry, tellsHours: Bool) -> HTML {
        let room = entry.room.map { "<p class=\"where\">\($0.name[visit.language])</p>\n" as HTML }
        let hours = tellsHours ? "<p class=\"where\">\(time(entry.startsAt, entry.endsAt))</p>\n" as HTML : nil
        return """
            <article class="entry \(entry.kind.rawValue)">
            <h3>\(entry.title[visit.language])</h3>
            \(hours)\(room)\(about(entry))\(names(entry))\(places(entry))
            </article>

            """
    }

    private func about(_ entry: ProgrammeEntry) -> HTML? {
        guard let about = entry.about else { return nil }
        switch entry.subject {
        case .item: return visit.prose(about, headingsFrom: Self.textLevel)
        case .workshop: return "<p>\(visit.line(about))</p>\n"
        }
    }

    private func names(_ entry: ProgrammeEntry) -> HTML? {
        if entry.speakers.isEmpty { return nil }
        let lines = entry.speakers.map { speaker -> HTML in
            "<li><a href=\"#\(anchor(speaker))\">\(speaker.name)</a>\(speaker.organisation.map { ", \($0)" as HTML })</li>\n"
        }
        return "<ul class=\"plain\">\n\(lines)</ul>\n"
    }

    private func places(_ entry: ProgrammeEntry) -> HTML? {
        guard case .workshop(let id) = entry.subject, let workshop = programme.workshops.first(where: { $0.id == id })
        else { return nil }
        return """
            <p class="hint">Workshop. \(WorkshopWords(workshop: workshop, language: visit.language).places). \
            \(visit("Du väljer när du har anmält dig.", "You choose once you have registered."))</p>
            """
    }

    /// All who take part, once each.
    private var speakers: HTML? {
        let shown = Set(programme.entries.flatMap(\.speakers).map(\.id))
        let all = programme.speakers.filter { shown.contains($0.id) }
        if all.isEmpty { return nil }
        let cards = all.map { speaker -> HTML in
            let work = [speaker.title.map { visit.line($0) }, speaker.organisation.map { "\($0)" as HTML }].compactMap {
                $0
            }
            return """
                <article id="\(anchor(speaker))" class="speaker">
                <h3>\(speaker.name)</h3>
                \(work.isEmpty ? nil : "<p class=\"where\">\(work[0])\(work.count > 1 ? ", \(work[1])" : "" as HTML)</p>\n" as HTML)\
                \(speaker.about.map { visit.prose($0, headingsFrom: Self.textLevel) })
                </article>

                """
        }
        return """
            <h2 id="speakers">\(visit("Medverkande", "Speakers"))</h2>
            <div class="speakers">
            \(cards)</div>

            """
    }

    private func anchor(_ speaker: Speaker) -> String { "\(visit("medverkande", "speaker"))-\(speaker.id)" }
}
