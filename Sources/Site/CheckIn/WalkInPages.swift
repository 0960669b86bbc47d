import Conference
import HTTP
import HTTPTypes
import Secrets
import Storage

/// `/admin/incheckning/ny`: somebody who comes without having signed up.
struct WalkInPages: Sendable {
    let store: Store
    let frame: Frame
    let random: RandomBytes

    @Sendable func show(_ visit: Visit, _ signedIn: SignedIn) async throws -> Response {
        let query = DoorQuery(try visit.request.head.queryFields())
        return page(visit, signedIn, door: query.door, scan: ScanID(random: random), typed: { _ in "" })
    }

    @Sendable func submit(_ visit: Visit, _ signedIn: SignedIn, _ form: FormData) async throws -> Response {
        var query = DoorQuery(form)
        let scan = query.scan ?? ScanID(random: random)
        let typed: (Field) -> String = { form[$0.name] ?? "" }
        func again(_ problems: [FieldProblem], refusal: WalkInRefusal? = nil) -> Response {
            // A request that was refused is decided: the next one is another.
            page(
                visit, signedIn, door: query.door, scan: refusal == nil ? scan : ScanID(random: random),
                typed: typed, problems: problems, refusal: refusal)
        }
        switch WalkInForm.check(kommuner: store.kommuner, language: visit.language, typed: typed) {
        case .invalid(let problems): return again(problems)
        case .valid(let registration):
            let arrival = Scan(id: scan, kind: .arrived, door: query.door, at: visit.now.milliseconds)
            let walkIn = WalkIn(registration, language: visit.language, arrival: arrival)
            switch try await store.admit(walkIn, by: signedIn.organiser.name, now: visit.now) {
            case .refused(let refusal): return again([], refusal: refusal)
            case .admitted(let code):
                query.search = code
                query.scan = scan
                return .seeOther(visit.path(.checkIn) + query.text)
            }
        }
    }

    private func page(
        _ visit: Visit, _ signedIn: SignedIn, door: DoorName, scan: ScanID, typed: (Field) -> String,
        problems: [FieldProblem] = [], refusal: WalkInRefusal? = nil
    ) -> Response {
        let title = visit("Någon utan anmälan", "Somebody who has not registered")
        let items =
            problems.map { ErrorSummary.Item(message: $0.message[visit.language], control: $0.field.name) }
            + (refusal.map { [ErrorSummary.Item(message: $0.words[visit.language], control: nil)] } ?? [])
        return frame.page(
            visit, title: title, status: items.isEmpty ? .ok : refusal == nil ? .unprocessableContent : .conflict,
            organiser: signedIn,
            problems: items.isEmpty
                ? nil
                : ErrorSummary(
                    title: refusal == nil
                        ? visit("Något behöver rättas", "Something needs to be corrected")
                        : visit("Det finns ingen plats att ge", "There is no seat to give"), items: items),
            content: """
                <div class="reading">
                <p><a href="\(visit.path(.checkIn))">\(visit("Till incheckningen", "To the check-in"))</a></p>
                <h1>\(title)</h1>
                <p>\(visit(
                    "Den som får en ledig plats är insläppt med detsamma. Behov frågar ni om på plats, de skrivs inte här.",
                    "Whoever gets a free seat is let in at once. Ask about needs in person; they are not written here."))</p>
                <form method="post" action="\(visit.path(.walkIn))" novalidate="novalidate" data-once="true">
                \(signedIn.tokenField)
                <input type="hidden" name="scan" value="\(scan.text)" />
                <input type="hidden" name="dorr" value="\(door.text)" />
                \(WalkInForm.fields.map { control(visit, $0, typed($0), problems) })
                <button class="main">\(visit("Ge plats och släpp in", "Give a seat and let in"))</button>
                </form>
                </div>
                """)
    }

    private func control(_ visit: Visit, _ field: Field, _ value: String, _ problems: [FieldProblem]) -> HTML {
        let isVoluntary = field == .email
        let question = FormControl(
            name: field.name, label: field.label[visit.language],
            hint: isVoluntary
                ? visit(
                    "Dit går bekräftelsen med den personliga länken.",
                    "The confirmation with the personal link goes there.")
                : field == .kommun
                    ? visit("Bara för den som kommer från en kommun.", "Only for people from a kommun.") : nil,
            problem: problems.first { $0.field == field }?.message[visit.language],
            optional: isVoluntary ? visit("frivilligt", "optional") : nil, problemWord: visit("Fel:", "Error:"))
        return question.html { attributes in
            switch field.kind {
            case .organisationType: OrganisationTypeChoice(visit: visit, chosen: value).html(attributes)
            case .kommun: KommunChoice(visit: visit, kommuner: store.kommuner, typed: value).html(attributes)
            case .email: "<input type=\"email\" \(attributes) value=\"\(value)\" autocomplete=\"off\" />"
            case .line, .paragraph, .phone: "<input \(attributes) value=\"\(value)\" autocomplete=\"off\" />"
            }
        }
    }
}
