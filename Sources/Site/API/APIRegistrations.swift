import Conference
import HTTP
import JSON
import Storage

/// `/api/v1/registrations`, `/attendees` and `/waiting-list`.
struct APIRegistrations: Sendable {
    let store: Store

    @Sendable func list(_ call: APICall) async throws -> Response {
        var filter = try filter(call)
        filter.state = try call.parameter("state", RegistrationState.init)
        let page = try await page(call, filter)
        return call.answer(page.attendees.map { json($0, call) }, next: page.next?.text)
    }

    @Sendable func register(_ call: APICall) async throws -> Response {
        var body = try APIBody(call.body, names: Field.all.map(\.name) + ["language"])
        let language = body.word("language", Language.self) ?? .swedish
        let typed = answers(Field.all, in: &body)
        try demandScope(for: Array(typed.keys), call)
        try body.finish()
        switch RegistrationForm.check(kommuner: store.kommuner, typed: { typed[$0] ?? "" }) {
        case .invalid(let problems): throw Self.invalid(problems)
        case .valid(let registration):
            let answer = try await store.register(
                registration, language: language, by: call.client,
                repeatKey: try call.repeatKey(), now: call.now
            ) { outcome in
                switch outcome {
                case .registered(let attendee):
                    return call.changed(json(attendee, call), status: 201, location: .registration(id: attendee.id))
                case .emailTaken: throw APIProblem(.emailTaken)
                case .closed: throw APIProblem(.closed)
                }
            }
            return call.answer(answer)
        }
    }

    func read(_ call: APICall, id: Int64) async throws -> Response {
        guard let attendee = try await store.attendee(id: id) else { throw APIProblem(.notFound) }
        return call.answer(json(attendee, call))
    }

    func change(_ call: APICall, id: Int64) async throws -> Response {
        try call.demandCondition()
        let fields = Field.all.filter(\.mayChange)
        var body = try APIBody(call.body, names: fields.map(\.name))
        let typed = answers(fields, in: &body)
        try demandScope(for: Array(typed.keys), call)
        try body.finish()
        guard !typed.isEmpty else {
            throw APIProblem.invalid("", Phrase(sv: "Skicka minst ett fält", en: "Send one field at least"))
        }
        var changes: [Field: String] = [:]
        var problems: [FieldProblem] = []
        for (field, text) in typed {
            let (answer, problem) = RegistrationForm.check(field, typed: text, kommuner: store.kommuner)
            if let problem { problems.append(problem) } else { changes[field] = answer }
        }
        guard problems.isEmpty else { throw Self.invalid(problems) }
        let change = try await store.change(id: id, changes, by: call.client, now: call.now) { attendee in
            call.isCurrent(json(attendee, call))
        }
        return call.answer(call.changed(json(try Self.done(change), call)))
    }

    func cancel(_ call: APICall, id: Int64) async throws -> Response {
        let answer = try await store.cancel(
            id: id, by: call.client, repeatKey: try call.repeatKey(), now: call.now,
            isCurrent: { call.isCurrent(json($0, call)) },
            answer: { call.changed(json(try Self.done($0), call)) })
        return call.answer(answer)
    }

    @Sendable func listAttendees(_ call: APICall) async throws -> Response {
        var filter = try filter(call)
        filter.state = .confirmed
        let page = try await page(call, filter)
        return call.answer(try await attendees(page.attendees, call), next: page.next?.text)
    }

    func readAttendee(_ call: APICall, id: Int64) async throws -> Response {
        guard let attendee = try await store.attendee(id: id), attendee.state == .confirmed,
            let json = try await attendees([attendee], call).first
        else { throw APIProblem(.notFound) }
        return call.answer(json)
    }

    @Sendable func listWaiting(_ call: APICall) async throws -> Response {
        let page = try await page(call, AttendeeFilter(state: .waiting))
        let places = try await store.placesInLine(of: page.attendees.map(\.id))
        let items = page.attendees.compactMap { attendee in
            places[attendee.id].map { APISchema.waiting.json(of: (attendee, $0)) }
        }
        return call.answer(items, next: page.next?.text)
    }

    private func json(_ attendee: Attendee, _ call: APICall) -> JSON {
        APISchema.registration.json(of: attendee, withNeeds: call.client.may(.needs))
    }

    private func attendees(_ attendees: [Attendee], _ call: APICall) async throws -> [JSON] {
        let all = AttendeeColumns(
            questions: try await store.questions(), workshops: try await store.workshops(),
            labels: try await store.labels(), kommuner: store.kommuner)
        let columns = call.client.may(.needs) ? all : all.withoutNeeds
        return try await store.records(of: attendees, with: columns.parts).map { record in
            .object(
                [JSON.Member("id", .number(record.attendee.id))]
                    + zip(columns.all, columns.values(of: record)).map { JSON.Member($0.id, $1.json) })
        }
    }

    private func filter(_ call: APICall) throws -> AttendeeFilter {
        AttendeeFilter(
            search: try call.parameter("q") { $0.unicodeScalars.count <= 200 ? $0.trimmed : nil } ?? "",
            kommun: try call.parameter("kommun") { store.kommuner[$0]?.code },
            organisationType: try call.parameter("organisationType", OrganisationType.init))
    }

    private func page(_ call: APICall, _ filter: AttendeeFilter) async throws -> AttendeePage {
        let cursor = try call.parameter("cursor", AttendeeCursor.init)
        let page = try await store.attendees(filter, order: .oldest, after: cursor, size: try call.limit())
        return page
    }

    /// What was typed into some fields, as far as it was sent.
    private func answers(_ fields: [Field], in body: inout APIBody) -> [Field: String] {
        var typed: [Field: String] = [:]
        for field in fields where body.has(field.name) {
            if field.kind == .organisationType {
                typed[field] = body.word(field.name, OrganisationType.self)?.rawValue ?? ""
            } else {
                typed[field] = body.text(field.name, longest: field.longest)
            }
        }
        return typed
    }

    private func demandScope(for fields: [Field], _ call: APICall) throws {
        if fields.contains(where: \.isSensitive), !call.client.may(.needs) { throw APIGate.lacking(.needs) }
    }

    private static func invalid(_ problems: [FieldProblem]) -> APIProblem {
        .invalid(
            problems.sorted { $0.field.name < $1.field.name }.map {
                APIProblem.Complaint(pointer: "/" + $0.field.name, message: $0.message)
            })
    }

    static func done<Changed>(_ change: APIChange<Changed>) throws -> Changed {
        switch change {
        case .done(let changed): return changed
        case .notFound: throw APIProblem(.notFound)
        case .outdated: throw APIProblem(.outdated)
        case .cancelled: throw APIProblem(.cancelled)
        case .emailTaken: throw APIProblem(.emailTaken)
        }
    }
}
