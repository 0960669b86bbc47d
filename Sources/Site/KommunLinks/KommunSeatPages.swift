import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/kommun/{link}/platser`: a kommun gives seats back, lowers its own ceiling, and asks for more.
///
/// The link is the right to change: nobody else's page can know it, so no token is needed beside it.
struct KommunSeatPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let pace: SignUpPace

    /// What was typed, and what is wrong with it.
    private struct Attempt {
        var typed: [String: String] = [:]
        var problem: (control: String, message: String)?
        var others: [ErrorSummary.Item] = []
    }

    private enum Name {
        static let given = "given"
        static let ceiling = "ceiling"
        /// What the form was made for.
        static let reserved = "reserved"
    }

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let account = try await store.kommunAccount(link: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        return page(visit, link, account, Attempt())
    }

    func submit(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        let form = try visit.form()
        guard let account = try await store.kommunAccount(link: link, now: visit.now) else {
            return problems.notFound(visit)
        }
        var attempt = Attempt()
        for name in [Name.given, Name.ceiling, "seats", "reason"] { attempt.typed[name] = form[name] }
        if let wait = pace.count(from: visit.request.remoteAddress, now: visit.now) {
            let words = visit(
                "Väldigt många ändringar görs just nu. Vänta en minut och försök igen.",
                "Very many changes are being made right now. Wait a minute and try again.")
            attempt.others = [ErrorSummary.Item(message: words, control: nil)]
            var page = page(visit, link, account, attempt, .tooManyRequests)
            page.fields[.retryAfter] = String(wait)
            return page
        }
        switch form["action"] {
        case "give": return try await giveBack(visit, link, account, form, &attempt)
        case "lower": return try await lower(visit, link, account, &attempt)
        case "ask": return try await ask(visit, link, account, form, &attempt)
        case "withdraw":
            let request = form["request"].flatMap { Int64($0) } ?? 0
            let isWithdrawn = try await store.withdrawSeatRequest(id: request, kommun: link, now: visit.now)
            return .seeOther(visit.path(.kommun(link)) + (isWithdrawn ? "?done=withdrawn" : ""))
        default: return page(visit, link, account, attempt)
        }
    }

    // MARK: What is sent

    private func giveBack(
        _ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ form: FormData, _ attempt: inout Attempt
    ) async throws -> Response {
        guard let seats = number(attempt.typed[Name.given]), let reserved = number(form[Name.reserved]) else {
            attempt.problem = (Name.given, notANumber(visit))
            return page(visit, link, account, attempt)
        }
        do {
            let outcome = try await store.giveBack(seats, of: reserved, kommun: link, now: visit.now)
            return try await done(visit, link, outcome, "given", &attempt)
        } catch let problem as OwnQuotaProblem {
            attempt.problem = (Name.given, words(visit, problem))
            return page(visit, link, account, attempt)
        }
    }

    private func lower(
        _ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ attempt: inout Attempt
    ) async throws -> Response {
        guard let ceiling = number(attempt.typed[Name.ceiling]) else {
            attempt.problem = (Name.ceiling, notANumber(visit))
            return page(visit, link, account, attempt)
        }
        do {
            let outcome = try await store.lowerCeiling(to: ceiling, kommun: link, now: visit.now)
            return try await done(visit, link, outcome, "lowered", &attempt)
        } catch let problem as OwnQuotaProblem {
            attempt.problem = (Name.ceiling, words(visit, problem))
            return page(visit, link, account, attempt)
        }
    }

    private func done(
        _ visit: Visit, _ link: SecretLink, _ outcome: OwnQuotaOutcome, _ word: String, _ attempt: inout Attempt
    ) async throws -> Response {
        switch outcome {
        case .changed, .unchanged: return .seeOther(visit.path(.kommun(link)) + "?done=" + word)
        case .notFound: return problems.notFound(visit)
        case .stale:
            guard let account = try await store.kommunAccount(link: link, now: visit.now) else {
                return problems.notFound(visit)
            }
            let words = visit(
                "Platserna har ändrats sedan sidan öppnades. Se efter hur många det är nu, och försök igen.",
                "The seats have changed since the page was opened. See how many there are now, and try again.")
            attempt.problem = (Name.given, words)
            return page(visit, link, account, attempt, .conflict)
        }
    }

    private func ask(
        _ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ form: FormData, _ attempt: inout Attempt
    ) async throws -> Response {
        switch SeatRequestDraft.check(typed: { form[$0.rawValue] ?? "" }) {
        case .invalid(let complaints):
            attempt.problem = complaints.first.map { ($0.control.rawValue, $0.problem.message[visit.language]) }
            attempt.others = complaints.dropFirst().map {
                ErrorSummary.Item(message: $0.problem.message[visit.language], control: $0.control.rawValue)
            }
            return page(visit, link, account, attempt)
        case .valid(let draft):
            switch try await store.askForSeats(draft, kommun: link, now: visit.now) {
            case .asked: return .seeOther(visit.path(.kommun(link)) + "?done=asked")
            case .stands:
                let words = visit(
                    "Ett annat önskemål från er väntar redan på svar. Ta tillbaka det först, om det här ska gälla.",
                    "Another request of yours waits for its answer already. Withdraw it first if this one is to count.")
                attempt.problem = (SeatRequestDraft.Control.seats.rawValue, words)
                return page(visit, link, account, attempt, .conflict)
            case .notFound: return problems.notFound(visit)
            case .tooMany:
                let words = visit(
                    "Ni har redan skickat många önskemål i dag. Vänta till i morgon, eller hör av er till arrangörerna.",
                    "You have sent many requests today already. Wait until tomorrow, or write to the organisers.")
                attempt.problem = (SeatRequestDraft.Control.seats.rawValue, words)
                return page(visit, link, account, attempt, .tooManyRequests)
            }
        }
    }

    private func number(_ text: String?) -> Int? {
        text.flatMap { WholeNumber.parse($0.trimmed) }.flatMap(Int.init(exactly:))
            .flatMap { (0...Quota.highestSetting).contains($0) ? $0 : nil }
    }

    private func notANumber(_ visit: Visit) -> String {
        visit("Skriv ett heltal, till exempel 2.", "Enter a whole number, such as 2.")
    }

    private func words(_ visit: Visit, _ problem: OwnQuotaProblem) -> String {
        switch problem {
        case .unused(0):
            visit("Det finns inga outnyttjade platser att lämna.", "There are no unused seats to give back.")
        case .unused(let unused):
            visit("Skriv ett tal från 1 till \(unused).", "Enter a number from 1 to \(unused).")
        case .ceiling(let least, let most) where most < least:
            visit(
                "Taket går inte att sänka: alla \(least) platser är tagna.",
                "The ceiling cannot be lowered: all \(least) seats are taken.")
        case .ceiling(let least, let most):
            visit("Skriv ett tal från \(least) till \(most).", "Enter a number from \(least) to \(most).")
        }
    }

    // MARK: The page

    private func page(
        _ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ attempt: Attempt,
        _ status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        let items =
            [attempt.problem.map { ErrorSummary.Item(message: $0.message, control: $0.control) }]
            .compactMap { $0 } + attempt.others
        let title = visit("Ändra antalet platser", "Change the number of seats")
        let canLower = account.quota.ceiling > account.quota.taken
        return frame.page(
            visit, title: title, status: items.isEmpty ? .ok : status,
            problems: items.isEmpty
                ? nil
                : ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items),
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                </div>
                \(KommunFigures(visit: visit, account: account).html)
                <div class="reading">
                \(asking(visit, link, account, attempt))
                \(account.quota.unused > 0 ? giving(visit, link, account, attempt) : nil)
                \(canLower ? lowering(visit, link, account, attempt) : nil)
                <p><a href="\(visit.path(.kommun(link)))">\(visit("Till kommunens sida", "To the municipality’s page"))</a></p>
                </div>
                """)
    }

    private func control(
        _ visit: Visit, _ name: String, _ label: String, hint: String? = nil, isOptional: Bool = false,
        _ attempt: Attempt, _ control: (HTML) -> HTML
    ) -> HTML {
        FormControl(
            name: name, label: label, hint: hint,
            problem: attempt.problem?.control == name
                ? attempt.problem?.message : attempt.others.first { $0.control == name }?.message,
            optional: isOptional ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:")
        ).html(control: control)
    }

    private func asking(_ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ attempt: Attempt) -> HTML {
        let heading: HTML = "<h2>\(visit("Be om fler platser", "Ask for more seats"))</h2>"
        if account.requests.first.map({ $0.outcome == nil }) == true {
            // Whoever had the form open before that reads here why theirs was not sent, and has their words still.
            let seats = SeatRequestDraft.Control.seats.rawValue
            let typed = [attempt.typed[seats], attempt.typed[SeatRequestDraft.Control.reason.rawValue]]
                .compactMap { $0 }.filter { !$0.isEmpty }
            return """
                <h2 id="\(seats)" tabindex="-1">\(visit("Be om fler platser", "Ask for more seats"))</h2>
                \(typed.isEmpty ? nil : "<p>\(visit("Du skrev:", "You wrote:")) \(typed.joined(separator: ", "))</p>" as HTML)
                <p>\(visit(
                    "Ett önskemål väntar redan på svar. Det syns på kommunens sida, där det också går att ta tillbaka.",
                    "A request is waiting for its answer already. It is on the municipality’s page, where it can be "
                        + "withdrawn, too."))</p>
                """
        }
        return """
            \(heading)
            <p>\(visit(
                "Arrangörerna får önskemålet och svarar på kommunens sida.",
                "The organisers get the request and answer on the municipality’s page.")) \
            \(account.email.map { visit("Svaret mejlas också till \($0).", "The answer is mailed to \($0), too.") } ?? "")</p>
            <form method="post" action="\(visit.path(.kommunSeats(link)))" novalidate="novalidate" data-once="true">
            \(control(visit, "seats", visit("Hur många fler?", "How many more?"), attempt) {
                "<input inputmode=\"numeric\" class=\"short\" \($0) value=\"\(attempt.typed["seats"] ?? "")\" />"
            })
            \(control(
                visit, "reason", visit("Varför", "Why"),
                hint: visit("Skriv inget om enskilda personer.", "Write nothing about individual people."),
                isOptional: true, attempt
            ) { "<textarea \($0) rows=\"3\">\n\(attempt.typed["reason"] ?? "")</textarea>" })
            <button name="action" value="ask">\(visit("Skicka önskemålet", "Send the request"))</button>
            </form>
            """
    }

    private func giving(_ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ attempt: Attempt) -> HTML {
        let unused = account.quota.unused
        return """
            <h2>\(visit("Lämna tillbaka platser", "Give seats back"))</h2>
            <p>\(visit(
                "Behöver ni inte alla reserverade platser? Då får andra dem redan nu. Ni kan fortfarande ta lediga platser "
                    + "upp till taket, men de är inte era.",
                "Do you not need all reserved seats? Then others get them already now. You can still take free seats up to "
                    + "the ceiling, but they are not yours."))</p>
            <form method="post" action="\(visit.path(.kommunSeats(link)))" novalidate="novalidate" data-once="true">
            <input type="hidden" name="\(Name.reserved)" value="\(account.quota.reserved)" />
            \(control(
                visit, Name.given, visit("Hur många lämnar ni tillbaka?", "How many do you give back?"),
                hint: visit("Högst \(unused)", "At most \(unused)"), attempt
            ) { "<input inputmode=\"numeric\" class=\"short\" \($0) value=\"\(attempt.typed[Name.given] ?? "")\" />" })
            <button class="quiet" name="action" value="give">\(visit("Lämna tillbaka", "Give back"))</button>
            </form>
            """
    }

    private func lowering(_ visit: Visit, _ link: SecretLink, _ account: KommunAccount, _ attempt: Attempt) -> HTML {
        let (least, most) = (account.quota.taken, account.quota.ceiling - 1)
        return """
            <h2>\(visit("Sänk taket", "Lower the ceiling"))</h2>
            <p>\(visit(
                "Vill ni inte vara fler än så här? Ingen som har plats förlorar den. Bara arrangörerna kan höja taket igen.",
                "Do you want to be no more than this? Nobody who has a seat loses it. Only the organisers can raise the "
                    + "ceiling again."))</p>
            <form method="post" action="\(visit.path(.kommunSeats(link)))" novalidate="novalidate" data-once="true">
            \(control(
                visit, Name.ceiling, visit("Nytt tak", "New ceiling"),
                hint: visit(
                    least == most ? "Det kan bara bli \(least)" : "Från \(least) till \(most)",
                    least == most ? "It can only be \(least)" : "From \(least) to \(most)"), attempt
            ) { "<input inputmode=\"numeric\" class=\"short\" \($0) value=\"\(attempt.typed[Name.ceiling] ?? "")\" />" })
            <button class="quiet" name="action" value="lower">\(visit("Sänk taket", "Lower the ceiling"))</button>
            </form>
            """
    }
}
