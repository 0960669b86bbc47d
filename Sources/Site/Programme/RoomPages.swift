import Conference
import HTTP
import HTTPTypes
import Storage

/// `/admin/program/lokaler/{id}`: one room.
struct RoomPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    private typealias Control = RoomDraft.Control

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        page(visit, signedIn, nil) { _ in "" }
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        switch RoomDraft.check(typed: typed) {
        case .invalid(let complaints): return page(visit, signedIn, nil, complaints: complaints, typed: typed)
        case .valid(let draft):
            _ = try await store.addRoom(draft, by: signedIn.actor, now: visit.now)
            return .seeOther(visit.path(.programmeSettings))
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let room = try await room(id) else { return problems.notFound(visit, signedIn) }
        return page(visit, signedIn, room, revision: room.revision, typed: room.typed)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let room = try await room(id) else { return problems.notFound(visit, signedIn) }
        let typed = { (control: Control) in form[control.rawValue] ?? "" }
        do {
            if let retired = form["retired"] {
                try await store.retireRoom(id: id, retired == "yes", by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.programmeSettings))
            }
            let revision = form["revision"].flatMap { Int($0) } ?? 0
            switch RoomDraft.check(typed: typed) {
            case .invalid(let complaints):
                return page(visit, signedIn, room, revision: revision, complaints: complaints, typed: typed)
            case .valid(let draft):
                _ = try await store.changeRoom(id: id, to: draft, from: revision, by: signedIn.actor, now: visit.now)
                return .seeOther(visit.path(.programmeSettings))
            }
        } catch let changed as ChangedMeanwhile {
            return page(
                visit, signedIn, room, revision: room.revision, status: .conflict,
                notice: MeanwhileNotice(visit: visit, changed: changed).html, typed: typed)
        } catch is ProgrammeCountsOnIt {
            return page(
                visit, signedIn, room, revision: room.revision, status: .conflict,
                notice: InUseNotice(
                    visit: visit,
                    words: visit(
                        "Något i programmet hålls i lokalen. Flytta det först.",
                        "Something of the programme is held in the room. Move that first.")
                ).html, typed: room.typed)
        }
    }

    private func room(_ id: Int64) async throws -> Room? {
        try await store.programme()?.rooms.first { $0.id == id }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ room: Room?, revision: Int = 0, status: HTTPResponse.Status = .ok,
        complaints: [RoomDraft.Complaint] = [], notice: HTML? = nil, typed: @escaping (Control) -> String
    ) -> Response {
        let form = DraftForm(
            visit: visit, problems: complaints.map { .init(control: $0.control, message: $0.problem.message) },
            typed: typed, standing: status == .conflict ? room?.typed : nil)
        let title = room?.name[visit.language] ?? visit("Ny lokal", "New room")
        return frame.page(
            visit, title: title, status: complaints.isEmpty ? status : .unprocessableContent, organiser: signedIn,
            problems: form.summary(title: visit("Lokalen sparades inte", "The room was not saved")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.programmeSettings))">\(visit("Hela programmet", "The whole programme"))</a></p>
                <h1>\(title)</h1>
                \(notice)
                <form method="post" action="\(visit.path(room.map { .room(id: $0.id) } ?? .newRoom))" \
                novalidate="novalidate">
                \(signedIn.tokenField)
                <input type="hidden" name="revision" value="\(revision)" />
                <div class="pair">
                \(form.line(.nameSv, visit("Namn på svenska", "Name in Swedish")))
                \(form.line(.nameEn, visit("Namn på engelska", "Name in English")))
                </div>
                \(form.line(
                    .seats, visit("Antal stolar", "Number of chairs"),
                    hint: visit(
                        "Då säger vi till om en workshop har fler platser", "We tell you when a workshop has more places"),
                    isOptional: true, isShort: true))
                <button class="main">\(visit("Spara lokalen", "Save the room"))</button>
                </form>
                \(room.map { room in
                    RetirementForm(
                        visit: visit, signedIn: signedIn, page: .room(id: room.id), isRetired: room.isRetired,
                        words: room.isRetired
                            ? visit("Använd lokalen igen", "Use the room again")
                            : visit("Sluta använda lokalen", "Stop using the room")
                    ).html
                })
                </div>
                """)
    }
}

/// What the programme counts on stays, and why.
struct InUseNotice {
    let visit: Visit
    let words: String

    var html: HTML {
        """
        <div class="notice" role="alert" tabindex="-1" data-focus="true">
        <h2>\(visit("Inget är ändrat", "Nothing was changed"))</h2>
        <p>\(words)</p>
        </div>
        """
    }
}

extension Room {
    /// What the form would hold to describe this room.
    fileprivate func typed(_ control: RoomDraft.Control) -> String {
        switch control {
        case .nameSv: name.sv
        case .nameEn: name.en
        case .seats: seats.map { String($0) } ?? ""
        }
    }
}
