import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// `/admin/kvoter/fordela`: the seats divided anew. What is chosen stands in the address, so a proposal can be passed on;
/// nothing happens before it is applied.
struct QuotaPlanPages: Sendable {
    let store: Store
    let frame: Frame

    private typealias Control = QuotaTerms.Control

    /// What was typed, and what it comes to.
    private struct Proposal {
        let typed: (Control) -> String
        var problems: [QuotaTerms.Complaint] = []
        var plan: QuotaPlan?
        var effect: QuotaDecisionEffect?
        /// What the table was compared with.
        var standing = ""
    }

    private static let standing = "standing"

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = try visit.request.head.queryFields()
        if query[Control.seats.rawValue] != nil {
            return try await page(visit, signedIn, try await proposal(query, now: visit.now))
        }
        let terms = try await firstTerms()
        let decided = query["decided"].flatMap { Int64($0) }
        return try await page(
            visit, signedIn, Proposal(typed: terms.typed), decided: decided,
            seated: query["seated"].flatMap { Int($0) } ?? 0)
    }

    @Sendable func apply(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        var proposal = try await proposal(form, now: visit.now)
        guard let plan = proposal.plan else { return try await page(visit, signedIn, proposal) }
        do {
            let actor = Actor.organiser(signedIn.organiser.name)
            let decided = try await store.decideQuotas(
                plan, over: form[Self.standing] ?? "", by: actor, now: visit.now)
            guard let (id, effect) = decided else {
                return .seeOther(visit.path(.conferenceSettings))
            }
            return .seeOther(visit.path(.quotaPlan) + "?decided=\(id)&seated=\(effect.seatedInAll)")
        } catch let complaint as QuotaTerms.Complaint {
            proposal.problems = [complaint]
            proposal.plan = nil
            return try await page(visit, signedIn, proposal)
        } catch is QuotasHaveChanged {
            return try await page(visit, signedIn, proposal, hasChanged: true)
        }
    }

    /// Those of the last decision, or else how things stand.
    private func firstTerms() async throws -> QuotaTerms {
        if let last = try await store.lastQuotaDecision() { return last.document.terms }
        let board = try await store.quotaBoard()
        return QuotaTerms.suggested(capacity: board.capacity, quotas: board.quotas)
    }

    private func proposal(_ form: FormData, now: Date) async throws -> Proposal {
        var proposal = Proposal(typed: { form[$0.rawValue] ?? "" })
        let census = try await store.census()
        let capacity = try await store.quotaBoard().capacity
        switch QuotaTerms.check(typed: proposal.typed, census: census, capacity: capacity) {
        case .invalid(let complaints): proposal.problems = complaints
        case .valid(let terms):
            let plan = QuotaPlan(terms, census: census)
            // Before the effect is tried: what changes in between is then found when it is applied.
            proposal.standing = try await store.quotasStanding()
            do {
                proposal.effect = try await store.tryDecidingQuotas(plan, now: now)
                proposal.plan = plan
            } catch let complaint as QuotaTerms.Complaint {
                proposal.problems = [complaint]
            }
        }
        return proposal
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ proposal: Proposal, decided: Int64? = nil, seated: Int = 0,
        hasChanged: Bool = false
    ) async throws -> Response {
        let board = try await store.quotaBoard()
        let census = try await store.census()
        let form = DraftForm(
            visit: visit, problems: proposal.problems.map { .init(control: $0.control, message: $0.problem.message) },
            typed: proposal.typed)
        let title = visit("Fördela platserna", "Divide the seats")
        return frame.page(
            visit, title: title,
            status: hasChanged ? .conflict : proposal.problems.isEmpty ? .ok : .unprocessableContent,
            organiser: signedIn,
            problems: form.summary(title: visit("Så går det inte att fördela", "The seats cannot be divided so")),
            content: """
                <p><a href="\(visit.path(.quotaSettings))">\(visit("Alla kvoter", "All quotas"))</a></p>
                <h1>\(title)</h1>
                \(decided.map { done(visit, id: $0, seated: max(0, seated)) })
                \(hasChanged ? changed(visit) : nil)
                <div class="reading">
                <p>\(visit(
                    "Välj och se hela tabellen. Inget ändras förrän du genomför fördelningen. Ingen som har en plats blir "
                        + "av med den.",
                    "Choose, and see the whole table. Nothing changes before you apply it. Nobody who has a seat loses "
                        + "it."))</p>
                \(released(visit, board))
                \(QuotaPlanForm(visit: visit, form: form, register: store.kommuner, capacity: board.capacity).html)
                <p class="hint">\(visit("Folkmängd", "Population")): \(census.day). \(visit("Källa: SCB", "Source: SCB")).
                <a href="\(visit.path(.quotaRules))">\(visit("Så räknas kvoterna", "How the quotas are counted"))</a>.
                <a href="\(visit.path(.quotaDecisions))">\(visit("Tidigare beslut", "Earlier decisions"))</a>.</p>
                </div>
                \(outcome(visit, signedIn, proposal, board))
                """)
    }

    private func changed(_ visit: Visit) -> HTML {
        """
        <p class="notice" role="status">\(visit(
            "Inget är gjort. Kvoterna har ändrats sedan du såg förslaget, kanske av dig själv. Så här blir det nu.",
            "Nothing was done. The quotas have changed since you saw the proposal, perhaps by yourself. This is what it comes to now."
        ))</p>
        """
    }

    private func done(_ visit: Visit, id: Int64, seated: Int) -> HTML {
        let people =
            switch seated {
            case 0: visit("Ingen i kön kunde få plats av det.", "Nobody in line could get a seat by it.")
            case 1: visit("En person i kön fick plats eller erbjudande.", "One person in line got a seat or an offer.")
            default:
                visit(
                    "\(seated) personer i kön fick plats eller erbjudande.",
                    "\(seated) people in line got a seat or an offer.")
            }
        return """
            <p class="success" role="status">\(visit("Platserna är fördelade.", "The seats are divided.")) \(people)
            <a href="\(visit.path(.quotaDecision(id: id)))">\(visit("Se beslutet", "See the decision"))</a></p>
            """
    }

    /// What is reserved after a release stays reserved, which nobody would guess.
    private func released(_ visit: Visit, _ board: QuotaBoard) -> HTML? {
        let count = board.lines.filter { $0.releasedAt != nil }.count
        guard count > 0 else { return nil }
        return """
            <p class="notice">\(visit(
                "Reserverade platser har redan släppts för \(count) grupper. Det du reserverar nu släpps inte av sig självt, "
                    + "om du inte ger gruppen ett nytt datum.",
                "Reserved seats have already been released for \(count) groups. What you reserve now is not released by "
                    + "itself, unless you give the group a new date."))</p>
            """
    }

    private func outcome(
        _ visit: Visit, _ signedIn: SignedIn, _ proposal: Proposal, _ board: QuotaBoard
    ) -> HTML? {
        guard let plan = proposal.plan, let effect = proposal.effect else { return nil }
        let table = QuotaPlanTable(visit: visit, plan: plan, effect: effect, board: board, register: store.kommuner)
        return """
            <section aria-labelledby="outcome">
            <h2 id="outcome">\(visit("Så blir det", "What it comes to"))</h2>
            \(table.summary)
            \(signedIn.may(.changeSettings) ? apply(visit, signedIn, plan, proposal.standing) : nil)
            \(table.html)
            </section>
            """
    }

    private func apply(_ visit: Visit, _ signedIn: SignedIn, _ plan: QuotaPlan, _ standing: String) -> HTML {
        let kept = Control.all.map { control -> HTML in
            "<input type=\"hidden\" name=\"\(control.rawValue)\" value=\"\(plan.terms.typed(control))\" />\n"
        }
        return """
            <form method="post" action="\(visit.path(.quotaPlan))">
            \(signedIn.tokenField)
            \(kept)
            <input type="hidden" name="\(Self.standing)" value="\(standing)" />
            <button class="main">\(visit("Genomför fördelningen", "Apply the division"))</button>
            </form>
            """
    }
}
