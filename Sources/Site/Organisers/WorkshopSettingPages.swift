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
        let rows = try await store.workshops().map { workshop -> HTML in
            """
            <tr><th scope="row"><a href="\(visit.path(.workshopSetting(id: workshop.id)))">\
            \(workshop.title[visit.language])</a></th>
            <td>\(WorkshopWords(workshop: workshop, language: visit.language).time)</td>
            <td class="number">\(workshop.taken)</td><td class="number">\(workshop.capacity)</td>
            <td class="number">\(workshop.waiting)</td></tr>

            """
        }
        let table: HTML = """
            <div class="wide-table" role="region" aria-labelledby="workshops-caption" tabindex="0">
            <table>
            <caption id="workshops-caption" class="for-ears">\(title)</caption>
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
        return frame.page(
            visit, title: title, organiser: signedIn,
            content: """
                <h1>\(title)</h1>
                \(signedIn.may(.changeSettings) ? newWorkshop(visit) : nil)
                \(rows.isEmpty
                    ? "<p>\(visit("Det finns inga workshoppar än.", "There are no workshops yet."))</p>" as HTML : table)
                """)
    }

    private func newWorkshop(_ visit: Visit) -> HTML {
        "<p><a class=\"button\" href=\"\(visit.path(.newWorkshop))\">\(visit("Ny workshop", "New workshop"))</a></p>"
    }

    @Sendable func describe(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let day = try await store.conference().map { SwedishTime.isoDay($0.day) } ?? ""
        return page(visit, signedIn, nil, complaints: []) { $0 == .day ? day : "" }
    }

    @Sendable func add(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        let typed = { (control: WorkshopDraft.Control) in form[control.rawValue] ?? "" }
        switch WorkshopDraft.check(typed: typed) {
        case .valid(let draft):
            _ = try await store.addWorkshop(draft, by: .organiser(signedIn.organiser.name), now: visit.now)
            return .seeOther(visit.path(.workshopSettings))
        case .invalid(let complaints): return page(visit, signedIn, nil, complaints: complaints, typed: typed)
        }
    }

    func edit(_ visit: Visit, _ signedIn: SignedIn, id: Int64) async throws -> Response {
        guard let workshop = try await store.workshops().first(where: { $0.id == id }) else {
            return problems.notFound(visit, signedIn)
        }
        let guests = try await store.guests(ofWorkshop: id)
        return page(visit, signedIn, workshop, guests: guests, complaints: [], typed: workshop.typed)
    }

    func change(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData, id: Int64) async throws -> Response {
        guard let workshop = try await store.workshops().first(where: { $0.id == id }) else {
            return problems.notFound(visit, signedIn)
        }
        let guests = try await store.guests(ofWorkshop: id)
        let typed = { (control: WorkshopDraft.Control) in form[control.rawValue] ?? "" }
        let refused = { (complaints: [WorkshopDraft.Complaint]) in
            page(visit, signedIn, workshop, guests: guests, complaints: complaints, typed: typed)
        }
        switch WorkshopDraft.check(typed: typed) {
        case .invalid(let complaints): return refused(complaints)
        case .valid(let draft):
            do {
                let actor = Actor.organiser(signedIn.organiser.name)
                _ = try await store.changeWorkshop(id: id, to: draft, by: actor, now: visit.now)
                return .seeOther(visit.path(.workshopSettings))
            } catch let complaint as WorkshopDraft.Complaint {
                return refused([complaint])
            }
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, _ existing: Workshop?, guests: [WorkshopGuest] = [],
        complaints: [WorkshopDraft.Complaint], typed: (WorkshopDraft.Control) -> String
    ) -> Response {
        func line(_ control: WorkshopDraft.Control, _ label: String, isOptional: Bool = false) -> HTML {
            FormControl(
                name: control.rawValue, label: label,
                problem: complaints.first { $0.control == control }?.problem.message[visit.language],
                optional: isOptional ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:")
            ).html { "<input \($0) value=\"\(typed(control))\" />" }
        }
        let title = existing?.title[visit.language] ?? visit("Ny workshop", "New workshop")
        let summary = ErrorSummary(
            title: visit("Workshoppen sparades inte", "The workshop was not saved"),
            items: complaints.map {
                ErrorSummary.Item(message: $0.problem.message[visit.language], control: $0.control.rawValue)
            })
        let form: HTML = """
            <form method="post" action="\(visit.path(existing.map { .workshopSetting(id: $0.id) } ?? .newWorkshop))" \
            novalidate="novalidate">
            \(signedIn.tokenField)
            <div class="pair">
            \(line(.titleSv, visit("Namn på svenska", "Name in Swedish")))
            \(line(.titleEn, visit("Namn på engelska", "Name in English")))
            \(line(.aboutSv, visit("Beskrivning på svenska", "Description in Swedish"), isOptional: true))
            \(line(.aboutEn, visit("Beskrivning på engelska", "Description in English"), isOptional: true))
            \(line(.day, visit("Dag", "Day")))
            \(line(.starts, visit("Börjar", "Starts")))
            \(line(.ends, visit("Slutar", "Ends")))
            \(line(.capacity, visit("Antal platser", "Number of places")))
            </div>
            <button class="main">\(visit("Spara workshoppen", "Save the workshop"))</button>
            </form>
            """
        return frame.page(
            visit, title: title, status: complaints.isEmpty ? .ok : .unprocessableContent, organiser: signedIn,
            problems: complaints.isEmpty ? nil : summary,
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.workshopSettings))">\(visit("Alla workshoppar", "All workshops"))</a></p>
                <h1>\(title)</h1>
                \(signedIn.may(.changeSettings) ? form : nil)
                \(existing == nil ? nil : list(visit, signedIn, guests))
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
        }
    }
}
