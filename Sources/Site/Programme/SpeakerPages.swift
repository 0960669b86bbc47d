import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/program/medverkande/{id}`: one speaker.
struct SpeakerPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private typealias Control = SpeakerDraft.Control
    private static let markdown: [Control] = [.aboutSv, .aboutEn]

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        page(visit, signedIn, nil) { _ in "" }
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        try await save(visit, signedIn, form, nil) { draft in
            _ = try await store.addSpeaker(draft, by: signedIn.actor, now: visit.now)
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let speaker = try await speaker(id) else { return problems.notFound(visit, signedIn) }
        return page(visit, signedIn, speaker, revision: speaker.revision, typed: speaker.typed)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let speaker = try await speaker(id) else { return problems.notFound(visit, signedIn) }
        if let retired = form["retired"] {
            do {
                try await store.retireSpeaker(id: id, retired == "yes", by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.programmeSettings))
            } catch is ProgrammeCountsOnIt {
                let words = visit(
                    "\(speaker.name) medverkar i något i programmet. Ta bort krysset där först.",
                    "\(speaker.name) takes part in something of the programme. Clear the tick there first.")
                return page(
                    visit, signedIn, speaker, revision: speaker.revision, status: .conflict,
                    notice: InUseNotice(visit: visit, words: words).html, typed: speaker.typed)
            }
        }
        let revision = form["revision"].flatMap { Int($0) } ?? 0
        return try await save(visit, signedIn, form, speaker) { draft in
            _ = try await store.changeSpeaker(id: id, to: draft, from: revision, by: signedIn.actor, now: visit.now)
        }
    }

    private func save(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ speaker: Speaker?,
        write: (SpeakerDraft) async throws -> Void
    ) async throws -> Response {
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        let revision = form["revision"].flatMap { Int($0) } ?? 0
        if form["action"] == "preview" { return page(visit, signedIn, speaker, revision: revision, typed: typed) }
        var problems = MarkdownRefusals.problems(Self.markdown, typed: typed)
        switch SpeakerDraft.check(typed: typed) {
        case .invalid(let complaints):
            problems = complaints.map { .init(control: $0.control, message: $0.problem.message) } + problems
        case .valid where !problems.isEmpty: break
        case .valid(let draft):
            do {
                try await write(draft)
                return .seeOther(visit.path(.programmeSettings))
            } catch let changed as ChangedMeanwhile {
                return page(
                    visit, signedIn, speaker, revision: speaker?.revision ?? 0, status: .conflict,
                    notice: MeanwhileNotice(visit: visit, changed: changed).html, typed: typed)
            }
        }
        return page(visit, signedIn, speaker, revision: revision, problems: problems, typed: typed)
    }

    private func speaker(_ id: Int64) async throws -> Speaker? {
        try await store.programme()?.speakers.first { $0.id == id }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ speaker: Speaker?, revision: Int = 0,
        status: HTTPResponse.Status = .ok, problems: [DraftForm<Control>.Problem] = [], notice: HTML? = nil,
        typed: @escaping (Control) -> String
    ) -> Response {
        var standing: ((Control) -> String)?
        if status == .conflict, let speaker { standing = { control in speaker.typed(control) } }
        let form = DraftForm<Control>(visit: visit, problems: problems, typed: typed, standing: standing)
        let title = speaker?.name ?? visit("Ny medverkande", "New speaker")
        let address = speaker.map { Page.speaker(id: $0.id) } ?? .newSpeaker
        return frame.page(
            visit, title: title, status: problems.isEmpty ? status : .unprocessableContent, organiser: signedIn,
            problems: form.summary(title: visit("Uppgifterna sparades inte", "The speaker was not saved")),
            content: """
                <p><a href="\(visit.path(.programmeSettings))">\(visit("Hela programmet", "The whole programme"))</a></p>
                <h1>\(title)</h1>
                \(notice)
                <p>\(visit(
                    "Allt det här blir offentligt. Fråga den som medverkar först.",
                    "All of this is public. Ask whoever takes part first."))</p>
                <form method="post" action="\(visit.path(address))" novalidate="novalidate" \
                \(DraftForm<Control>.previews(.aboutSv, .aboutEn))>
                \(signedIn.tokenField)
                <input type="hidden" name="revision" value="\(revision)" />
                <div class="reading">
                \(form.line(.name, visit("Namn", "Name")))
                <div class="pair">
                \(form.line(.titleSv, visit("Titel på svenska", "Title in Swedish"), isOptional: true))
                \(form.line(.titleEn, visit("Titel på engelska", "Title in English"), isOptional: true))
                </div>
                \(form.line(.organisation, visit("Organisation", "Organisation"), isOptional: true))
                </div>
                \(form.markdown(
                    .aboutSv, .aboutEn, visit("Kort text", "Short text"), headingsFrom: ProgrammeList.textLevel, rows: 5))
                \(MarkdownHelp(visit: visit).html)
                <p class="choices"><button class="main">\(visit("Spara", "Save"))</button>
                \(form.previewButton(address, first: .aboutSv))</p>
                </form>
                \(speaker.map { speaker in
                    RetirementForm(
                        visit: visit, signedIn: signedIn, page: address, isRetired: speaker.isRetired,
                        words: speaker.isRetired
                            ? visit("Medverkar igen", "Takes part again")
                            : visit("Medverkar inte längre", "Does not take part any more")
                    ).html
                })
                """)
    }
}

extension Speaker {
    /// What the form would hold to describe them.
    fileprivate func typed(_ control: SpeakerDraft.Control) -> String {
        switch control {
        case .name: name
        case .titleSv: title?.sv ?? ""
        case .titleEn: title?.en ?? ""
        case .organisation: organisation ?? ""
        case .aboutSv: about?.sv ?? ""
        case .aboutEn: about?.en ?? ""
        }
    }
}
