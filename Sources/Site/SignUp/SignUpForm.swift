import Conference

/// The form of the built-in questions as markup, with what was typed and what was wrong with it.
struct SignUpForm {
    let visit: Visit
    let kommuner: KommunRegister
    let token: String
    let typed: (Field) -> String
    let problems: [FieldProblem]
    /// The address as it was typed when a slip in it was asked about: sent again, it is meant so.
    var questionedEmail: String?

    var action = Page.signUp
    var button = Phrase(sv: "Skicka anmälan", en: "Send registration")
    /// Those of `mayChange` that are settled already, and words on why. Nil where all is asked.
    var settled: (answers: Registration, reason: Phrase)?
    /// A field that may be left out although the form asks for it.
    var voluntary: Field?

    var html: HTML {
        """
        <form method="post" action="\(visit.path(action))" novalidate="novalidate" data-once="true">
        <input type="hidden" name="token" value="\(token)" />
        \(questionedEmail.map { "<input type=\"hidden\" name=\"\(EmailSuggestion.questioned)\" value=\"\($0)\" />" as HTML })
        \(Honeypot.html(visit))
        \(Field.Section.allCases.map(section))
        \(personalData)
        <button class="main">\(button[visit.language])</button>
        </form>
        """
    }

    private func section(_ section: Field.Section) -> HTML {
        """
        <fieldset>
        <legend><h2>\(section.label[visit.language])</h2></legend>
        \(section == .work ? settled.map { settledAnswers($0.answers, $0.reason) } : nil)
        \(Field.all.filter { $0.section == section && (settled == nil || $0.mayChange) }.map(control.html))
        </fieldset>

        """
    }

    private func settledAnswers(_ answers: Registration, _ reason: Phrase) -> HTML {
        let text = AnswerText(kommuner: kommuner, language: visit.language)
        let rows = Field.all.filter { !$0.mayChange && !answers[$0].isEmpty }.map { field -> HTML in
            "<div><dt>\(field.label[visit.language])</dt><dd>\(text.text(answers, field))</dd></div>\n"
        }
        return """
            <dl class="answers">
            \(rows)</dl>
            <p class="hint">\(reason[visit.language])</p>
            """
    }

    private var control: FieldControl {
        FieldControl(visit: visit, kommuner: kommuner, typed: typed, problems: problems, voluntary: voluntary)
    }

    private var personalData: HTML {
        """
        <section class="notice" aria-labelledby="personal-data">
        <h2 id="personal-data">\(visit("Dina uppgifter", "Your data"))</h2>
        <p>\(visit(
            "Arrangörerna använder uppgifterna för att genomföra konferensen. Svaren om mat och tillgänglighet är "
                + "frivilliga, ses av så få som möjligt och raderas efter konferensen. Anmälningar till en kommun är "
                + "normalt allmänna handlingar.",
            "The organisers use the data to hold the conference. Your answers about food and access are optional, "
                + "seen by as few as possible and deleted after the conference. Registrations sent to a Swedish "
                + "municipality are normally public records."))
        <a href="\(visit.path(.privacy))">\(visit("Läs mer om personuppgifter", "More about personal data"))</a></p>
        </section>
        """
    }
}
