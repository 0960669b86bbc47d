import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/program/{id}`: one line of the programme that is no workshop.
struct ProgrammeItemPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private typealias Control = ProgrammeItemDraft.Control
    private static let markdown: [Control] = [.aboutSv, .aboutEn]

    /// What the form holds and what is said about it.
    private struct Content {
        var problems: [DraftForm<Control>.Problem] = []
        var concerns: [ProgrammeConcern] = []
        var notice: HTML?
        var revision = 0
        var status: HTTPResponse.Status = .ok
        var speakers: [String] = []
        var typed: (Control) -> String = { _ in "" }
    }

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        guard let programme = try await store.programme() else { return .seeOther(visit.path(.conferenceSettings)) }
        // The next one usually begins where the last one ends.
        let end = programme.items.filter { !$0.isRetired }.map(\.draft.ends).max()
        let starts = end.map(ClockTime.text) ?? ""
        return page(
            visit, signedIn, programme, nil,
            Content(typed: { $0 == .kind ? ProgrammeItem.Kind.talk.rawValue : $0 == .starts ? starts : "" }))
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        guard let programme = try await store.programme() else { return .seeOther(visit.path(.conferenceSettings)) }
        return try await save(visit, signedIn, form, programme, nil) { draft, accepted in
            _ = try await store.addProgrammeItem(draft, accepting: accepted, by: signedIn.actor, now: visit.now)
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let programme = try await store.programme(), let item = programme.items.first(where: { $0.id == id })
        else { return problems.notFound(visit, signedIn) }
        return page(visit, signedIn, programme, item, content(of: item))
    }

    private func content(of item: ProgrammeItem) -> Content {
        Content(
            revision: item.revision, speakers: item.draft.speakers.map { String($0) }, typed: item.draft.typed)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let programme = try await store.programme(), let item = programme.items.first(where: { $0.id == id })
        else { return problems.notFound(visit, signedIn) }
        if let retired = form["retired"] {
            do {
                try await store.retireProgrammeItem(id: id, retired == "yes", by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.programmeSettings))
            } catch let concerns as ProgrammeConcerns {
                var content = content(of: item)
                content.problems = problems(concerns)
                return page(visit, signedIn, programme, item, content)
            }
        }
        let revision = form["revision"].flatMap { Int($0) } ?? 0
        return try await save(visit, signedIn, form, programme, item) { draft, accepted in
            _ = try await store.changeProgrammeItem(
                id: id, to: draft, from: revision, accepting: accepted, by: signedIn.actor, now: visit.now)
        }
    }

    private func save(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ programme: Programme, _ item: ProgrammeItem?,
        write: (ProgrammeItemDraft, Set<String>) async throws -> Void
    ) async throws -> Response {
        var content = Content(
            revision: form["revision"].flatMap { Int($0) } ?? 0, speakers: form.all(Control.speaker.rawValue),
            typed: { form[$0.rawValue] ?? "" })
        if form["action"] == "preview" { return page(visit, signedIn, programme, item, content) }
        content.problems = MarkdownRefusals.problems(Self.markdown, typed: content.typed)
        switch ProgrammeItemDraft.check(typed: content.typed, speakers: content.speakers) {
        case .invalid(let complaints):
            content.problems =
                complaints.map { .init(control: $0.control, message: $0.problem.message) } + content.problems
        case .valid where !content.problems.isEmpty: break
        case .valid(let draft) where !programme.knows(ProgrammePlace(room: draft.room, speakers: draft.speakers)):
            content.problems = [.init(control: .room, message: ProgrammeItemDraft.Problem.unknownChoice.message)]
        case .valid(let draft):
            do {
                try await write(draft, Set(form.all("accepted")))
                return .seeOther(visit.path(.programmeSettings))
            } catch let concerns as ProgrammeConcerns {
                content.problems = problems(concerns)
                if content.problems.isEmpty { content.concerns = concerns.all }
            } catch let changed as ChangedMeanwhile {
                content.notice = MeanwhileNotice(visit: visit, changed: changed).html
                content.status = .conflict
                content.revision = item?.revision ?? 0
            }
        }
        return page(visit, signedIn, programme, item, content)
    }

    private func problems(_ concerns: ProgrammeConcerns) -> [DraftForm<Control>.Problem] {
        concerns.all.filter(\.isRefused).map { concern in
            if case .speakerRetired = concern { return .init(control: .speaker, message: concern.message) }
            return .init(control: .room, message: concern.message)
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ programme: Programme, _ item: ProgrammeItem?, _ content: Content
    ) -> Response {
        var standing: ((Control) -> String)?
        if content.status == .conflict, let item { standing = { control in item.draft.typed(control) } }
        let form = DraftForm<Control>(
            visit: visit, problems: content.problems, typed: content.typed, standing: standing)
        let parts = ProgrammeForm(visit: visit, programme: programme)
        let title = item?.draft.title[visit.language] ?? visit("Ny programpunkt", "New session")
        let address = item.map { Page.programmeItem(id: $0.id) } ?? .newProgrammeItem
        return frame.page(
            visit, title: title, status: content.problems.isEmpty ? content.status : .unprocessableContent,
            organiser: signedIn,
            problems: form.summary(title: visit("Programpunkten sparades inte", "The session was not saved")),
            content: """
                <p><a href="\(visit.path(.programmeSettings))">\(visit("Hela programmet", "The whole programme"))</a></p>
                <h1>\(title)</h1>
                \(content.notice)
                <form method="post" action="\(visit.path(address))" novalidate="novalidate" \
                \(DraftForm<Control>.previews(.aboutSv, .aboutEn))>
                \(signedIn.tokenField)
                <input type="hidden" name="revision" value="\(content.revision)" />
                \(parts.concerns(content.concerns))
                <div class="reading">
                \(form.choice(
                    .kind, visit("Vad det är", "What it is"),
                    options: ProgrammeItem.Kind.allCases.map { ($0.rawValue, $0.label[visit.language]) }))
                <div class="pair">
                \(form.line(.titleSv, visit("Rubrik på svenska", "Title in Swedish")))
                \(form.line(.titleEn, visit("Rubrik på engelska", "Title in English")))
                \(form.line(.starts, visit("Börjar", "Starts"), hint: visit("Till exempel 9:00", "Such as 9:00")))
                \(form.line(.ends, visit("Slutar", "Ends"), hint: visit("24:00 är dagens slut", "24:00 ends the day")))
                </div>
                \(parts.roomChoice(form, .room))
                \(parts.speakerChoice(content.speakers, name: Control.speaker.rawValue))
                </div>
                \(form.markdown(
                    .aboutSv, .aboutEn, visit("Beskrivning", "Description"), headingsFrom: ProgrammeList.textLevel, rows: 7))
                \(MarkdownHelp(visit: visit).html)
                <p class="choices"><button class="main">\(content.concerns.isEmpty
                    ? visit("Spara programpunkten", "Save the session") : visit("Spara ändå", "Save anyway"))</button>
                \(form.previewButton(address, first: .aboutSv))</p>
                </form>
                \(item.map { retirement(visit, signedIn, $0) })
                """)
    }

    private func retirement(_ visit: Visit, _ signedIn: SignedIn, _ item: ProgrammeItem) -> HTML {
        let words =
            item.isRetired
            ? visit("Lägg tillbaka den i programmet", "Put it back into the programme")
            : visit("Ta ut den ur programmet", "Take it out of the programme")
        return """
            <h2>\(item.isRetired
                ? visit("Står inte i programmet", "Not in the programme") : visit("Blir den inte av?", "Is it off?"))</h2>
            \(RetirementForm(visit: visit, signedIn: signedIn, page: .programmeItem(id: item.id), isRetired: item.isRetired,
                words: words).html)
            """
    }
}

/// The button that takes something out of use, or back.
struct RetirementForm {
    let visit: Visit
    let signedIn: SignedIn
    let page: Page
    let isRetired: Bool
    let words: String

    var html: HTML {
        """
        <form method="post" action="\(visit.path(page))">
        \(signedIn.tokenField)
        <button class="quiet" name="retired" value="\(isRetired ? "no" : "yes")">\(words)</button>
        </form>
        """
    }
}

extension ProgrammeItemDraft {
    /// What the form would hold to describe this.
    fileprivate func typed(_ control: Control) -> String {
        switch control {
        case .kind: kind.rawValue
        case .titleSv: title.sv
        case .titleEn: title.en
        case .aboutSv: about?.sv ?? ""
        case .aboutEn: about?.en ?? ""
        case .starts: ClockTime.text(starts)
        case .ends: ClockTime.text(ends)
        case .room: room.map { String($0) } ?? ""
        case .speaker: ""
        }
    }
}
