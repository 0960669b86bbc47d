import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/deltagare/{id}/andra`: an organiser changes what somebody gave.
struct AttendeeEditPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages
    let suggestion: EmailSuggestion

    func show(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let questionnaire = try await store.questionnaire(of: id) else {
            return problems.notFound(visit, signedIn)
        }
        guard questionnaire.attendee.state != .cancelled else { return .seeOther(visit.path(.attendee(id: id))) }
        let sheet = AttendeeSheet(questionnaire)
        let attempt = EditAttempt(
            answers: AnswerAttempt(typed: { Self.shown(sheet.registration, $0) }), sheet: sheet, base: sheet)
        return page(visit, signedIn, questionnaire, attempt)
    }

    func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let questionnaire = try await store.questionnaire(of: id) else {
            return problems.notFound(visit, signedIn)
        }
        guard questionnaire.attendee.state != .cancelled else { return .seeOther(visit.path(.attendee(id: id))) }
        let memory = memory(signedIn, questionnaire)
        let current = AttendeeSheet(questionnaire)
        let typed = { (field: Field) in
            memory.fields.contains(field) ? form[field.name] ?? "" : Self.shown(current.registration, field)
        }
        let readable = { [kommuner = store.kommuner] (field: Field) in
            RegistrationForm.check(field, typed: typed(field), kommuner: kommuner).answer
        }
        var attempt = EditAttempt(
            answers: AnswerAttempt(typed: typed), sheet: memory.sheet(form, now: current, field: readable),
            base: try memory.base(form, now: current), reason: form[EditAttempt.reasonControl] ?? "",
            isTold: form["told"] != nil)
        if form["action"] == "back" { return page(visit, signedIn, questionnaire, attempt) }
        if merge(current, into: &attempt) { return page(visit, signedIn, questionnaire, attempt) }

        let reason = RegistrationForm.tidied(attempt.reason)
        attempt.reasonProblem = TypedProblem.with(reason, longest: AttendeeEdit.longestReason)
        switch RegistrationForm.check(
            kommuner: store.kommuner, voluntary: Self.voluntary(questionnaire.attendee), typed: typed)
        {
        case .invalid(let found): attempt.answers.problems = found
        case .valid(let registration):
            attempt.sheet.registration = registration
            if registration[.email] != current.registration[.email] {
                attempt.answers.ask(suggestion, about: registration[.email], form)
            }
        }
        guard attempt.answers.isFaultless, attempt.reasonProblem == nil else {
            return page(visit, signedIn, questionnaire, attempt)
        }
        let edit = AttendeeEdit(
            base: attempt.base, wanted: attempt.sheet,
            shown: Set(form.all(QuestionControl.shown).compactMap { Int64($0) }),
            choosesWorkshops: form[WorkshopFieldset.shown] != nil, mayChangeNeeds: signedIn.may(.readNeeds),
            reason: reason, isTold: attempt.isTold, agreed: form["agreed"])
        switch try await store.edit(id: id, edit, by: signedIn.actor, now: visit.now) {
        case .saved: return .seeOther(visit.path(.attendee(id: id)) + "?done=saved")
        case .unchanged: return .seeOther(visit.path(.attendee(id: id)) + "?done=unchanged")
        case .cancelled: return .seeOther(visit.path(.attendee(id: id)))
        case .notFound: return problems.notFound(visit, signedIn)
        case .mustAgree(let effect):
            return try await ask(visit, signedIn, form, questionnaire.attendee, attempt.sheet.registration, effect)
        case .changedMeanwhile(let now): _ = merge(now, into: &attempt)
        case .emailTaken: attempt.answers.problems = [FieldProblem(field: .email, kind: .taken)]
        case .invalid(let found, let overlap): (attempt.answerProblems, attempt.overlap) = (found, overlap)
        }
        return page(visit, signedIn, questionnaire, attempt)
    }

    /// Takes over what somebody else has changed since the organiser began, except where both changed the same: there the
    /// organiser's own stays in the form, and is saved if it is sent again.
    ///
    /// - Returns: Whether there is something that the organiser must be told.
    private func merge(_ current: AttendeeSheet, into attempt: inout EditAttempt) -> Bool {
        let meanwhile = current.differences(from: attempt.base)
        guard !meanwhile.isEmpty else { return false }
        let own = Set(attempt.sheet.differences(from: attempt.base))
        let typed = attempt.answers.typed
        let taken = Set(meanwhile.filter { !own.contains($0) })
        for part in taken { attempt.sheet.take(part, from: current) }
        attempt.answers.typed = { field in
            taken.contains(.field(field)) ? Self.shown(current.registration, field) : typed(field)
        }
        attempt.base = current
        attempt.meanwhile = meanwhile
        return true
    }

    private func memory(_ signedIn: SignedIn, _ questionnaire: Questionnaire) -> SheetForm {
        let mayRead = signedIn.may(.readNeeds)
        return SheetForm(
            fields: Field.all.filter { mayRead || !$0.isSensitive },
            questions: questionnaire.open.filter { mayRead || !$0.isSensitive })
    }

    /// An address is replaced, not removed.
    private static func voluntary(_ attendee: Attendee) -> Field? {
        attendee.registration[.email].isEmpty ? .email : nil
    }

    private static func shown(_ registration: Registration, _ field: Field) -> String {
        field.kind == .phone ? PhoneNumber.display(registration[field]) : registration[field]
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ questionnaire: Questionnaire, _ attempt: EditAttempt
    ) -> Response {
        let name = questionnaire.attendee.registration.fullName
        let title = visit("Ändra uppgifter för \(name)", "Change the answers of \(name)")
        let form = AttendeeEditForm(
            visit: visit, signedIn: signedIn, kommuner: store.kommuner, questionnaire: questionnaire, attempt: attempt,
            memory: memory(signedIn, questionnaire), voluntary: Self.voluntary(questionnaire.attendee))
        return frame.page(
            visit, title: title, status: attempt.status, organiser: signedIn, problems: attempt.summary(visit),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.attendee(id: questionnaire.attendee.id)))">\(visit(
                    "Tillbaka till deltagaren", "Back to the attendee"))</a></p>
                <h1>\(title)</h1>
                \(attempt.meanwhile.isEmpty ? nil : meanwhile(visit, signedIn, questionnaire, attempt))
                \(form.html)
                </div>
                """)
    }

    /// What somebody else has changed, and which of the two stands in the form.
    private func meanwhile(
        _ visit: Visit, _ signedIn: SignedIn, _ questionnaire: Questionnaire, _ attempt: EditAttempt
    ) -> HTML {
        let words = EditedPartWords(
            visit: visit, questions: questionnaire.questions, mayReadNeeds: signedIn.may(.readNeeds))
        let own = Set(attempt.sheet.differences(from: attempt.base))
        let text = AnswerText(kommuner: store.kommuner, language: visit.language)
        let rows = attempt.meanwhile.compactMap { part -> HTML? in
            guard let name = words.name(part) else { return nil }
            var now: String?
            if case .field(let field) = part { now = text.text(attempt.base.registration, field) }
            let stands: HTML? = now.map { ": \($0.isEmpty ? visit("tomt", "empty") : $0)" }
            let kept: HTML? =
                own.contains(part)
                ? ". \(visit("I formuläret står ditt.", "The form has yours."))" as HTML : nil
            return "<li><strong>\(name)</strong>\(stands)\(kept)</li>\n"
        }
        return """
            <div class="notice" role="alert" tabindex="-1" data-focus="true" id="meanwhile">
            <h2>\(visit("Någon annan har ändrat under tiden", "Somebody else has made changes meanwhile"))</h2>
            <p>\(visit(
                "Inget av ditt är sparat än, och allt du skrev står kvar. Så här blev det andra:",
                "Nothing of yours is saved yet, and all you typed is still here. This is what was changed:"))</p>
            <ul>
            \(rows)</ul>
            <p>\(visit(
                "Kontrollera formuläret och spara igen. Historiken visar vem som ändrade.",
                "Check the form and save again. The history shows who made the changes."))</p>
            </div>
            """
    }

    /// Seats that have gone out cannot be taken back, so this is asked first.
    private func ask(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ attendee: Attendee, _ wanted: Registration,
        _ effect: SeatEffect
    ) async throws -> Response {
        let group = GroupWords(visit: visit, kommuner: store.kommuner).name(of: wanted.group)
        let title = visit(
            "Flytta \(attendee.registration.fullName) till \(group)?",
            "Move \(attendee.registration.fullName) to \(group)?")
        let kept = form.pairs.filter { !["token", "agreed", "action"].contains($0.name) }.map { pair -> HTML in
            "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\" />\n"
        }
        let words = MoveEffectList(visit: visit, store: store)
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <div class="reading">
                <h1>\(title)</h1>
                \(form["agreed"] == nil ? nil : MoveEffectList.changed(visit))
                <p>\(visit("Det här händer om du sparar:", "This happens if you save:"))</p>
                \(try await words.html(effect, of: group))
                <form method="post" action="\(visit.path(.editAttendee(id: attendee.id)))">
                \(signedIn.tokenField)
                \(kept)
                <input type="hidden" name="agreed" value="\(effect.text)" />
                <div class="choices">
                <button class="main">\(visit("Ja, flytta och spara", "Yes, move and save"))</button>
                <button class="quiet" name="action" value="back">\(visit("Nej, tillbaka till formuläret", "No, back to the form"))</button>
                </div>
                </form>
                </div>
                """)
    }
}
