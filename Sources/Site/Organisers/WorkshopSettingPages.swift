import Conference
import Foundation
import HTTP
import HTTPTypes
import Storage

/// The organisers' hold on the workshops: the list, and one of them with who has what.
struct WorkshopSettingPages: Sendable {
    let store: Store
    let frame: Frame
    let problems: ProblemPages

    @Sendable func list(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let title = visit("Workshoppar", "Workshops")
        let workshops = try await store.workshops()
        let offered = workshops.filter { !$0.isRetired }
        let retired = workshops.filter(\.isRetired)
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                <p><a class="button" href="\(visit.path(.newWorkshop))">\(visit("Ny workshop", "New workshop"))</a></p>
                \(offered.isEmpty
                    ? "<p>\(visit("Inga workshoppar erbjuds.", "No workshops are offered."))</p>" as HTML
                    : table(visit, offered, title: visit("Erbjuds", "Offered"), id: "offered"))
                \(retired.isEmpty ? nil : table(
                    visit, retired, title: visit("Erbjuds inte längre", "Not offered any more"), id: "retired"))
                """)
    }

    private func table(_ visit: Visit, _ workshops: [Workshop], title: String, id: String) -> HTML {
        let rows = workshops.map { workshop -> HTML in
            """
            <tr><th scope="row"><a href="\(visit.path(.workshopSetting(id: workshop.id)))">\
            \(workshop.title[visit.language])</a></th>
            <td>\(WorkshopWords(workshop: workshop, language: visit.language).time)</td>
            <td class="number">\(workshop.taken)</td><td class="number">\(workshop.capacity)</td>
            <td class="number">\(workshop.waiting)</td></tr>

            """
        }
        return """
            <h2 id="\(id)-caption">\(title)</h2>
            <div class="wide-table" role="region" aria-labelledby="\(id)-caption" tabindex="0">
            <table aria-labelledby="\(id)-caption">
            <thead><tr><th scope="col">\(visit("Workshop", "Workshop"))</th><th scope="col">\(visit("Tid", "Time"))</th>
            <th scope="col" class="number">\(visit("Tagna", "Taken"))</th>
            <th scope="col" class="number">\(visit("Platser", "Places"))</th>
            <th scope="col" class="number">\(visit("I kö", "Waiting"))</th></tr></thead>
            <tbody>
            \(rows)
            </tbody>
            </table>
            </div>
            """
    }

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let day = try await store.conference().map { SwedishTime.isoDay($0.day) } ?? ""
        return try await page(visit, signedIn, nil, Content { $0 == .day ? day : "" })
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        try await save(visit, signedIn, form, nil) { draft, accepted in
            _ = try await store.addWorkshop(draft, accepting: accepted, by: signedIn.actor, now: visit.now)
        }
    }

    /// What the form holds and what is said about it.
    private struct Content {
        var complaints: [WorkshopDraft.Complaint] = []
        var concerns: [ProgrammeConcern] = []
        var speakers: [String] = []
        /// Nil for one that is new.
        var seen: EditTag?
        var changed: ChangedMeanwhile?
        let typed: (WorkshopDraft.Control) -> String

        init(_ typed: @escaping (WorkshopDraft.Control) -> String) {
            self.typed = typed
        }
    }

    private func save(
        _ visit: Visit, _ signedIn: SignedIn, _ form: FormData, _ workshop: Workshop?,
        write: (WorkshopDraft, Set<String>) async throws -> Void
    ) async throws -> Response {
        var content = Content { form[$0.rawValue] ?? "" }
        content.speakers = form.all(WorkshopDraft.Control.speaker.rawValue)
        content.seen = EditTag(form)
        switch WorkshopDraft.check(typed: content.typed, speakers: content.speakers) {
        case .invalid(let complaints): content.complaints = complaints
        case .valid(let draft):
            guard try await store.programme()?.knows(draft.place) != false else {
                content.complaints = [.init(.room, .unknownChoice)]
                break
            }
            do {
                try await write(draft, Set(form.all("accepted")))
                return .seeOther(visit.path(.workshopSettings))
            } catch let complaint as WorkshopDraft.Complaint {
                content.complaints = [complaint]
            } catch let concerns as ProgrammeConcerns {
                content.complaints = Self.complaints(concerns)
                if content.complaints.isEmpty { content.concerns = concerns.all }
            } catch let changed as ChangedMeanwhile {
                content.changed = changed
            }
        }
        return try await page(visit, signedIn, workshop, content)
    }

    private static func complaints(_ concerns: ProgrammeConcerns) -> [WorkshopDraft.Complaint] {
        concerns.all.filter(\.isRefused).map { concern in
            if case .speakerRetired = concern { return .init(.speaker, .concern(concern)) }
            return .init(.room, .concern(concern))
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let workshop = try await store.workshops().first(where: { $0.id == id }) else {
            return problems.notFound(visit, signedIn)
        }
        return try await page(visit, signedIn, workshop, content(of: workshop))
    }

    private func content(of workshop: Workshop) async throws -> Content {
        let seen = try await store.editTag(of: .workshop(workshop.id))
        // Read anew: later than the tag.
        let workshop = try await store.workshops().first { $0.id == workshop.id } ?? workshop
        let place = try await store.programme()?.place(ofWorkshop: workshop.id) ?? ProgrammePlace()
        var content = Content { control in
            control == .room ? place.room.map { String($0) } ?? "" : workshop.typed(control)
        }
        content.speakers = place.speakers.map { String($0) }
        content.seen = seen
        return content
    }

    func retire(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        do {
            try await store.retireWorkshop(
                id: id, form["retired"] == "yes", by: .organiser(signedIn.organiser.name), now: visit.now)
            return .seeOther(visit.path(.workshopSettings))
        } catch let concerns as ProgrammeConcerns {
            guard let workshop = try await store.workshops().first(where: { $0.id == id }) else {
                return problems.notFound(visit, signedIn)
            }
            var content = try await content(of: workshop)
            content.complaints = Self.complaints(concerns)
            return try await page(visit, signedIn, workshop, content)
        } catch let guests as WorkshopHasGuests {
            let title = visit("Workshoppen erbjuds fortfarande", "The workshop is still offered")
            return frame.page(
                visit, title: title, status: .conflict, organiser: signedIn,
                content: """
                    <div class="reading">
                    <h1>\(title)</h1>
                    <p>\(WorkshopRetirement.words(visit, taken: guests.taken, waiting: guests.waiting))</p>
                    <p><a href="\(visit.path(.workshopSetting(id: id)))">\(visit(
                        "Till workshoppen", "To the workshop"))</a></p>
                    </div>
                    """)
        }
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let workshop = try await store.workshops().first(where: { $0.id == id }) else {
            return problems.notFound(visit, signedIn)
        }
        return try await save(visit, signedIn, form, workshop) { draft, accepted in
            _ = try await store.changeWorkshop(
                id: id, to: draft, over: EditTag(form), accepting: accepted, by: signedIn.actor, now: visit.now)
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ existing: Workshop?, _ content: Content
    ) async throws -> Response {
        let complaints = content.complaints
        var standing: Content?
        if content.changed != nil, let existing { standing = try await self.content(of: existing) }
        let form = DraftForm(
            visit: visit, problems: complaints.map { .init(control: $0.control, message: $0.problem.message) },
            typed: content.typed, standing: standing?.typed)
        let parts = try await store.programme().map { ProgrammeForm(visit: visit, programme: $0) }
        let guests = if let existing { try await store.guests(ofWorkshop: existing.id) } else { [WorkshopGuest]() }
        let title = existing?.title[visit.language] ?? visit("Ny workshop", "New workshop")
        let fields: HTML = """
            <form method="post" action="\(visit.path(existing.map { .workshopSetting(id: $0.id) } ?? .newWorkshop))" \
            novalidate="novalidate">
            \(signedIn.tokenField)
            \((standing ?? content).seen?.field)
            \(parts?.concerns(content.concerns))
            <div class="pair">
            \(form.line(.titleSv, visit("Namn på svenska", "Name in Swedish")))
            \(form.line(.titleEn, visit("Namn på engelska", "Name in English")))
            \(form.line(.aboutSv, visit("Beskrivning på svenska", "Description in Swedish"), isOptional: true))
            \(form.line(.aboutEn, visit("Beskrivning på engelska", "Description in English"), isOptional: true))
            \(form.line(.day, visit("Dag", "Day")))
            \(form.line(.starts, visit("Börjar", "Starts")))
            \(form.line(.ends, visit("Slutar", "Ends")))
            \(form.line(.capacity, visit("Antal platser", "Number of places")))
            </div>
            \(parts?.roomChoice(form, .room))
            \(parts?.speakersStanding(standing?.speakers, typed: content.speakers))
            \(parts?.speakerChoice(content.speakers, name: WorkshopDraft.Control.speaker.rawValue))
            <button class="main">\(content.concerns.isEmpty
                ? visit("Spara workshoppen", "Save the workshop") : visit("Spara ändå", "Save anyway"))</button>
            </form>
            """
        return frame.page(
            visit, title: title, status: form.status, organiser: signedIn,
            problems: form.summary(title: visit("Workshoppen sparades inte", "The workshop was not saved")),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.workshopSettings))">\(visit("Alla workshoppar", "All workshops"))</a></p>
                <h1>\(title)</h1>
                \(content.changed.map { MeanwhileNotice(visit: visit, changed: $0).html })
                \(signedIn.may(.changeSettings) ? fields : nil)
                \(existing == nil ? nil : list(visit, signedIn, guests))
                \(signedIn.may(.changeSettings)
                    ? existing.map { WorkshopRetirement(visit: visit, signedIn: signedIn, workshop: $0).html } : nil)
                </div>
                """)
    }

    private func list(_ visit: Visit, _ signedIn: SignedIn, _ guests: [WorkshopGuest]) -> HTML {
        let rows = guests.map { guest -> HTML in
            """
            <li><a href="\(visit.path(.attendee(id: guest.attendee.id)))">\(guest.attendee.registration.fullName)</a>, \
            \(guest.state.label[visit.language])</li>

            """
        }
        return """
            <h2>\(visit("Vilka som kommer", "Who comes"))</h2>
            \(rows.isEmpty
                ? "<p>\(visit("Ingen har valt workshoppen än.", "Nobody has chosen it yet."))</p>" as HTML
                : "<ol>\n\(rows)</ol>")
            """
    }
}

extension Workshop {
    /// What the form would hold to describe this workshop.
    fileprivate func typed(_ control: WorkshopDraft.Control) -> String {
        switch control {
        case .titleSv: title.sv
        case .titleEn: title.en
        case .aboutSv: about?.sv ?? ""
        case .aboutEn: about?.en ?? ""
        case .day: SwedishTime.isoDay(startsAt)
        case .starts: SwedishTime.clock(startsAt).en
        case .ends: SwedishTime.clock(endsAt).en
        case .capacity: String(capacity)
        case .room, .speaker: ""
        }
    }
}
