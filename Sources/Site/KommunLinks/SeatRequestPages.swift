import Conference
import HTTP
import HTTPTypes
import Storage

/// The wishes of kommuner for more seats, above the organisers' quotas, each with its answer one click away.
struct SeatRequestList {
    let visit: Visit
    let signedIn: SignedIn
    let table: QuotaTable
    let requests: [SeatRequest]

    var html: HTML? {
        guard !requests.isEmpty else { return nil }
        return """
            <h2>\(visit("Önskemål om fler platser", "Requests for more seats"))</h2>
            <ul class="plain requests">
            \(requests.map(item))
            </ul>
            """
    }

    private func item(_ request: SeatRequest) -> HTML {
        guard let row = table.kommuner.first(where: { $0.kommun?.code == request.kommun }) else { return "" }
        let words = SeatRequestWords(visit: visit, request: request, row: row, pool: table.board.pool)
        return """
            <li class="panel waiting">
            <h3>\(words.heading)</h3>
            \(words.facts)
            \(signedIn.may(.changeSettings) ? buttons(request, words) : nil)
            </li>

            """
    }

    private func buttons(_ request: SeatRequest, _ words: SeatRequestWords) -> HTML {
        """
        <form method="post" action="\(visit.path(.seatRequest(id: request.id)))" class="choices" data-once="true">
        \(signedIn.tokenField)
        <button name="action" value="\(words.isGuaranteeable ? "grant" : "raise")">\(words.grant)</button>
        <a href="\(visit.path(.seatRequest(id: request.id)))">\(visit("Svara på annat sätt", "Answer otherwise"))\
        <span class="for-ears">: \(words.name)</span></a>
        </form>
        """
    }
}

/// What is said of one wish.
private struct SeatRequestWords {
    let visit: Visit
    let request: SeatRequest
    let row: QuotaTable.Row
    let pool: Int

    var name: String { row.name(in: visit.language) }

    /// Whether there are as many seats that nobody holds.
    var isGuaranteeable: Bool { request.seats <= pool }

    var heading: String {
        let seats = request.seats
        return visit(
            "\(name) ber om \(seats) \(seats == 1 ? "plats" : "platser") till",
            "\(name) asks for \(seats) more \(seats == 1 ? "seat" : "seats")")
    }

    var grant: String {
        let seats = request.seats
        return isGuaranteeable
            ? visit(
                seats == 1 ? "Ja, reservera 1 plats till" : "Ja, reservera \(seats) platser till",
                seats == 1 ? "Yes, reserve 1 more seat" : "Yes, reserve \(seats) more seats")
            : raise
    }

    var raise: String {
        visit(
            "Ja, höj taket till \(row.quota.ceiling + request.seats)",
            "Yes, raise the ceiling to \(row.quota.ceiling + request.seats)")
    }

    var facts: HTML {
        let quota = row.quota
        let pool = max(0, pool)
        return """
            \(request.reason.map { "<blockquote><p>\($0)</p></blockquote>" as HTML })
            <p>\(SwedishTime.moment(request.askedAt)[visit.language].capitalisedFirst). \(visit(
                "Nu: \(quota.taken) tagna, \(quota.waiting) i kö, \(quota.reserved) reserverade, tak \(quota.ceiling). "
                    + "Lediga för alla: \(pool).",
                "Now: \(quota.taken) taken, \(quota.waiting) waiting, \(quota.reserved) reserved, ceiling \(quota.ceiling). "
                    + "Free for all: \(pool)."))</p>
            """
    }
}

/// `/admin/onskemal/{id}`: one wish for more seats, to be granted or declined.
struct SeatRequestPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    /// The query of the page of quotas that one is led to thereafter.
    static let answered = "done=answered"

    static func done(_ visit: Visit) -> HTML {
        """
        <p class="success" role="status">\(visit(
            "Önskemålet är besvarat. Kommunen ser svaret på sin sida, och får mejl om ni har en adress.",
            "The request is answered. The municipality sees the answer on its page, and gets mail if you have an address."
        ))</p>
        """
    }

    private typealias Control = SeatRequestRefusal.Control

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        try await page(visit, signedIn, id, reply: "", nil)
    }

    func answer(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        let outcome: SeatAnswerOutcome
        let reply = form[Control.reply.rawValue] ?? ""
        do {
            switch form["action"] {
            case "grant", "raise":
                outcome = try await store.grantSeats(
                    request: id, isGuaranteed: form["action"] == "grant", by: signedIn.actor, now: visit.now)
            case "decline":
                switch SeatRequestRefusal.check(typed: { form[$0.rawValue] ?? "" }) {
                case .invalid(let complaints):
                    let item = complaints.first.map {
                        ErrorSummary.Item(
                            message: $0.problem == .missing
                                ? visit(
                                    "Skriv varför, så att kommunen förstår",
                                    "Say why, so that the municipality understands")
                                : $0.problem.message[visit.language],
                            control: $0.control.rawValue)
                    }
                    return try await page(visit, signedIn, id, reply: reply, item)
                case .valid(let refusal):
                    outcome = try await store.declineSeats(request: id, refusal, by: signedIn.actor, now: visit.now)
                }
            default: return try await page(visit, signedIn, id, reply: reply, nil)
            }
        } catch let problem as QuotaProblem {
            let free = if case .beyondCapacity(let free) = problem { free } else { 0 }
            let words = visit(
                "Så många platser finns inte att reservera: \(free) är lediga. Höj taket i stället, eller säg nej.",
                "There are not so many seats to reserve: \(free) are free. Raise the ceiling instead, or decline.")
            return try await page(visit, signedIn, id, reply: reply, ErrorSummary.Item(message: words, control: nil))
        }
        return switch outcome {
        case .answered: .seeOther(visit.path(.quotaSettings) + "?" + Self.answered)
        case .over: .seeOther(visit.path(.seatRequest(id: id)))
        case .notFound: problems.notFound(visit, signedIn)
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ id: Int64, reply: String, _ problem: ErrorSummary.Item?
    ) async throws -> Response {
        let table = QuotaTable(board: try await store.quotaBoard(), register: store.kommuner)
        guard let request = try await store.seatRequest(id: id),
            let row = table.kommuner.first(where: { $0.kommun?.code == request.kommun })
        else { return problems.notFound(visit, signedIn) }
        let words = SeatRequestWords(visit: visit, request: request, row: row, pool: table.board.pool)
        return frame.page(
            visit, title: words.heading, status: problem == nil ? .ok : .unprocessableContent, organiser: signedIn,
            problems: problem.map {
                ErrorSummary(title: visit("Önskemålet är inte besvarat", "The request is not answered"), items: [$0])
            },
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.quotaSettings))">\(visit("Alla kvoter", "All quotas"))</a></p>
                <h1>\(words.heading)</h1>
                \(words.facts)
                \(request.outcome.map { ended(visit, request, $0) })
                \(request.outcome == nil && signedIn.may(.changeSettings)
                    ? answers(visit, signedIn, request, words, reply: reply, problem) : nil)
                </div>
                """)
    }

    private func ended(_ visit: Visit, _ request: SeatRequest, _ outcome: SeatRequest.Outcome) -> HTML {
        let words =
            switch outcome {
            case .granted: visit("Ni har sagt ja.", "You have granted it.")
            case .declined: visit("Ni har sagt nej.", "You have declined it.")
            case .withdrawn:
                visit("Kommunen har tagit tillbaka önskemålet.", "The municipality has withdrawn the request.")
            }
        return """
            <p><strong>\(words)</strong></p>
            \(request.reply.map { "<blockquote><p>\($0)</p></blockquote>" as HTML })
            """
    }

    private func answers(
        _ visit: Visit, _ signedIn: SignedIn, _ request: SeatRequest, _ words: SeatRequestWords, reply: String,
        _ problem: ErrorSummary.Item?
    ) -> HTML {
        let reserve: HTML = """
            <div class="question">
            <button name="action" value="grant">\(words.grant)</button>
            <p class="hint">\(visit(
                "Platserna blir kommunens, och ingen annan kan ta dem.",
                "The seats are the municipality’s, and nobody else can take them."))</p>
            </div>
            """
        let why = FormControl(
            name: Control.reply.rawValue, label: visit("Varför", "Why"),
            hint: visit("Kommunen läser det här på sin sida.", "The municipality reads this on its page."),
            problem: problem?.control == Control.reply.rawValue ? problem?.message : nil,
            problemWord: visit("Fel:", "Error:"))
        return """
            <form method="post" action="\(visit.path(.seatRequest(id: request.id)))" novalidate="novalidate" data-once="true">
            \(signedIn.tokenField)
            <h2>\(visit("Säg ja", "Grant it"))</h2>
            \(words.isGuaranteeable ? reserve : nil)
            <button class="quiet" name="action" value="raise">\(words.raise)</button>
            <p class="hint">\(visit(
                "Platserna reserveras inte: kommunen får dem när det finns lediga.",
                "The seats are not reserved: the municipality gets them when some are free."))</p>
            </form>
            <form method="post" action="\(visit.path(.seatRequest(id: request.id)))" novalidate="novalidate" data-once="true">
            \(signedIn.tokenField)
            <h2>\(visit("Säg nej", "Decline it"))</h2>
            \(why.html { "<textarea \($0) rows=\"3\">\n\(reply)</textarea>" })
            <button class="quiet" name="action" value="decline">\(visit("Säg nej", "Decline"))</button>
            </form>
            """
    }
}
