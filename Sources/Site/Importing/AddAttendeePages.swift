import Conference
import Foundation
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/deltagare/ny`: an organiser registers one person, and is told beforehand whether there is a seat.
///
/// It is an import of one, so that it has the same rules, the same preview and the same protection from being sent twice.
struct AddAttendeePages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let random: RandomBytes
    let suggestion: EmailSuggestion

    private static let tokenSeconds: Int64 = 14 * 24 * 3600

    private typealias Name = ImportDraft.Name

    /// The form as it stands.
    private struct Attempt {
        var typed: (Field) -> String = { _ in "" }
        var isTold = true
        var language: Language
        var problems: [(field: Field, message: Phrase)] = []
        var general: [String] = []
        var likelyTypo: FieldProblem?
        /// What becomes of the person; nil before it was asked.
        var report: ImportReport?

        var isFaultless: Bool { problems.isEmpty && general.isEmpty && likelyTypo == nil }
    }

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) -> Response {
        page(visit, signedIn, Attempt(language: visit.language), newToken(visit))
    }

    @Sendable func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let fields = fields(signedIn)
        var attempt = Attempt(
            typed: { fields.contains($0) ? form[$0.name] ?? "" : "" }, isTold: form[Name.told] == "yes",
            language: form[Name.language].flatMap(Language.init) ?? visit.language)
        let sent = FormToken(
            form[Name.importing], for: .importing, within: Self.tokenSeconds, key: store.signingKey, visit)
        let token = sent ?? newToken(visit)
        if sent == nil { attempt.general.append(FormToken.problem(visit)) }
        switch RegistrationForm.check(kommuner: store.kommuner, typed: attempt.typed) {
        case .invalid(let problems):
            attempt.problems = problems.map { problem in
                (problem.field, ImportProblem(.field(problem.field), .answer(problem.kind)).message)
            }
        case .valid(let registration):
            attempt.likelyTypo = suggestion.problem(with: registration[.email], in: .email, form)
            let person = ImportPerson(row: 1, name: registration.fullName, wish: .newcomer(registration))
            let people = AttendeeImport(
                [person], token: token, source: .byHand, language: attempt.language, isTold: attempt.isTold,
                by: signedIn.actor)
            if form[Name.action] == "send", attempt.isFaultless {
                switch try await store.carryOut(people, agreed: form[Name.agreed] ?? "", now: visit.now) {
                case .done(let report, _):
                    let id = report.entries.first?.registration
                    return .seeOther(visit.path(id.map { .attendee(id: $0) } ?? .attendees))
                case .refused(let report):
                    if report.isFaultless {
                        attempt.general.append(
                            visit(
                                "Läget är ett annat än när du granskade. Se efter vad som händer nu och skicka igen.",
                                "Things are not as they were when you looked. See what happens now and send again."))
                    }
                case .noConference: break
                }
            }
            if attempt.likelyTypo == nil { try await look(visit, people, &attempt) }
        }
        return page(visit, signedIn, attempt, token)
    }

    private func look(_ visit: Visit, _ people: AttendeeImport, _ attempt: inout Attempt) async throws {
        attempt.report = try await store.preview(people, shown: 0..<1, now: visit.now)
        switch attempt.report?.entries.first?.outcome {
        case .faulty(let found):
            attempt.report = nil
            for problem in found {
                guard case .field(let field) = problem.column else { continue }
                let message =
                    if case .registered(let code) = problem.kind {
                        Phrase(
                            sv: "Adressen är redan anmäld, med bokningskoden \(code).",
                            en: "The address is registered already, with the booking code \(code).")
                    } else {
                        problem.message
                    }
                attempt.problems.append((field, message))
            }
        case nil:
            attempt.general.append(
                visit(
                    "Lägg upp konferensen först, med dag, platser och tider.",
                    "Set up the conference first, with its day, seats and times."))
        case .new, .changed, .unchanged, .repeated: break
        }
    }

    /// Answers about needs are for those who may read them. Others leave them to the person.
    private func fields(_ signedIn: SignedIn) -> [Field] {
        Field.all.filter { signedIn.may(.readNeeds) || !$0.isSensitive }
    }

    private func newToken(_ visit: Visit) -> FormToken { FormToken(for: .importing, random: random, visit) }

    // MARK: The page

    private func page(_ visit: Visit, _ signedIn: SignedIn, _ attempt: Attempt, _ token: FormToken) -> Response {
        let title = visit("Lägg till en person", "Add a person")
        var items = attempt.general.map { ErrorSummary.Item(message: $0, control: nil) }
        items += messages(attempt).map {
            ErrorSummary.Item(message: $0.message[visit.language], control: $0.field.name)
        }
        let summary =
            items.isEmpty
            ? nil : ErrorSummary(title: visit("Något behöver rättas", "Something needs to be corrected"), items: items)
        let agreed = attempt.report?.counts.text
        return frame.page(
            visit, title: title, status: items.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: summary,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendees))">\(visit("Alla deltagare", "All attendees"))</a></p>
                <h1>\(title)</h1>
                <p>\(visit(
                    "Du kan anmäla någon också före och efter anmälningstiden. Platserna fördelas som vanligt: finns ingen "
                        + "ställs personen i kö, och det får du veta innan.",
                    "You can register somebody before sign-up opens and after it has closed, too. Seats are given as always: "
                        + "without one the person waits in line, and you are told before."))</p>
                <form method="post" action="\(visit.path(.newAttendee))" novalidate="novalidate" data-once="true">
                <button class="off-stage" name="\(Name.action)" value="preview" tabindex="-1" aria-hidden="true">\
                \(visit("Granska", "Review"))</button>
                \(signedIn.tokenField)
                <input type="hidden" name="\(Name.importing)" value="\(token.text(key: store.signingKey))" />
                \(agreed.map { "<input type=\"hidden\" name=\"\(Name.agreed)\" value=\"\($0)\" />" as HTML })
                \(EmailSuggestion.mark(attempt.likelyTypo, typed: attempt.typed(.email)))
                \(attempt.report?.entries.first.map { told(visit, $0, isTold: attempt.isTold) })
                \(fields(signedIn).map { question(visit, $0, attempt) })
                \(signedIn.may(.readNeeds) ? nil : needs(visit))
                \(MailChoice(
                    visit: visit, isTold: attempt.isTold, language: attempt.language,
                    label: visit("Skicka bekräftelse med e-post", "Send a confirmation by e-mail")).html)
                \(buttons(visit, attempt))
                </form>
                </div>
                """)
    }

    private func messages(_ attempt: Attempt) -> [(field: Field, message: Phrase)] {
        attempt.problems + (attempt.likelyTypo.map { [($0.field, $0.message)] } ?? [])
    }

    /// What will happen, before it does.
    private func told(_ visit: Visit, _ entry: ImportReport.Entry, isTold: Bool) -> HTML {
        let (name, words): (String, String) =
            switch entry.outcome {
            case .new(.waiting, let place):
                (
                    "waiting",
                    visit("\(entry.name) ställs i kö", "\(entry.name) will wait in line")
                        + (place.map { ", " + ImportWords.place($0, visit) } ?? "") + "."
                )
            case .new: ("confirmed", visit("\(entry.name) får en plats.", "\(entry.name) gets a seat."))
            case .changed, .unchanged, .repeated, .faulty:
                ("", visit("\(entry.name) är redan tillagd.", "\(entry.name) has been added already."))
            }
        let mail =
            isTold
            ? visit("Bekräftelsen skickas när du lägger till.", "The confirmation is sent when you add the person.")
            : visit("Ingen bekräftelse skickas.", "No confirmation is sent.")
        return """
            <div class="panel \(name)" role="status" data-told="\(name)">
            <p><strong>\(words)</strong></p>
            <p>\(mail)</p>
            </div>
            """
    }

    private func question(_ visit: Visit, _ field: Field, _ attempt: Attempt) -> HTML {
        let hint =
            field == .kommun
            ? visit("Bara för den som kommer från en kommun.", "Only for people from a municipality (kommun).") : nil
        let isOptional = !field.isRequired && field != .kommun
        return FormControl(
            name: field.name, label: ImportColumn.field(field).label[visit.language], hint: hint,
            problem: messages(attempt).first { $0.field == field }?.message[visit.language],
            optional: isOptional ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:")
        ).html { attributes in
            // A kommun's control says so itself.
            let attributes: HTML =
                field.kind == .kommun ? attributes : "\(attributes) autocomplete=\"off\""
            return FieldInput(visit: visit, kommuner: store.kommuner, field: field, value: attempt.typed(field))
                .html(attributes)
        }
    }

    private func needs(_ visit: Visit) -> HTML {
        """
        <p>\(visit(
            "Mat och tillgänglighet berättar personen själv på sin egen sida, som länken i bekräftelsen leder till.",
            "The person tells about food and access on their own page, where the link in the confirmation leads."))</p>
        """
    }

    private func buttons(_ visit: Visit, _ attempt: Attempt) -> HTML {
        let isReady = attempt.report != nil && attempt.isFaultless
        let review: HTML = """
            <button class="\(isReady ? "quiet" : "main")" name="\(Name.action)" value="preview">\
            \(isReady ? visit("Granska igen", "Review again") : visit("Granska", "Review"))</button>
            """
        guard isReady else { return "<p>\(review)</p>" }
        return """
            <p class="choices"><button class="main" name="\(Name.action)" value="send">\
            \(visit("Lägg till personen", "Add the person"))</button>
            \(review)
            <a href="\(visit.path(.attendees))">\(visit("Avbryt", "Give up"))</a></p>
            """
    }
}
