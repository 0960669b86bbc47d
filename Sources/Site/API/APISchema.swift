import Conference
import Foundation
import JSON
import Storage

/// One member of what the API tells: its name, its schema and how it is read, so that the three agree.
struct APIProperty<Subject>: Sendable {
    let name: String
    let schema: JSON
    /// Told to those only who may read needs.
    var isSensitive = false
    let value: @Sendable (Subject) -> JSON

    init(
        _ name: String, _ schema: JSON, isSensitive: Bool = false, _ value: @escaping @Sendable (Subject) -> JSON
    ) {
        self.name = name
        self.schema = schema
        self.isSensitive = isSensitive
        self.value = value
    }
}

/// Something that the API tells of.
struct APIRepresentation<Subject>: Sendable {
    let properties: [APIProperty<Subject>]

    func json(of subject: Subject, withNeeds: Bool = false) -> JSON {
        .object(
            properties.filter { withNeeds || !$0.isSensitive }.map { JSON.Member($0.name, $0.value(subject)) })
    }

    var schema: JSON {
        APISchema.object(
            properties.map { ($0.name, $0.schema) }, required: properties.filter { !$0.isSensitive }.map(\.name))
    }
}

/// The schemas of the API (JSON Schema 2020-12), made of the same lists that the forms are made of.
enum APISchema {
    static func object(_ properties: [(String, JSON)], required: [String]) -> JSON {
        [
            "type": "object", "properties": .object(properties.map { JSON.Member($0, $1) }),
            "required": .list(required.map { .text($0) }), "additionalProperties": false,
        ]
    }

    static func words<Word: RawRepresentable<String> & CaseIterable>(_: Word.Type) -> JSON {
        ["type": "string", "enum": .list(Word.allCases.map { .text($0.rawValue) })]
    }

    static func reference(_ name: String) -> JSON { ["$ref": .text("#/components/schemas/" + name)] }

    static func page(of schema: JSON) -> JSON {
        object(
            [("items", ["type": "array", "items": schema]), ("next", text(isNullable: true))],
            required: ["items", "next"])
    }

    static func text(isNullable: Bool = false) -> JSON {
        isNullable ? ["type": ["string", "null"]] : ["type": "string"]
    }

    static let id: JSON = ["type": "integer", "minimum": 1, "format": "int64"]
    static let count: JSON = ["type": "integer", "minimum": 0]
    static let moment: JSON = ["type": "string", "format": "date-time"]
    static let code: JSON = ["type": "string", "pattern": "^VF-[0-9A-Z]{4}-[0-9A-Z]{4}$"]
    static let setting: JSON = ["type": "integer", "minimum": 0, "maximum": .number(Int64(Quota.highestSetting))]

    // MARK: What is sent

    /// A field as it is sent.
    private static func typed(_ field: Field, isRequired: Bool) -> JSON {
        var schema: [JSON.Member] = [
            .init("description", .text(field.label.en + (field.hint.map { ". \($0.en)" } ?? "")))
        ]
        if field.kind == .organisationType { return words(OrganisationType.self).with(schema) }
        schema.append(.init("type", isRequired ? "string" : ["string", "null"]))
        if isRequired { schema.append(.init("minLength", 1)) }
        schema.append(.init("maxLength", .number(Int64(field.longest))))
        if field.kind == .email { schema.append(.init("format", "email")) }
        return .object(schema)
    }

    static let newRegistration = object(
        Field.all.map { ($0.name, typed($0, isRequired: $0.isRequired)) } + [("language", words(Language.self))],
        required: Field.all.filter(\.isRequired).map(\.name))

    static let registrationChange = object(
        Field.all.filter(\.mayChange).map { ($0.name, typed($0, isRequired: $0.isRequired)) }, required: []
    ).with([.init("minProperties", 1)])

    static let quotaChange = object([("reserved", setting), ("ceiling", setting)], required: []).with([
        .init("minProperties", 1)
    ])

    static let newCheckIn = object(
        [
            ("code", ["type": "string", "maxLength": 20]), ("kind", words(Scan.Kind.self)),
            ("door", ["type": "string", "minLength": 1, "maxLength": .number(Int64(DoorName.longest))]),
            ("id", ["type": "string", "pattern": "^[A-Za-z0-9_-]{22}$"]),
        ], required: ["code"])

    static let problem = object(
        [
            ("type", text()), ("title", text()), ("status", ["type": "integer"]), ("detail", text()),
            ("instance", text()),
            (
                "errors",
                [
                    "type": "array",
                    "items": object(
                        [("detail", text()), ("pointer", text()), ("parameter", text())], required: ["detail"]),
                ]
            ),
        ], required: ["type", "title", "status"])

    // MARK: What is told

    static let registration = APIRepresentation<Attendee>(
        properties: [
            APIProperty("id", id) { .number($0.id) },
            APIProperty("code", code) { .text($0.code) },
            APIProperty("state", words(RegistrationState.self)) { .text($0.state.rawValue) },
            APIProperty("language", words(Language.self)) { .text($0.language.rawValue) },
            APIProperty("createdAt", moment) { .text($0.createdAt.ISO8601Format()) },
            APIProperty("group", ["type": ["integer", "null"]]) { $0.delegation.map { .number($0) } ?? .null },
        ]
            + Field.all.map { field in
                APIProperty(
                    field.name,
                    .object([.init("type", ["string", "null"]), .init("description", .text(field.label.en))]),
                    isSensitive: field.isSensitive
                ) { attendee in
                    let answer = attendee.registration[field]
                    return answer.isEmpty ? .null : .text(answer)
                }
            })

    /// The columns of the attendee list, of which questions and workshops are made by the organisers.
    static let attendee: JSON = [
        "type": "object",
        "properties": .object(
            [
                .init("id", id), .init("code", code), .init("state", words(RegistrationState.self)),
                .init("createdAt", moment),
            ]
                + Field.all.map { .init($0.name, text(isNullable: true)) }
                + [.init("labels", ["type": ["array", "null"], "items": text()])]),
        "patternProperties": ["^question[0-9]+$": [:], "^workshop[0-9]+$": text(isNullable: true)],
        "required": ["id", "code", "state", "createdAt"], "additionalProperties": false,
    ]

    static let waiting = APIRepresentation<(Attendee, PlaceInLine)>(
        properties: [
            APIProperty("registration", id) { .number($0.0.id) },
            APIProperty("code", code) { .text($0.0.code) },
            APIProperty("createdAt", moment) { .text($0.0.createdAt.ISO8601Format()) },
            APIProperty("organisationType", words(OrganisationType.self)) {
                .text($0.0.registration[.organisationType])
            },
            APIProperty("kommun", text(isNullable: true)) {
                let code = $0.0.registration[.kommun]
                return code.isEmpty ? .null : .text(code)
            },
            APIProperty("place", ["type": "integer", "minimum": 1]) { .number(Int64($0.1.place)) },
            APIProperty("reason", ["type": "string", "enum": ["groupFull", "conferenceFull"]]) {
                $0.1.reason == .groupFull ? "groupFull" : "conferenceFull"
            },
            APIProperty("partySize", ["type": "integer", "minimum": 1]) { .number(Int64($0.1.partySize)) },
        ])

    static let quota = APIRepresentation<QuotaStanding>(
        properties: [
            APIProperty("id", id) { .number($0.line.id) },
            APIProperty("kommun", text(isNullable: true)) {
                if case .kommun(let code) = $0.line.group { .text(code) } else { .null }
            },
            APIProperty("organisationType", words(OrganisationType.self)) {
                switch $0.line.group {
                case .kommun: .text(OrganisationType.kommun.rawValue)
                case .organisation(let type): .text(type.rawValue)
                }
            },
            APIProperty("reserved", count) { .number(Int64($0.line.quota.reserved)) },
            APIProperty("ceiling", count) { .number(Int64($0.line.quota.ceiling)) },
            APIProperty("taken", count) { .number(Int64($0.line.quota.taken)) },
            APIProperty("waiting", count) { .number(Int64($0.line.quota.waiting)) },
            APIProperty("left", count) { .number(Int64($0.line.quota.left(pool: $0.pool))) },
        ])

    private static let bothLanguages = object([("sv", text()), ("en", text())], required: ["sv", "en"])

    private static func both(_ phrase: Phrase) -> JSON { ["sv": .text(phrase.sv), "en": .text(phrase.en)] }

    static let workshop = APIRepresentation<Workshop>(
        properties: [
            APIProperty("id", id) { .number($0.id) },
            APIProperty("title", bothLanguages) { both($0.title) },
            APIProperty("startsAt", moment) { .text($0.startsAt.ISO8601Format()) },
            APIProperty("endsAt", moment) { .text($0.endsAt.ISO8601Format()) },
            APIProperty("capacity", count) { .number(Int64($0.capacity)) },
            APIProperty("taken", count) { .number(Int64($0.taken)) },
            APIProperty("waiting", count) { .number(Int64($0.waiting)) },
            APIProperty("isRetired", ["type": "boolean"]) { .yesNo($0.isRetired) },
        ])

    static let workshopGuest = APIRepresentation<WorkshopGuest>(
        properties: [
            APIProperty("registration", id) { .number($0.attendee.id) },
            APIProperty("code", code) { .text($0.attendee.code) },
            APIProperty("state", words(WorkshopPlaceState.self)) { .text($0.state.rawValue) },
        ])

    static let checkIn = APIRepresentation<APICheckIn>(
        properties: [
            APIProperty("number", id) { .number($0.number) },
            APIProperty("id", text()) { .text($0.scan.id.text) },
            APIProperty("registration", id) { .number($0.registration) },
            APIProperty("code", code) { .text($0.code) },
            APIProperty("kind", words(Scan.Kind.self)) { .text($0.scan.kind.rawValue) },
            APIProperty("door", text()) { .text($0.scan.door.text) },
            APIProperty("at", moment) {
                .text(Date(timeIntervalSince1970: Double($0.scan.at) / 1000).ISO8601Format())
            },
        ])

    static let key = APIRepresentation<APIClient>(
        properties: [
            APIProperty("name", text()) { .text($0.name) },
            APIProperty("scopes", ["type": "array", "items": words(APIScope.self)]) { client in
                .list(APIScope.allCases.filter(client.may).map { .text($0.rawValue) })
            },
            APIProperty("endsAt", moment) { .text($0.endsAt.ISO8601Format()) },
        ])
}
