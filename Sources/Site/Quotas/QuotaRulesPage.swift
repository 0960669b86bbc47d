import Conference
import Foundation
import HTTP
import Storage

/// `/kvoter/sa-raknas-de`: the rules of seats in plain words, with the figures of this moment as the example.
struct QuotaRulesPage: Sendable {
    let store: Store
    let frame: Frame

    @Sendable func show(_ visit: Visit) async throws -> Response {
        let board = try await store.quotaBoard()
        let conference = try await store.conference()
        let decision = try await store.lastQuotaDecision()
        let census = try await store.census()
        let title = visit("Så räknas kvoterna", "How the quotas are counted")
        let method = decision?.document.terms.method ?? .adjustedOddNumbers
        return frame.page(
            visit, title: title,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.quotas))">\(visit("Platser per kommun", "Seats per municipality"))</a></p>
                <h1>\(title)</h1>
                <p class="lead">\(TakenWords(count: board.taken, capacity: board.capacity)[visit.language]), \
                \(WaitingWords(count: board.waiting)[visit.language]).</p>
                \(reservedAndCeiling(visit, board))
                \(pool(visit, board))
                \(admission(visit))
                \(freed(visit, conference))
                \(ReleaseAnnouncement(visit: visit, board: board, register: store.kommuner).html)
                <h2>\(visit("Så fördelas de reserverade platserna", "How the reserved seats are divided"))</h2>
                \(last(visit, decision))
                <p>\(visit(
                    "Platserna delas ut en i taget. Varje gång går platsen till den kommun som har högst jämförelsetal.",
                    "The seats are given out one at a time. Each goes to the municipality with the highest comparison "
                        + "number."))
                \(method.explanation[visit.language]) \(visit(
                    "Är två tal lika går platsen till den kommun som har flest invånare, och annars till den med lägst "
                        + "kommunkod. En kommun har alltid minst golvet och aldrig mer än taket.",
                    "Where two numbers are the same the seat goes to the larger municipality, or else to the lower code. A "
                        + "municipality always has at least the floor and never more than the ceiling."))</p>
                </div>
                \(DivisionExample(
                    visit: visit, method: method == .equal ? .adjustedOddNumbers : method, census: census,
                    register: store.kommuner).html)
                <div class="reading">
                <p>\(visit(
                    "Metoderna är valda så att ingen kommun kan förlora en plats på att det finns fler att dela ut. Med "
                        + "metoden ”största rest” kan det hända.",
                    "The methods are chosen so that no municipality can lose a seat because there are more to give. By the "
                        + "method of largest remainders that can happen."))</p>
                <h2>\(visit("Ingen blir av med sin plats", "Nobody loses a seat"))</h2>
                <p>\(visit(
                    "När en kvot sänks behåller alla som har en plats sin plats. Taket blir då så många som redan är tagna.",
                    "When a quota is lowered everybody who has a seat keeps it. The ceiling is then what is taken already."
                ))</p>
                <h2>\(visit("Räkna själv", "Work it out yourself"))</h2>
                <p>\(visit(
                    "Varje beslut sparas med allt det räknades ut från. Folkmängden är SCB:s per \(census.day).",
                    "Each decision is kept with all it was worked out from. The population is that of Statistics Sweden on "
                        + "\(census.day)."))
                <a href="\(visit.path(.quotaDecisions))">\(visit("Alla beslut", "All decisions"))</a></p>
                </div>
                """)
    }

    /// The group that shows most: one with reserved seats, of which some are taken and some are not.
    private func example(_ board: QuotaBoard) -> QuotaBoard.Line? {
        func rank(_ line: QuotaBoard.Line) -> Int {
            (line.quota.reserved > 0 ? 4 : 0) + (line.quota.taken > 0 ? 2 : 0)
                + (line.quota.taken < line.quota.reserved ? 1 : 0)
        }
        return board.lines.max { (rank($0), $0.quota.taken, -$0.id) < (rank($1), $1.quota.taken, -$1.id) }
    }

    private func reservedAndCeiling(_ visit: Visit, _ board: QuotaBoard) -> HTML {
        let words: HTML = """
            <h2>\(visit("Reserverade platser och tak", "Reserved seats and ceiling"))</h2>
            <p>\(visit(
                "Varje kommun, och varje annat slag av organisation, är en grupp. En grupp kan ha reserverade platser som "
                    + "bara den kan ta. Den har också ett tak: fler än så får den aldrig. Ett erbjudande om en plats räknas "
                    + "som taget medan det gäller.",
                "Every municipality, and every other kind of organisation, is a group. A group can have reserved seats that "
                    + "only it can take. It also has a ceiling: it never gets more than that. An offered seat counts as "
                    + "taken while the offer stands."))</p>
            """
        guard let line = example(board) else { return words }
        let (quota, name) = (line.quota, line.group.label(store.kommuner)[visit.language])
        let own = max(0, quota.reserved - quota.taken)
        let left = quota.left(pool: board.pool)
        return """
            \(words)
            <p class="example">\(visit(
                "Just nu: \(name) har \(quota.reserved) reserverade platser, taket \(quota.ceiling) och har tagit \(quota.taken). "
                    + "Av de egna är \(own) kvar. Med de gemensamma kan gruppen ta \(left) till.",
                "Just now: \(name) has \(quota.reserved) reserved seats, a ceiling of \(quota.ceiling) and has taken "
                    + "\(quota.taken). Of its own \(own) are left. With the common ones the group can take \(left) more."))</p>
            """
    }

    private func pool(_ visit: Visit, _ board: QuotaBoard) -> HTML {
        """
        <h2>\(visit("Gemensamma platser", "Common seats"))</h2>
        <p>\(visit(
            "Platser som ingen grupp håller är gemensamma. En grupp håller sina reserverade platser, eller det den har "
                + "tagit om det är fler.",
            "Seats that no group holds are common. A group holds its reserved seats, or what it has taken where that is "
                + "more."))</p>
        <p class="example">\(visit(
            "Just nu: \(board.capacity) platser i allt, \(board.committed) hålls av grupperna. "
                + "\(board.capacity) − \(board.committed) = \(board.pool) är gemensamma.",
            "Just now: \(board.capacity) seats in all, \(board.committed) held by the groups. "
                + "\(board.capacity) − \(board.committed) = \(board.pool) are common."))</p>
        """
    }

    private func admission(_ visit: Visit) -> HTML {
        """
        <h2>\(visit("När man anmäler sig", "When somebody registers"))</h2>
        <p>\(visit("Den som anmäler sig får en plats direkt om allt det här stämmer:",
            "Whoever registers gets a seat at once if all this is so:"))</p>
        <ol>
        <li>\(visit("Gruppen har inte nått sitt tak.", "The group has not reached its ceiling."))</li>
        <li>\(visit(
            "Gruppen har en egen reserverad plats kvar, eller det finns en gemensam.",
            "The group has a reserved seat of its own left, or there is a common one."))</li>
        <li>\(visit(
            "Ingen som redan står i kö kan ta samma plats.", "Nobody who waits already could take that same seat."))</li>
        </ol>
        <p>\(visit(
            "Annars ställs man i kö och får veta varför: gruppen är full, eller konferensen är full.",
            "Otherwise one waits, and is told why: the group is full, or the conference is full."))</p>
        """
    }

    private func freed(_ visit: Visit, _ conference: ConferenceFacts?) -> HTML {
        let time = conference.map { LengthWords(seconds: $0.offerSeconds) }
        return """
            <h2>\(visit("När en plats blir ledig", "When a seat becomes free"))</h2>
            <p>\(visit(
                "Den erbjuds genast den som har väntat längst av dem som kan ta den. "
                    + (time.map { "Erbjudandet gäller i högst \($0[.swedish]), kortare tid nära konferensen. " } ?? "")
                    + "Tackar man nej, eller svarar för sent, går platsen vidare.",
                "It is offered at once to whoever has waited longest of those who can take it. "
                    + (time.map { "The offer stands for at most \($0[.english]), less close to the conference. " } ?? "")
                    + "If it is declined, or answered too late, the seat goes to the next."))</p>
            """
    }

    private func last(_ visit: Visit, _ decision: QuotaDecision?) -> HTML {
        guard let decision else {
            return """
                <p>\(visit(
                    "Arrangörerna har satt kvoterna för hand. När de fördelas med en metod står beslutet här.",
                    "The organisers have set the quotas by hand. When they are divided by a method the decision stands here."
                ))</p>
                """
        }
        let terms = decision.document.terms
        let when = SwedishTime.moment(decision.at)[visit.language]
        return """
            <p>\(visit(
                "Senast fördelades \(terms.seats) platser, \(when), med metoden ”\(terms.method.label.sv)”.",
                "Last time \(terms.seats) seats were divided, on \(when), by the method “\(terms.method.label.en)”."))
            <a href="\(visit.path(.quotaDecision(id: decision.id)))">\(visit("Se beslutet", "See the decision"))</a>.</p>
            \(LastSeat(visit: visit, plan: decision.document.plan, register: store.kommuner).html)
            """
    }
}

/// Seven seats divided between the four hosts, with every number that decides.
struct DivisionExample {
    let visit: Visit
    let method: QuotaMethod
    let census: Census
    let register: KommunRegister

    private static let seats = 7
    private static let columns = 3

    var html: HTML {
        let claimants = Kommun.hosts.map { code in
            Apportionment.Claimant(code: code, population: census.populations[code] ?? 0, least: 0, most: Self.seats)
        }
        let division = Apportionment(of: Self.seats, among: claimants, by: method)
        let divisors = (0..<Self.columns).map { method.divisor(seats: $0) }
        let rows = claimants.indices.map { index -> HTML in
            let cells = (1...Self.columns).map { seat -> HTML in
                let comparison = LargeNumber(number: claimants[index].population * 10 / divisors[seat - 1])
                let place = division.awards.firstIndex { $0.claimant == index && $0.seat == seat }
                let shown = comparison[visit.language]
                return place.map {
                    """
                    <td class="number"><strong>\(shown)</strong> <span class="place">\(visit("plats", "seat")) \($0 + 1)</span></td>
                    """
                } ?? "<td class=\"number\">\(shown)</td>"
            }
            return """
                <tr><th scope="row">\(register[claimants[index].code]?.name ?? claimants[index].code)</th>\
                <td class="number">\(LargeNumber(number: claimants[index].population)[visit.language])</td>\(cells)\
                <td class="number">\(division.seats[index])</td></tr>

                """
        }
        let heads = divisors.map { divisor -> HTML in
            "<th scope=\"col\" class=\"number\">\(visit("delat med", "divided by")) \(DivisorWords(tenths: divisor)[visit.language])</th>"
        }
        return """
            <div class="wide-table" role="region" aria-labelledby="example-caption" tabindex="0">
            <table>
            <caption id="example-caption">\(visit(
                "Exempel: \(Self.seats) platser mellan de fyra värdkommunerna",
                "Example: \(Self.seats) seats between the four hosts"))</caption>
            <thead><tr><th scope="col">\(visit("Kommun", "Municipality"))</th>\
            <th scope="col" class="number">\(visit("Folkmängd", "Population"))</th>\(heads)\
            <th scope="col" class="number">\(visit("Platser", "Seats"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }
}
