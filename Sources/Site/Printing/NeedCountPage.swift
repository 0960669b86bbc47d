import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskrifter/behov`: the sheet of paper that kitchen and venue get.
struct NeedCountPage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let (seats, needs) = try await store.countedNeeds()
        let title = visit("Behov i siffror", "Needs in figures")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <p class="screen-only"><a href="\(visit.path(.printing))">\(visit("Utskrifter", "Printing"))</a>. \
                \(visit("Skriv ut sidan från webbläsaren.", "Print the page from the browser."))</p>
                <h1>\(title)</h1>
                <p>\(SwedishTime.moment(visit.now)[visit.language]). \
                \(visit("\(seats) har plats.", "\(seats) have a seat."))</p>
                <p>\(visit(
                    "Det som färre än \(NeedCounts.fewest) har svarat står under ”Annat” tillsammans med den minsta av de andra grupperna, så att ingen går att känna igen. Den som är behovsansvarig talar med kök och lokal om det.",
                    "What fewer than \(NeedCounts.fewest) have answered is under “Other” together with the smallest of the other groups, so that nobody can be recognised. Whoever is responsible for needs talks to kitchen and venue about it."))</p>
                <p class="screen-only"><a href="\(visit.path(.needs))">\(visit(
                    "Alla svar, för behovsansvariga", "All answers, for those responsible for needs"))</a></p>
                \(needs.map { section(visit, $0) })
                </div>
                """)
    }

    private func section(_ visit: Visit, _ needs: CountedNeeds) -> HTML {
        let title: Phrase =
            switch needs.asked {
            case .field(let field): field.label
            case .question(let question): question.label
            }
        let nobody: HTML = """
            <p>\(visit(
                "Färre än \(NeedCounts.fewest) har svarat, eller ingen.",
                "Fewer than \(NeedCounts.fewest) have answered, or nobody."))</p>
            """
        let shown = needs.counts.shown.map { (words($0.answer, to: needs.asked, visit.language), $0.count) }
        let other = needs.counts.others.map { [(visit("Annat", "Other"), $0)] } ?? []
        let rows = (shown + other).map { answer, count -> HTML in
            "<tr><th scope=\"row\">\(answer)</th><td class=\"number\">\(count)</td></tr>\n"
        }
        let table: HTML = """
            <table class="paper">
            <caption class="for-ears">\(title[visit.language])</caption>
            <thead><tr><th scope="col">\(visit("Svar", "Answer"))</th>\
            <th scope="col" class="number">\(visit("Antal", "Number"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            """
        return "<h2>\(title[visit.language])</h2>\n\(needs.counts.isEmpty ? nobody : table)\n"
    }

    private func words(_ answer: String, to asked: CountedNeeds.Asked, _ language: Language) -> String {
        guard case .question(let question) = asked else { return answer.capitalisedFirst }
        return switch question.kind {
        case .yesNo: YesNo(rawValue: answer)?.label[language] ?? answer
        case .choice(let choices), .choices(let choices):
            choices.first { String($0.id) == answer }?.label[language] ?? answer
        case .line, .paragraph, .number, .day: answer.capitalisedFirst
        }
    }
}
