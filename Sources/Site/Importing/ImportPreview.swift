import Conference
import Foundation
import Storage

/// What an import leads to: in numbers, and row by row.
struct ImportPreview {
    /// Rows that are shown at once.
    static let rowsShown = 200

    let visit: Visit
    let kommuner: KommunRegister
    let report: ImportReport
    /// The first one that is shown.
    let from: Int

    private typealias Name = ImportDraft.Name

    var summary: HTML {
        let counts = report.counts
        let seated = visit(
            counts.seated == 1 ? "1 ny person får plats." : "\(counts.seated) nya personer får plats.",
            counts.seated == 1 ? "1 new person gets a seat." : "\(counts.seated) new people get a seat.")
        let waiting = visit(
            counts.waiting == 1 ? "1 ny person ställs i kö." : "\(counts.waiting) nya personer ställs i kö.",
            counts.waiting == 1 ? "1 new person waits in line." : "\(counts.waiting) new people wait in line.")
        let changed = visit(
            counts.changed == 1 ? "1 anmälan ändras." : "\(counts.changed) anmälningar ändras.",
            counts.changed == 1 ? "1 registration is changed." : "\(counts.changed) registrations are changed.")
        let unchanged = visit(
            counts.unchanged == 1
                ? "1 finns redan och är oförändrad." : "\(counts.unchanged) finns redan och är oförändrade.",
            counts.unchanged == 1
                ? "1 is there already, unchanged." : "\(counts.unchanged) are there already, unchanged.")
        let faulty = visit(
            counts.faulty == 1
                ? "1 rad behöver rättas. Inget importeras förrän den är rättad."
                : "\(counts.faulty) rader behöver rättas. Inget importeras förrän alla är rättade.",
            counts.faulty == 1
                ? "1 row needs to be corrected. Nothing is imported before it is."
                : "\(counts.faulty) rows need to be corrected. Nothing is imported before all are.")
        let lines = [
            (counts.faulty, faulty), (counts.seated, seated), (counts.waiting, waiting), (counts.changed, changed),
            (counts.unchanged, unchanged),
        ].filter { $0.0 > 0 }.map { "<li>\($0.1)</li>\n" as HTML }
        return """
            <div class="panel\(counts.faulty > 0 ? "" : counts.waiting > 0 ? " waiting" : " confirmed")" \
            data-import="\(counts.text) \(counts.faulty)">
            <h2>\(visit("Så här blir det", "This is what it leads to"))</h2>
            <ul>
            \(lines)</ul>
            </div>
            """
    }

    var rows: HTML {
        let from = self.from < report.entries.count ? self.from : 0
        let end = min(from + Self.rowsShown, report.entries.count)
        let shown = report.entries[from..<end].map { entry -> HTML in
            """
            <tr data-outcome="\(outcomeName(entry.outcome))"><td class="number">\(entry.row)</td>
            <th scope="row">\(entry.name.isEmpty ? "–" : entry.name)</th>
            <td>\(outcome(entry.outcome))</td></tr>

            """
        }
        let pages = stride(from: 0, to: report.entries.count, by: Self.rowsShown).filter { $0 != from }.map {
            start -> HTML in
            let last = min(start + Self.rowsShown, report.entries.count)
            return """
                <button class="quiet" name="\(Name.action)" value="from-\(start)">\
                \(String(start + 1))–\(String(last))</button>

                """
        }
        return """
            <h2 id="rows">\(visit("Rad för rad", "Row by row"))</h2>
            <div class="wide-table" role="region" aria-labelledby="rows" tabindex="0">
            <table>
            <thead><tr><th scope="col" class="number">\(visit("Rad", "Row"))</th>\
            <th scope="col">\(visit("Namn", "Name"))</th>\
            <th scope="col">\(visit("Vad som händer", "What happens"))</th></tr></thead>
            <tbody>
            \(shown)
            </tbody>
            </table>
            </div>
            \(pages.isEmpty ? nil : """
                <div class="row-actions" role="group" aria-label="\(visit("Fler personer", "More people"))">
                <span>\(visit(
                    "Visar \(from + 1)–\(end) av \(report.entries.count).", "Showing \(from + 1)–\(end) of \(report.entries.count)."))</span>
                \(pages)</div>
                """ as HTML)
            """
    }

    private func outcomeName(_ outcome: ImportReport.Outcome) -> String {
        switch outcome {
        case .new(let state, _): state.rawValue
        case .changed: "changed"
        case .unchanged, .repeated: "unchanged"
        case .faulty: "faulty"
        }
    }

    private func outcome(_ outcome: ImportReport.Outcome) -> HTML {
        switch outcome {
        case .new(.waiting, let place):
            return """
                <span class="state waiting">\(visit("Ny, ställs i kö", "New, waits in line"))</span>\
                \(place.map { " <span>\(ImportWords.place($0, visit))</span>" as HTML })
                """
        case .new: return "<span class=\"state confirmed\">\(visit("Ny, får plats", "New, gets a seat"))</span>"
        case .changed(let changes):
            return """
                <span class="state">\(visit("Ändras", "Changed"))</span>
                <ul class="plain">
                \(changes.map(change))</ul>
                """
        case .unchanged: return "\(visit("Oförändrad", "Unchanged"))"
        case .repeated: return "\(visit("Importerad nyss, oförändrad", "Imported just now, unchanged"))"
        case .faulty(let problems):
            return """
                <span class="state amiss">\(visit("Behöver rättas", "Needs correcting"))</span>
                <ul class="plain">
                \(problems.map { "<li>\($0.message[visit.language])</li>\n" as HTML })</ul>
                """
        }
    }

    private func change(_ change: ImportReport.Change) -> HTML {
        let text = AnswerText(kommuner: kommuner, language: visit.language)
        func shown(_ answer: String) -> HTML {
            let words = text.text(Registration(stored: [change.field.name: answer]), change.field)
            return words.isEmpty ? "<i>\(visit("tomt", "empty"))</i>" : "\(words)"
        }
        return """
            <li>\(ImportColumn.field(change.field).label[visit.language]): <del>\(shown(change.old))</del> \
            <span aria-hidden="true">→</span> <ins>\(shown(change.new))</ins></li>

            """
    }
}
