import Conference
import Storage

/// Every quota as a plan would have it, beside how it stands.
struct QuotaPlanTable {
    let visit: Visit
    let plan: QuotaPlan
    let effect: QuotaDecisionEffect
    let board: QuotaBoard
    let register: KommunRegister

    private struct Row {
        let group: QuotaGroup
        let name: String
        let population: Int?
        let before: Quota
        let after: Quota
        let waiting: Int
    }

    private var rows: (kommuner: [Row], others: [Row]) {
        let quotas = board.quotas
        func row(_ group: QuotaGroup, population: Int?) -> Row {
            let before = quotas[group] ?? Quota(reserved: 0, ceiling: 0)
            return Row(
                group: group, name: group.label(register)[visit.language], population: population, before: before,
                after: plan.applied(to: group, before), waiting: effect.waiting[group] ?? before.waiting)
        }
        return (
            register.all.map { row(.kommun(code: $0.code), population: plan.census.populations[$0.code]) },
            QuotaTerms.otherTypes.map { row(.organisation($0), population: nil) }
        )
    }

    /// What it comes to, in a few sentences.
    var summary: HTML {
        let (kommuner, others) = rows
        let all = kommuner + others
        let more = all.filter { $0.after.reserved > $0.before.reserved }.count
        let fewer = all.filter { $0.after.reserved < $0.before.reserved }.count
        let none = kommuner.filter { $0.after.reserved == 0 }.count
        let raised = all.filter { $0.after.ceiling > (plan.shares[$0.group]?.ceiling ?? 0) }
        let common = max(0, board.capacity - plan.committed(board.quotas))
        let waiting = effect.waiting.values.reduce(0, +)
        let sentences = [
            visit(
                "\(plan.terms.seats) platser fördelas. \(common) blir gemensamma för alla.",
                "\(plan.terms.seats) seats are divided. \(common) are common to all."),
            visit(
                "\(more) grupper får fler reserverade än idag, \(fewer) får färre. \(none) kommuner får inga.",
                "\(more) groups get more reserved than today, \(fewer) get fewer. \(none) municipalities get none."),
            effect.seatedInAll == 0
                ? visit("Ingen i kön får plats av det.", "Nobody in line gets a seat by it.")
                : visit(
                    "\(effect.seatedInAll) i kön får plats eller erbjudande genast och får mejl om det: \(seated).",
                    "\(effect.seatedInAll) in line get a seat or an offer at once and are told by mail: \(seated)."),
            visit("\(waiting) står kvar i kö.", "\(waiting) stay in line."),
        ]
        let exceptions = raised.map { "\($0.name) (\($0.after.ceiling))" }.joined(separator: ", ")
        return """
            <ul>
            \(sentences.map { "<li>\($0)</li>\n" as HTML })\(raised.isEmpty ? nil : """
                <li>\(visit(
                    "Har redan fler än sitt nya tak och behåller dem: \(exceptions).",
                    "Have more than their new ceiling already and keep them: \(exceptions)."))</li>
                """ as HTML)
            </ul>
            """
    }

    private var seated: String {
        effect.seated.map { ($0.key.label(register)[visit.language], $0.value) }
            .sorted { SwedishOrder.key($0.0) < SwedishOrder.key($1.0) }
            .map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    var html: HTML {
        let (kommuner, others) = rows
        return """
            \(table("plan-kommuner", visit("Kommuner", "Municipalities"), kommuner, hasPopulation: true))
            \(table("plan-others", visit("Andra organisationer", "Other organisations"), others, hasPopulation: false))
            """
    }

    private func table(_ id: String, _ caption: String, _ rows: [Row], hasPopulation: Bool) -> HTML {
        let heads = [
            visit("Reserverade", "Reserved"), visit("Ändring", "Change"), visit("Tak", "Ceiling"),
            visit("Tagna", "Taken"), visit("I kö", "Waiting"),
        ]
        return """
            <div class="wide-table" role="region" aria-labelledby="\(id)-caption" tabindex="0">
            <table>
            <caption id="\(id)-caption">\(caption)</caption>
            <thead><tr><th scope="col">\(visit("Grupp", "Group"))</th>\
            \(hasPopulation ? "<th scope=\"col\" class=\"number\">\(visit("Folkmängd", "Population"))</th>" as HTML : nil)\
            \(heads.map { "<th scope=\"col\" class=\"number\">\($0)</th>" as HTML })</tr></thead>
            <tbody>
            \(rows.map { row($0, hasPopulation: hasPopulation) })
            </tbody>
            </table>
            </div>
            """
    }

    private func row(_ row: Row, hasPopulation: Bool) -> HTML {
        let population: HTML? =
            hasPopulation
            ? "<td class=\"number\">\(row.population.map { LargeNumber(number: $0)[visit.language] } ?? "")</td>" : nil
        let change = row.after.reserved - row.before.reserved
        let shown: HTML = change == 0 ? "0" : "<strong>\(signed(change))</strong>"
        return """
            <tr><th scope="row">\(row.name)</th>\(population)\
            <td class="number">\(step(row.before.reserved, row.after.reserved))</td><td class="number">\(shown)</td>\
            <td class="number">\(step(row.before.ceiling, row.after.ceiling))</td>\
            <td class="number">\(row.before.taken)</td>\
            <td class="number">\(step(row.before.waiting, row.waiting))</td></tr>

            """
    }

    /// "3", or "3 → 5" where it changes.
    private func step(_ before: Int, _ after: Int) -> HTML {
        before == after
            ? "\(after)"
            : """
            <span class="soft">\(before)</span> <span aria-hidden="true">→</span><span class="for-ears">\
            \(visit("blir", "becomes"))</span> <strong>\(after)</strong>
            """
    }
}
