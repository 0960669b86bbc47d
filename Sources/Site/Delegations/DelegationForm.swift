import Conference
import Foundation
import Secrets
import Storage

/// The form of a delegation as markup, before and after its preview.
struct DelegationForm {
    let visit: Visit
    let kommuner: KommunRegister
    let token: String
    let draft: DelegationDraft
    let review: DelegationReview
    /// Whether the contact is asked, too; not when people are added to a delegation that is there.
    let isNew: Bool
    /// The page of those who are registered, when part of the list was registered just now.
    let done: Page?
    /// The one that registers its own people; nil where anybody is registered.
    let kommun: Kommun?

    private typealias Name = DelegationDraft.Name

    var html: HTML {
        """
        <div class="reading">
        <h1>\(heading)</h1>
        \(registered)
        \(draft.isPreviewed ? found : introduction)
        </div>
        <form method="post" enctype="multipart/form-data" novalidate="novalidate" data-once="true">
        <button class="off-stage" name="\(Name.action)" value="preview" tabindex="-1" aria-hidden="true">\
        \(visit("Förhandsgranska", "Preview"))</button>
        <input type="hidden" name="token" value="\(token)" />
        <input type="hidden" name="\(Name.columns)" value="\(draft.extraColumns.map(\.rawValue).joined(separator: " "))" />
        \(draft.isPreviewed ? "<input type=\"hidden\" name=\"\(Name.previewed)\" value=\"yes\" />" as HTML : nil)
        \(draft.round > 0 ? "<input type=\"hidden\" name=\"\(Name.round)\" value=\"\(draft.round)\" />" as HTML : nil)
        \(questioned)
        \(Honeypot.html(visit))
        <div class="reading">
        \(isNew ? contact : nil)
        \(shared)
        \(isNew ? seating : nil)
        </div>
        \(people)
        <div class="reading">
        \(table)
        \(personalData)
        \(buttons)
        </div>
        </form>
        """
    }

    private var heading: String {
        if let kommun { return visit("Anmäl personer från \(kommun.name)", "Register people from \(kommun.name)") }
        return isNew
            ? visit("Anmäl en grupp", "Register a group") : visit("Lägg till fler personer", "Add more people")
    }

    private var introduction: HTML {
        """
        <p>\(visit(
            "Här anmäler du flera personer på en gång. Skriv dem en och en, eller klistra in dem från ett kalkylblad.",
            "Register several people at once. Enter them one by one, or paste them from a spreadsheet."))</p>
        <p>\(visit(
            "Först förhandsgranskar du listan. Inget är anmält förrän du skickar den.",
            "You preview the list first. Nobody is registered until you send it."))</p>
        """
    }

    // MARK: What was found

    private var registered: HTML? {
        guard let done, review.registered > 0 else { return nil }
        let count = review.registered
        return """
            <p class="success">\(visit(
                count == 1 ? "1 person är anmäld." : "\(count) personer är anmälda.",
                count == 1 ? "1 person is registered." : "\(count) people are registered."))
            <a href="\(visit.path(done))">\(visit("Se vilka som är anmälda", "See who is registered"))</a></p>
            """
    }

    private var found: HTML {
        let good = review.good.count
        let wrong = review.rows.count - good
        let held = review.held?.isHeld.count { $0 } ?? 0
        let ignored = review.ignoredHeadings.map { "”\($0)”" }.joined(separator: ", ")
        let ignoredWords = visit(
            "De här kolumnerna används inte: \(ignored). Mat och tillgänglighet berättar var och en om själv.",
            "These columns are not used: \(ignored). Everybody tells about food and access themselves.")
        return """
            <p><strong>\(visit(
                good == 1 ? "1 person kan anmälas." : "\(good) personer kan anmälas.",
                good == 1 ? "1 person can be registered." : "\(good) people can be registered."))</strong>
            \(wrong == 0 ? "" : visit(
                wrong == 1 ? "1 behöver rättas." : "\(wrong) behöver rättas.",
                wrong == 1 ? "1 needs to be corrected." : "\(wrong) need to be corrected."))</p>
            \(review.held.map { seats(held: held, waits: $0.isHeld.count - held, until: $0.endsAt) })
            \(ignored.isEmpty ? nil : "<p>\(ignoredWords)</p>" as HTML)
            """
    }

    private func seats(held: Int, waits: Int, until end: Date?) -> HTML {
        let time = end.map { end in
            let minutes = max(1, Int((end.timeIntervalSince(visit.now) / 60).rounded(.up)))
            let moment = SwedishTime.moment(end)
            return visit(
                (held == 1 ? "1 plats hålls" : "\(held) platser hålls")
                    + " för er i \(minutes) \(minutes == 1 ? "minut" : "minuter"), till \(moment.sv).",
                (held == 1 ? "1 seat is held" : "\(held) seats are held")
                    + " for you for \(minutes) \(minutes == 1 ? "minute" : "minutes"), until \(moment.en).")
        }
        let line: String? =
            waits == 0
            ? nil
            : visit(
                (waits == 1 ? "1 person" : "\(waits) personer") + " får i så fall vänta i kön"
                    + (draft.keepsTogether ? ", för det finns inte plats för alla tillsammans." : "."),
                (waits == 1 ? "1 person" : "\(waits) people") + " will have to wait in line"
                    + (draft.keepsTogether ? ", for there are not seats for all together." : "."))
        return "<p data-held=\"\(held)\">\([time, line].compactMap { $0 }.joined(separator: " "))</p>"
    }

    private var questioned: [HTML] {
        var addresses = draft.questioned
        if review.contactProblems.contains(where: \.kind.isQuestion) { addresses.insert(draft.contactEmail.trimmed) }
        for (row, checked) in zip(draft.rows, review.rows) where checked.problems.contains(where: \.isQuestion) {
            addresses.insert(row[.email].trimmed)
        }
        return addresses.sorted().map {
            "<input type=\"hidden\" name=\"\(Name.questioned)\" value=\"\($0)\" />\n"
        }
    }

    // MARK: Contact and what is shared

    private var contact: HTML {
        """
        <fieldset>
        <legend><h2>\(visit("Om dig som anmäler", "About you who register the group"))</h2></legend>
        \(line(.contactName, draft.contactName, type: "text"))
        \(line(.contactEmail, draft.contactEmail, type: "email"))
        </fieldset>
        """
    }

    private func line(_ field: Field, _ value: String, type: String) -> HTML {
        control(field).html { attributes in
            """
            <input type="\(type)" \(attributes) value="\(value)"\
            \(field.autocomplete.map { " autocomplete=\"\($0)\"" as HTML }) />
            """
        }
    }

    private func control(_ field: Field, hint: String? = nil) -> FormControl {
        let problem = (review.contactProblems + review.sharedProblems).first { $0.field == field }
        return FormControl(
            name: field.name, label: field.label[visit.language], hint: hint ?? field.hint?[visit.language],
            problem: problem?.message[visit.language], problemWord: visit("Fel:", "Error:"))
    }

    private var shared: HTML {
        if let kommun { return sharedOf(kommun) }
        return """
            <fieldset>
            <legend><h2>\(visit("Var ni arbetar eller verkar", "Where you work or are active"))</h2></legend>
            <p>\(visit(
            "Det här gäller alla i gruppen som inte har något annat på sin egen rad.",
            "This holds for everybody in the group whose own row does not say otherwise."))</p>
            \(control(.organisationType, hint: visit("Avgör vilken kvot ni räknas mot", "Decides which quota you are counted against"))
            .html { attributes in
                OrganisationTypeChoice(visit: visit, chosen: draft.shared[.organisationType] ?? "").html(attributes)
            })
            \(control(.kommun).html(control: kommunChoice))
            \(line(.organisation, draft.shared[.organisation] ?? "", type: "text"))
            </fieldset>
            """
    }

    /// Type and kommun are settled by the link.
    private func sharedOf(_ kommun: Kommun) -> HTML {
        """
        <fieldset>
        <legend><h2>\(visit("Var ni arbetar", "Where you work"))</h2></legend>
        <p>\(visit("Alla räknas på platserna för", "Everybody is counted on the seats of"))
        <strong>\(kommun.name)</strong>.</p>
        \(line(.organisation, draft.shared[.organisation] ?? "", type: "text"))
        </fieldset>
        """
    }

    private func kommunChoice(_ attributes: HTML) -> HTML {
        KommunChoice(visit: visit, kommuner: kommuner, typed: draft.shared[.kommun] ?? "").html(attributes)
    }

    private var seating: HTML {
        func choice(_ value: String, isChosen: Bool, _ label: String, _ hint: String) -> HTML {
            """
            <div class="choice">
            <input type="radio" id="seating-\(value)" name="\(Name.seating)" value="\(value)"\
            \(isChosen ? " checked=\"checked\"" : "" as HTML) aria-describedby="seating-\(value)-hint" />
            <label for="seating-\(value)">\(label)</label>
            <p class="hint" id="seating-\(value)-hint">\(hint)</p>
            </div>

            """
        }
        return """
            <fieldset>
            <legend><h2>\(visit("Om platserna inte räcker", "If there are not enough seats"))</h2></legend>
            \(choice(
                Name.split, isChosen: !draft.keepsTogether,
                visit("Så många som möjligt får plats", "As many as possible get a seat"),
                visit(
                    "De översta i listan får plats, resten väntar i kön var för sig.",
                    "Those at the top of the list get seats, the others wait in line one by one.")))
            \(choice(
                Name.together, isChosen: draft.keepsTogether,
                visit("Alla eller ingen", "All or nobody"),
                visit(
                    "Ni väntar tillsammans tills det finns plats för er alla på en gång. Det kan ta längre tid, för den som "
                        + "väntar ensam kan få plats före er.",
                    "You wait together until there are seats for all of you at once. It can take longer, for those who "
                        + "wait alone may get seats before you.")))
            </fieldset>
            """
    }

    // MARK: People

    private var people: HTML {
        """
        <section class="people" aria-labelledby="people">
        <h2 id="people">\(visit("Personerna", "The people"))</h2>
        <p>\(visit(
            "E-postadressen är frivillig. Den som har en får besked själv, och en egen länk för att berätta om mat och "
                + "tillgänglighet. Du ser aldrig svaren. För den som saknar adress får du beskeden.",
            "The e-mail address is optional. Whoever has one is told in person and gets a link of their own to tell about "
                + "food and access. You never see the answers. About those without an address we tell you."))</p>
        \(draft.rows.indices.map(person))
        <button class="quiet" name="\(Name.action)" value="more" data-adds-person="true">\
        \(visit("Fler rader", "More rows"))</button>
        </section>
        """
    }

    private func person(_ row: Int) -> HTML {
        let columns = draft.columns
        let checked = row < review.rows.count ? review.rows[row] : nil
        return """
            <fieldset class="person" id="person-\(row + 1)">
            <legend>Person <span class="number-of-person">\(row + 1)</span>\(status(row, checked))</legend>
            <div class="cells">
            \(columns.map { cell(row, $0, checked?.problems ?? []) })
            </div>
            <button class="quiet" name="\(Name.action)" value="remove-\(row + 1)">\(visit("Ta bort", "Remove")) \
            <span class="for-ears">person <span class="number-of-person">\(row + 1)</span></span></button>
            </fieldset>

            """
    }

    private func status(_ row: Int, _ checked: DelegationCheck.Row?) -> HTML? {
        guard let checked, draft.isPreviewed else { return nil }
        let (name, words): (String, String) =
            if checked.registration == nil {
                ("wrong", visit("Behöver rättas", "Needs correcting"))
            } else if let isHeld = review.isHeld(row: row) {
                isHeld
                    ? ("confirmed", visit("Plats hålls", "Seat held"))
                    : ("waiting", visit("Får vänta i kön", "Will wait in line"))
            } else {
                ("ready", visit("Kan anmälas", "Can be registered"))
            }
        return " <span class=\"state \(name == "wrong" ? "amiss" : name)\" data-row=\"\(name)\">\(words)</span>"
    }

    private func cell(_ row: Int, _ column: DelegationColumn, _ problems: [CellProblem]) -> HTML {
        let problem = problems.first { $0.column == column }
        let isOptional = column.isShared || column == .email || column == .phone
        let value = draft.rows[row][column]
        let control = FormControl(
            name: Name.cell(row, column), label: column.label[visit.language],
            problem: problem?.message[visit.language], optional: isOptional ? visit("frivilligt", "optional") : nil,
            problemWord: visit("Fel:", "Error:"))
        return control.html { attributes in
            switch column {
            case .organisationType: OrganisationTypeChoice(visit: visit, chosen: value).html(attributes)
            case .email:
                "<input type=\"email\" \(attributes) value=\"\(value)\" spellcheck=\"false\" autocomplete=\"off\" />"
            default: "<input \(attributes) value=\"\(value)\" autocomplete=\"off\" />"
            }
        }
    }

    // MARK: A table instead

    private var table: HTML {
        let problem = review.tableProblem
        func control(_ name: String, _ label: String, _ hint: String) -> FormControl {
            FormControl(
                name: name, label: label, hint: hint,
                problem: problem?.control == name ? problem?.problem.message[visit.language] : nil,
                problemWord: visit("Fel:", "Error:"))
        }
        return """
            <fieldset>
            <legend><h2>\(visit("Klistra in från ett kalkylblad", "Paste from a spreadsheet"))</h2></legend>
            <p>\(visit(
                "Ha gärna rubriker på första raden, i vilken ordning som helst: Förnamn, Efternamn, E-post, Roll, och om ni vill "
                    + "Telefon, Organisation, Typ av organisation och Kommun. Utan rubriker läses kolumnerna i den ordningen. "
                    + "Högst \(DelegationTable.rowLimit) personer.",
                "Headings on the first row help, in any order: Given name, Family name, E-mail, Role, and if you like Phone, "
                    + "Organisation, Kind of organisation and Municipality. Without headings the columns are read in that "
                    + "order. At most \(DelegationTable.rowLimit) people."))</p>
            \(control(
                Name.pasted, visit("Rader från kalkylbladet", "Rows of the spreadsheet"),
                visit("Markera raderna i kalkylbladet, kopiera dem och klistra in här", "Select the rows in the spreadsheet, copy them and paste them here")
            ).html { attributes in
                "<textarea \(attributes) rows=\"4\" spellcheck=\"false\">\n\(draft.pasted)</textarea>"
            })
            \(control(
                Name.file, visit("Eller en CSV-fil", "Or a CSV file"),
                visit("Spara kalkylbladet som CSV först", "Save the spreadsheet as CSV first")
            ).html { attributes in
                """
                <input type="file" \(attributes) accept=".csv,.txt,.tsv,text/csv,text/plain" \
                data-most-bytes="\(DelegationTable.limits.bytes)" \
                data-too-large="\(TableProblem.tooLarge(limit: DelegationTable.limits.bytes).message[visit.language])" />
                """
            })
            </fieldset>
            """
    }

    private var personalData: HTML {
        """
        <p>\(visit(
            "Berätta för dem du anmäler att du har gjort det. Skriv inget om mat, allergier eller hälsa här.",
            "Tell those you register that you have done so. Write nothing about food, allergies or health here."))
        <a href="\(visit.path(.privacy))">\(visit("Läs mer om personuppgifter", "More about personal data"))</a></p>
        """
    }

    private var buttons: HTML {
        let good = review.good.count
        let preview: HTML = """
            <button class="\(draft.isPreviewed ? "quiet" : "main")" name="\(Name.action)" value="preview">\
            \(draft.isPreviewed
                ? visit("Förhandsgranska igen", "Preview again") : visit("Förhandsgranska", "Preview"))</button>
            """
        guard draft.isPreviewed, good > 0 else { return "<p>\(preview)</p>" }
        return """
            <p class="choices">
            <button class="main" name="\(Name.action)" value="send">\(visit(
                good == 1 ? "Anmäl 1 person" : "Anmäl \(good) personer",
                good == 1 ? "Register 1 person" : "Register \(good) people"))</button>
            \(preview)
            </p>
            """
    }
}

extension FieldProblem.Kind {
    /// Asked once, and not an error when it is sent again.
    var isQuestion: Bool {
        if case .likelyTypo = self { true } else { false }
    }
}

extension CellProblem {
    fileprivate var isQuestion: Bool {
        if case .answer(let kind) = kind { kind.isQuestion } else { false }
    }
}
