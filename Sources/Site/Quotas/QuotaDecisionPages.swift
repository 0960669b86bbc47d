import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/kvoter/beslut`: how the seats were divided and from what, open to all, so that anybody can work it out again.
struct QuotaDecisionPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    @Sendable func list(_ visit: Visit) async throws -> Response {
        let decisions = try await store.quotaDecisions()
        let title = visit("Beslut om kvoterna", "Decisions about the quotas")
        let items = decisions.map { decision -> HTML in
            let terms = decision.document.terms
            return """
                <li><a href="\(visit.path(.quotaDecision(id: decision.id)))">\
                \(SwedishTime.moment(decision.at)[visit.language])</a>:
                \(terms.method.label[visit.language]), \(visit("\(terms.seats) platser", "\(terms.seats) seats"))</li>

                """
        }
        return frame.page(
            visit, title: title,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.quotas))">\(visit("Platser per kommun", "Seats per municipality"))</a></p>
                <h1>\(title)</h1>
                <p>\(visit(
                    "Varje gång platserna fördelas sparas vad som bestämdes och allt det räknades ut från.",
                    "Each time the seats are divided it is kept what was decided and all it was worked out from."))
                <a href="\(visit.path(.quotaRules))">\(visit("Så räknas kvoterna", "How the quotas are counted"))</a></p>
                \(items.isEmpty
                    ? "<p>\(visit("Inget beslut har fattats än.", "Nothing has been decided yet."))</p>" as HTML
                    : "<ul>\n\(items)</ul>")
                </div>
                """)
    }

    func show(_ visit: Visit, id: Int64) async throws -> Response {
        guard let decision = try await store.quotaDecision(id: id) else { return problems.notFound(visit) }
        let document = decision.document
        let plan = document.plan
        let title = visit("Beslut \(id) om kvoterna", "Decision \(id) about the quotas")
        let check =
            document.isReproduced(by: plan)
            ? visit(
                "Omräknat nu ur samma underlag: samma fördelning.",
                "Worked out again now from the same: the same seats.")
            : visit(
                "Omräknat nu ur samma underlag blir fördelningen en annan. Hör av dig till arrangörerna.",
                "Worked out again now from the same the seats differ. Write to the organisers.")
        return frame.page(
            visit, title: title,
            content: """
                <p><a href="\(visit.path(.quotaDecisions))">\(visit("Alla beslut", "All decisions"))</a></p>
                <h1>\(title)</h1>
                <p class="lead">\(SwedishTime.moment(decision.at)[visit.language].capitalisedFirst)</p>
                <div class="reading">
                \(facts(visit, document))
                <p>\(check)
                <a href="\(visit.path(.quotaDecisionJSON(id: id)))">\(visit("Hämta som JSON", "Download as JSON"))</a></p>
                \(LastSeat(visit: visit, plan: plan, register: store.kommuner).html)
                </div>
                \(table(visit, document))
                """)
    }

    @Sendable func json(_ visit: Visit, id: Int64) async throws -> Response {
        guard let decision = try await store.quotaDecision(id: id) else { return problems.notFound(visit) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        let file = PublishedDecision(decision, register: store.kommuner)
        return .openData(Array(try encoder.encode(file)), type: "application/json")
    }

    private func facts(_ visit: Visit, _ document: QuotaDecision.Document) -> HTML {
        let terms = document.terms
        let hosts = Kommun.hosts.map { "\(store.kommuner[$0]?.name ?? $0) \(terms.hosts[$0] ?? 0)" }
        let others = QuotaTerms.otherTypes.filter { terms.seats(of: $0) > 0 }
            .map { "\($0.label[visit.language]) \(terms.seats(of: $0))" }
        let lines: [(String, String)] = [
            (visit("Metod", "Method"), terms.method.label[visit.language]),
            (visit("Platser", "Seats"), "\(terms.seats)"),
            (
                visit("Varje kommun", "Every municipality"),
                visit(
                    "minst \(terms.floor), högst \(terms.ceiling)", "at least \(terms.floor), at most \(terms.ceiling)")
            ),
            (
                visit("Värdkommunerna", "The hosts"),
                visit("minst ", "at least ") + hosts.joined(separator: ", ")
                    + visit("; högst \(terms.hostCeiling)", "; at most \(terms.hostCeiling)")
            ),
            (
                visit("Andra", "Others"),
                (others.isEmpty ? visit("inga reserverade", "none reserved") : others.joined(separator: ", "))
                    + visit("; högst \(terms.otherCeiling)", "; at most \(terms.otherCeiling)")
            ),
            (visit("Folkmängd", "Population"), "\(document.census.day), \(visit("källa: SCB", "source: SCB"))"),
        ]
        return """
            <dl class="facts">
            \(lines.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>\n" as HTML })</dl>
            """
    }

    private func table(_ visit: Visit, _ document: QuotaDecision.Document) -> HTML {
        let groups = QuotaGroup.all(kommuner: store.kommuner).filter { document.reserved[$0.name] != nil }
        let rows = groups.map { group -> HTML in
            let population = document.census.populations[group.name]
            return """
                <tr><th scope="row">\(group.label(store.kommuner)[visit.language])</th>\
                <td class="number">\(population.map { LargeNumber(number: $0)[visit.language] } ?? "–")</td>\
                <td class="number">\(document.reserved[group.name] ?? 0)</td>\
                <td class="number">\(document.ceilings[group.name] ?? 0)</td></tr>

                """
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="decision-caption" tabindex="0">
            <table>
            <caption id="decision-caption">\(visit("Fördelningen", "The division"))</caption>
            <thead><tr><th scope="col">\(visit("Grupp", "Group"))</th>\
            <th scope="col" class="number">\(visit("Folkmängd", "Population"))</th>\
            <th scope="col" class="number">\(visit("Reserverade", "Reserved"))</th>\
            <th scope="col" class="number">\(visit("Tak", "Ceiling"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }
}

/// `/kvoter/beslut/3.json`.
private struct PublishedDecision: Encodable {
    let id: Int64
    let decidedAt: String
    let method: String
    let rule: String
    let ties: String
    let seats: Int
    let populationDay: String
    let populationSource: String
    let kommuner: [Kommun]
    let others: [Other]

    struct Kommun: Encodable {
        let code: String
        let name: String
        let population: Int
        let least: Int
        let most: Int
        let reserved: Int
        let ceiling: Int
    }

    struct Other: Encodable {
        let organisationType: String
        let reserved: Int
        let ceiling: Int
    }

    init(_ decision: QuotaDecision, register: KommunRegister) {
        let document = decision.document
        id = decision.id
        decidedAt = decision.at.ISO8601Format()
        method = document.terms.method.rawValue
        rule =
            "Seats go one by one to the highest weight / divisor among those below their most. Weight: population, or 1 "
            + "for the method equal. Divisor: 2n + 1 with n seats, from the least on; for adjustedOddNumbers 1.2 with none."
        ties = "Larger population first, then lower code."
        seats = document.terms.seats
        populationDay = document.census.day
        populationSource = "SCB"
        kommuner = document.terms.claimants(document.census).map { claimant in
            Kommun(
                code: claimant.code, name: register[claimant.code]?.name ?? claimant.code,
                population: claimant.population, least: claimant.least, most: claimant.most,
                reserved: document.reserved[claimant.code] ?? 0, ceiling: document.ceilings[claimant.code] ?? 0)
        }
        others = QuotaTerms.otherTypes.map { type in
            Other(
                organisationType: type.rawValue, reserved: document.reserved[type.rawValue] ?? 0,
                ceiling: document.ceilings[type.rawValue] ?? 0)
        }
    }
}
