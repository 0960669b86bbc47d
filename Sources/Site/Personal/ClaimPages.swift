import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/ta-over/{link}`: a colleague takes over a seat. To open it changes nothing, for programs open the links of mails, too.
struct ClaimPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes
    let pace: SignUpPace
    let suggestion: EmailSuggestion

    /// A form may lie open as long as the link is valid.
    private static let tokenSeconds = Store.claimSeconds

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let claim = try await store.claim(link, now: visit.now) else { return problems.notFound(visit) }
        guard claim.state == .open else { return over(visit, claim, status: .ok, typed: nil) }
        return try await page(visit, link, claim, AnswerAttempt(typed: { _ in "" }), token: nil)
    }

    func submit(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        let form = try visit.form()
        guard let claim = try await store.claim(link, now: visit.now) else { return problems.notFound(visit) }
        var attempt = AnswerAttempt(typed: { field in
            field.mayChange ? form[field.name] ?? "" : claim.fixed[field]
        })
        let token = FormToken(
            form["token"], for: .claim, within: Self.tokenSeconds, key: store.signingKey, visit)
        attempt.hasForeignToken = token == nil
        attempt.isFilledByProgram = Honeypot.isFilled(form)
        switch RegistrationForm.check(kommuner: store.kommuner, typed: attempt.typed) {
        case .invalid(let found): attempt.problems = found
        case .valid(let registration):
            attempt.ask(suggestion, about: registration[.email], form)
            guard attempt.isFaultless, let token else { break }
            // It tells whether an address is registered, so it is not to be asked without end.
            attempt.waitSeconds = pace.count(from: visit.request.remoteAddress, now: visit.now)
            guard attempt.isFaultless else { break }
            let personal = SecretLink(
                formToken: token, email: EmailAddress.key(registration[.email]), key: store.signingKey)
            switch try await store.claimSeat(
                link, for: registration, link: personal, language: visit.language, now: visit.now)
            {
            case .claimed, .repeated:
                let asksMore = try await store.asksMore()
                return .seeOther(visit.path(asksMore ? .questions(personal) : .personal(personal)))
            case .emailTaken: attempt.problems = [FieldProblem(field: .email, kind: .taken)]
            case .over, .notFound:
                guard let claim = try await store.claim(link, now: visit.now) else { return problems.notFound(visit) }
                return over(visit, claim, status: .conflict, typed: attempt)
            }
        }
        guard claim.state == .open else { return over(visit, claim, status: .conflict, typed: attempt) }
        return try await page(visit, link, claim, attempt, token: token)
    }

    private func page(
        _ visit: Visit, _ link: SecretLink, _ claim: SeatClaim, _ attempt: AnswerAttempt, token: FormToken?
    ) async throws -> Response {
        guard let conference = try await store.conference() else { return problems.notFound(visit) }
        let day = SwedishTime.longDay(conference.day)
        let token = token ?? FormToken(for: .claim, random: random, visit)
        let title = visit("Ta över en kollegas plats", "Take over a colleague’s seat")
        let end = SwedishTime.moment(claim.endsAt)
        let form = SignUpForm(
            visit: visit, kommuner: store.kommuner, token: token.text(key: store.signingKey), typed: attempt.typed,
            problems: attempt.allProblems,
            questionedEmail: attempt.questionedEmail, action: .claim(link),
            button: Phrase(sv: "Ta över platsen", en: "Take over the seat"), settled: (claim.fixed, Self.whySettled))
        return frame.page(
            visit, attempt, title: title,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(visit(
                    "En kollega som inte kan komma vill lämna över sin plats på \(conference.title.sv) \(day.sv) i "
                        + "\(conference.city.sv) till dig. Fyll i formuläret, så är platsen din.",
                    "A colleague who cannot come wants to hand you their seat at \(conference.title.en) on \(day.en) in "
                        + "\(conference.city.en). Fill in the form and the seat is yours."))</p>
                <p>\(visit(
                    "Länken gäller till \(end.sv), och bara en kan använda den.",
                    "The link is valid until \(end.en), and only one person can use it."))</p>
                \(attempt.isTaken ? helpWithTakenAddress(visit) : nil)
                \(form.html)
                </div>
                """)
    }

    private static let whySettled = Phrase(
        sv: "Platsen räknas mot den här kvoten och kan bara lämnas över inom den.",
        en: "The seat is counted against this quota and can be handed over only within it.")

    private func helpWithTakenAddress(_ visit: Visit) -> HTML {
        """
        <section class="notice" aria-labelledby="taken">
        <h2 id="taken">\(visit("E-postadressen är redan anmäld", "The e-mail address is registered already"))</h2>
        <p>\(visit(
            "Står du i kö? Avboka den anmälan först på din personliga sida, och ta sedan över platsen här.",
            "Are you waiting in line? Cancel that registration first on your personal page, and then take over the seat "
                + "here."))</p>
        </section>
        """
    }

    /// - Parameter typed: What came too late, and is shown so that it is not lost. Nil when nothing did.
    private func over(
        _ visit: Visit, _ claim: SeatClaim, status: HTTPResponse.Status, typed: AnswerAttempt?
    ) -> Response {
        let title = visit("Platsen går inte att ta över", "The seat cannot be taken over")
        let words =
            switch claim.state {
            case .claimed: visit("Någon har redan tagit över platsen.", "Somebody has taken over the seat already.")
            case .withdrawn:
                visit("Din kollega har tagit tillbaka länken.", "Your colleague has withdrawn the link.")
            case .expired:
                visit(
                    "Länken gällde till \(SwedishTime.moment(claim.endsAt).sv). Be din kollega om en ny.",
                    "The link was valid until \(SwedishTime.moment(claim.endsAt).en). Ask your colleague for a new one."
                )
            case .open, .seatGone:
                visit("Din kollega har inte platsen längre.", "Your colleague does not have the seat any more.")
            }
        return frame.page(
            visit, title: title, status: status,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(words) \(visit(
                    "Du kan anmäla dig som vanligt så länge anmälan är öppen.",
                    "You can register as usual while registration is open."))</p>
                \(typed.flatMap { $0.notAccepted(visit) })
                <p><a href="\(visit.path(.signUp))">\(visit("Till anmälan", "To the registration"))</a></p>
                </div>
                """)
    }
}
