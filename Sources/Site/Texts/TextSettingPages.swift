import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/texter`: the texts that organisers write, and the form of each with its preview.
struct TextSettingPages: Sendable {
    let store: Store
    let frame: Frame

    private typealias Control = TextDraft.Control

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let title = visit("Texter", "Texts")
        var rows: [HTML] = []
        for name in ConferenceText.allCases {
            rows.append(row(visit, name, try await store.storedText(name).text))
        }
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                <p>\(visit(
                    "Det här är sidornas egna texter. Tills ni har skrivit er visas de som följer med.",
                    "These are the pages’ own texts. Until you have written yours those that come along are shown."))</p>
                <ul class="hub">
                \(rows)</ul>
                """)
    }

    private func row(_ visit: Visit, _ name: ConferenceText, _ text: Translated?) -> HTML {
        let state =
            switch text {
            case nil where name.builtIn == nil: visit("Inte skriven", "Not written")
            case nil: visit("De inbyggda orden", "The built-in words")
            case let text? where text.en == nil: visit("Er text, bara på svenska", "Your text, in Swedish only")
            default: visit("Er text", "Your text")
            }
        return """
            <li><a href="\(visit.path(.textSetting(name)))">\(name.label[visit.language])</a>
            <p class="hint">\(name.hint[visit.language])</p>
            <p>\(state)</p></li>

            """
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, _ name: ConferenceText) async throws -> Response {
        let stored = try await store.storedText(name)
        let text = stored.text ?? name.builtIn
        let isSaved = try visit.request.head.queryFields()["saved"] != nil
        return page(
            visit, signedIn, name, revision: stored.revision,
            notice: isSaved ? saved(visit, name) : nil
        ) { $0 == .textSv ? text?.sv ?? "" : text?.en ?? "" }
    }

    func change(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ name: ConferenceText
    ) async throws -> Response {
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        let revision = form["revision"].flatMap { Int($0) } ?? 0
        if form["action"] == "preview" { return page(visit, signedIn, name, revision: revision, typed: typed) }
        let markup = MarkdownRefusals.problems(Control.allCases, typed: typed)
        switch TextDraft.check(name, typed: typed) {
        case .invalid(let complaints):
            let problems = complaints.map { DraftForm.Problem(control: $0.control, message: $0.problem.message) }
            return page(visit, signedIn, name, revision: revision, problems: problems + markup, typed: typed)
        case .valid where !markup.isEmpty:
            return page(visit, signedIn, name, revision: revision, problems: markup, typed: typed)
        case .valid(let draft):
            do {
                try await store.changeText(name, to: draft.text, from: revision, by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.textSetting(name)) + "?saved=yes")
            } catch let changed as ChangedMeanwhile {
                let stored = try await store.storedText(name)
                return page(
                    visit, signedIn, name, revision: stored.revision, status: .conflict,
                    notice: meanwhile(visit, changed, stored.text ?? name.builtIn), typed: typed)
            }
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ name: ConferenceText, revision: Int,
        status: HTTPResponse.Status = .ok, problems: [DraftForm<Control>.Problem] = [], notice: HTML? = nil,
        typed: @escaping (Control) -> String
    ) -> Response {
        let form = DraftForm(visit: visit, problems: problems, typed: typed)
        let title = name.label[visit.language]
        let address = Page.textSetting(name)
        let builtIn =
            name.builtIn == nil
            ? visit("Utan text på svenska är sidan utan text.", "Without a Swedish text the page has none.")
            : visit(
                "Töm båda fälten för att gå tillbaka till de inbyggda orden.",
                "Empty both fields to go back to the built-in words.")
        return frame.page(
            visit, title: title, status: problems.isEmpty ? status : .unprocessableContent, organiser: signedIn,
            problems: form.summary(title: visit("Texten sparades inte", "The text was not saved")),
            content: """
                <p><a href="\(visit.path(.textSettings))">\(visit("Alla texter", "All texts"))</a></p>
                <h1>\(title)</h1>
                \(notice)
                <p>\(name.hint[visit.language]) \(builtIn)</p>
                \(MarkdownHelp(visit: visit).html)
                <form method="post" action="\(visit.path(address))" novalidate="novalidate" \
                \(DraftForm<Control>.previews(.textSv, .textEn))>
                \(signedIn.tokenField)
                <input type="hidden" name="revision" value="\(revision)" />
                \(form.markdown(.textSv, .textEn, visit("Text", "Text"), headingsFrom: name.headingsFrom))
                <p class="choices"><button class="main">\(visit("Spara texten", "Save the text"))</button>
                \(form.previewButton(address, first: .textSv))</p>
                </form>
                """)
    }

    private func saved(_ visit: Visit, _ name: ConferenceText) -> HTML {
        """
        <p class="success" role="status">\(visit("Texten är sparad.", "The text is saved.")) \
        <a href="\(visit.path(name.shownOn))">\(visit("Se sidan", "See the page"))</a></p>
        """
    }

    private func meanwhile(_ visit: Visit, _ changed: ChangedMeanwhile, _ text: Translated?) -> HTML {
        """
        \(MeanwhileNotice(visit: visit, changed: changed).html)
        \(text.map { text in
            """
            <details>
            <summary>\(visit("Texten som den står", "The text as it stands"))</summary>
            <p class="preview-label">Svenska</p>
            <pre class="source" lang="sv" tabindex="0">\(text.sv)</pre>
            \(text.en.map { "<p class=\"preview-label\">English</p>\n<pre class=\"source\" lang=\"en\" tabindex=\"0\">\($0)</pre>" as HTML })
            </details>
            """ as HTML
        })
        """
    }
}

extension ConferenceText {
    /// The page that the text stands on.
    var shownOn: Page {
        switch self {
        case .introduction, .network: .start
        case .practical: .practical
        case .responsible: .privacy
        case .accessibility: .accessibility
        }
    }

    /// The level of the highest headings in it there.
    var headingsFrom: Int {
        switch self {
        case .introduction, .practical: 2
        case .network, .responsible, .accessibility: 3
        }
    }
}
