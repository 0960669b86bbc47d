import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/anmalan/{link}/andra`: other answers to what the form asked, until the change stop.
struct ChangePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes
    let pace: SignUpPace
    let suggestion: EmailSuggestion

    /// A form may lie open this long, over a week-end or a holiday.
    private static let tokenSeconds: Int64 = 14 * 24 * 3600

    /// What the personal page is told when all earlier links have ended.
    static let moved = "moved"

    func show(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        guard let (attendee, _) = try await store.attendee(link: link),
            let conference = try await store.conference()
        else { return problems.notFound(visit) }
        guard attendee.state != .cancelled else { return .seeOther(visit.path(.personal(link))) }
        guard visit.now < conference.changeStopsAt else { return tooLate(visit, link, conference, typed: nil) }
        return page(visit, link, attendee, AnswerAttempt(typed: { Self.shown(attendee, $0) }), token: nil)
    }

    /// The link is the right to change; the token is what makes the same form recognisable when it comes again.
    func submit(_ visit: Visit, _ link: SecretLink) async throws -> Response {
        let form = try visit.form()
        let token = FormToken(
            form["token"], for: .change, within: Self.tokenSeconds, key: store.signingKey, visit)
        guard let (attendee, _) = try await store.attendee(link: link),
            let conference = try await store.conference()
        else { return try await repeated(visit, link, form, token) }
        var attempt = AnswerAttempt(typed: { field in
            field.mayChange ? form[field.name] ?? "" : attendee.registration[field]
        })
        attempt.hasForeignToken = token == nil
        attempt.isFilledByProgram = Honeypot.isFilled(form)
        switch RegistrationForm.check(
            kommuner: store.kommuner, voluntary: Self.voluntary(attendee), typed: attempt.typed)
        {
        case .invalid(let found): attempt.problems = found
        case .valid(let registration):
            if registration[.email] != attendee.registration[.email] {
                attempt.ask(suggestion, about: registration[.email], form)
            }
            guard attempt.isFaultless, let token else { break }
            // It tells whether an address is registered, so it is not to be asked without end.
            attempt.waitSeconds = pace.count(from: visit.request.remoteAddress, now: visit.now)
            guard attempt.isFaultless else { break }
            let successor = successor(of: link, token, email: registration[.email])
            switch try await store.change(link: link, to: registration, successor: successor, now: visit.now) {
            case .changed(let new):
                return .seeOther(visit.path(.personal(new ?? link)) + "?changed=" + (new == nil ? "yes" : Self.moved))
            case .movedByMail: return movedByMail(visit, to: registration[.email])
            case .unchanged: return .seeOther(visit.path(.personal(link)) + "?changed=yes")
            case .emailTaken: attempt.problems = [FieldProblem(field: .email, kind: .taken)]
            case .tooLate: return tooLate(visit, link, conference, typed: attempt)
            case .cancelled: return .seeOther(visit.path(.personal(link)))
            case .notFound: return try await repeated(visit, link, form, token)
            }
        }
        guard visit.now < conference.changeStopsAt else { return tooLate(visit, link, conference, typed: attempt) }
        return page(visit, link, attendee, attempt, token: token)
    }

    /// The link leads nowhere: perhaps because this same form, sent just before, has ended it.
    private func repeated(
        _ visit: Visit, _ link: SecretLink, _ form: FormData, _ token: FormToken?
    ) async throws -> Response {
        let email = RegistrationForm.check(.email, typed: form["email"] ?? "", kommuner: store.kommuner).answer
        guard let successor = token.map({ successor(of: link, $0, email: email) }),
            let (attendee, _) = try await store.attendee(link: successor)
        else { return problems.notFound(visit) }
        if attendee.delegation != nil { return movedByMail(visit, to: email) }
        return .seeOther(visit.path(.personal(successor)) + "?changed=" + Self.moved)
    }

    private func successor(of link: SecretLink, _ token: FormToken, email: String) -> SecretLink {
        SecretLink(replacing: link, formToken: token, email: EmailAddress.key(email), key: store.signingKey)
    }

    /// An address is replaced, not removed: without one the contact of a group would choose the next.
    private static func voluntary(_ attendee: Attendee) -> Field? {
        attendee.registration[.email].isEmpty ? .email : nil
    }

    private static func shown(_ attendee: Attendee, _ field: Field) -> String {
        let answer = attendee.registration[field]
        return field.kind == .phone ? PhoneNumber.display(answer) : answer
    }

    /// - Parameter token: The one that came in; nil for a new one.
    private func page(
        _ visit: Visit, _ link: SecretLink, _ attendee: Attendee, _ attempt: AnswerAttempt, token: FormToken?
    ) -> Response {
        let token = token ?? FormToken(for: .change, random: random, visit)
        let title = visit("Ändra dina uppgifter", "Change your answers")
        let form = SignUpForm(
            visit: visit, kommuner: store.kommuner, token: token.text(key: store.signingKey), typed: attempt.typed,
            problems: attempt.allProblems,
            questionedEmail: attempt.questionedEmail, action: .change(link),
            button: Phrase(sv: "Spara ändringarna", en: "Save the changes"),
            settled: (attendee.registration, Self.whySettled), voluntary: Self.voluntary(attendee))
        return frame.page(
            visit, attempt, title: title,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p>\(attendee.delegation != nil ? movesByMail(visit) : visit(
                    "Byter du e-postadress får din sida en ny länk, som vi mejlar dit. Länkarna från tidigare slutar "
                        + "gälla.",
                    "If you change your e-mail address your page gets a new link, which we mail there. Earlier links "
                        + "will no longer be valid."))</p>
                \(form.html)
                <p><a href="\(visit.path(.personal(link)))">\(visit(
                    "Tillbaka utan att ändra", "Back without changing"))</a></p>
                </div>
                """)
    }

    private func movesByMail(_ visit: Visit) -> String {
        visit(
            "Byter du e-postadress mejlar vi en ny länk dit, och alla länkar från tidigare slutar gälla, också den här "
                + "sidans. Kontrollera adressen noga.",
            "If you change your e-mail address we mail a new link there, and all earlier links, that of this page too, "
                + "will no longer be valid. Check the address well.")
    }

    private func movedByMail(_ visit: Visit, to address: String) -> Response {
        let title = visit("Titta i din e-post", "Look into your mail")
        return frame.page(
            visit, title: title,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                <p class="success" role="status">\(visit("Dina ändringar är sparade.", "Your changes are saved."))</p>
                <p>\(visit(
                    "Din sida har fått en ny länk, som är på väg till \(address). Den här sidan går inte att öppna längre. "
                        + "Kommer inget mejl inom några minuter, titta i skräpposten. Blev adressen fel? Hör av dig till "
                        + "arrangörerna.",
                    "Your page has a new link, which is on its way to \(address). This page cannot be opened any more. If no "
                        + "mail comes within a few minutes, look into the junk mail. Was the address wrong? Write to the "
                        + "organisers.")) \(frame.contact.map { "<a href=\"mailto:\($0)\">\($0)</a>" as HTML })</p>
                </div>
                """)
    }

    private static let whySettled = Phrase(
        sv: "Det här går inte att ändra här, för det avgör vems plats det är. Är det fel? Avboka och anmäl dig igen, "
            + "eller hör av dig till arrangörerna.",
        en: "This cannot be changed here, for it decides whose seat it is. Is it wrong? Cancel and register again, or "
            + "write to the organisers.")

    /// - Parameter typed: What came too late, and is shown so that it is not lost. Nil when nothing did.
    private func tooLate(
        _ visit: Visit, _ link: SecretLink, _ conference: ConferenceFacts, typed: AnswerAttempt?
    ) -> Response {
        let title = visit("Det går inte att ändra längre", "Answers can no longer be changed")
        let end = SwedishTime.moment(conference.changeStopsAt)
        return frame.page(
            visit, link, title: title, status: typed == nil ? .ok : .conflict,
            about: """
                <p>\(visit(
                    "Uppgifterna gick att ändra till \(end.sv). Har något viktigt ändrats? Hör av dig till arrangörerna.",
                    "Answers could be changed until \(end.en). Has something important changed? Write to the organisers."
                )) \(frame.contact.map { "<a href=\"mailto:\($0)\">\($0)</a>" as HTML })</p>
                \(typed.flatMap { $0.notAccepted(visit) })
                """)
    }
}
