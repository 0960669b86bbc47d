import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/utskick/texter`: what the messages say that go out by themselves.
///
/// New words are kept as a draft first, which can be looked at and mailed as a test; what is sent changes when the draft is
/// taken into use.
struct MailTextPages: Sendable {
    let store: Store
    let frame: Frame
    let letters: LetterViews

    private typealias Control = MailTextDraft.Control

    /// Among so many people one looks for an example.
    private static let mostExamples = 500

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let own = try await store.mailTexts(areDrafts: false)
        let drafts = try await store.mailTexts(areDrafts: true)
        let rows = MessageKind.withOwnWords.map { kind -> HTML in
            let whose = own[kind] == nil ? visit("Inbyggd", "Built in") : visit("Egen", "Your own")
            let name = MessageWords.label(of: kind)[visit.language]
            return """
                <tr><th scope="row"><a href="\(visit.path(.mailText(kind)))">\(name)</a></th>
                <td>\(whose)\(drafts[kind] == nil ? nil : ", \(visit("utkast finns", "there is a draft"))" as HTML)</td>
                <td><a href="\(visit.path(.mailTextPreview(kind)))">\(visit("Visa", "Show"))\
                <span class="for-ears"> \(name)</span></a></td></tr>

                """
        }
        let title = visit("Mejltexter", "Mail texts")
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <p><a href="\(visit.path(.messages))">\(visit("Utskick", "Mail"))</a></p>
                <h1 id="texts">\(title)</h1>
                <p class="reading">\(visit(
                    "De här mejlen går ut av sig själva. Ämnet och inledningen kan du skriva själv. Status, tid, plats och "
                        + "länken till mottagarens sida följer alltid med.",
                    "These mails go out by themselves. You can write subject and introduction yourself. State, time, place "
                        + "and the link to the recipient’s page are always there."))</p>
                <div class="wide-table" role="region" aria-labelledby="texts" tabindex="0">
                <table>
                <thead><tr><th scope="col">\(visit("Mejl", "Mail"))</th><th scope="col">\(visit("Text", "Text"))</th>\
                <th scope="col">\(visit("Förhandsvisning", "Preview"))</th></tr></thead>
                <tbody>
                \(rows)
                </tbody>
                </table>
                </div>
                """)
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, _ kind: MessageKind) async throws -> Response {
        let standing = try await standing(kind)
        return form(visit, signedIn, kind, standing, seen: standing.seen, typed: standing.typed)
    }

    /// What the form is filled with.
    private struct Standing {
        let seen: EditTag
        let own: MailText?
        let draft: MailText?

        @Sendable func typed(_ control: Control) -> String { (draft ?? own)?.typed(control) ?? "" }
    }

    private func standing(_ kind: MessageKind) async throws -> Standing {
        let seen = try await store.editTag(of: .mailText(kind))
        return Standing(
            seen: seen, own: try await store.mailTexts(areDrafts: false)[kind],
            draft: try await store.mailTexts(areDrafts: true)[kind])
    }

    func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ kind: MessageKind) async throws -> Response {
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        if form["what"] == "built-in" {
            do {
                try await store.useBuiltInText(of: kind, over: EditTag(form), by: signedIn.actor, now: visit.now)
            } catch let changed as ChangedMeanwhile {
                let standing = try await standing(kind)
                return self.form(
                    visit, signedIn, kind, standing, seen: standing.seen, changed: changed, isDeed: true,
                    typed: standing.typed)
            }
            return .seeOther(visit.path(.mailTexts))
        }
        switch MailTextDraft.check(kind, typed: typed) {
        case .invalid(let complaints):
            return self.form(
                visit, signedIn, kind, try await standing(kind), seen: EditTag(form), problems: complaints, typed: typed
            )
        case .valid(let text):
            do {
                try await store.keepDraft(of: kind, text, over: EditTag(form))
            } catch let changed as ChangedMeanwhile {
                let standing = try await standing(kind)
                return self.form(
                    visit, signedIn, kind, standing, seen: standing.seen, changed: changed, typed: typed)
            }
            return .seeOther(visit.path(.mailTextPreview(kind)))
        }
    }

    private func form(
        _ visit: Visit, _ signedIn: SignedIn, _ kind: MessageKind, _ standing: Standing, seen: EditTag,
        changed: ChangedMeanwhile? = nil, isDeed: Bool = false, problems: [MailTextDraft.Complaint] = [],
        typed: @escaping (Control) -> String
    ) -> Response {
        let form = DraftForm(
            visit: visit, problems: problems.map { .init(control: $0.control, message: $0.problem.message) },
            typed: typed, standing: changed.map { _ in standing.typed })
        let title = MessageWords.label(of: kind)[visit.language]
        let builtIn: HTML = """
            <h2>\(visit("Tillbaka till den inbyggda texten", "Back to the built-in text"))</h2>
            <form method="post" action="\(visit.path(.mailText(kind)))">
            \(signedIn.tokenField)
            \(seen.field)
            <button class="quiet" name="what" value="built-in">\(visit(
                "Använd den inbyggda texten", "Use the built-in text"))</button>
            </form>
            """
        return frame.page(
            visit, title: title, status: form.status, organiser: signedIn,
            problems: form.summary(title: visit("Texten sparades inte", "The text was not saved")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.mailTexts))">\(visit("Alla mejltexter", "All mail texts"))</a></p>
                <h1>\(title)</h1>
                \(changed.map { MeanwhileNotice(visit: visit, changed: $0) }.map { isDeed ? $0.ofDeed : $0.html })
                <p>\(visit(
                    "Det du skriver ersätter ämnet eller inledningen. Det som mottagaren måste veta, och länken, följer "
                        + "alltid med efteråt.",
                    "What you write takes the place of subject or introduction. What the recipient must know, and the "
                        + "link, always follow it."))
                <a href="\(visit.path(.mailTextPreview(kind)))">\(visit("Se mejlet som det är", "See the mail as it is"))</a></p>
                <form method="post" action="\(visit.path(.mailText(kind)))" novalidate="novalidate">
                \(signedIn.tokenField)
                \(seen.field)
                \(MailTextFields(form: form, kind: kind, control: { $0 }, isOptional: true).html)
                <button class="main">\(visit("Spara utkast och förhandsgranska", "Save as a draft and preview"))</button>
                </form>
                \(standing.own == nil ? nil : builtIn)
                </div>
                """)
    }

    private func subject(_ visit: Visit, _ kind: MessageKind) async throws -> (LetterViews.Subject, isDraft: Bool) {
        let draft = try await store.mailTexts(areDrafts: true)[kind]
        var text = draft
        if text == nil { text = try await store.mailTexts(areDrafts: false)[kind] }
        let filter = AttendeeFilter(state: Store.sampleState(of: kind))
        return (
            LetterViews.Subject(
                kind: kind, text: text, people: try await store.firstIDs(filter, limit: Self.mostExamples),
                page: .mailTextPreview(kind), letterPage: .mailTextLetter(kind),
                title: visit("Förhandsvisning: ", "Preview: ") + MessageWords.label(of: kind)[visit.language]),
            draft != nil
        )
    }

    func letter(_ visit: Visit, _ signedIn: SignedIn, _ kind: MessageKind) async throws -> Response {
        try await letters.letter(visit, signedIn, try await subject(visit, kind).0)
    }

    func preview(_ visit: Visit, _ signedIn: SignedIn, _ kind: MessageKind) async throws -> Response {
        try await preview(visit, signedIn, kind, problem: nil, typed: nil)
    }

    private func preview(
        _ visit: Visit, _ signedIn: SignedIn, _ kind: MessageKind, problem: String?, typed: String?,
        changed: ChangedMeanwhile? = nil
    ) async throws -> Response {
        let seen = try await store.editTag(of: .mailText(kind))
        let (subject, isDraft) = try await subject(visit, kind)
        let buttons: HTML = """
            <form method="post" action="\(visit.path(.mailTextPreview(kind)))" class="choices">
            \(signedIn.tokenField)
            \(seen.field)
            <button name="what" value="use">\(visit("Använd texten", "Use the text"))</button>
            <a href="\(visit.path(.mailText(kind)))">\(visit("Ändra mer", "Change more"))</a>
            <button class="quiet" name="what" value="discard">\(visit("Kasta utkastet", "Throw the draft away"))</button>
            </form>
            """
        let notice: HTML = """
            <p class="notice">\(visit(
                "Det här är ett utkast. Det som skickas ändras först när du använder texten.",
                "This is a draft. What is sent changes when you use the text."))</p>
            """
        let isUsed = try visit.request.head.queryFields()["anvands"] != nil
        return try await letters.page(
            visit, signedIn, subject, status: changed == nil ? .ok : .conflict, problem: problem, typed: typed,
            above: """
                <p><a href="\(visit.path(.mailTexts))">\(visit("Alla mejltexter", "All mail texts"))</a></p>
                \(isUsed && !isDraft
                    ? "<p class=\"success\" role=\"status\">\(visit("Texten används nu.", "The text is used now."))</p>" as HTML
                    : nil)
                <h1>\(subject.title)</h1>
                \(changed.map { MeanwhileNotice(visit: visit, changed: $0).ofDeed })
                \(isDraft ? notice : nil)
                \(isDraft ? buttons : "<p><a href=\"\(visit.path(.mailText(kind)))\">\(visit("Ändra texten", "Change the text"))</a></p>" as HTML)
                """,
            below: "")
    }

    func decide(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ kind: MessageKind) async throws -> Response {
        switch form["what"] {
        case "use", "discard":
            do {
                if form["what"] == "discard" {
                    try await store.discardDraft(of: kind, over: EditTag(form))
                    return .seeOther(visit.path(.mailTexts))
                }
                _ = try await store.useDraft(of: kind, over: EditTag(form), by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.mailTextPreview(kind)) + "?anvands=ja")
            } catch let changed as ChangedMeanwhile {
                return try await preview(visit, signedIn, kind, problem: nil, typed: nil, changed: changed)
            }
        default:
            let subject = try await subject(visit, kind).0
            if let problem = try await letters.sendTest(visit, signedIn, form, subject) {
                return try await preview(visit, signedIn, kind, problem: problem, typed: form["address"] ?? "")
            }
            return .seeOther(visit.path(.mailTextPreview(kind)) + "?prov=ja")
        }
    }
}
