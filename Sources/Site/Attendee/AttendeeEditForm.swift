import Conference
import HTTP
import Storage

/// All that an organiser may change of somebody, as a form.
struct AttendeeEditForm {
    let visit: Visit
    let signedIn: SignedIn
    let kommuner: KommunRegister
    let questionnaire: Questionnaire
    let attempt: EditAttempt
    let memory: SheetForm
    let voluntary: Field?

    private var id: Int64 { questionnaire.attendee.id }

    var html: HTML {
        """
        <form method="post" action="\(visit.path(.editAttendee(id: id)))" novalidate="novalidate" data-once="true">
        \(signedIn.tokenField)
        <input type="hidden" name="\(SheetForm.base)" value="\(memory.remembered(attempt.base))" />
        \(attempt.answers.questionedEmail.map {
            "<input type=\"hidden\" name=\"\(EmailSuggestion.questioned)\" value=\"\($0)\" />" as HTML
        })
        \(Field.Section.allCases.compactMap(section))
        \(questions)
        \(WorkshopFieldset(
            visit: visit, workshops: questionnaire.workshops, places: questionnaire.places,
            chosen: attempt.sheet.workshops, overlap: attempt.overlap, isOwn: false).html)
        \(why)
        <div class="choices">
        <button class="main">\(visit("Spara ändringarna", "Save the changes"))</button>
        <a href="\(visit.path(.attendee(id: id)))">\(visit("Tillbaka utan att ändra", "Back without changing"))</a>
        </div>
        </form>
        """
    }

    private func section(_ section: Field.Section) -> HTML? {
        let fields = memory.fields.filter { $0.section == section }
        guard !fields.isEmpty else { return nil }
        let control = FieldControl(
            visit: visit, kommuner: kommuner, typed: attempt.answers.typed, problems: attempt.answers.allProblems,
            voluntary: voluntary, isOwn: false)
        return """
            <fieldset>
            <legend><h2>\(legend(section))</h2></legend>
            \(section == .work ? seatHint : nil)
            \(fields.map(control.html))
            \(section == .person ? language : nil)
            </fieldset>

            """
    }

    private func legend(_ section: Field.Section) -> String {
        switch section {
        case .person: visit("Personen", "The person")
        case .work: visit("Var personen arbetar eller verkar", "Where the person works or is active")
        case .needs: visit("Behov", "Needs")
        }
    }

    private var seatHint: HTML {
        """
        <p class="hint">\(visit(
            "Med en annan kommun eller typ av organisation räknas personen mot en annan kvot. Då får du först se vad som "
                + "händer med platsen.",
            "With another municipality or kind of organisation the person is counted against another quota. You are first "
                + "shown what becomes of the seat."))</p>
        """
    }

    private var language: HTML {
        let options = Language.allCases.map { language -> HTML in
            let name =
                switch language {
                case .swedish: "Svenska"
                case .english: "English"
                }
            let selected: HTML = language == attempt.sheet.language ? " selected=\"selected\"" : ""
            return "<option value=\"\(language.rawValue)\"\(selected) lang=\"\(language.rawValue)\">\(name)</option>"
        }
        return FormControl(
            name: SheetForm.language, label: visit("Språk i mejl", "Language of mail"),
            problemWord: visit("Fel:", "Error:")
        ).html { "<select \($0) class=\"short\">\(options)</select>" }
    }

    private var questions: HTML? {
        if memory.questions.isEmpty { return nil }
        let fieldset = QuestionFieldset(
            visit: visit, questions: memory.questions, type: questionnaire.type,
            answers: QuestionAnswers(stored: attempt.sheet.answers), problems: attempt.answerProblems)
        return """
            <fieldset>
            <legend><h2>\(visit("Svar på frågorna", "Answers to the questions"))</h2></legend>
            \(fieldset.html)
            </fieldset>
            """
    }

    private var why: HTML {
        let problem = attempt.reasonProblem == nil ? nil : attempt.reasonMessage(visit)
        let told: HTML = attempt.isTold ? " checked=\"checked\"" : ""
        return """
            <fieldset>
            <legend><h2>\(visit("Varför", "Why"))</h2></legend>
            \(FormControl(
                name: EditAttempt.reasonControl, label: visit("Skäl till ändringen", "Reason for the change"),
                hint: visit(
                    "Till exempel: bad om det i telefon. Står i historiken, som laget ser. Skriv inget om hälsa.",
                    "For example: asked by phone. Stands in the history, which the team sees. Write nothing about health."),
                problem: problem, problemWord: visit("Fel:", "Error:")
            ).html { "<input \($0) value=\"\(attempt.reason)\" required=\"required\" autocomplete=\"off\" />" })
            <div class="option">
            <input type="checkbox" id="told" name="told" value="yes"\(told) aria-describedby="told-hint" />
            <div><label for="told">\(visit("Mejla personen om ändringen", "Mail the person about the change"))</label>
            <p class="hint" id="told-hint">\(visit(
                "En ny e-postadress får alltid ett mejl, med en ny länk; länkarna från tidigare slutar gälla. Den som "
                    + "förlorar eller får en plats får alltid veta det.",
                "A new e-mail address always gets a mail, with a new link; earlier links end. Whoever loses or gets a seat "
                    + "is always told."))</p></div>
            </div>
            </fieldset>
            """
    }
}
